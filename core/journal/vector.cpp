#include "core/journal/vector.h"

#include "core/base/base64.h"
#include "core/journal/proof.h"
#include "core/journal/verifier.h"

#include <algorithm>
#include <bit>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

Json hexList(std::span<const Digest> hashes)
{
    auto list = Json::array();
    for (const auto& hash : hashes)
        list.append(toHex(hash));
    return list;
}

Digest digestOf(const Json& value)
{
    const auto bytes = QByteArray::fromHex(value.toString().toLatin1());
    // What is no digest at all only has to stay different from everything else.
    return ed25519::publicKeyFrom(bytes).value_or(sha256(bytes));
}

/// Whether all of them are 32 bytes in hex: a proof made of anything else proves nothing.
bool areDigests(std::initializer_list<Json> values)
{
    return std::all_of(values.begin(), values.end(), [](const Json& value) { return value.toString().size() == 64; });
}

Digests digestsOf(const Json& list)
{
    Digests digests;
    for (const auto& entry : list.toArray())
        digests.push_back(digestOf(entry));
    return digests;
}

Digests leavesOf(const Json& input)
{
    Digests leaves;
    if (const auto* raw = input.find(u"leaves_hex")) {
        for (const auto& entry : raw->toArray())
            leaves.push_back(leafHash(QByteArray::fromHex(entry.toString().toLatin1())));
        return leaves;
    }
    const auto& rule = input[u"leaves"];
    const auto prefix = rule[u"prefix"].toString().toUtf8();
    for (qint64 at = 0; at < rule[u"count"].toInteger(); ++at)
        leaves.push_back(leafHash(prefix + QByteArray::number(at)));
    return leaves;
}

std::vector<VerifierKey> keysOf(const Json& list)
{
    std::vector<VerifierKey> keys;
    for (const auto& entry : list.toArray()) {
        const auto key =
            ed25519::publicKeyFrom(fromHex(entry[u"public_key"].toString().toUtf8()).value_or(QByteArray{}));
        if (key)
            keys.push_back({entry[u"name"].toString(), *key});
    }
    return keys;
}

Json refusedWith(const QString& code)
{
    return Json::object({{u"refused"_s, code}});
}

Json okIs(bool ok)
{
    return Json::object({{u"ok"_s, ok}});
}

Json numberAnswer(const Json& input)
{
    const auto bits = input[u"binary64"].toString().toULongLong(nullptr, 16);
    const auto text = canonical::number(std::bit_cast<double>(static_cast<std::uint64_t>(bits)));
    return text.isEmpty() ? refusedWith(u"not_finite"_s) : Json::object({{u"text"_s, QString::fromLatin1(text)}});
}

Json canonicalAnswer(const Json& input)
{
    QByteArray bytes;
    const auto* repeat = input.find(u"repeat");
    if (const auto hex = input.text(u"hex"))
        bytes = QByteArray::fromHex(hex->toLatin1());
    else if (repeat)
        bytes = '"' + (*repeat)[u"text"].toString().toUtf8().repeated((*repeat)[u"times"].toInteger()) + '"';
    else
        bytes = input[u"json"].toString().toUtf8();
    const auto value = canonical::parse(bytes);
    if (!value)
        return refusedWith(canonical::refusal(value.error()));
    const auto text = canonical::encode(*value);
    if (!text)
        return refusedWith(canonical::refusal(text.error()));
    if (repeat)
        return Json::object({{u"sha256"_s, toHex(sha256(*text))}});
    return Json::object({{u"text"_s, QString::fromUtf8(*text)}, {u"leaf"_s, toHex(leafHash(*text))}});
}

Json envelopeAnswer(const Json& input)
{
    const auto event = fromJson(input[u"event"]);
    const auto bytes = event ? encode(*event) : Result<QByteArray>{Failure{event.error()}};
    if (!bytes)
        return Json::object({{u"envelope"_s, canonical::refusal(bytes.error())}});
    return Json::object(
        {{u"envelope"_s, u"ok"_s}, {u"text"_s, QString::fromUtf8(*bytes)}, {u"leaf"_s, toHex(leafHash(*bytes))}});
}

Json leafAnswer(const Json& input)
{
    return Json::object({{u"leaf"_s, toHex(leafHash(input[u"body"].toString().toUtf8()))}});
}

Json rootAnswer(const Json& input)
{
    return Json::object({{u"root"_s, toHex(rootOf(leavesOf(input)))}});
}

Json inclusionBuildAnswer(const Json& input)
{
    const auto leaves = leavesOf(input);
    const auto size = static_cast<qint64>(leaves.size());
    return Json::object({{u"proof"_s, hexList(inclusionProof(subtreesOf(leaves), input[u"index"].toInteger(), size))}});
}

Json inclusionVerifyAnswer(const Json& input)
{
    return okIs(
        areDigests({input[u"leaf"], input[u"root"]}) &&
        verifyInclusion(
            input[u"index"].toInteger(-1), input[u"size"].toInteger(-1), digestOf(input[u"leaf"]),
            digestsOf(input[u"proof"]), digestOf(input[u"root"])));
}

Json consistencyBuildAnswer(const Json& input)
{
    const auto leaves = leavesOf(input);
    const auto size = static_cast<qint64>(leaves.size());
    return Json::object({{u"proof"_s, hexList(consistencyProof(subtreesOf(leaves), input[u"old"].toInteger(), size))}});
}

Json consistencyVerifyAnswer(const Json& input)
{
    return okIs(verifyConsistency(
        input[u"old"].toInteger(-1), input[u"new"].toInteger(-1), digestOf(input[u"old_root"]),
        digestOf(input[u"new_root"]), digestsOf(input[u"proof"])));
}

Json rangeBuildAnswer(const Json& input)
{
    const auto leaves = leavesOf(input);
    const auto proof = rangeProof(
        subtreesOf(leaves), input[u"from"].toInteger(), input[u"to"].toInteger(), static_cast<qint64>(leaves.size()));
    return Json::object({{u"left"_s, hexList(proof.left)}, {u"right"_s, hexList(proof.right)}});
}

Json checkpointSignAnswer(const Json& input)
{
    const Checkpoint checkpoint{input[u"origin"].toString(), input[u"size"].toInteger(), digestOf(input[u"root"])};
    const std::array keys{ed25519::SigningKey{digestOf(input[u"seed"])}};
    const auto& key = keys[0].publicKey();
    return Json::object(
        {{u"note"_s, QString::fromUtf8(signNote(checkpoint, keys))},
         {u"key_id"_s, QString::fromLatin1(keyId(checkpoint.origin, key).toHex())},
         {u"public_key"_s, toHex(key)},
         {u"fingerprint"_s, fingerprint(key)}});
}

Json checkpointVerifyAnswer(const Json& input)
{
    const auto note = verifyNote(input[u"note"].toString().toUtf8(), keysOf(input[u"keys"]));
    if (!note)
        return refusedWith(canonical::refusal(note.error()));
    return Json::object(
        {{u"origin"_s, note->checkpoint.origin},
         {u"size"_s, note->checkpoint.size},
         {u"root"_s, toHex(note->checkpoint.root)}});
}

Json tlogProofAnswer(const Json& input)
{
    const auto leaf = leafHash(input[u"body"].toString().toUtf8());
    return okIs(verifyInclusionText(input[u"text"].toString().toUtf8(), leaf, keysOf(input[u"keys"])).has_value());
}

Json consistencyProofAnswer(const Json& input)
{
    return okIs(verifyConsistencyText(input[u"text"].toString().toUtf8(), keysOf(input[u"keys"])).has_value());
}

} // namespace

Result<Json> answerVector(const QString& kind, const Json& input, const Json& fixtures)
{
    using Answer = Json (*)(const Json&);
    static const std::array<std::pair<QLatin1String, Answer>, 14> answers{
        {{"number"_L1, numberAnswer},
         {"canonical"_L1, canonicalAnswer},
         {"envelope"_L1, envelopeAnswer},
         {"leaf"_L1, leafAnswer},
         {"root"_L1, rootAnswer},
         {"inclusion_build"_L1, inclusionBuildAnswer},
         {"inclusion_verify"_L1, inclusionVerifyAnswer},
         {"consistency_build"_L1, consistencyBuildAnswer},
         {"consistency_verify"_L1, consistencyVerifyAnswer},
         {"range_build"_L1, rangeBuildAnswer},
         {"checkpoint_sign"_L1, checkpointSignAnswer},
         {"checkpoint_verify"_L1, checkpointVerifyAnswer},
         {"tlog_proof"_L1, tlogProofAnswer},
         {"consistency_proof"_L1, consistencyProofAnswer}}};
    if (kind == "damage"_L1)
        return answerDamage(input, fixtures);
    for (const auto& [name, answer] : answers) {
        if (name == kind)
            return answer(input);
    }
    return failure(ErrorCode::Malformed, u"there is no vector of kind “%1”"_s.arg(kind), u"kind"_s);
}

} // namespace penelope::journal

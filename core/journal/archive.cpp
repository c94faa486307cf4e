#include "core/journal/archive.h"

#include "core/base/base64.h"

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

Json hexList(const Digests& hashes)
{
    auto list = Json::array();
    for (const auto& hash : hashes)
        list.append(toHex(hash));
    return list;
}

std::optional<Digest> digestIn(const Json& text)
{
    const auto bytes = fromHex(text.toString().toUtf8());
    return bytes ? digestFrom(*bytes) : std::nullopt;
}

Digests hashesIn(const Json& list)
{
    Digests hashes;
    for (const auto& entry : list.toArray())
        hashes.push_back(digestIn(entry).value_or(Digest{}));
    return hashes;
}

Json manifestJson(const ArchiveManifest& manifest)
{
    auto members = Json::array();
    for (const auto& member : manifest.members)
        members.append(Json::object(
            {{u"name"_s, QString::fromUtf8(member.name)},
             {u"bytes"_s, member.bytes},
             {u"sha256"_s, toHex(member.sha256)}}));
    auto lost = Json::array();
    for (const auto& range : manifest.lost) {
        auto entry = Json::object({{u"first"_s, range.first}, {u"last"_s, range.last}});
        if (!range.leaves.empty())
            entry.set(u"leaves"_s, hexList(range.leaves));
        lost.append(std::move(entry));
    }
    auto json = Json::object(
        {{u"format"_s, 1},
         {u"journal_id"_s, manifest.journalId},
         {u"first"_s, manifest.first},
         {u"last"_s, manifest.last},
         {u"size"_s, manifest.size},
         {u"root"_s, manifest.root ? toHex(*manifest.root) : QString{}},
         {u"complete"_s, manifest.complete},
         {u"members"_s, members},
         {u"left"_s, hexList(manifest.around.left)},
         {u"right"_s, hexList(manifest.around.right)},
         {u"lost"_s, lost},
         {u"made_by"_s, manifest.madeBy},
         {u"made_at"_s, manifest.madeAt}});
    auto blocks = Json::array();
    for (const auto& [number, hash] : manifest.blocks)
        blocks.append(Json::object({{u"block"_s, number}, {u"hash"_s, toHex(hash)}}));
    if (!manifest.blocks.empty())
        json.set(u"blocks"_s, blocks);
    return json;
}

/// Hashes what it is given and counts it; writes it on where there is a device.
class MemberWriter
{
public:
    explicit MemberWriter(QIODevice* out, std::vector<ArchiveMember> known = {})
        : m_out(out)
        , m_known(std::move(known))
    {}

    Status body(const QByteArray& body)
    {
        const bool full = m_events == maxMemberEvents || m_bytes + body.size() >= maxMemberBytes;
        if (m_events == 0 || full) {
            if (auto begun = begin(); !begun)
                return begun;
        }
        ++m_events;
        if (auto written = put(body); !written)
            return written;
        return put("\n");
    }
    /// Of the members so far; ends the last one.
    Result<std::vector<ArchiveMember>> finish()
    {
        if (auto ended = end(); !ended)
            return Failure{ended.error()};
        return m_members;
    }

private:
    Status begin()
    {
        if (auto ended = end(); !ended)
            return ended;
        m_hash = {};
        m_bytes = m_events = 0;
        m_open = true;
        const auto number = m_members.size();
        m_members.push_back({"events-" + QByteArray::number(number + 1).rightJustified(6, '0') + ".jsonl", 0, {}});
        if (!m_out)
            return {};
        if (number >= m_known.size())
            return failure(ErrorCode::Conflict, u"the events changed while they were written"_s);
        return write(tarHeader(m_known[number].name, m_known[number].bytes));
    }
    Status put(QByteArrayView bytes)
    {
        m_hash.add(bytes);
        m_bytes += bytes.size();
        return m_out ? write(bytes) : Status{};
    }
    Status end()
    {
        if (!m_open)
            return {};
        m_open = false;
        m_members.back().bytes = m_bytes;
        m_members.back().sha256 = m_hash.digest();
        return m_out ? write(tarPadding(m_bytes)) : Status{};
    }
    Status write(QByteArrayView bytes)
    {
        return m_out->write(bytes.data(), bytes.size()) == bytes.size()
                   ? Status{}
                   : Status{failure(ErrorCode::Storage, m_out->errorString())};
    }

    QIODevice* m_out;
    std::vector<ArchiveMember> m_known;
    std::vector<ArchiveMember> m_members;
    RunningSha256 m_hash;
    qint64 m_bytes = 0;
    qint64 m_events = 0;
    bool m_open = false;
};

/// A field of so many octal digits.
QByteArray octal(qint64 value, int digits)
{
    return QByteArray::number(value, 8).rightJustified(digits, '0');
}

} // namespace

QByteArray manifestBytes(const ArchiveManifest& manifest)
{
    auto json = manifestJson(manifest);
    json.set(u"manifest_sha256"_s, toHex(sha256(toJsonText(json))));
    return toJsonText(json) + '\n';
}

Result<ArchiveManifest> manifestFrom(const QByteArray& bytes)
{
    const auto wrong = [](const QString& what) {
        return failure(ErrorCode::Damaged, u"manifest.json %1"_s.arg(what), QString::fromUtf8(manifestName));
    };
    const auto json = canonical::parse(bytes.chopped(bytes.isEmpty() ? 0 : 1), canonical::maxDepth, bytes.size() + 1);
    if (!json)
        return wrong(u"cannot be read: "_s + json.error().message);
    if ((*json)[u"format"].toInteger() != 1)
        return failure(ErrorCode::Unsupported, u"manifest.json is of another format than 1"_s);
    ArchiveManifest manifest{
        .journalId = (*json)[u"journal_id"].toString(),
        .first = (*json)[u"first"].toInteger(),
        .last = (*json)[u"last"].toInteger(),
        .size = (*json)[u"size"].toInteger(),
        .root = digestIn((*json)[u"root"]),
        .complete = (*json)[u"complete"].toBool(),
        .members = {},
        .around = {hashesIn((*json)[u"left"]), hashesIn((*json)[u"right"])},
        .lost = {},
        .blocks = {},
        .madeBy = (*json)[u"made_by"].toString(),
        .madeAt = (*json)[u"made_at"].toInteger()};
    for (const auto& member : (*json)[u"members"].toArray())
        manifest.members.push_back(
            {member[u"name"].toString().toUtf8(), member[u"bytes"].toInteger(),
             digestIn(member[u"sha256"]).value_or(Digest{})});
    for (const auto& range : (*json)[u"lost"].toArray())
        manifest.lost.push_back({range[u"first"].toInteger(), range[u"last"].toInteger(), hashesIn(range[u"leaves"])});
    for (const auto& block : (*json)[u"blocks"].toArray())
        manifest.blocks.emplace_back(block[u"block"].toInteger(), digestIn(block[u"hash"]).value_or(Digest{}));
    if (manifestBytes(manifest) != bytes)
        return wrong(u"is not what was written: its own hash or its form does not hold"_s);
    const bool ordered = manifest.first >= 1 && manifest.last >= manifest.first - 1 && manifest.size >= manifest.last &&
                         manifest.members.size() >= 2;
    return ordered ? Result<ArchiveManifest>{manifest} : wrong(u"names an impossible range"_s);
}

QByteArray tarHeader(QByteArrayView name, qint64 bytes)
{
    QByteArray header(tarBlock, '\0');
    const auto put = [&header](qsizetype at, QByteArrayView text) {
        header.replace(at, text.size(), text.toByteArray());
    };
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, octal(bytes, 11));
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    put(329, "0000000");
    put(337, "0000000");
    qint64 sum = 0;
    for (const char letter : header)
        sum += static_cast<unsigned char>(letter);
    put(148, octal(sum, 6));
    header[154] = '\0';
    return header;
}

QByteArray tarPadding(qint64 bytes)
{
    return QByteArray(static_cast<qsizetype>((tarBlock - bytes % tarBlock) % tarBlock), '\0');
}

QByteArray keysText(const KeyHistory& history)
{
    std::vector<ed25519::PublicKey> keys;
    if (history.first())
        keys.push_back(*history.first());
    for (const auto& rotation : history.rotations())
        keys.push_back(rotation.key);
    QByteArray text;
    for (const auto& key : keys) {
        QByteArray bytes("\x01");
        bytes.append(reinterpret_cast<const char*>(key.data()), static_cast<qsizetype>(key.size()));
        text += history.origin().toUtf8() + '+' + keyId(history.origin(), key).toHex() + '+' + bytes.toBase64() + '\n';
    }
    return text;
}

Result<std::vector<VerifierKey>> keysFrom(const QByteArray& text)
{
    std::vector<VerifierKey> keys;
    for (const auto& line : text.split('\n')) {
        if (line.isEmpty())
            continue;
        const auto name = line.left(line.indexOf('+'));
        const auto rest = line.mid(name.size() + 1);
        const auto bytes = fromBase64(rest.mid(rest.indexOf('+') + 1));
        const auto key = bytes && bytes->startsWith('\x01') ? ed25519::publicKeyFrom(bytes->mid(1)) : std::nullopt;
        const auto origin = QString::fromUtf8(name);
        if (!key || keyId(origin, *key).toHex() != rest.left(rest.indexOf('+')))
            return failure(ErrorCode::Damaged, u"keys.txt has a line that is no key"_s, QString::fromUtf8(keysName));
        keys.push_back({origin, *key});
    }
    return keys;
}

QByteArray checkpointsText(const std::vector<QByteArray>& notes)
{
    QByteArray text;
    for (const auto& note : notes)
        text += (text.isEmpty() ? "" : "\n") + note;
    return text;
}

Status writeArchive(
    QIODevice& out, ArchiveManifest manifest, const QByteArray& keys, const QByteArray& checkpoints,
    const BodySource& bodies)
{
    // The manifest stands first and has the hashes of what follows: everything is read once before it is written.
    MemberWriter measure{nullptr};
    if (auto measured = bodies([&measure](const QByteArray& body) { return measure.body(body); }); !measured)
        return measured;
    const auto events = measure.finish();
    if (!events)
        return Failure{events.error()};
    manifest.members = {
        {keysName.toByteArray(), keys.size(), sha256(keys)},
        {checkpointsName.toByteArray(), checkpoints.size(), sha256(checkpoints)}};
    manifest.members.insert(manifest.members.end(), events->begin(), events->end());
    const auto member = [](QByteArrayView name, const QByteArray& content) {
        return tarHeader(name, content.size()) + content + tarPadding(content.size());
    };
    const auto head =
        member(manifestName, manifestBytes(manifest)) + member(keysName, keys) + member(checkpointsName, checkpoints);
    if (out.write(head) != head.size())
        return failure(ErrorCode::Storage, out.errorString());
    MemberWriter writer{&out, *events};
    if (auto written = bodies([&writer](const QByteArray& body) { return writer.body(body); }); !written)
        return written;
    const auto written = writer.finish();
    if (!written)
        return Failure{written.error()};
    if (*written != *events)
        return failure(ErrorCode::Conflict, u"the events changed while they were written"_s);
    const QByteArray end(2 * tarBlock, '\0');
    return out.write(end) == end.size() ? Status{} : Status{failure(ErrorCode::Storage, out.errorString())};
}

} // namespace penelope::journal

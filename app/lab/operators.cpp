#include "app/lab/operators.h"

#include "app/lab/files.h"
#include "core/approval/signing.h"
#include "core/base/base64.h"

#include <sodium.h>

namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto readingTime = 4s;
constexpr auto retryTime = 2s;
const QString approverName = QStringLiteral("lab-bruno");

QString keyFile(const QString& folder, const QString& name)
{
    return folder + u'/' + name + u".key"_s;
}

} // namespace

Result<LabOperator> makeOperator(const QString& folder, const QString& name)
{
    if (sodium_init() < 0)
        return failure(ErrorCode::Unsupported, u"libsodium cannot be used"_s);
    ed25519::Seed seed{};
    randombytes_buf(seed.data(), seed.size());
    const QByteArrayView bytes(reinterpret_cast<const char*>(seed.data()), static_cast<qsizetype>(seed.size()));
    if (auto status = writeFile(keyFile(folder, name), bytes.toByteArray().toHex() + '\n'); !status)
        return Failure{status.error()};
    return LabOperator{name, ed25519::toBase64(ed25519::SigningKey{seed}.publicKey())};
}

Result<ed25519::SigningKey> readKey(const QString& folder, const QString& name)
{
    const auto text = readFile(keyFile(folder, name));
    if (!text)
        return Failure{text.error()};
    const auto bytes = fromHex(text->trimmed());
    const auto seed = bytes ? ed25519::publicKeyFrom(*bytes) : std::nullopt;
    if (!seed)
        return failure(ErrorCode::Malformed, u"this is no key"_s, keyFile(folder, name));
    return ed25519::SigningKey{*seed};
}

ScriptedOperator::ScriptedOperator(CoreProcess& core, const Clock& clock, QString keyFolder)
    : m_core(core)
    , m_clock(clock)
    , m_keyFolder(std::move(keyFolder))
{
    connect(&m_timer, &QTimer::timeout, this, &ScriptedOperator::look);
    m_timer.start(250ms);
}

Result<Json> ScriptedOperator::decision(const Facts::Approval& request) const
{
    const auto key = readKey(m_keyFolder, approverName);
    if (!key)
        return Failure{key.error()};
    const bool back = hasWayBack(request);
    const auto reason = back ? u"The pool is saturated and the change is small."_s
                             : u"The twin found no way back: what it writes must stay readable first."_s;
    const auto args = Json::object(
        {{u"id"_s, Json{request.id}},
         {u"version"_s, Json{request.version}},
         {u"diff_sha256"_s, Json{request.sha256}},
         {u"reason"_s, Json{reason}}});
    return approval::signedArgs(
        back ? u"approve"_s : u"reject"_s, args, m_core.facts().journalId, approverName, *key, m_clock.now());
}

bool ScriptedOperator::hasWayBack(const Facts::Approval& request) const
{
    const auto* patch = m_core.facts().patch(request.patch);
    return !patch || patch->twinCause != u"undo"_s;
}

void ScriptedOperator::look()
{
    if (m_asking || !m_core.link().isOpen())
        return;
    for (const auto& request : m_core.facts().approvals) {
        if (!request.open)
            continue;
        const auto key = u"%1/%2"_s.arg(request.id).arg(request.version);
        const auto [seen, first] = m_firstSeen.try_emplace(key, m_clock.tick() + readingTime);
        if (m_clock.tick() < seen->second)
            continue;
        const auto args = decision(request);
        if (!args) {
            m_firstSeen[key] = m_clock.tick() + retryTime;
            emit told(u"%1 cannot sign: %2"_s.arg(approverName, args.error().message));
            return;
        }
        m_asking = true;
        m_core.link().ask(
            hasWayBack(request) ? u"approve"_s : u"reject"_s, *args,
            [this, key](const Result<ControlLink::Answered>& answer) {
                m_asking = false;
                if (answer)
                    return;
                m_firstSeen[key] = m_clock.tick() + retryTime;
                emit told(u"%1 is refused: %2"_s.arg(approverName, answer.error().message));
            });
        return;
    }
}

} // namespace penelope::lab

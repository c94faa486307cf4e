#include "app/lab/operators.h"

#include "app/lab/files.h"

#include <sodium.h>

namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto readingTime = 4s;
constexpr auto retryTime = 2s;

} // namespace

Result<LabOperator> makeOperator(const QString& folder, const QString& name)
{
    if (sodium_init() < 0)
        return failure(ErrorCode::Unsupported, u"libsodium cannot be used"_s);
    QByteArray publicKey(crypto_sign_PUBLICKEYBYTES, '\0');
    QByteArray secretKey(crypto_sign_SECRETKEYBYTES, '\0');
    crypto_sign_keypair(
        reinterpret_cast<unsigned char*>(publicKey.data()), reinterpret_cast<unsigned char*>(secretKey.data()));
    if (auto status = writeFile(folder + u'/' + name + u".key"_s, secretKey.toBase64() + '\n'); !status)
        return Failure{status.error()};
    return LabOperator{name, QString::fromLatin1(publicKey.toBase64())};
}

ScriptedOperator::ScriptedOperator(CoreProcess& core, const Clock& clock)
    : m_core(core)
    , m_clock(clock)
{
    connect(&m_timer, &QTimer::timeout, this, &ScriptedOperator::look);
    m_timer.start(250ms);
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
        m_asking = true;
        const auto args = Json::object(
            {{u"id"_s, Json{request.id}},
             {u"version"_s, Json{request.version}},
             {u"diff_sha256"_s, Json{request.sha256}},
             {u"reason"_s, Json{u"The pool is saturated and the change is small."_s}},
             {u"operator"_s, Json{u"lab-bruno"_s}}});
        m_core.link().ask(u"approve"_s, args, [this, key](const Result<ControlLink::Answered>& answer) {
            m_asking = false;
            if (answer)
                return;
            m_firstSeen[key] = m_clock.tick() + retryTime;
            emit told(u"lab-bruno is refused: "_s + answer.error().message);
        });
        return;
    }
}

} // namespace penelope::lab

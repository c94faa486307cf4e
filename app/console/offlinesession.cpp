#include "app/console/offlinesession.h"

#include "core/adapters/sqlite/tailverifier.h"
#include "core/adapters/system/memory.h"

#include <QFileInfo>

namespace penelope::console {

OfflineSession::OfflineSession(engine::ConsoleState state, const QString& file, std::optional<Instant> at)
    : m_file(file)
    , m_now(at.value_or(state.at))
    , m_mode(at ? Mode::Replay : Mode::Offline)
    , m_worker(QStringLiteral("verifier"))
{
    m_snapshot.state = std::make_shared<const engine::ConsoleState>(std::move(state));
}

void OfflineSession::verify()
{
    m_verifying = m_worker.run(
        m_mailbox,
        [file = m_file](const std::stop_token& stop) {
            auto verified = sqlite::TailVerifier(file).wholeFile(stop);
            // Also what the state was read with, just before.
            system::returnFreedMemory();
            return verified;
        },
        [this](compliance::Verified verified) {
            m_snapshot.live.verified = std::move(verified);
            emit changed();
        });
}

std::unique_ptr<OfflineSession>
OfflineSession::over(engine::ConsoleState state, const QString& file, std::optional<Instant> at)
{
    return std::unique_ptr<OfflineSession>(new OfflineSession(std::move(state), file, at));
}

std::unique_ptr<OfflineSession> OfflineSession::overFront(engine::ConsoleState front, const QString& file)
{
    auto session = over(std::move(front), file, std::nullopt);
    session->m_whole = false;
    return session;
}

std::unique_ptr<OfflineSession> OfflineSession::overEnd(qint64 seq, Instant at, const QString& file)
{
    engine::ConsoleState end;
    end.seq = seq;
    end.at = at;
    auto session = overFront(std::move(end), file);
    session->m_reading = Reading{0, seq, {}};
    return session;
}

void OfflineSession::showReading(qint64 folded, qint64 last)
{
    m_reading = Reading{folded, last, {}};
    emit changed();
}

void OfflineSession::showTrouble(const Error& error)
{
    if (!m_reading)
        m_reading = Reading{0, state().seq, {}};
    m_reading->trouble = error.message;
    emit changed();
}

void OfflineSession::complete(engine::ConsoleState state)
{
    m_reading.reset();
    m_now = state.at;
    m_snapshot.state = std::make_shared<const engine::ConsoleState>(std::move(state));
    m_whole = true;
    emit changed();
    emit completed();
}

QString OfflineSession::readOnlyReason() const
{
    //: %1 is a file name
    return tr("%1 is only read; nothing can be decided here.").arg(QFileInfo(m_file).fileName());
}

void OfflineSession::send(const QString& command, Json args, engine::Answer answer)
{
    Q_UNUSED(command)
    Q_UNUSED(args)
    if (answer)
        answer(failure(ErrorCode::NotPermitted, readOnlyReason()));
}

} // namespace penelope::console

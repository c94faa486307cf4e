#include "app/console/livesession.h"

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

LiveSession::LiveSession(const Clock& clock, const OperatorName& who)
    : m_clock(clock)
    , m_who(who)
{
    m_snapshot.state = std::make_shared<const engine::ConsoleState>();
    m_second.callOnTimeout(this, &Session::ticked);
    m_second.start(1s);
}

void LiveSession::publish(const engine::Snapshot& snapshot)
{
    m_snapshot = snapshot;
    emit changed();
    emit ticked();
}

void LiveSession::setReadOnly(const QString& reason)
{
    if (m_reason == reason)
        return;
    m_reason = reason;
    emit changed();
}

QString LiveSession::readOnlyReason() const
{
    if (!m_reason.isEmpty())
        return m_reason;
    // Three heart-beats missed: what is decided now might not be what the core sees.
    if (m_clock.now() - m_snapshot.live.heartbeat > 3s)
        return tr("The decision core does not answer.");
    return m_snapshot.live.storageTrouble;
}

void LiveSession::send(const QString& command, Json args, engine::Answer answer)
{
    if (!m_link) {
        answer(failure(ErrorCode::Unavailable, tr("The decision core does not answer.")));
        return;
    }
    m_link->send({command, u"operator/"_s + m_who.value(), m_clock.now(), std::move(args)}, std::move(answer));
}

void LiveSession::refresh()
{
    if (m_refresh)
        m_refresh();
}

} // namespace penelope::console

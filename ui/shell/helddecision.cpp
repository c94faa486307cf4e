#include "ui/shell/helddecision.h"

#include "ui/text/coresentences.h"
#include "ui/text/format.h"

#include <QPointer>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// How long a result stays to be read.
constexpr auto resultStands = std::chrono::seconds{60};
/// A hold that ended longer ago than this was slept through.
constexpr Milliseconds afterHold = std::chrono::seconds{5};

QString commandOf(HeldDecision::Kind kind)
{
    switch (kind) {
    case HeldDecision::Kind::Approve: return u"approve"_s;
    case HeldDecision::Kind::Reject: return u"reject"_s;
    }
    Q_UNREACHABLE();
}

Json decisionArgs(const HeldDecision::Request& request)
{
    Json args = request.more;
    args.set(u"id"_s, Json{request.approval.value()});
    args.set(u"version"_s, Json{request.version});
    args.set(u"diff_sha256"_s, Json{request.diffSha256});
    if (!request.reason.isEmpty())
        args.set(u"reason"_s, Json{request.reason});
    return args;
}

} // namespace

HeldDecision::HeldDecision(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::ticked, this, &HeldDecision::tick);
}

Milliseconds HeldDecision::hold(const policy::State& policy, const Request& request, Instant now)
{
    if (request.deadline - now < policy.duration(u"approval.hold_least"_s))
        return Milliseconds{0};
    return policy.duration(request.severity == Severity::P0 ? u"approval.hold_p0"_s : u"approval.hold"_s);
}

int HeldDecision::secondsLeft() const
{
    if (m_phase != Phase::Holding)
        return 0;
    return static_cast<int>(std::max<qint64>(0, (m_timer.remainingTime() + 999) / 1000));
}

bool HeldDecision::commit(const Request& request)
{
    if (isBusy() || !m_session.canDecide())
        return false;
    m_request = request;
    m_seq = 0;
    const Milliseconds span = hold(m_session.state().policy, request, m_session.now());
    if (span.count() == 0) {
        sendDecision();
        return true;
    }
    beginHold(span);
    return true;
}

void HeldDecision::beginHold(Milliseconds span)
{
    m_holdUntil = m_session.now() + span;
    auto args = Json::object(
        {{u"id"_s, Json{m_request.approval.value()}},
         {u"decision"_s, Json{commandOf(m_request.kind)}},
         {u"hold_until"_s, Json{toMs(m_holdUntil)}}});
    if (m_request.more[u"break_glass"].toBool())
        args.set(u"break_glass"_s, true);
    m_session.send(u"intend"_s, std::move(args), [self = QPointer(this)](const Result<engine::Outcome>& outcome) {
        // A refused intent (somebody else was first) ends the hold: the decision would be refused too.
        if (self && !outcome && self->m_phase == Phase::Holding) {
            self->m_timer.stop();
            self->setPhase(Phase::Failed, words::told(outcome.error()));
        }
    });
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout(this, &HeldDecision::sendDecision);
    m_timer.start(span);
    setPhase(Phase::Holding);
}

void HeldDecision::tick()
{
    if (sleptThrough())
        withdraw(tr("The machine slept: nothing was decided for %1").arg(m_request.service.value()));
    else if (m_phase == Phase::Holding)
        emit changed();
    else if (!isBusy() && m_phase != Phase::Idle && m_session.now() - m_resultAt >= resultStands)
        clear();
}

/// The hold's timer stands still while the machine sleeps. What was meant hours ago is not to be sent now.
bool HeldDecision::sleptThrough() const
{
    return m_phase == Phase::Holding && m_session.now() - m_holdUntil > afterHold;
}

void HeldDecision::sendDecision()
{
    if (sleptThrough()) {
        tick();
        return;
    }
    m_timer.disconnect(this);
    setPhase(Phase::Sending);
    m_session.send(
        commandOf(m_request.kind), decisionArgs(m_request),
        [self = QPointer(this)](const Result<engine::Outcome>& outcome) {
            if (self)
                self->takeAnswer(outcome);
        });
}

void HeldDecision::takeAnswer(const Result<engine::Outcome>& outcome)
{
    const QString service = m_request.service.value();
    const QString time = format::utcTime(m_session.now());
    if (!outcome) {
        //: %1 is a service, %2 a sentence that says why
        setPhase(Phase::Failed, tr("Not decided for %1: %2").arg(service, words::told(outcome.error())));
        return;
    }
    m_seq = outcome->seq;
    const QString seq = format::integer(m_seq);
    //: %1 is a time such as 03:44:10Z, %2 the number of the journal's record
    setPhase(
        Phase::Done, m_request.kind == Kind::Approve ? tr("Approved %1, audit %2").arg(time, seq)
                                                     : tr("Rejected %1, audit %2").arg(time, seq));
}

void HeldDecision::undo()
{
    if (m_phase != Phase::Holding)
        return;
    //: %1 is a service
    withdraw(tr("Undone: nothing was decided for %1").arg(m_request.service.value()));
}

void HeldDecision::withdraw(const QString& result)
{
    m_timer.stop();
    m_timer.disconnect(this);
    m_session.send(u"withdraw_intent"_s, Json::object({{u"id"_s, Json{m_request.approval.value()}}}), [](auto&&) {});
    setPhase(Phase::Withdrawn, result);
}

void HeldDecision::clear()
{
    if (!isBusy() && m_phase != Phase::Idle)
        setPhase(Phase::Idle);
}

void HeldDecision::setPhase(Phase phase, const QString& result)
{
    m_phase = phase;
    m_result = result;
    m_resultAt = m_session.now();
    emit changed();
}

} // namespace penelope::ui

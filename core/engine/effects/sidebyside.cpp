#include "core/engine/effects/sidebyside.h"

#include "core/engine/effects/refusals.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Nobody inside can guess it, so nobody but the player can print a report.
QString freshKey()
{
    auto& random = *QRandomGenerator::system();
    return QString::number(random.generate64(), 16) + QString::number(random.generate64(), 16);
}

constexpr std::size_t formerArm = 0;
constexpr std::size_t patchedArm = 1;

twin::Plan planOf(const SideBySide::Order& order, bool patched, quint32 seed)
{
    constexpr qint64 mostRows = 300;
    twin::Plan plan;
    plan.key = freshKey();
    plan.seed = seed;
    plan.service = order.service;
    plan.interval = std::max(plan.interval, Milliseconds{order.pace.lasts.count() / mostRows});
    plan.stages = twin::stagesOf(patched, order.pace);
    return plan;
}

Sandbox::Job jobOf(const SideBySide::Order& order, const twin::Plan& plan)
{
    Sandbox::Job job;
    job.argv = {u"/tools/"_s + order.player.section(u'/', -1)};
    job.tree = order.former;
    // The arm that never leaves the former version has no use for the change.
    if (std::any_of(plan.stages.begin(), plan.stages.end(), [](const twin::Stage& stage) { return stage.patched; }))
        job.others = {{order.patched, twin::changePlace, order.former}};
    job.tools = {order.player};
    job.readable = order.service.reads;
    job.input = toJsonText(twin::toJson(plan));
    job.limits = order.limits;
    job.limits.time = twin::longest(plan);
    job.limits.processor = job.limits.time;
    return job;
}

patch::Twin failedTwin(const QString& result, const QString& cause, const QString& reason)
{
    patch::Twin twin;
    twin.result = result;
    twin.trial.cause = cause;
    twin.reason = reason;
    return twin;
}

/// An arm without a report: the player did not come to its end.
QString withoutReport(const Sandbox::Outcome& outcome)
{
    switch (outcome.ending) {
    case Sandbox::Ending::TimedOut: return u"it stopped the load and was ended"_s;
    case Sandbox::Ending::TooMuchOutput: return u"it printed without end"_s;
    case Sandbox::Ending::TooMuchDisk: return u"it wrote without end"_s;
    case Sandbox::Ending::TooMuchMemory: return u"it took more memory than it may"_s;
    case Sandbox::Ending::Signalled: return u"it ended the load with signal %1"_s.arg(outcome.code);
    case Sandbox::Ending::Exited: return u"the load ended with exit code %1"_s.arg(outcome.code);
    case Sandbox::Ending::Cancelled: return u"its trial was cancelled"_s;
    }
    Q_UNREACHABLE();
}

/// How an arm ended as programs end that are told to; empty = none of its versions did.
QString endAsIfTold(const Sandbox::Outcome& outcome, const std::optional<twin::Report>& report)
{
    if (!report) {
        const auto ended = u"signal %1"_s.arg(outcome.code);
        return outcome.ending == Sandbox::Ending::Signalled && twin::isEndAsIfTold(ended) ? ended : QString{};
    }
    for (const auto& stage : report->stages) {
        if (twin::isEndAsIfTold(stage.ended))
            return stage.ended;
    }
    return {};
}

} // namespace

struct SideBySide::State : std::enable_shared_from_this<SideBySide::State>
{
    State(Sandbox& where, Order what, Handler who)
        : sandbox(where)
        , order(std::move(what))
        , handler(std::move(who))
    {}

    struct Arm
    {
        twin::Plan plan;
        std::optional<Sandbox::Ticket> ticket;
        std::optional<Result<Sandbox::Outcome>> outcome;
    };

    Sandbox& sandbox;
    Order order;
    Handler handler;
    std::array<Arm, 2> arms;             ///< former, patched
    QString again;                       ///< why this is the second time; empty = it is the first
    std::optional<twin::Played> earlier; ///< the first time, where its times left a doubt

    void play()
    {
        const auto seed = QRandomGenerator::system()->generate();
        for (std::size_t index = 0; index < arms.size(); ++index) {
            auto& arm = arms[index];
            arm.outcome.reset();
            arm.plan = planOf(order, index == patchedArm, seed);
            arm.ticket = sandbox.run(
                jobOf(order, arm.plan), [alive = weak_from_this(), index](Result<Sandbox::Outcome> outcome) {
                    if (const auto state = alive.lock())
                        state->take(index, std::move(outcome));
                });
        }
    }

    void take(std::size_t index, Result<Sandbox::Outcome> outcome)
    {
        arms[index].ticket.reset();
        arms[index].outcome = std::move(outcome);
        if (!arms[index].outcome->has_value()) {
            // Without one arm the other proves nothing.
            for (auto& arm : arms) {
                if (arm.ticket)
                    sandbox.cancel(*arm.ticket);
            }
        }
        if (!std::all_of(arms.begin(), arms.end(), [](const Arm& played) { return played.outcome.has_value(); }))
            return;
        auto why = again.isEmpty() ? whyAgain() : QString{};
        if (why.isEmpty())
            return tell();
        again = std::move(why);
        if (order.again)
            order.again();
        play();
    }

    /// Empty = there is no reason to.
    QString whyAgain()
    {
        for (const auto index : {patchedArm, formerArm}) {
            const auto& arm = arms[index];
            if (!*arm.outcome || (*arm.outcome)->ending == Sandbox::Ending::Cancelled)
                return {};
            const auto ended = endAsIfTold(**arm.outcome, reportOf(index));
            if (!ended.isEmpty())
                return (index == patchedArm
                            ? u"the patched version ended with %1, as if it had been told to"_s
                            : u"the version before the patch ended with %1, as if it had been told to"_s)
                    .arg(ended);
        }
        const auto former = reportOf(formerArm);
        const auto patched = reportOf(patchedArm);
        if (!former || !patched)
            return {};
        auto doubt = twin::doubtOf(verdict(), *former, *patched, order.marks);
        if (!doubt)
            return {};
        if (doubt->timesCount)
            earlier = {*former, *patched};
        return std::move(doubt->why);
    }

    /// Of an arm that has an outcome; none = there is no report in it.
    std::optional<twin::Report> reportOf(std::size_t index) const
    {
        const auto& [plan, ticket, outcome] = arms[index];
        return twin::reportFrom((*outcome)->output, plan.key);
    }

    void tell()
    {
        auto answer = verdict();
        if (!again.isEmpty())
            answer.reason = u"%1; played a second time, since %2"_s.arg(answer.reason, again);
        if (const auto& tried = *arms[patchedArm].outcome) {
            const auto& key = arms[patchedArm].plan.key;
            answer.trial.refused = refusalsUnderLoad(*tried);
            answer.trial.logTail =
                twin::reportFrom(tried->output, key) ? twin::logBeside(tried->logTail, key) : tried->logTail;
        }
        if (auto hears = std::exchange(handler, nullptr))
            hears(std::move(answer));
    }

    patch::Twin verdict() const
    {
        for (const auto& arm : arms) {
            if (!*arm.outcome)
                return failedTwin(u"unavailable"_s, u"evidence"_s, arm.outcome->error().message);
        }
        const auto former = reportOf(formerArm);
        const auto patched = reportOf(patchedArm);
        if (!former)
            return failedTwin(
                u"unavailable"_s, u"evidence"_s,
                u"the version before the patch cannot be measured: %1"_s.arg(withoutReport(**arms[formerArm].outcome)));
        if (!patched)
            return failedTwin(
                u"failed"_s, u"crash"_s,
                u"the patched version cannot be measured: %1"_s.arg(withoutReport(**arms[patchedArm].outcome)));
        return twin::verdictOf(*former, *patched, order.pace, order.marks, earlier);
    }
};

SideBySide::SideBySide(Sandbox& sandbox, Order order, Handler handler)
    : m_state(std::make_shared<State>(sandbox, std::move(order), std::move(handler)))
{
    m_state->play();
}

SideBySide::~SideBySide()
{
    m_state->handler = nullptr;
    for (auto& arm : m_state->arms) {
        if (arm.ticket)
            m_state->sandbox.cancel(*arm.ticket);
    }
}

} // namespace penelope::engine

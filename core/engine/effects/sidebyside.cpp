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

twin::Plan planOf(const SideBySide::Order& order, const QString& tree, quint32 seed)
{
    constexpr qint64 mostRows = 300;
    twin::Plan plan;
    plan.key = freshKey();
    plan.seed = seed;
    plan.service = order.service;
    plan.interval = std::max(plan.interval, Milliseconds{order.pace.lasts.count() / mostRows});
    plan.stages = twin::stagesOf(tree, order.pace);
    return plan;
}

Sandbox::Job jobOf(const SideBySide::Order& order, const twin::Plan& plan)
{
    Sandbox::Job job;
    job.argv = {u"/tools/"_s + order.player.section(u'/', -1)};
    // The arm that never leaves the former version has no use for the patched one.
    const bool leaves = std::any_of(plan.stages.begin(), plan.stages.end(), [](const twin::Stage& stage) {
        return stage.tree == twin::patchedTree;
    });
    job.tree = leaves ? order.patched : QString{};
    job.others = {{order.former, twin::formerTree}};
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

} // namespace

struct SideBySide::State
{
    struct Arm
    {
        twin::Plan plan;
        std::optional<Sandbox::Ticket> ticket;
        std::optional<Result<Sandbox::Outcome>> outcome;
    };

    Sandbox& sandbox;
    Order order;
    Handler handler;
    std::array<Arm, 2> arms; ///< former, patched

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
        if (std::all_of(arms.begin(), arms.end(), [](const Arm& arm) { return arm.outcome.has_value(); }))
            tell();
    }

    void tell()
    {
        auto answer = verdict();
        if (const auto& tried = *arms[1].outcome) {
            const auto& key = arms[1].plan.key;
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
        const auto former = twin::reportFrom((*arms[0].outcome)->output, arms[0].plan.key);
        const auto patched = twin::reportFrom((*arms[1].outcome)->output, arms[1].plan.key);
        if (!former)
            return failedTwin(
                u"unavailable"_s, u"evidence"_s,
                u"the version before the patch cannot be measured: %1"_s.arg(withoutReport(**arms[0].outcome)));
        if (!patched)
            return failedTwin(
                u"failed"_s, u"crash"_s,
                u"the patched version cannot be measured: %1"_s.arg(withoutReport(**arms[1].outcome)));
        return twin::verdictOf(*former, *patched, order.pace, order.marks);
    }
};

SideBySide::SideBySide(Sandbox& sandbox, Order order, Handler handler)
    : m_state(std::make_shared<State>(State{sandbox, std::move(order), std::move(handler), {}}))
{
    const auto seed = QRandomGenerator::system()->generate();
    const std::array trees{twin::formerTree, twin::patchedTree};
    for (std::size_t index = 0; index < trees.size(); ++index) {
        auto& arm = m_state->arms[index];
        arm.plan = planOf(m_state->order, trees[index], seed);
        arm.ticket = sandbox.run(
            jobOf(m_state->order, arm.plan), [alive = std::weak_ptr(m_state), index](Result<Sandbox::Outcome> outcome) {
                if (const auto state = alive.lock())
                    state->take(index, std::move(outcome));
            });
    }
}

SideBySide::~SideBySide()
{
    for (auto& arm : m_state->arms) {
        if (arm.ticket)
            m_state->sandbox.cancel(*arm.ticket);
    }
}

} // namespace penelope::engine

#include "core/engine/effects/gate.h"

#include "core/canary/machine.h"
#include "core/engine/effects/refusals.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// An event holds no more of it.
constexpr qsizetype keptGateLog = qsizetype{8} * 1024;

Sandbox::Limits gateLimits(const policy::State& policy)
{
    Sandbox::Limits limits;
    limits.time = policy.duration(u"twin.limit"_s);
    limits.processor = limits.time;
    limits.memoryBytes = policy.integer(u"twin.memory"_s) * 1024 * 1024;
    limits.processes = static_cast<int>(policy.integer(u"twin.processes"_s));
    return limits;
}

/// Why it is not passed; empty = the command ended well.
QString gateFailure(const QString& gate, const Sandbox::Outcome& outcome, Milliseconds limit)
{
    switch (outcome.ending) {
    case Sandbox::Ending::Exited:
        return outcome.code == 0 ? QString{} : u"the gate %1 failed with exit code %2"_s.arg(gate).arg(outcome.code);
    case Sandbox::Ending::Signalled: return u"the gate %1 died of signal %2"_s.arg(gate).arg(outcome.code);
    case Sandbox::Ending::TimedOut:
        return u"the gate %1 was ended after %2 s"_s.arg(gate).arg(
            std::chrono::ceil<std::chrono::seconds>(limit).count());
    case Sandbox::Ending::TooMuchOutput: return u"the gate %1 printed without end"_s.arg(gate);
    case Sandbox::Ending::TooMuchDisk: return u"the gate %1 wrote without end"_s.arg(gate);
    case Sandbox::Ending::TooMuchMemory: return u"the gate %1 took more memory than it may"_s.arg(gate);
    case Sandbox::Ending::Cancelled: return u"the gate %1 was cancelled"_s.arg(gate);
    }
    Q_UNREACHABLE();
}

GateSeen gateUnavailable(const GateOrder& order, const QString& why)
{
    GateSeen seen;
    seen.canary = order.canary;
    seen.gate = order.gate;
    seen.result = u"unavailable"_s;
    seen.text = u"the gate %1 cannot run: %2"_s.arg(order.gate, why);
    seen.commit = order.committed ? order.commit : QString{};
    return seen;
}

GateSeen gateSeenIn(const GateOrder& order, const Sandbox::Outcome& outcome, Milliseconds limit)
{
    GateSeen seen;
    seen.canary = order.canary;
    seen.gate = order.gate;
    if (outcome.ending == Sandbox::Ending::Exited)
        seen.exitCode = outcome.code;
    seen.text = gateFailure(order.gate, outcome, limit);
    seen.result = seen.text.isEmpty() ? u"passed"_s : u"failed"_s;
    seen.logTail = outcome.logTail.right(keptGateLog);
    seen.refused = refusalsOf(outcome);
    seen.commit = order.committed ? order.commit : QString{};
    return seen;
}

} // namespace

const QStringList& gateCommand(const patch::Registration& registration, const QString& gate)
{
    if (gate == preStartGate)
        return registration.preStart;
    return gate == prePromoteGate ? registration.prePromote : registration.postPromote;
}

bool gateAsks(const canary::Canary& canary, const patch::Registration& registration, const QString& gate)
{
    return !gateCommand(registration, gate).isEmpty() && !canary::gateResult(canary, gate);
}

Gates::~Gates()
{
    for (const auto& [canary, ticket] : std::exchange(*m_running, {}))
        m_world.ports.sandbox->cancel(ticket);
}

void Gates::run(const GateOrder& order, std::function<void(GateSeen)> handler)
{
    if (!m_world.ports.sandbox)
        return handler(gateUnavailable(order, u"there is no sandbox"_s));
    Sandbox::Job job;
    job.argv = substitute(gateCommand(order.registration, order.gate), u"/work"_s, order.patch.value(), order.commit);
    job.tree = order.tree;
    job.limits = gateLimits(m_world.state().policy);
    const auto limit = job.limits.time;
    const auto ticket = m_world.ports.sandbox->run(
        std::move(job), [order, limit, running = std::weak_ptr(m_running),
                         handler = std::move(handler)](const Result<Sandbox::Outcome>& outcome) {
            const auto gates = running.lock();
            if (!gates)
                return;
            gates->erase(order.canary);
            handler(outcome ? gateSeenIn(order, *outcome, limit) : gateUnavailable(order, outcome.error().message));
        });
    m_running->emplace(order.canary, ticket);
}

void Gates::look(const ConsoleState& state)
{
    std::vector<Sandbox::Ticket> unwanted;
    for (const auto& [id, ticket] : *m_running) {
        const auto canary = state.canaries.find(id);
        const bool waits =
            canary && (canary->status == canary::Status::Initializing || canary->status == canary::Status::Promoting);
        if (!waits)
            unwanted.push_back(ticket);
    }
    for (const auto ticket : unwanted)
        m_world.ports.sandbox->cancel(ticket);
}

} // namespace penelope::engine

#include "core/engine/effects/twin.h"

#include "core/engine/effects/refusals.h"
#include "core/engine/effects/sidebyside.h"
#include "core/engine/wanted.h"
#include "core/tapeinophrosyne/competence.h"
#include "core/twin/accesslog.h"

#include <utility>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// An event holds no more of it.
constexpr qsizetype keptLog = qsizetype{8} * 1024;

patch::Twin twinUnavailable(const QString& reason)
{
    patch::Twin twin;
    twin.result = u"unavailable"_s;
    twin.reason = reason;
    return twin;
}

QString changeWord(Sandbox::ChangeKind kind)
{
    switch (kind) {
    case Sandbox::ChangeKind::Added: return u"added"_s;
    case Sandbox::ChangeKind::Changed: return u"changed"_s;
    case Sandbox::ChangeKind::Removed: return u"removed"_s;
    }
    Q_UNREACHABLE();
}

/// Why it is not passed; empty = the program ended well.
QString twinFailure(const Sandbox::Outcome& outcome, Milliseconds limit)
{
    switch (outcome.ending) {
    case Sandbox::Ending::Exited:
        return outcome.code == 0 ? QString{} : u"its tests failed with exit code %1"_s.arg(outcome.code);
    case Sandbox::Ending::Signalled: return u"its tests died of signal %1"_s.arg(outcome.code);
    case Sandbox::Ending::TimedOut:
        return u"its tests were ended after %1 s"_s.arg(std::chrono::ceil<std::chrono::seconds>(limit).count());
    case Sandbox::Ending::TooMuchOutput: return u"its tests printed without end"_s;
    case Sandbox::Ending::TooMuchDisk: return u"its tests wrote without end"_s;
    case Sandbox::Ending::TooMuchMemory: return u"its tests took more memory than they may"_s;
    case Sandbox::Ending::Cancelled: return u"its trial was cancelled"_s;
    }
    Q_UNREACHABLE();
}

patch::TwinTrial twinTrialOf(const QStringList& command, const Sandbox::Outcome& outcome)
{
    patch::TwinTrial trial;
    trial.command = command;
    if (outcome.ending == Sandbox::Ending::Exited)
        trial.exitCode = outcome.code;
    trial.took = outcome.took;
    for (const auto& change : outcome.changes)
        trial.changes.append(changeWord(change.kind) + u' ' + change.path);
    if (outcome.changesLeftOut > 0)
        trial.changes.append(u"and %1 more"_s.arg(outcome.changesLeftOut));
    trial.refused = refusalsOf(outcome);
    trial.logTail = outcome.logTail.right(keptLog);
    return trial;
}

/// The mix of requests that the service really has, where it can be read.
Result<twin::AccessMix> realMix(const FileSource& logTail, const QString& path)
{
    if (!logTail)
        return failure(ErrorCode::Unsupported, u"files cannot be read here"_s, path);
    const auto log = logTail(path);
    return log ? twin::mixOf(log->bytes) : Result<twin::AccessMix>{Failure{log.error()}};
}

} // namespace

struct TwinEffect::Trial
{
    PatchId patch;
    patch::Registration registration;
    QString diff;
    QString folder;
    QString former; ///< folder of the version before it; empty = there is no load to hold it against
    Sandbox::Limits limits;
    twin::Pace pace;
    twin::Marks marks;
    QString mix;     ///< where the load's paths come from; empty = the registration
    QString noPaths; ///< why there are none; empty = there are
    bool critical = false;
    bool dropped = false; ///< nobody waits for it any more
    std::optional<Sandbox::Ticket> ticket;
    std::unique_ptr<SideBySide> load;
};

TwinEffect::~TwinEffect()
{
    // Nobody hears of them any more: after a restart each begins anew.
    m_world.live.trials.clear();
    for (const auto& [patch, trial] : std::exchange(m_trials, {})) {
        trial->load.reset();
        if (trial->ticket)
            m_world.ports.sandbox->cancel(*trial->ticket);
    }
}

void TwinEffect::look(const ConsoleState& state)
{
    std::vector<Sandbox::Ticket> unwanted;
    std::vector<std::shared_ptr<Trial>> loads;
    for (const auto& [id, trial] : m_trials) {
        const auto patch = state.patches.find(id);
        if (trial->dropped || (patch && wanted::twin(state, *patch)))
            continue;
        trial->dropped = true;
        if (trial->ticket)
            unwanted.push_back(*trial->ticket);
        if (trial->load)
            loads.push_back(trial);
    }
    for (const auto ticket : unwanted)
        m_world.ports.sandbox->cancel(ticket);
    for (const auto& trial : loads) {
        trial->load.reset();
        finish(trial, {});
    }
    state.patches.forEachOngoing([&](const PatchId& id, const auto& patch) {
        if (!m_trials.contains(id) && m_attempts.mayTry(id.value()) && wanted::twin(state, *patch))
            begin(state, *patch);
    });
}

void TwinEffect::takeMix(const Ports& ports, Trial& trial)
{
    auto& service = trial.registration.twin;
    if (service.accessLog.isEmpty() || trial.former.isEmpty())
        return;
    auto mix = realMix(ports.logTail, service.accessLog);
    if (mix) {
        trial.mix = twin::mixText(*mix);
        service.paths = std::move(mix->paths);
        return;
    }
    const auto why = u"the access log cannot be used: %1"_s.arg(mix.error().message);
    (service.paths.empty() ? trial.noPaths : trial.mix) = why;
}

void TwinEffect::begin(const ConsoleState& state, const patch::Patch& patch)
{
    if (!m_world.ports.sandbox) {
        m_world.tell(TwinSeen{patch.id, twinUnavailable(u"there is no sandbox"_s)});
        return;
    }
    auto trial = std::make_shared<Trial>();
    trial->patch = patch.id;
    trial->registration = registrationOf(state, patch.service);
    trial->diff = patch.diff;
    trial->folder = worktreeOf(m_world.settings, patch.service, patch.id);
    trial->limits.time = state.policy.duration(u"twin.limit"_s);
    trial->limits.processor = trial->limits.time;
    trial->limits.memoryBytes = state.policy.integer(u"twin.memory"_s) * 1024 * 1024;
    trial->limits.processes = static_cast<int>(state.policy.integer(u"twin.processes"_s));
    trial->critical =
        !tapeinophrosyne::criticalFiles(patch.files, state.policy.words(u"tapeinophrosyne.critical_paths"_s)).isEmpty();
    if (!trial->registration.twin.start.isEmpty()) {
        trial->former = trial->folder + u"-before"_s;
        trial->pace.lasts = state.policy.duration(trial->critical ? u"twin.soak_critical"_s : u"twin.soak"_s);
        trial->pace.rate =
            trial->registration.twin.rate.value_or(static_cast<double>(state.policy.integer(u"twin.rate"_s)));
        trial->marks = {
            state.policy.ratio(u"twin.slower"_s), static_cast<double>(state.policy.integer(u"twin.leak"_s))};
    }
    m_trials.emplace(patch.id, trial);
    enter(*trial, TrialLive::Phase::Preparing, {});
    background(
        [ports = m_world.ports, trial] {
            takeMix(ports, *trial);
            const auto branch = branchOf(trial->registration);
            auto patched = ports.worktrees.checkOut(branch, trial->patch.value(), trial->diff.toUtf8(), trial->folder);
            if (!patched || trial->former.isEmpty())
                return patched;
            return ports.worktrees.checkOut(branch, trial->patch.value() + u"-before"_s, {}, trial->former);
        },
        [this, trial](const Result<QString>& commit) {
            if (commit)
                return trial->dropped ? finish(trial, {}) : run(trial);
            m_trials.erase(trial->patch);
            m_world.live.trials.erase(trial->patch);
            // The last look before the start tells what does not apply; here it can only wait.
            m_attempts.failed(trial->patch.value(), u"twin"_s, m_world.state().seq, commit.error().message);
        });
}

void TwinEffect::enter(const Trial& trial, TrialLive::Phase phase, Milliseconds lasts)
{
    m_world.live.trials[trial.patch] = {phase, now(), lasts};
}

void TwinEffect::run(const std::shared_ptr<Trial>& trial)
{
    enter(*trial, TrialLive::Phase::Tests, trial->limits.time);
    const auto command = substitute(trial->registration.test, u"/work"_s, trial->patch.value(), {});
    trial->ticket = m_world.ports.sandbox->run(
        {.argv = command, .tree = trial->folder, .limits = trial->limits},
        guarded([this, trial, command](Result<Sandbox::Outcome> outcome) {
            trial->ticket.reset();
            if (!m_trials.contains(trial->patch))
                return;
            if (!outcome)
                return finish(trial, twinUnavailable(outcome.error().message));
            patch::Twin twin;
            twin.trial = twinTrialOf(command, *outcome);
            twin.reason = twinFailure(*outcome, trial->limits.time);
            twin.result = twin.reason.isEmpty() ? u"passed"_s : u"failed"_s;
            if (twin.result == "passed"_L1 && !trial->former.isEmpty())
                return putUnderLoad(trial, std::move(twin));
            if (twin.result == "passed"_L1 && trial->critical) {
                // domain.md 6: a critical path needs 30 min under load as well.
                twin.result = u"unavailable"_s;
                twin.reason = u"its tests passed; the time under load that a critical path needs cannot be played"_s;
                twin.trial.cause = u"evidence"_s;
            }
            finish(trial, std::move(twin));
        }));
}

void TwinEffect::putUnderLoad(const std::shared_ptr<Trial>& trial, patch::Twin tested)
{
    if (trial->dropped)
        return finish(trial, {});
    if (!trial->noPaths.isEmpty()) {
        tested.result = u"unavailable"_s;
        tested.reason = trial->noPaths;
        tested.trial.cause = u"evidence"_s;
        return finish(trial, std::move(tested));
    }
    Milliseconds stages{};
    for (const auto& stage : twin::stagesOf(true, trial->pace))
        stages += stage.lasts;
    enter(*trial, TrialLive::Phase::Load, stages);
    SideBySide::Order order{
        trial->former,
        trial->folder,
        m_world.settings.twinPlayer,
        trial->registration.twin,
        trial->pace,
        trial->marks,
        trial->limits,
        {}};
    // It is asked by the load that the trial owns.
    order.again = [this, trial = trial.get(), stages] { enter(*trial, TrialLive::Phase::Load, stages); };
    trial->load = std::make_unique<SideBySide>(
        *m_world.ports.sandbox, std::move(order),
        guarded([this, trial, tested = std::move(tested)](patch::Twin played) mutable {
            if (played.trial.load)
                played.trial.load->mix = trial->mix;
            played.trial.command = tested.trial.command;
            played.trial.exitCode = tested.trial.exitCode;
            played.trial.took = tested.trial.took;
            played.trial.changes = tested.trial.changes;
            played.trial.refused = tested.trial.refused + played.trial.refused;
            played.trial.refused.removeDuplicates();
            played.trial.logTail = (tested.trial.logTail + played.trial.logTail).right(keptLog);
            finish(trial, std::move(played));
        }));
}

void TwinEffect::finish(const std::shared_ptr<Trial>& trial, patch::Twin twin)
{
    background(
        [ports = m_world.ports, trial] {
            const auto branch = branchOf(trial->registration);
            if (!trial->former.isEmpty())
                ports.worktrees.remove(branch, trial->former);
            return ports.worktrees.remove(branch, trial->folder);
        },
        [this, trial, twin = std::move(twin)](const Status&) {
            m_trials.erase(trial->patch);
            m_world.live.trials.erase(trial->patch);
            m_attempts.done(trial->patch.value());
            if (!trial->dropped)
                m_world.tell(TwinSeen{trial->patch, twin});
        });
}

} // namespace penelope::engine

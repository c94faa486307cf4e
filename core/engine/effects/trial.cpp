#include "core/engine/effects/trial.h"

#include "core/canary/evidence.h"
#include "core/canary/history.h"
#include "core/engine/restraint.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int forwardAttempts = 5;
constexpr Milliseconds commandLimit{60'000};

} // namespace

struct StartEffect::Trial
{
    CanaryId canary;
    PatchId patch;
    patch::Registration registration;
    QString diff;
    QString folder;
    QString commit;
};

void StartEffect::look(const ConsoleState& state)
{
    m_gates.look(state);
    state.canaries.forEachOngoing([&](const CanaryId& id, const auto& canary) {
        if (canary->status != canary::Status::Initializing || !m_attempts.mayTry(id.value()))
            return;
        const auto patch = state.patches.find(canary->patch);
        if (!patch || restraint::goingUp(state, *canary))
            return;
        m_attempts.begin(id.value());
        auto trial = std::make_shared<Trial>();
        trial->canary = id;
        trial->patch = patch->id;
        trial->registration = registrationOf(state, canary->service);
        trial->diff = patch->diff;
        trial->folder = worktreeOf(m_world.settings, canary->service, patch->id);
        background(
            [ports = m_world.ports, trial] {
                return ports.worktrees.checkOut(
                    branchOf(trial->registration), trial->patch.value(), trial->diff.toUtf8(), trial->folder);
            },
            [this, trial](const Result<QString>& commit) {
                if (!commit) {
                    giveUpOrRetry(trial, commit.error());
                    return;
                }
                trial->commit = *commit;
                gate(trial);
            });
    });
}

void StartEffect::gate(const TrialRow& trial)
{
    const auto canary = m_world.state().canaries.find(trial->canary);
    if (!canary || !gateAsks(*canary, trial->registration, preStartGate))
        return start(trial);
    m_gates.run(
        {trial->canary, preStartGate, trial->patch, trial->registration, trial->folder, trial->commit},
        guarded([this, trial](GateSeen seen) {
            // Started by the next look, once the journal has it.
            m_world.take(std::move(seen), guarded([this, trial](const Result<Outcome>&) {
                             m_attempts.done(trial->canary.value());
                         }));
        }));
}

void StartEffect::start(const TrialRow& trial)
{
    const auto& registration = trial->registration;
    m_world.ports.runner.run(
        substitute(registration.startCanary, trial->folder, trial->patch.value(), trial->commit), registration.folder,
        commandLimit, guarded([this, trial](Result<CommandRunner::Finished> finished) {
            if (!finished)
                giveUpOrRetry(trial, finished.error());
            else if (finished->exitCode != 0)
                failed(
                    trial, u"start_canary exited %1: %2"_s.arg(finished->exitCode).arg(finished->logTail.right(400)));
            else
                ready(trial);
        }));
}

void StartEffect::ready(const TrialRow& trial)
{
    m_world.ports.runner.waitReady(
        trial->registration.canaryReady, commandLimit, guarded([this, trial](const Status& status) {
            if (!status) {
                failed(trial, u"the canary is not ready: %1"_s.arg(status.error().message));
                return;
            }
            recall(trial);
        }));
}

/// The answers of one recollection; whoever holds the last copy starts the canary with them.
struct StartEffect::Recollection
{
    std::vector<std::pair<canary::Question, Result<prometheus::Answer>>> answers;
    std::function<void(const Recollection&)> close;
    ~Recollection() { close(*this); }
};

void StartEffect::recall(const TrialRow& trial)
{
    const auto& registration = trial->registration;
    const auto scrape = pollOf(m_world.settings, registration.prometheus);
    const auto canary = m_world.state().canaries.find(trial->canary);
    auto* metrics = metricsOf(m_world.ports, registration);
    const auto questions = canary && canary::isSequential(*canary) ? canary::historyQuestions(*canary, registration)
                                                                   : Result<std::vector<canary::Question>>{};
    auto recollection = std::make_shared<Recollection>();
    recollection->close = guarded([this, trial, canary, scrape](const Recollection& all) {
        started(
            trial,
            {canary ? canary::historyOf(*canary, all.answers, scrape) : std::map<QString, canary::judge::History>{},
             scrape});
    });
    if (!metrics || !questions)
        return;
    const auto last = now();
    const auto first = last - scrape * static_cast<int>(canary::judge::historyLength + 1);
    for (const auto& question : *questions) {
        metrics->queryRange(
            question.expression, first, last, scrape, [recollection, question](Result<prometheus::Answer> answer) {
                recollection->answers.emplace_back(question, std::move(answer));
            });
    }
}

void StartEffect::started(const TrialRow& trial, const canary::Beginning& beginning)
{
    m_attempts.done(trial->canary.value());
    m_world.tell(TrialStarted{trial->canary, trial->commit, beginning});
}

void StartEffect::giveUpOrRetry(const TrialRow& trial, const Error& error)
{
    const int failures =
        m_attempts.failed(trial->canary.value(), u"start_canary"_s, m_world.state().seq, error.message);
    if (!isPassing(error) || failures >= forwardAttempts)
        failed(trial, error.message);
}

void StartEffect::failed(const TrialRow& trial, const QString& text)
{
    m_attempts.done(trial->canary.value());
    m_world.tell(TrialFailed{trial->canary, u"start_canary"_s, text, {}});
}

/// One round of questions; whoever holds the last copy of it closes the interval.
struct SamplingEffect::Round
{
    std::function<void()> close;
    ~Round() { close(); }
};

void SamplingEffect::look(const ConsoleState& state)
{
    std::erase_if(m_runs, [&state](const auto& entry) {
        const auto canary = state.canaries.find(entry.first);
        return !canary || !canary->isActive();
    });
    state.canaries.forEachOngoing([&](const CanaryId& id, const auto& canary) {
        const bool up = canary->status == canary::Status::Running || canary->status == canary::Status::Paused;
        if (!up || canary->stepLog.empty() || !canary->stepLog.back().confirmedAt)
            return;
        const auto registration = registrationOf(state, canary->service);
        auto& run = m_runs[id];
        // A new step is measured from its own first reading on.
        if (!run || run->step != canary->step()) {
            run = std::make_shared<Run>(registration, 4 * pollOf(m_world.settings, registration.prometheus));
            run->step = canary->step();
        }
        if (run->busy || run->next > tick())
            return;
        if (auto* metrics = metricsOf(m_world.ports, registration))
            ask(*canary, registration, *metrics);
    });
}

void SamplingEffect::ask(const canary::Canary& canary, const patch::Registration& registration, MetricSource& metrics)
{
    const auto run = m_runs[canary.id];
    const auto poll = pollOf(m_world.settings, registration.prometheus);
    run->next = tick() + poll;
    const auto questions = canary::questions(canary, registration);
    if (!questions) {
        m_attempts.failed(canary.id.value(), u"sampling"_s, m_world.state().seq, questions.error().message);
        return;
    }
    run->busy = true;
    auto round = std::make_shared<Round>();
    round->close = guarded([this, run, id = canary.id, asked = tick(), poll] {
        run->busy = false;
        const auto still = m_world.state().canaries.find(id);
        if (!still || still->step() != run->step)
            return;
        // An answer that took longer than two polls tells of a past that is no longer watched.
        const bool stale = tick() - asked > 2 * poll;
        if (auto interval = run->measure.close(*still, now(), stale))
            m_world.tell(SamplesSeen{id, std::move(*interval)});
    });
    for (const auto& question : *questions) {
        metrics.query(question.expression, [run, round, question](const Result<prometheus::Answer>& answer) {
            run->measure.answer(question, answer);
        });
    }
}

} // namespace penelope::engine

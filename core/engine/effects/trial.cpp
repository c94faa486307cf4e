#include "core/engine/effects/trial.h"

#include "core/canary/evidence.h"
#include "core/canary/history.h"
#include "core/engine/restraint.h"

#include <cmath>

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
    state.canaries.forEach([&](const CanaryId& id, const auto& canary) {
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
                start(trial);
            });
    });
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

void TrafficEffect::look(const ConsoleState& state)
{
    state.canaries.forEach([&](const CanaryId& id, const auto& canary) {
        const bool up = canary->status == canary::Status::Running || canary->status == canary::Status::Paused;
        if (!up || canary->stepLog.empty()) {
            m_bases.erase(id);
            m_counted.erase(id);
            return;
        }
        const auto registration = registrationOf(state, canary->service);
        if (!canary->stepLog.back().confirmedAt) {
            if (restraint::maySetShare(state, *canary))
                set(*canary, registration.router);
        } else {
            watchShare(*canary, registration.router, pollOf(m_world.settings, registration.prometheus));
        }
    });
}

void TrafficEffect::set(const canary::Canary& canary, const Json& target)
{
    const auto key = canary.id.value();
    if (!m_attempts.mayTry(key))
        return;
    m_attempts.begin(key);
    const int step = canary.step();
    const int percent = canary.percent();
    const auto seq = canary.stepLog.back().seq;
    m_world.ports.router.set(
        target, percent, guarded([this, id = canary.id, step, percent, seq, key](Result<TrafficRouter::Split> split) {
            TrafficSeen seen;
            seen.canary = id;
            seen.step = step;
            seen.percent = percent;
            seen.confirmed = split && split->canaryPercent == percent;
            seen.readBack = split ? split->canaryPercent : -1;
            if (seen.confirmed) {
                m_bases[id] = {step, *split, tick()};
                m_counted.erase(id);
                m_attempts.done(key);
            } else {
                seen.reason = split ? u"the router has %1 %, not %2 %"_s.arg(split->canaryPercent).arg(percent)
                                    : split.error().message;
                m_attempts.failed(key, u"traffic"_s, seq, seen.reason);
            }
            m_world.tell(seen);
        }));
}

void TrafficEffect::watchShare(const canary::Canary& canary, const Json& target, Milliseconds poll)
{
    const auto key = u"share/"_s + canary.id.value();
    auto& base = m_bases[canary.id];
    if (base.next > tick() || !m_attempts.mayTry(key))
        return;
    base.next = tick() + poll;
    m_attempts.begin(key);
    m_world.ports.router.read(target, guarded([this, id = canary.id, target, key](Result<TrafficRouter::Split> split) {
                                  if (!split) {
                                      m_attempts.failed(key, u"traffic"_s, m_world.state().seq, split.error().message);
                                      return;
                                  }
                                  m_attempts.done(key);
                                  const auto still = m_world.state().canaries.find(id);
                                  if (still && !still->stepLog.empty() && still->stepLog.back().confirmedAt)
                                      seen(*still, target, *split);
                              }));
}

void TrafficEffect::seen(const canary::Canary& canary, const Json& target, const TrafficRouter::Split& split)
{
    if (split.canaryPercent == canary.percent()) {
        // Setting again confirms what nothing else would: the share of this step is measured already.
        if (canary.trafficTrouble && canary.stepLog.back().share)
            set(canary, target);
        else if (split.requests)
            readShare(canary, split);
        else
            countShare(canary, split.canaryPercent);
        return;
    }
    // Somebody else's hand is news, and the decided weights are set all the same.
    if (!split.setBy.isEmpty()) {
        TrafficSeen seen;
        seen.canary = canary.id;
        seen.step = canary.step();
        seen.percent = canary.percent();
        seen.readBack = split.canaryPercent;
        seen.reason = u"the weights were changed by %1: %2 %, not %3 %"_s.arg(split.setBy)
                          .arg(split.canaryPercent)
                          .arg(canary.percent());
        m_world.tell(seen);
    }
    set(canary, target);
}

void TrafficEffect::readShare(const canary::Canary& canary, const TrafficRouter::Split& split)
{
    auto& base = m_bases[canary.id];
    const auto before = base.split.requests.value_or(TrafficRouter::Requests{});
    if (base.step != canary.step() || base.split.processId != split.processId ||
        split.requests->canary < before.canary || split.requests->stable < before.stable) {
        base.step = canary.step();
        base.split = split;
        return;
    }
    const TrafficRouter::Requests since{split.requests->canary - before.canary, split.requests->stable - before.stable};
    if (!judgeShare(canary, split.canaryPercent, since))
        base.split = split; // measured anew from here
}

void TrafficEffect::countShare(const canary::Canary& canary, int readBack)
{
    const auto registration = registrationOf(m_world.state(), canary.service);
    auto* metrics = metricsOf(m_world.ports, registration);
    const auto key = u"counts/"_s + canary.id.value();
    if (canary.stepLog.back().share || !metrics || !m_attempts.mayTry(key))
        return;
    auto& counted = m_counted[canary.id];
    if (counted.step != canary.step() || !counted.counts)
        counted = {canary.step(), std::make_shared<ArmCounts>()};
    m_attempts.begin(key);
    const auto judge = [this, id = canary.id, key, readBack,
                        counts = counted.counts](Result<TrafficRouter::Requests> requests) {
        if (!requests) {
            m_attempts.failed(key, u"traffic"_s, m_world.state().seq, requests.error().message);
            return;
        }
        m_attempts.done(key);
        const auto still = m_world.state().canaries.find(id);
        const auto mine = m_counted.find(id);
        if (!still || still->stepLog.empty() || mine == m_counted.end() || mine->second.counts != counts ||
            mine->second.step != still->step() || counts->readings() < ArmCounts::leastReadings)
            return;
        if (!judgeShare(*still, readBack, *requests))
            m_counted.erase(id); // measured anew from here
    };
    ArmCounts::read(counted.counts, registration, *metrics, guarded(judge));
}

bool TrafficEffect::judgeShare(const canary::Canary& canary, int readBack, const TrafficRouter::Requests& since)
{
    const auto& policy = m_world.state().policy;
    const auto requests = static_cast<double>(since.canary) + static_cast<double>(since.stable);
    if (canary.stepLog.back().share || requests < static_cast<double>(policy.integer(u"canary.share_requests"_s)))
        return true;
    const double share = static_cast<double>(since.canary) / requests;
    TrafficSeen seen;
    seen.canary = canary.id;
    seen.step = canary.step();
    seen.percent = canary.percent();
    seen.readBack = readBack;
    seen.share = share;
    seen.requests = static_cast<qint64>(requests);
    seen.confirmed = std::abs(share - canary.percent() / 100.0) <= policy.ratio(u"canary.share_tolerance"_s);
    if (!seen.confirmed)
        seen.reason = u"of %1 requests the canary got %2 %, not %3 %"_s.arg(seen.requests.value())
                          .arg(share * 100, 0, 'f', 1)
                          .arg(canary.percent());
    m_world.tell(seen);
    return seen.confirmed;
}

/// One round of questions; whoever holds the last copy of it closes the interval.
struct SamplingEffect::Round
{
    std::function<void()> close;
    ~Round() { close(); }
};

void SamplingEffect::look(const ConsoleState& state)
{
    state.canaries.forEach([&](const CanaryId& id, const auto& canary) {
        const bool up = canary->status == canary::Status::Running || canary->status == canary::Status::Paused;
        if (!up || canary->stepLog.empty() || !canary->stepLog.back().confirmedAt) {
            if (!canary->isActive())
                m_runs.erase(id);
            return;
        }
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
        metrics.query(question.expression, [run, round, question](Result<prometheus::Answer> answer) {
            run->measure.answer(question, answer);
        });
    }
}

} // namespace penelope::engine

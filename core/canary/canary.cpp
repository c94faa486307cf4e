#include "core/canary/canary.h"

#include "core/base/hash.h"
#include "core/canary/evidence.h"
#include "core/canary/machine.h"
#include "core/canary/thresholds.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

void add(std::optional<Counts>& sum, const std::optional<Counts>& more)
{
    if (!more)
        return;
    if (!sum) {
        sum = more;
        return;
    }
    sum->n += more->n;
    sum->y += more->y;
    for (std::size_t index = 0; index < std::min(sum->buckets.size(), more->buckets.size()); ++index)
        sum->buckets[index] += more->buckets[index];
}

void add(std::map<QString, MetricCounts>& sums, const std::map<QString, MetricCounts>& more)
{
    for (const auto& [metric, counts] : more) {
        auto& sum = sums[metric];
        // Another layout of buckets cannot be added to the old one: it begins anew.
        if (sum.edges != counts.edges)
            sum = MetricCounts{{}, {}, counts.edges};
        add(sum.stable, counts.stable);
        add(sum.canary, counts.canary);
    }
}

void beginStep(Canary& canary)
{
    canary.stepClock = {};
    canary.stepWatched = {};
    canary.frozenFor = {};
    canary.holdsInARow = 0;
    canary.restartsInStep = 0;
    canary.holdReason.clear();
    canary.stepCounts.clear();
    canary.waitingVerdict.clear();
}

/// The evidence of a step that a person lets go on stays; only its time begins anew.
void restartClock(Canary& canary)
{
    if (!canary.evidence)
        return;
    auto state = *canary.evidence;
    state.clock = {};
    state.restarts = 0;
    canary.evidence = std::make_shared<const judge::State>(std::move(state));
}

std::vector<patch::MetricSpec> metricsOf(const Json& list)
{
    std::vector<patch::MetricSpec> metrics;
    for (const auto& entry : list.toArray())
        metrics.push_back(metricFromJson(entry));
    return metrics;
}

void takeCreated(Canary& canary, const journal::Event& event)
{
    const auto& payload = event.payload;
    canary = {};
    canary.id = CanaryId{event.subject()};
    canary.patch = PatchId{payload[u"patch_id"].toString()};
    canary.service = ServiceName{payload[u"service"].toString()};
    for (const auto& step : payload[u"steps"].toArray())
        canary.steps.push_back(static_cast<int>(step.toInteger()));
    canary.analysis = Milliseconds{payload[u"analysis_ms"].toInteger()};
    canary.judge = payload[u"judge"].toString();
    canary.mode = payload[u"mode"].toString();
    canary.timeDivisor = static_cast<int>(std::clamp<qint64>(payload[u"time_divisor"].toInteger(1), 1, 1'000'000));
    canary.holdBack = payload[u"hold_back"].toDouble();
    canary.metrics = metricsOf(payload[u"metrics"]);
    canary.autoPromote = payload[u"auto_promote"].toBool(true);
    canary.autoRollback = payload[u"auto_rollback"].toBool(true);
    const auto bytes = canonical::encode(payload);
    canary.configSha256 = bytes ? toHex(sha256(*bytes)) : QString{};
    canary.createdAt = event.time;
}

void takeStep(Canary& canary, const journal::Event& event)
{
    StepRecord record;
    record.step = static_cast<int>(std::clamp<qint64>(event.payload[u"step"].toInteger(1), 1, 1000));
    record.percent = static_cast<int>(std::clamp<qint64>(event.payload[u"percent"].toInteger(), 0, 100));
    record.decidedAt = event.time;
    record.by = event.payload.text(u"by").value_or(event.actor);
    canary.stepLog.push_back(record);
    beginStep(canary);
    if (canary.evidence) {
        auto state = *canary.evidence;
        judge::beginStep(state, record.percent);
        canary.evidence = std::make_shared<const judge::State>(std::move(state));
    }
    canary.pausedReason.clear();
    canary.status = record.step > static_cast<int>(canary.steps.size()) ? Status::Promoting : Status::Running;
}

void takeTraffic(Canary& canary, const journal::Event& event)
{
    const auto percent = static_cast<int>(event.payload[u"percent"].toInteger(-1));
    if (percent == 0 && canary.status != Status::Running && canary.status != Status::Paused) {
        if (canary.isActive() && canary.status != Status::Initializing)
            canary.backConfirmedAt = event.time;
        canary.trafficTrouble.reset();
        canary.wrongShare = false;
    }
    if (canary.stepLog.empty() || canary.stepLog.back().percent != percent)
        return;
    auto& step = canary.stepLog.back();
    if (!step.confirmedAt || canary.trafficTrouble)
        step.confirmedAt = event.time;
    if (const auto share = event.payload.number(u"share"))
        step.share = share;
    if (const auto requests = event.payload.integer(u"requests"))
        step.requests = requests;
    canary.trafficTrouble.reset();
    canary.wrongShare = false;
}

void takeAnalysis(Canary& canary, const journal::Event& event)
{
    auto analysis = analysisFrom(event.payload);
    analysis.seq = event.seq;
    analysis.interval = results(canary.metrics, analysis.counts, 1);
    const auto observation = observe(canary, analysis.from, analysis.sourceStatus, analysis.counts);
    const bool stands = analysis.rule == "rest_day"_L1 || analysis.rule == "frozen"_L1 ||
                        analysis.standing == "rest_day"_L1 || analysis.standing == "frozen"_L1;
    advance(canary, analysis, observation, canary.status == Status::Running && !stands);
    analysis.counted = observation == Observation::Counted;
    const bool waits = (analysis.verdict == Verdict::Promote && !canary.autoPromote) ||
                       (analysis.verdict == Verdict::Rollback && !canary.autoRollback);
    // While paused the judge says hold; what a person was asked stands until then.
    if (waits)
        canary.waitingVerdict = toWord(analysis.verdict);
    else if (canary.status != Status::Paused)
        canary.waitingVerdict.clear();
    canary.holdReason = analysis.verdict != Verdict::Hold ? QString{}
                        : !analysis.standing.isEmpty()    ? analysis.standing
                                                          : analysis.rule;
    canary.analyses.push_back(std::make_shared<const Analysis>(std::move(analysis)));
}

void takeResumed(Canary& canary)
{
    // A step that had used up its time begins anew: a person said that it may go on.
    if (canary.waitingVerdict.isEmpty() && canary.stepClock >= canary.analysis * (canary.holdsInARow + 1))
        beginStep(canary), restartClock(canary);
    canary.status = Status::Running;
    canary.frozenFor = {};
    canary.pausedReason.clear();
    canary.waitingVerdict.clear();
}

void takeFinished(Canary& canary, const journal::Event& event)
{
    const QString word = event.payload[u"status"].toString();
    canary.status = word == "completed"_L1   ? Status::Completed
                    : word == "cancelled"_L1 ? Status::Cancelled
                                             : Status::Failed;
    canary.finishedAt = event.time;
    canary.waitingVerdict.clear();
}

bool isAbsent(const Canary& canary, const std::map<QString, MetricCounts>& counts, patch::Arm arm)
{
    const bool anyCritical =
        std::any_of(canary.metrics.begin(), canary.metrics.end(), [](const patch::MetricSpec& metric) {
            return metric.critical && !metric.dryRun;
        });
    for (const auto& metric : canary.metrics) {
        if (metric.kind == patch::MetricKind::Complement || metric.dryRun || (anyCritical && !metric.critical))
            continue;
        const auto at = counts.find(metric.name);
        if (at == counts.end() || !(arm == patch::Arm::Stable ? at->second.stable : at->second.canary))
            return true;
    }
    return false;
}

bool isInconsistent(const std::map<QString, MetricCounts>& counts)
{
    const auto wrong = [](const std::optional<Counts>& arm) { return arm && !(arm->y <= arm->n && arm->y >= 0); };
    return std::any_of(counts.begin(), counts.end(), [&wrong](const auto& entry) {
        return wrong(entry.second.stable) || wrong(entry.second.canary);
    });
}

} // namespace

QString toWord(Status status)
{
    switch (status) {
    case Status::Initializing: return u"initializing"_s;
    case Status::Running: return u"running"_s;
    case Status::Paused: return u"paused"_s;
    case Status::Promoting: return u"promoting"_s;
    case Status::RollingBack: return u"rolling_back"_s;
    case Status::Completed: return u"completed"_s;
    case Status::Failed: return u"failed"_s;
    case Status::Cancelled: return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

QString toWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Observe: return u"observe"_s;
    case Verdict::Promote: return u"promote"_s;
    case Verdict::Hold: return u"hold"_s;
    case Verdict::Rollback: return u"rollback"_s;
    }
    Q_UNREACHABLE();
}

QString toWord(MetricStatus status)
{
    switch (status) {
    case MetricStatus::Ok: return u"ok"_s;
    case MetricStatus::Warning: return u"warning"_s;
    case MetricStatus::Critical: return u"critical"_s;
    case MetricStatus::Unknown: return u"unknown"_s;
    }
    Q_UNREACHABLE();
}

QString toWord(Observation observation)
{
    switch (observation) {
    case Observation::Counted: return u"counted"_s;
    case Observation::WeightChanged: return u"weight_changed"_s;
    case Observation::ProviderError: return u"provider_error"_s;
    case Observation::Stale: return u"stale"_s;
    case Observation::TrafficUnconfirmed: return u"traffic_unconfirmed"_s;
    case Observation::BothAbsent: return u"both_absent"_s;
    case Observation::CanaryAbsent: return u"canary_absent"_s;
    case Observation::StableAbsent: return u"stable_absent"_s;
    case Observation::Inconsistent: return u"inconsistent"_s;
    }
    Q_UNREACHABLE();
}

int percentOfStep(const Canary& canary, int step)
{
    if (canary.steps.empty())
        return 0;
    const auto index = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(step, 1)), 1, canary.steps.size());
    const int most = static_cast<int>(std::lround(100 * (1 - canary.holdBack)));
    return std::min(canary.steps[index - 1], most);
}

Observation
observe(const Canary& canary, Instant from, const QString& status, const std::map<QString, MetricCounts>& counts)
{
    if (status == "stale"_L1)
        return Observation::Stale;
    if (status != "ok"_L1)
        return Observation::ProviderError;
    const bool everConfirmed = std::any_of(canary.stepLog.begin(), canary.stepLog.end(), [](const StepRecord& step) {
        return step.confirmedAt.has_value();
    });
    if (!everConfirmed)
        return Observation::TrafficUnconfirmed;
    const bool needsControl = canary.percent() < 100;
    const bool noCanary = isAbsent(canary, counts, patch::Arm::Canary);
    const bool noStable = isAbsent(canary, counts, patch::Arm::Stable);
    if (noCanary && noStable && needsControl)
        return Observation::BothAbsent;
    if (noCanary)
        return Observation::CanaryAbsent;
    if (noStable && needsControl)
        return Observation::StableAbsent;
    const auto& confirmed = canary.stepLog.back().confirmedAt;
    if (!confirmed || canary.trafficTrouble)
        return Observation::TrafficUnconfirmed;
    if (isInconsistent(counts))
        return Observation::Inconsistent;
    // A reading may be a scrape old: the first one after a change can still tell of the weights before.
    const auto settled = isSequential(canary) ? *confirmed + canary.scrape : *confirmed;
    return from < settled ? Observation::WeightChanged : Observation::Counted;
}

namespace {

/// Weighs the interval. The step's clock is the judge's: it counts whole scrapes, and none before which the environment
/// was in trouble.
void weigh(Canary& canary, const Analysis& interval, Observation observation, bool clockRuns, Milliseconds span)
{
    if (!isSequential(canary))
        return;
    const auto before = canary.stepClock;
    canary.evidence = nextEvidence(canary, interval, observation, clockRuns);
    canary.stepClock = canary.evidence->clock;
    if (observation == Observation::Counted && clockRuns && canary.stepClock == before)
        canary.frozenFor += span;
}

} // namespace

void advance(Canary& canary, const Analysis& interval, Observation observation, bool clockRuns)
{
    const auto span = std::max(Milliseconds{}, std::chrono::duration_cast<Milliseconds>(interval.to - interval.from));
    const bool counted = observation == Observation::Counted;
    const auto frozenFor = canary.frozenFor;
    canary.frozenFor = counted ? Milliseconds{} : canary.frozenFor + span;
    if (observation == Observation::CanaryAbsent)
        canary.absentFor += span;
    // A failed question says nothing of the canary: it neither ends its absence nor adds to it.
    else if (observation != Observation::ProviderError && observation != Observation::Stale)
        canary.absentFor = {};
    if (interval.restarted)
        ++canary.restartsInStep;
    weigh(canary, interval, observation, clockRuns, frozenFor + span);
    if (!counted)
        return;
    auto counts = interval.counts;
    // With all the traffic on the canary there is no control, whatever still drains from stable.
    for (auto& [metric, arms] : counts) {
        if (canary.percent() >= 100)
            arms.stable.reset();
    }
    add(canary.stepCounts, counts);
    canary.stepWatched += span;
    if (clockRuns && !isSequential(canary))
        canary.stepClock += span;
}

void apply(Canary& canary, const journal::Event& event)
{
    const auto& payload = event.payload;
    if (event.kind == "CanaryCreated"_L1) {
        takeCreated(canary, event);
    } else if (event.kind == "CanaryStarted"_L1) {
        canary.status = Status::Running;
        canary.commit = payload[u"commit"].toString();
        canary.startedAt = event.time;
        if (const auto scrape = payload.integer(u"scrape_ms"); scrape && *scrape > 0)
            canary.scrape = Milliseconds{*scrape};
        if (isSequential(canary))
            canary.evidence = beginEvidence(canary, historyFrom(payload[u"history"]));
    } else if (event.kind == "CanaryStepDecided"_L1) {
        takeStep(canary, event);
    } else if (event.kind == "TrafficConfirmed"_L1) {
        takeTraffic(canary, event);
    } else if (event.kind == "TrafficUnconfirmed"_L1) {
        canary.trafficTrouble = payload[u"reason"].toString();
        canary.wrongShare = payload.integer(u"read_back") == payload.integer(u"percent");
    } else if (event.kind == "CanaryAnalysed"_L1) {
        takeAnalysis(canary, event);
    } else if (event.kind == "CanaryHeld"_L1) {
        canary.holdsInARow = static_cast<int>(payload.integer(u"in_a_row").value_or(canary.holdsInARow + 1));
        canary.holdReason = payload[u"reason"].toString();
    } else if (event.kind == "CanaryPaused"_L1) {
        canary.status = Status::Paused;
        canary.pausedReason = payload[u"reason"].toString();
    } else if (event.kind == "CanaryResumed"_L1) {
        takeResumed(canary);
    } else if (event.kind == "CanaryRollbackDecided"_L1) {
        canary.status = Status::RollingBack;
        canary.rollbackCode = payload[u"reason"][u"code"].toString();
        canary.rollbackText = payload[u"reason"][u"text"].toString();
        canary.waitingVerdict.clear();
        canary.backConfirmedAt.reset();
    } else if (event.kind == "GateFinished"_L1) {
        canary.gates.append(payload[u"gate"].toString() + u':' + payload[u"result"].toString());
        if (const auto commit = payload.text(u"commit"))
            canary.promotionCommit = *commit;
    } else if (event.kind == "CanaryFinished"_L1) {
        takeFinished(canary, event);
    }
}

} // namespace penelope::canary

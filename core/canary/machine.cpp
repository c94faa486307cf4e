#include "core/canary/machine.h"

#include "core/canary/evidence.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

journal::Draft machineEvent(const Canary& canary, const QString& kind, Json payload)
{
    return {.kind = kind, .stream = u"canary/"_s + canary.id.value(), .payload = std::move(payload)};
}

/// `sentence` has places for the canary's id and for its status.
Failure notNow(const Canary& canary, const QString& sentence)
{
    return failure(ErrorCode::Refused, sentence.arg(canary.id.value(), toWord(canary.status)));
}

Failure noReason(const QString& sentence)
{
    return failure(ErrorCode::Malformed, sentence, u"reason"_s);
}

bool isUnderWay(const Canary& canary)
{
    return canary.status == Status::Running || canary.status == Status::Paused;
}

journal::Drafts backDrafts(const Canary& canary, const QString& code, const QString& text)
{
    return {machineEvent(
        canary, u"CanaryRollbackDecided"_s,
        Json::object({{u"reason"_s, Json::object({{u"code"_s, code}, {u"text"_s, text}})}}))};
}

Failure badMetric(const patch::MetricSpec& metric, const QString& expected)
{
    return failure(
        ErrorCode::Malformed,
        u"the limit of %1 is %2: it must be %3"_s.arg(metric.name).arg(metric.limit).arg(expected), u"metrics"_s);
}

penelope::Status validateMetrics(const std::vector<patch::MetricSpec>& metrics)
{
    if (std::all_of(metrics.begin(), metrics.end(), [](const auto& metric) { return metric.dryRun; }))
        return failure(ErrorCode::Malformed, u"a canary needs at least one metric that is no dry run"_s, u"metrics"_s);
    for (const auto& metric : metrics) {
        switch (metric.kind) {
        case patch::MetricKind::Ratio:
        case patch::MetricKind::Complement:
            if (!(metric.limit > 0 && metric.limit < 1))
                return badMetric(metric, u"between 0 and 1"_s);
            break;
        case patch::MetricKind::Quantile:
            if (!(metric.limit > 0) || !(metric.quantile > 0 && metric.quantile < 1) || !(metric.scale > 0))
                return badMetric(metric, u"above 0, with a quantile between 0 and 1 and a scale above 0"_s);
            break;
        }
    }
    return {};
}

/// A limit that the evidence has no grid for must be refused before the start, not found out in it.
penelope::Status validateEvidence(const std::vector<patch::MetricSpec>& metrics)
{
    for (const auto& metric : metrics) {
        if (isJudgedByEvidence(metric) && !(failureLimit(metric) <= judge::largestLimit))
            return badMetric(metric, u"at most 0.75 for the sequential judge"_s);
    }
    return {};
}

/// Without a weight on a critical metric there is nothing to weigh: its plain rules are all that can be judged.
QString judgeFor(const std::vector<patch::MetricSpec>& metrics, const QString& wanted)
{
    const bool hasEvidence = std::any_of(metrics.begin(), metrics.end(), [](const patch::MetricSpec& metric) {
        return metric.critical && isJudgedByEvidence(metric);
    });
    return hasEvidence ? wanted : u"thresholds"_s;
}

QString kindWord(patch::MetricKind kind)
{
    switch (kind) {
    case patch::MetricKind::Ratio: return u"ratio"_s;
    case patch::MetricKind::Complement: return u"complement"_s;
    case patch::MetricKind::Quantile: return u"quantile"_s;
    }
    Q_UNREACHABLE();
}

patch::MetricKind kindOf(const QString& word)
{
    if (word == "complement"_L1)
        return patch::MetricKind::Complement;
    return word == "quantile"_L1 ? patch::MetricKind::Quantile : patch::MetricKind::Ratio;
}

std::optional<Json> unlessEmpty(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional<Json>{text};
}

/// What the numbers said when a person went on all the same.
Json overridden(const Canary& canary)
{
    Json list = Json::array();
    if (canary.analyses.empty()) {
        list.append(u"nothing analysed"_s);
        return list;
    }
    const auto& results = canary.analyses.back()->results;
    for (std::size_t index = 0; index < results.size(); ++index) {
        const auto& result = results[index];
        if (result.status != MetricStatus::Ok && !(index < canary.metrics.size() && canary.metrics[index].dryRun))
            list.append(u"%1:%2"_s.arg(result.metric, toWord(result.status)));
    }
    if (canary.trafficTrouble)
        list.append(u"traffic:%1"_s.arg(*canary.trafficTrouble));
    if (canary.stepClock < canary.analysis)
        list.append(u"step_time:%1 of %2 ms"_s.arg(canary.stepClock.count()).arg(canary.analysis.count()));
    return list;
}

} // namespace

Json toJson(const patch::MetricSpec& metric)
{
    const bool isQuantile = metric.kind == patch::MetricKind::Quantile;
    return Json::object(
        {{u"name"_s, metric.name},
         {u"kind"_s, kindWord(metric.kind)},
         {u"total"_s, unlessEmpty(metric.total)},
         {u"bad"_s, unlessEmpty(metric.bad)},
         {u"of"_s, unlessEmpty(metric.of)},
         {u"buckets"_s, unlessEmpty(metric.buckets)},
         {u"quantile"_s, isQuantile ? std::optional<Json>{metric.quantile} : std::nullopt},
         {u"scale"_s, metric.scale},
         {u"limit"_s, metric.limit},
         {u"critical"_s, metric.critical},
         {u"weight"_s, metric.weight ? std::optional<Json>{*metric.weight} : std::nullopt},
         {u"warm_up_ms"_s,
          metric.warmUp ? std::optional<Json>{static_cast<qint64>(metric.warmUp->count())} : std::nullopt},
         {u"dry_run"_s, metric.dryRun ? std::optional<Json>{true} : std::nullopt}});
}

patch::MetricSpec metricFromJson(const Json& value)
{
    patch::MetricSpec metric;
    metric.name = value[u"name"].toString();
    metric.kind = kindOf(value[u"kind"].toString());
    metric.total = value[u"total"].toString();
    metric.bad = value[u"bad"].toString();
    metric.of = value[u"of"].toString();
    metric.buckets = value[u"buckets"].toString();
    metric.quantile = value[u"quantile"].toDouble(metric.quantile);
    metric.scale = value[u"scale"].toDouble(metric.scale);
    metric.limit = value[u"limit"].toDouble();
    metric.critical = value[u"critical"].toBool();
    metric.weight = value.number(u"weight");
    if (const auto warmUp = value.integer(u"warm_up_ms"))
        metric.warmUp = Milliseconds{*warmUp};
    metric.dryRun = value[u"dry_run"].toBool();
    return metric;
}

QStringList judges()
{
    return {u"sequential"_s, u"thresholds"_s, u"mann_whitney"_s};
}

penelope::Status validateSteps(const std::vector<int>& steps)
{
    const bool rising = std::adjacent_find(steps.begin(), steps.end(), std::greater_equal<>{}) == steps.end();
    if (steps.empty() || !rising || steps.front() < 1 || steps.back() != 100) {
        return failure(
            ErrorCode::Malformed, u"the steps of a canary must rise strictly within 1 to 100 percent and end at 100"_s,
            u"steps"_s);
    }
    return {};
}

Result<journal::Drafts> create(const Plan& plan, const policy::State& policy)
{
    const auto steps = policy.integers(u"canary.steps"_s);
    if (auto valid = validateSteps(steps); !valid)
        return Failure{valid.error()};
    if (auto valid = validateMetrics(plan.metrics); !valid)
        return Failure{valid.error()};
    const QString judge = judgeFor(plan.metrics, plan.judge.isEmpty() ? policy.text(u"canary.judge"_s) : plan.judge);
    if (auto valid = judge == "sequential"_L1 ? validateEvidence(plan.metrics) : penelope::Status{}; !valid)
        return Failure{valid.error()};
    const auto analysis = policy.duration(u"canary.analysis"_s);
    if (analysis <= Milliseconds{})
        return failure(ErrorCode::Malformed, u"the analysis time of a canary must be above 0"_s, u"analysis_ms"_s);
    Json stepList = Json::array();
    for (const int step : steps)
        stepList.append(step);
    Json metricList = Json::array();
    for (const auto& metric : plan.metrics)
        metricList.append(toJson(metric));
    Canary canary;
    canary.id = plan.id;
    return journal::Drafts{machineEvent(
        canary, u"CanaryCreated"_s,
        Json::object(
            {{u"patch_id"_s, plan.patch.value()},
             {u"service"_s, plan.service.value()},
             {u"steps"_s, stepList},
             {u"analysis_ms"_s, static_cast<qint64>(analysis.count())},
             {u"judge"_s, judge},
             {u"mode"_s, policy.text(u"canary.mode"_s)},
             {u"time_divisor"_s, policy.integer(u"canary.time_divisor"_s)},
             {u"hold_back"_s, policy.ratio(u"canary.hold_back"_s)},
             {u"metrics"_s, metricList},
             {u"auto_promote"_s, policy.flag(u"canary.auto_promote"_s)},
             {u"auto_rollback"_s, policy.flag(u"canary.auto_rollback"_s)}}))};
}

Result<journal::Drafts> start(const Canary& canary, const QString& commit, const Beginning& beginning)
{
    if (canary.status != Status::Initializing)
        return notNow(canary, u"canary %1 is %2 and cannot be started"_s);
    Json payload = Json::object({{u"commit"_s, commit}});
    if (!beginning.history.empty())
        payload.set(u"history"_s, toJson(beginning.history));
    if (beginning.scrape)
        payload.set(u"scrape_ms"_s, Json{static_cast<qint64>(beginning.scrape->count())});
    return journal::Drafts{
        machineEvent(canary, u"CanaryStarted"_s, std::move(payload)),
        machineEvent(
            canary, u"CanaryStepDecided"_s,
            Json::object({{u"step"_s, 1}, {u"percent"_s, percentOfStep(canary, 1)}, {u"by"_s, u"core"_s}}))};
}

journal::Drafts
confirmTraffic(const Canary& canary, int percent, std::optional<double> share, std::optional<qint64> requests)
{
    Json payload = Json::object({{u"percent"_s, percent}});
    payload.set(u"share"_s, share);
    payload.set(u"requests"_s, requests);
    return {machineEvent(canary, u"TrafficConfirmed"_s, std::move(payload))};
}

journal::Drafts unconfirmTraffic(const Canary& canary, int percent, std::optional<int> readBack, const QString& reason)
{
    Json payload = Json::object({{u"percent"_s, percent}, {u"reason"_s, reason}});
    payload.set(u"read_back"_s, readBack);
    return {machineEvent(canary, u"TrafficUnconfirmed"_s, std::move(payload))};
}

Result<journal::Drafts> pause(const Canary& canary, const QString& reason)
{
    if (canary.status != Status::Running)
        return notNow(canary, u"canary %1 is %2 and cannot be paused"_s);
    if (reason.trimmed().isEmpty())
        return noReason(u"to pause a canary needs a reason"_s);
    return journal::Drafts{machineEvent(canary, u"CanaryPaused"_s, Json::object({{u"reason"_s, reason}}))};
}

Result<journal::Drafts> resume(const Canary& canary, const QString& reason)
{
    if (canary.status != Status::Paused)
        return notNow(canary, u"canary %1 is %2 and cannot be resumed"_s);
    if (reason.trimmed().isEmpty())
        return noReason(u"to resume a canary needs a reason"_s);
    return journal::Drafts{machineEvent(canary, u"CanaryResumed"_s, Json::object({{u"reason"_s, reason}}))};
}

Result<journal::Drafts> promote(const Canary& canary, const QString& actor, const QString& reason, bool full)
{
    if (!isUnderWay(canary))
        return notNow(canary, u"canary %1 is %2 and cannot be promoted"_s);
    if (reason.trimmed().isEmpty())
        return noReason(u"to promote a canary needs a reason"_s);
    const int last = static_cast<int>(canary.steps.size());
    if (full && canary.step() >= last)
        return failure(
            ErrorCode::Refused, u"canary %1 is at its last step: promote ends it"_s.arg(canary.id.value()), u"full"_s);
    const int next = full ? last : canary.step() + 1;
    return journal::Drafts{machineEvent(
        canary, u"CanaryStepDecided"_s,
        Json::object(
            {{u"step"_s, next},
             {u"percent"_s, percentOfStep(canary, next)},
             {u"by"_s, actor},
             {u"reason"_s, reason},
             {u"overrides"_s, overridden(canary)}}))};
}

Result<journal::Drafts> abort(const Canary& canary, const QString& reason)
{
    return rollBack(canary, u"operator"_s, reason.trimmed().isEmpty() ? u"aborted by an operator"_s : reason);
}

Result<journal::Drafts> cancel(const Canary& canary, const QString& reason)
{
    if (reason.trimmed().isEmpty())
        return noReason(u"to cancel a canary needs a reason"_s);
    return rollBack(canary, u"cancelled"_s, reason);
}

Result<journal::Drafts> rollBack(const Canary& canary, const QString& code, const QString& text)
{
    if (!canary.isActive() || canary.status == Status::RollingBack)
        return notNow(canary, u"canary %1 is %2 and cannot be rolled back"_s);
    return backDrafts(canary, code, text);
}

journal::Drafts
finishGate(const Canary& canary, const QString& gate, const QString& result, int exitCode, const QString& logTail)
{
    return {machineEvent(
        canary, u"GateFinished"_s,
        Json::object(
            {{u"gate"_s, gate}, {u"result"_s, result}, {u"exit_code"_s, exitCode}, {u"log_tail"_s, logTail}}))};
}

std::optional<QString> gateResult(const Canary& canary, const QString& gate)
{
    for (const auto& finished : canary.gates) {
        if (finished.section(u':', 0, 0) == gate)
            return finished.section(u':', 1);
    }
    return std::nullopt;
}

journal::Drafts commitPromotion(const Canary& canary, const QString& commit)
{
    auto drafts = finishGate(canary, u"commit"_s, u"passed"_s, 0, {});
    drafts.front().payload.set(u"commit"_s, Json{commit});
    return drafts;
}

Result<journal::Drafts> finish(const Canary& canary, Instant now)
{
    QString word;
    if (canary.status == Status::Promoting)
        word = u"completed"_s;
    else if (canary.status == Status::RollingBack)
        word = canary.rollbackCode == "cancelled"_L1 ? u"cancelled"_s : u"failed"_s;
    else
        return notNow(canary, u"canary %1 is %2 and cannot be finished"_s);
    const auto duration = now - canary.createdAt;
    return journal::Drafts{machineEvent(
        canary, u"CanaryFinished"_s,
        Json::object({{u"status"_s, word}, {u"duration_ms"_s, static_cast<qint64>(duration.count())}}))};
}

} // namespace penelope::canary

#include "core/patch/events.h"

#include <cmath>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<Json> unlessNone(const QStringList& words)
{
    return words.isEmpty() ? std::nullopt : std::optional{jsonList(words)};
}

std::optional<Json> unlessBlank(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional{Json{text}};
}

std::optional<Json> unlessAbsent(std::optional<Milliseconds> duration)
{
    return duration ? std::optional{Json{static_cast<qint64>(duration->count())}} : std::nullopt;
}

template <typename T> std::optional<Json> unlessAbsent(const std::optional<T>& value)
{
    return value ? std::optional{Json{*value}} : std::nullopt;
}

} // namespace

QString streamOf(const PatchId& id)
{
    return u"patch/"_s + id.value();
}

QString streamOf(const ServiceName& name)
{
    return u"service/"_s + name.value();
}

Json patchProposed(const Patch& patch)
{
    return Json::object(
        {{u"service"_s, Json{patch.service.value()}},
         {u"anomaly_id"_s, unlessBlank(patch.anomaly.value())},
         {u"origin"_s, Json{patch.origin}},
         {u"proposer"_s, Json{patch.proposer}},
         {u"diff"_s, Json{patch.diff}},
         {u"diff_sha256"_s, Json{patch.diffSha256}},
         {u"base_commit"_s, unlessBlank(patch.baseCommit)},
         {u"intent"_s, Json{patch.intent}},
         {u"rollback_note"_s, unlessBlank(patch.rollbackNote)},
         {u"lines_added"_s, Json{patch.linesAdded}},
         {u"lines_removed"_s, Json{patch.linesRemoved}},
         {u"level"_s, Json{static_cast<int>(patch.level)}},
         {u"forced"_s, Json{patch.forced}},
         {u"judge"_s, unlessBlank(patch.judge)},
         {u"retry_of"_s, unlessBlank(patch.retryOf)},
         {u"generator"_s, patch.generated ? std::optional{toJson(*patch.generated)} : std::nullopt}});
}

Json patchChecked(bool applies, const QStringList& files, const QStringList& violations)
{
    return Json::object(
        {{u"applies"_s, Json{applies}}, {u"files"_s, jsonList(files)}, {u"violations"_s, jsonList(violations)}});
}

Json praotesJudged(const Gentleness& gentleness)
{
    return Json::object(
        {{u"result"_s, Json{gentleness.result}},
         {u"score"_s, Json{gentleness.score}},
         {u"lines"_s, Json{gentleness.lines}},
         {u"functions"_s, jsonList(gentleness.functions)},
         {u"contracts_broken"_s, jsonList(gentleness.contractsBroken)},
         {u"reversibility"_s, Json{gentleness.reversibilityHundredths / 100.0}},
         {u"violations"_s, jsonList(gentleness.violations)},
         {u"suggestions"_s, jsonList(gentleness.suggestions)}});
}

Gentleness gentlenessFrom(const Json& payload)
{
    Gentleness gentleness;
    gentleness.result = payload[u"result"].toString();
    gentleness.score = payload[u"score"].toDouble();
    gentleness.lines = static_cast<int>(payload[u"lines"].toInteger());
    gentleness.functions = stringList(payload[u"functions"]);
    gentleness.contractsBroken = stringList(payload[u"contracts_broken"]);
    const auto reversibility = qBound(0.0, payload[u"reversibility"].toDouble(1), 1.0);
    gentleness.reversibilityHundredths = static_cast<int>(std::lround(reversibility * 100));
    gentleness.violations = stringList(payload[u"violations"]);
    gentleness.suggestions = stringList(payload[u"suggestions"]);
    return gentleness;
}

Json competenceJudged(const CompetenceReport& report)
{
    return Json::object(
        {{u"level"_s, Json{toWord(report.level)}},
         {u"overall_risk"_s, Json{report.overallRisk}},
         {u"points"_s, Json{report.points}},
         {u"factors"_s, jsonList(report.factors)},
         {u"inputs"_s, report.inputs.toObject().empty() ? std::nullopt : std::optional{report.inputs}}});
}

CompetenceReport competenceFrom(const Json& payload)
{
    CompetenceReport report;
    report.level = fromWord<Competence>(payload[u"level"].toString()).value_or(Competence::Defer);
    report.overallRisk = payload[u"overall_risk"].toString();
    report.points = static_cast<int>(payload[u"points"].toInteger());
    report.factors = stringList(payload[u"factors"]);
    report.inputs = payload[u"inputs"];
    return report;
}

namespace {

Json curveToJson(const TwinCurve& curve)
{
    return Json::object(
        {{u"every_ms"_s, Json{static_cast<qint64>(curve.every.count())}},
         {u"p90_ms"_s, Json{Json::Array(curve.p90Ms.begin(), curve.p90Ms.end())}},
         {u"memory_kib"_s, Json{Json::Array(curve.memoryKib.begin(), curve.memoryKib.end())}}});
}

TwinCurve curveFrom(const Json& json)
{
    TwinCurve curve;
    curve.every = Milliseconds{json[u"every_ms"].toInteger()};
    for (const auto& each : json[u"p90_ms"].toArray())
        curve.p90Ms.push_back(each.toDouble());
    for (const auto& each : json[u"memory_kib"].toArray())
        curve.memoryKib.push_back(each.toInteger());
    return curve;
}

Json armToJson(const TwinArm& arm)
{
    auto json = Json::object(
        {{u"requests"_s, Json{arm.requests}},
         {u"failures"_s, Json{arm.failures}},
         {u"p50_ms"_s, Json{arm.p50Ms}},
         {u"p99_ms"_s, Json{arm.p99Ms}},
         {u"memory_kib"_s, Json{arm.memoryKib}},
         {u"growth_kib_per_minute"_s, Json{arm.growthKibPerMinute}}});
    if (!arm.curve.p90Ms.empty())
        json.set(u"curve"_s, curveToJson(arm.curve));
    return json;
}

TwinArm armFrom(const Json& json)
{
    return {
        .requests = json[u"requests"].toInteger(),
        .failures = json[u"failures"].toInteger(),
        .p50Ms = json[u"p50_ms"].toDouble(),
        .p99Ms = json[u"p99_ms"].toDouble(),
        .memoryKib = json[u"memory_kib"].toInteger(),
        .growthKibPerMinute = json[u"growth_kib_per_minute"].toDouble(),
        .curve = curveFrom(json[u"curve"])};
}

std::optional<Json> loadToJson(const std::optional<TwinLoad>& load)
{
    if (!load)
        return std::nullopt;
    return Json::object(
        {{u"rate"_s, Json{load->rate}},
         {u"lasted_ms"_s, Json{static_cast<qint64>(load->lasted.count())}},
         {u"before"_s, armToJson(load->before)},
         {u"after"_s, armToJson(load->after)},
         {u"mix"_s, unlessBlank(load->mix)}});
}

std::optional<Json> undoToJson(const std::optional<TwinUndo>& undo)
{
    if (!undo)
        return std::nullopt;
    return Json::object(
        {{u"back"_s, Json{undo->back}},
         {u"took_ms"_s, Json{static_cast<qint64>(undo->took.count())}},
         {u"lost"_s, unlessNone(undo->lost)},
         {u"left"_s, unlessNone(undo->left)}});
}

void readLoad(const Json& payload, TwinTrial& trial)
{
    if (const auto* load = payload.find(u"load")) {
        trial.load = TwinLoad{
            .rate = (*load)[u"rate"].toDouble(),
            .lasted = Milliseconds{(*load)[u"lasted_ms"].toInteger()},
            .before = armFrom((*load)[u"before"]),
            .after = armFrom((*load)[u"after"]),
            .mix = (*load)[u"mix"].toString()};
    }
    if (const auto* undo = payload.find(u"undo")) {
        trial.undo = TwinUndo{
            .back = (*undo)[u"back"].toBool(),
            .took = Milliseconds{(*undo)[u"took_ms"].toInteger()},
            .lost = stringList((*undo)[u"lost"]),
            .left = stringList((*undo)[u"left"])};
    }
}

} // namespace

Json twinFinished(const Twin& twin)
{
    return Json::object(
        {{u"result"_s, Json{twin.result}},
         {u"tests_run"_s, unlessAbsent(twin.testsRun)},
         {u"tests_failed"_s, unlessAbsent(twin.testsFailed)},
         {u"soak_ms"_s, unlessAbsent(twin.soak)},
         {u"p99_before_ms"_s, unlessAbsent(twin.p99BeforeMs)},
         {u"p99_after_ms"_s, unlessAbsent(twin.p99AfterMs)},
         {u"reason"_s, unlessBlank(twin.reason)},
         {u"command"_s, unlessNone(twin.trial.command)},
         {u"exit_code"_s, unlessAbsent(twin.trial.exitCode)},
         {u"took_ms"_s, unlessAbsent(twin.trial.took)},
         {u"changes"_s, unlessNone(twin.trial.changes)},
         {u"refused"_s, unlessNone(twin.trial.refused)},
         {u"log_tail"_s, unlessBlank(twin.trial.logTail)},
         {u"cause"_s, unlessBlank(twin.trial.cause)},
         {u"load"_s, loadToJson(twin.trial.load)},
         {u"undo"_s, undoToJson(twin.trial.undo)}});
}

TwinTrial twinTrialFrom(const Json& payload)
{
    TwinTrial trial;
    trial.command = stringList(payload[u"command"]);
    if (const auto code = payload.integer(u"exit_code"))
        trial.exitCode = static_cast<int>(*code);
    if (const auto took = payload.integer(u"took_ms"))
        trial.took = Milliseconds{*took};
    trial.changes = stringList(payload[u"changes"]);
    trial.refused = stringList(payload[u"refused"]);
    trial.logTail = payload[u"log_tail"].toString();
    trial.cause = payload[u"cause"].toString();
    readLoad(payload, trial);
    return trial;
}

Json patchQueued(const Queue& queue)
{
    return Json::object(
        {{u"reason"_s, Json{queue.reason}},
         {u"until_at"_s, queue.until ? std::optional{Json{toMs(*queue.until)}} : std::nullopt}});
}

Json patchReleased()
{
    return Json{};
}

Json patchExcepted(const QString& gate, const QString& kind, const QString& reason)
{
    return Json::object({{u"gate"_s, Json{gate}}, {u"kind"_s, Json{kind}}, {u"reason"_s, Json{reason}}});
}

Json patchShadowed(const QString& act, Level level)
{
    return Json::object({{u"act"_s, Json{act}}, {u"level"_s, Json{static_cast<int>(level)}}});
}

Json patchRefused(const Refusal& refusal)
{
    return Json::object(
        {{u"stage"_s, Json{refusal.stage}},
         {u"rule"_s, Json{refusal.rule}},
         {u"measured"_s, refusal.measured},
         {u"limit"_s, refusal.limit}});
}

Json patchCancelled(const QString& reason)
{
    return Json::object({{u"reason"_s, Json{reason}}});
}

Json patchPromoted(const QString& commit)
{
    return Json::object({{u"commit"_s, Json{commit}}});
}

Json watchFinished(bool healthy, std::optional<double> baseline, std::optional<double> measured)
{
    return Json::object(
        {{u"healthy"_s, Json{healthy}},
         {u"baseline"_s, unlessAbsent(baseline)},
         {u"measured"_s, unlessAbsent(measured)}});
}

Json patchRolledBack(const QString& code, const QString& text, const QString& revertCommit)
{
    return Json::object(
        {{u"reason"_s, Json::object({{u"code"_s, Json{code}}, {u"text"_s, Json{text}}})},
         {u"revert_commit"_s, unlessBlank(revertCommit)}});
}

Json serviceRegistered(const Registration& registration)
{
    return Json::object({{u"registration"_s, toJson(registration)}});
}

Json serviceRetired(const QString& reason)
{
    return Json::object({{u"reason"_s, Json{reason}}});
}

Json serviceArmed(Arming from, Arming to, const QString& reason)
{
    return Json::object({{u"from"_s, Json{toWord(from)}}, {u"to"_s, Json{toWord(to)}}, {u"reason"_s, Json{reason}}});
}

} // namespace penelope::patch

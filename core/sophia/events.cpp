#include "core/sophia/events.h"

#include <cmath>
#include <utility>

namespace penelope::sophia {

using namespace Qt::Literals::StringLiterals;

namespace {

using Event = journal::Event;

int hundredthsFrom(const Json& value)
{
    return static_cast<int>(std::lround(qBound(-1e6, value.toDouble(), 1e6) * 100));
}

std::optional<Json> ageOf(std::optional<Milliseconds> age)
{
    return age ? std::optional{Json{static_cast<qint64>(age->count())}} : std::nullopt;
}

std::optional<Milliseconds> ageFrom(const Json& value)
{
    const auto age = value.integer(u"age_ms");
    return age ? std::optional{Milliseconds{*age}} : std::nullopt;
}

/// An empty object stands for "no value": absent is absent.
std::optional<Json> unlessNothing(const Json& value)
{
    const bool nothing = value.isObject() && value.toObject().empty();
    return nothing ? std::nullopt : std::optional{value};
}

std::optional<Json> unlessBlank(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional{Json{text}};
}

Level levelFrom(const Json& value)
{
    const auto number = value.toInteger(1);
    return number >= 1 && number <= 5 ? static_cast<Level>(number) : Level::Observe;
}

Json inputToJson(const Input& input)
{
    return Json::object(
        {{u"name"_s, Json{input.name}},
         {u"value"_s, unlessNothing(input.value)},
         {u"limit"_s, unlessNothing(input.limit)},
         {u"source"_s, unlessBlank(input.source)},
         {u"age_ms"_s, ageOf(input.age)}});
}

Json refToJson(const PrecedentRef& ref)
{
    return Json::object(
        {{u"id"_s, Json{ref.id}},
         {u"similarity"_s, Json{ref.similarity}},
         {u"outcome"_s, unlessBlank(ref.outcome)},
         {u"patch_id"_s, unlessBlank(ref.patchId)},
         {u"decision"_s, ref.decision ? std::optional{Json{toWord(*ref.decision)}} : std::nullopt},
         {u"level"_s, ref.level ? std::optional{Json{static_cast<int>(*ref.level)}} : std::nullopt},
         {u"recorded_at"_s, ref.recordedAt ? std::optional{Json{toMs(*ref.recordedAt)}} : std::nullopt}});
}

template <typename T, typename Convert> Json listOf(const std::vector<T>& values, Convert convert)
{
    Json::Array list;
    list.reserve(values.size());
    for (const auto& value : values)
        list.push_back(convert(value));
    return Json{std::move(list)};
}

void foldDetected(Anomaly& anomaly, const Event& event)
{
    const auto& payload = event.payload;
    anomaly = Anomaly{};
    anomaly.id = AnomalyId{event.subject()};
    anomaly.type = payload[u"type"].toString();
    anomaly.service = ServiceName{payload[u"service"].toString()};
    anomaly.severity = fromWord<Severity>(payload[u"severity"].toString()).value_or(Severity::P2);
    anomaly.source = payload[u"source"].toString();
    anomaly.fingerprint = payload[u"fingerprint"].toString();
    anomaly.startsAt = instantFromMs(payload.integer(u"starts_at").value_or(toMs(event.time)));
    anomaly.detectedAt = event.time;
    for (const auto& [key, value] : payload[u"metrics"].toObject())
        anomaly.metrics[key] = value;
    for (const auto& [key, value] : payload[u"context"].toObject())
        anomaly.context[key] = value.toString();
    anomaly.unknown = stringList(payload[u"unknown"]);
    anomaly.confidence = payload.number(u"confidence");
}

void foldDecision(Anomaly& anomaly, const Event& event)
{
    auto record = decisionFrom(event.payload);
    record.seq = event.seq;
    record.at = event.time;
    const auto* before = anomaly.decision();
    record.repeated = before && before->decision == record.decision && before->rule == record.rule;
    if (record.decision != Decision::Escalate)
        anomaly.acknowledged.reset();
    anomaly.decisions.push_back(std::move(record));
}

void fold(Anomaly& anomaly, const Event& event)
{
    const auto& payload = event.payload;
    if (event.kind == "AnomalySeverityChanged"_L1) {
        const auto before =
            std::exchange(anomaly.severity, fromWord<Severity>(payload[u"to"].toString()).value_or(anomaly.severity));
        if (anomaly.severity < before)
            anomaly.acknowledged.reset();
    } else if (event.kind == "AnomalyDiagnosed"_L1) {
        anomaly.diagnosis = diagnosisFrom(payload);
    } else if (event.kind == "DecisionMade"_L1) {
        foldDecision(anomaly, event);
    } else if (event.kind == "ProposalFailed"_L1) {
        anomaly.proposalsTried = stringList(payload[u"tried"]);
    } else if (event.kind == "EscalationAcknowledged"_L1) {
        anomaly.acknowledged = {event.actor, instantFromMs(payload.integer(u"until_at").value_or(toMs(event.time)))};
    } else if (event.kind == "EscalationClosed"_L1) {
        anomaly.escalationClosedAt = event.time;
        anomaly.closeReason = payload[u"reason"].toString();
    } else if (event.kind == "JudgementRequested"_L1) {
        anomaly.judgementAsked = event.seq;
    } else if (event.kind == "AnomalyResolved"_L1) {
        anomaly.resolvedAt = instantFromMs(payload.integer(u"resolved_at").value_or(toMs(event.time)));
        anomaly.resolvedBy = payload[u"by"].toString();
        anomaly.withoutIntervention = payload[u"without_intervention"].toBool();
    }
}

} // namespace

QString streamOf(const AnomalyId& id)
{
    return u"anomaly/"_s + id.value();
}

void apply(Anomalies& anomalies, const Event& event)
{
    if (event.kind == "PatchProposed"_L1) {
        const AnomalyId id{event.payload[u"anomaly_id"].toString()};
        if (anomalies.contains(id))
            anomalies.update(id, [&event](Anomaly& anomaly) {
                anomaly.patches.append(event.subject());
                anomaly.acknowledged.reset();
            });
        return;
    }
    if (event.streamKind() != "anomaly"_L1 || event.subject().isEmpty())
        return;
    const AnomalyId id{event.subject()};
    if (event.kind == "AnomalyDetected"_L1)
        anomalies.update(id, [&event](Anomaly& anomaly) { foldDetected(anomaly, event); });
    else if (anomalies.contains(id))
        anomalies.update(id, [&event](Anomaly& anomaly) { fold(anomaly, event); });
}

Json anomalyDetected(const Anomaly& anomaly)
{
    Json metrics;
    Json context;
    auto unknown = anomaly.unknown;
    for (const auto& [key, value] : anomaly.metrics) {
        if (key.isEmpty())
            continue;
        // NaN and infinities are no numbers of the journal: such a metric was not measured.
        if (!value.isNumber() || std::isfinite(value.toDouble()))
            metrics.set(key, value);
        else if (!unknown.contains(key))
            unknown.append(key);
    }
    for (const auto& [key, value] : anomaly.context) {
        if (!key.isEmpty())
            context.set(key, Json{value});
    }
    return Json::object(
        {{u"type"_s, Json{anomaly.type}},
         {u"service"_s, Json{anomaly.service.value()}},
         {u"severity"_s, Json{toWord(anomaly.severity)}},
         {u"source"_s, Json{anomaly.source}},
         {u"fingerprint"_s, Json{anomaly.fingerprint}},
         {u"starts_at"_s, Json{toMs(anomaly.startsAt)}},
         {u"metrics"_s, std::move(metrics)},
         {u"context"_s, std::move(context)},
         {u"unknown"_s, jsonList(unknown)},
         {u"confidence"_s, anomaly.confidence ? std::optional{Json{*anomaly.confidence}} : std::nullopt}});
}

Json anomalySeverityChanged(Severity from, Severity to)
{
    return Json::object({{u"from"_s, Json{toWord(from)}}, {u"to"_s, Json{toWord(to)}}});
}

Json anomalyDiagnosed(const Diagnosis& diagnosis)
{
    const auto stepToJson = [](const ChainStep& step) {
        return Json::object(
            {{u"step"_s, Json{step.step}},
             {u"description"_s, Json{step.description}},
             {u"confidence"_s, Json{step.confidence}}});
    };
    return Json::object(
        {{u"cause"_s, Json::object({{u"code"_s, Json{diagnosis.causeCode}}, {u"args"_s, diagnosis.causeArgs}})},
         {u"confidence"_s, Json{diagnosis.confidence}},
         {u"confidence_source"_s, Json{diagnosis.confidenceSource}},
         {u"chain"_s, listOf(diagnosis.chain, stepToJson)},
         {u"evidence"_s, listOf(diagnosis.evidence, [](const Json& piece) { return piece; })},
         {u"unknown"_s, jsonList(diagnosis.unknown)}});
}

Diagnosis diagnosisFrom(const Json& payload)
{
    Diagnosis diagnosis;
    diagnosis.causeCode = payload[u"cause"][u"code"].toString();
    diagnosis.causeArgs = payload[u"cause"][u"args"];
    diagnosis.confidence = payload[u"confidence"].toDouble();
    diagnosis.confidenceSource = payload[u"confidence_source"].toString();
    for (const auto& step : payload[u"chain"].toArray()) {
        diagnosis.chain.push_back(ChainStep{
            .step = static_cast<int>(step[u"step"].toInteger()),
            .description = step[u"description"].toString(),
            .confidence = step[u"confidence"].toDouble()});
    }
    diagnosis.evidence = payload[u"evidence"].toArray();
    diagnosis.unknown = stringList(payload[u"unknown"]);
    return diagnosis;
}

Json toJson(const Risk& risk)
{
    const auto factorToJson = [](const Factor& factor) {
        return Json::object(
            {{u"name"_s, Json{factor.name}},
             {u"value"_s, factor.value ? std::optional{Json{*factor.value}} : std::nullopt},
             {u"limit"_s, Json{factor.limit}},
             {u"adds"_s, Json{factor.addsHundredths / 100.0}},
             {u"source"_s, unlessBlank(factor.source)},
             {u"age_ms"_s, ageOf(factor.age)}});
    };
    return Json::object(
        {{u"total"_s, Json{risk.totalHundredths / 100.0}},
         {u"factors"_s, listOf(risk.factors, factorToJson)},
         {u"unknown"_s, jsonList(risk.unknown())}});
}

Risk riskFrom(const Json& value)
{
    Risk risk;
    risk.totalHundredths = hundredthsFrom(value[u"total"]);
    for (const auto& factor : value[u"factors"].toArray()) {
        risk.factors.push_back(Factor{
            .name = factor[u"name"].toString(),
            .value = factor.number(u"value"),
            .limit = factor[u"limit"].toDouble(),
            .addsHundredths = hundredthsFrom(factor[u"adds"]),
            .source = factor[u"source"].toString(),
            .age = ageFrom(factor)});
    }
    return risk;
}

Json decisionMade(const DecisionRecord& record)
{
    const auto review = record.reviewAt ? std::optional{Json{toMs(*record.reviewAt)}} : std::nullopt;
    return Json::object(
        {{u"decision"_s, Json{toWord(record.decision)}},
         {u"rule"_s, Json{record.rule}},
         {u"level"_s, Json{static_cast<int>(record.level)}},
         {u"inputs"_s, listOf(record.inputs, inputToJson)},
         {u"risk"_s, toJson(record.risk)},
         {u"impact"_s, Json{record.impactTenThousandths / 10'000.0}},
         {u"precedents"_s, listOf(record.precedents, refToJson)},
         {u"reasoning"_s, Json{record.reasoning}},
         {u"wisdom_note"_s, Json{record.wisdomNote}},
         {u"review_at"_s, review},
         {u"unknown"_s, jsonList(record.unknown)},
         {u"duration_us"_s, Json{record.durationUs}},
         {u"policy_seq"_s, Json{record.policySeq}}});
}

DecisionRecord decisionFrom(const Json& payload)
{
    DecisionRecord record;
    record.decision = fromWord<Decision>(payload[u"decision"].toString()).value_or(Decision::Observe);
    record.rule = static_cast<int>(payload[u"rule"].toInteger());
    record.level = levelFrom(payload[u"level"]);
    for (const auto& input : payload[u"inputs"].toArray()) {
        record.inputs.push_back(Input{
            .name = input[u"name"].toString(),
            .value = input[u"value"],
            .limit = input[u"limit"],
            .source = input[u"source"].toString(),
            .age = ageFrom(input)});
    }
    record.risk = riskFrom(payload[u"risk"]);
    record.impactTenThousandths =
        static_cast<int>(std::lround(qBound(0.0, payload[u"impact"].toDouble(), 1.0) * 10'000));
    for (const auto& ref : payload[u"precedents"].toArray()) {
        const auto recordedAt = ref.integer(u"recorded_at");
        record.precedents.push_back(PrecedentRef{
            .id = ref[u"id"].toString(),
            .similarity = ref[u"similarity"].toDouble(),
            .outcome = ref[u"outcome"].toString(),
            .patchId = ref[u"patch_id"].toString(),
            .decision = fromWord<Decision>(ref[u"decision"].toString()),
            .level = ref.contains(u"level") ? std::optional{levelFrom(ref[u"level"])} : std::nullopt,
            .recordedAt = recordedAt ? std::optional{instantFromMs(*recordedAt)} : std::nullopt});
    }
    record.reasoning = payload[u"reasoning"].toString();
    record.wisdomNote = payload[u"wisdom_note"].toString();
    if (const auto review = payload.integer(u"review_at"))
        record.reviewAt = instantFromMs(*review);
    record.unknown = record.risk.unknown();
    if (payload.contains(u"unknown"))
        record.unknown = stringList(payload[u"unknown"]);
    record.durationUs = payload[u"duration_us"].toInteger();
    record.policySeq = payload[u"policy_seq"].toInteger();
    return record;
}

Json proposalFailed(const QStringList& tried)
{
    return Json::object({{u"tried"_s, jsonList(tried)}});
}

Json escalationAcknowledged(Instant until)
{
    return Json::object({{u"until_at"_s, toMs(until)}});
}

Json escalationClosed(const QString& reason)
{
    return Json::object({{u"reason"_s, Json{reason}}});
}

Json judgementRequested(const QString& reason)
{
    return Json::object({{u"reason"_s, Json{reason}}});
}

Json anomalyResolved(Instant resolvedAt, const QString& by, bool withoutIntervention)
{
    return Json::object(
        {{u"resolved_at"_s, Json{toMs(resolvedAt)}},
         {u"by"_s, Json{by}},
         {u"without_intervention"_s, Json{withoutIntervention}}});
}

} // namespace penelope::sophia

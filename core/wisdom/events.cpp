#include "core/wisdom/events.h"

#include <cmath>

namespace penelope::wisdom {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<Json> unlessBlank(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional{Json{text}};
}

Level levelFrom(const Json& value)
{
    const auto number = value.toInteger(static_cast<qint64>(Level::Observe));
    return number >= 1 && number <= 5 ? static_cast<Level>(number) : Level::Observe;
}

Json metricsToJson(const std::map<QString, Json>& metrics)
{
    Json object;
    for (const auto& [key, value] : metrics) {
        if (!key.isEmpty() && (!value.isNumber() || std::isfinite(value.toDouble())))
            object.set(key, value);
    }
    return object;
}

Json contextToJson(const std::map<QString, QString>& context)
{
    Json object;
    for (const auto& [key, value] : context) {
        if (!key.isEmpty())
            object.set(key, Json{value});
    }
    return object;
}

Precedent precedentFrom(const Json& value, Instant recordedAt)
{
    Precedent precedent;
    precedent.id = value[u"id"].toString();
    precedent.anomaly = AnomalyId{value[u"anomaly_id"].toString()};
    precedent.service = ServiceName{value[u"service"].toString()};
    precedent.type = value[u"type"].toString();
    precedent.severity = fromWord<Severity>(value[u"severity"].toString()).value_or(Severity::P2);
    for (const auto& [key, metric] : value[u"metrics"].toObject())
        precedent.metrics[key] = metric;
    for (const auto& [key, text] : value[u"context"].toObject())
        precedent.context[key] = text.toString();
    precedent.decision = fromWord<Decision>(value[u"decision"].toString()).value_or(Decision::Observe);
    precedent.level = levelFrom(value[u"level"]);
    precedent.reasoning = value[u"reasoning"].toString();
    precedent.outcome = outcomeFromWord(value[u"outcome"].toString());
    if (const auto duration = value.integer(u"duration_ms"))
        precedent.duration = Milliseconds{*duration};
    precedent.error = value[u"error"].toString();
    precedent.patchId = value[u"patch_id"].toString();
    precedent.recordedAt = recordedAt;
    return precedent;
}

void record(Precedents& precedents, Precedent fresh)
{
    if (fresh.id.isEmpty())
        return;
    if (const auto row = precedents.find(fresh.anomaly, fresh.id)) {
        auto known = *row;
        known.outcome = fresh.outcome;
        known.duration = fresh.duration;
        known.error = fresh.error;
        known.seq = fresh.seq;
        if (!fresh.patchId.isEmpty())
            known.patchId = fresh.patchId;
        fresh = std::move(known);
    }
    precedents.insert(std::move(fresh));
}

} // namespace

QString toWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success: return u"success"_s;
    case Outcome::Failure: return u"failure"_s;
    case Outcome::Rollback: return u"rollback"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Outcome> outcomeFromWord(const QString& word)
{
    for (const auto outcome : {Outcome::Success, Outcome::Failure, Outcome::Rollback}) {
        if (word == toWord(outcome))
            return outcome;
    }
    return std::nullopt;
}

void apply(Precedents& precedents, Lessons& lessons, const journal::Event& event)
{
    if (event.kind == "PrecedentRecorded"_L1) {
        auto precedent = precedentFrom(event.payload[u"precedent"], event.time);
        precedent.seq = event.seq;
        record(precedents, std::move(precedent));
    } else if (event.kind == "LessonRecorded"_L1) {
        const auto& value = event.payload[u"lesson"];
        Lesson lesson;
        lesson.patchId = value[u"patch_id"].toString(event.subject());
        lesson.service = ServiceName{value[u"service"].toString()};
        lesson.expected = value[u"expected"].toString();
        lesson.happened = value[u"happened"].toString();
        lesson.rootCause = value[u"root_cause"].toString();
        lesson.lesson = value[u"lesson"].toString();
        lesson.adjustment = value[u"adjustment"].toString();
        lesson.at = event.time;
        lessons.push_back(std::make_shared<const Lesson>(std::move(lesson)));
    }
}

Json precedentRecorded(const Precedent& precedent)
{
    const auto outcome = precedent.outcome ? std::optional{Json{toWord(*precedent.outcome)}} : std::optional<Json>{};
    const auto duration =
        precedent.duration ? std::optional{Json{static_cast<qint64>(precedent.duration->count())}} : std::nullopt;
    return Json::object(
        {{u"precedent"_s, Json::object(
                              {{u"id"_s, Json{precedent.id}},
                               {u"anomaly_id"_s, Json{precedent.anomaly.value()}},
                               {u"service"_s, Json{precedent.service.value()}},
                               {u"type"_s, Json{precedent.type}},
                               {u"severity"_s, Json{penelope::toWord(precedent.severity)}},
                               {u"metrics"_s, metricsToJson(precedent.metrics)},
                               {u"context"_s, contextToJson(precedent.context)},
                               {u"decision"_s, Json{penelope::toWord(precedent.decision)}},
                               {u"level"_s, Json{static_cast<int>(precedent.level)}},
                               {u"reasoning"_s, Json{precedent.reasoning}},
                               {u"outcome"_s, outcome},
                               {u"duration_ms"_s, duration},
                               {u"error"_s, unlessBlank(precedent.error)},
                               {u"patch_id"_s, unlessBlank(precedent.patchId)}})}});
}

Json lessonRecorded(const Lesson& lesson)
{
    return Json::object(
        {{u"lesson"_s, Json::object(
                           {{u"patch_id"_s, Json{lesson.patchId}},
                            {u"service"_s, Json{lesson.service.value()}},
                            {u"expected"_s, Json{lesson.expected}},
                            {u"happened"_s, Json{lesson.happened}},
                            {u"root_cause"_s, Json{lesson.rootCause}},
                            {u"lesson"_s, Json{lesson.lesson}},
                            {u"adjustment"_s, Json{lesson.adjustment}}})}});
}

} // namespace penelope::wisdom

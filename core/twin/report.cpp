#include "core/twin/report.h"

#include <QByteArrayList>

namespace penelope::twin {

using namespace Qt::Literals::StringLiterals;

namespace {

Json textsOf(const std::map<QString, QString>& texts)
{
    Json object;
    for (const auto& [key, value] : texts)
        object.set(key, Json{value});
    return object;
}

std::map<QString, QString> textsIn(const Json& object)
{
    std::map<QString, QString> texts;
    for (const auto& [key, value] : object.toObject())
        texts[key] = value.toString();
    return texts;
}

Json rowsOf(const std::vector<Interval>& intervals)
{
    Json::Array rows;
    for (const auto& row : intervals)
        rows.push_back(Json{Json::Array{row.requests, row.failures, row.meanMs, row.p90Ms, row.memoryKib}});
    return Json{std::move(rows)};
}

std::vector<Interval> rowsIn(const Json& json)
{
    std::vector<Interval> intervals;
    for (const auto& row : json.toArray()) {
        const auto& cells = row.toArray();
        if (cells.size() == 5)
            intervals.push_back(
                {cells[0].toInteger(), cells[1].toInteger(), cells[2].toDouble(), cells[3].toDouble(),
                 cells[4].toInteger()});
    }
    return intervals;
}

Json stageToJson(const StageReport& stage)
{
    return Json::object(
        {{u"started"_s, Json{stage.started}},
         {u"started_after_ms"_s, Json{static_cast<qint64>(stage.startedAfter.count())}},
         {u"ended"_s, Json{stage.ended}},
         {u"ended_after_ms"_s, Json{static_cast<qint64>(stage.endedAfter.count())}},
         {u"requests"_s, Json{stage.requests}},
         {u"failures"_s, Json{stage.failures}},
         {u"timeouts"_s, Json{stage.timeouts}},
         {u"p50_ms"_s, Json{stage.p50Ms}},
         {u"p99_ms"_s, Json{stage.p99Ms}},
         {u"late_ms"_s, Json{stage.lateMs}},
         {u"interval_ms"_s, Json{stage.intervalMs}},
         {u"rows"_s, rowsOf(stage.intervals)},
         {u"answers"_s, textsOf(stage.answers)},
         {u"files"_s, textsOf(stage.files)}});
}

StageReport stageFrom(const Json& json)
{
    return {
        .started = json[u"started"].toBool(),
        .startedAfter = Milliseconds{json[u"started_after_ms"].toInteger()},
        .ended = json[u"ended"].toString(),
        .endedAfter = Milliseconds{json[u"ended_after_ms"].toInteger()},
        .requests = json[u"requests"].toInteger(),
        .failures = json[u"failures"].toInteger(),
        .timeouts = json[u"timeouts"].toInteger(),
        .p50Ms = json[u"p50_ms"].toDouble(),
        .p99Ms = json[u"p99_ms"].toDouble(),
        .lateMs = json[u"late_ms"].toDouble(),
        .intervalMs = json[u"interval_ms"].toDouble(),
        .intervals = rowsIn(json[u"rows"]),
        .answers = textsIn(json[u"answers"]),
        .files = textsIn(json[u"files"])};
}

} // namespace

bool isEndAsIfTold(const QString& ended)
{
    // SIGHUP, SIGINT, SIGKILL, SIGTERM
    static const QStringList told{u"exit code 0"_s, u"signal 1"_s, u"signal 2"_s, u"signal 9"_s, u"signal 15"_s};
    return told.contains(ended);
}

Json toJson(const Report& report)
{
    Json::Array stages;
    for (const auto& stage : report.stages)
        stages.push_back(stageToJson(stage));
    return Json::object({{u"stages"_s, Json{std::move(stages)}}});
}

std::optional<Report> reportFrom(const QByteArray& printed, const QString& key)
{
    const auto sign = key.toUtf8() + ' ';
    for (const auto& line : printed.split('\n')) {
        if (key.isEmpty() || !line.startsWith(sign))
            continue;
        const auto json = parseForeign(line.mid(sign.size()));
        if (!json)
            return std::nullopt;
        Report report;
        for (const auto& stage : (*json)[u"stages"].toArray())
            report.stages.push_back(stageFrom(stage));
        return report;
    }
    return std::nullopt;
}

QString logBeside(const QString& log, const QString& key)
{
    const auto at = log.indexOf(key + u' ');
    // A long report pushes its own beginning out of the log.
    if (at < 0)
        return log.mid(log.indexOf(u'\n') + 1);
    const auto end = log.indexOf(u'\n', at);
    return log.left(at) + (end < 0 ? QString{} : log.mid(end + 1));
}

} // namespace penelope::twin

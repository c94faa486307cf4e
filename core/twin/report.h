#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"

#include <map>
#include <optional>
#include <vector>

namespace penelope::twin {

/// What fell due in one interval of the load.
struct Interval
{
    qint64 requests = 0;
    qint64 failures = 0;
    double meanMs = 0; ///< of those answered
    double p90Ms = 0;
    qint64 memoryKib = 0; ///< resident memory of the whole service at its end
    bool operator==(const Interval&) const = default;
};

/// What became of a stage.
struct StageReport
{
    bool started = false;
    Milliseconds startedAfter{}; ///< from the order to end its predecessor; of the first from its start
    QString ended;               ///< how it ended by itself: "exit code 3", "signal 11"; empty = it did not
    Milliseconds endedAfter{};   ///< of the load
    qint64 requests = 0;
    qint64 failures = 0;
    qint64 timeouts = 0; ///< of the failures
    double p50Ms = 0;
    double p99Ms = 0;
    double lateMs = 0; ///< one in ten requests was sent that late or later, since the player itself came late
    double intervalMs = 1000;
    std::vector<Interval> intervals;
    std::map<QString, QString> answers; ///< path → status and digest
    std::map<QString, QString> files;   ///< of the data, after the stage: path → digest
    bool operator==(const StageReport&) const = default;
};

/// Exit code 0, or a signal by which programs are told to end: what an operator, or a kernel short of memory, does to a
/// program that did nothing. Whether the program did it by itself nobody can see from one end alone.
bool isEndAsIfTold(const QString& ended);

struct Report
{
    std::vector<StageReport> stages; ///< one that did not start is the last
    bool operator==(const Report&) const = default;
};
Json toJson(const Report& report);
/// From everything an arm printed: the line that begins with the plan's key. Nothing where there is none.
std::optional<Report> reportFrom(const QByteArray& printed, const QString& key);
/// What else stands in the end of a log: without the report, of which only the rest may be there.
QString logBeside(const QString& log, const QString& key);

} // namespace penelope::twin

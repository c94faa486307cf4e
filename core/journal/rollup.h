#pragma once

#include <QtGlobal>

#include <cstddef>
#include <limits>
#include <string_view>

/// Counts of events by time (journal.md 7). Derived data.
namespace penelope::journal {

/// What happened in one bucket of time.
struct Bucket
{
    qint64 start = 0; ///< ms, a multiple of the bucket's length
    qint64 count = 0;
    qint64 firstSeq = std::numeric_limits<qint64>::max();
    qint64 lastSeq = 0;
    int worst = 255;      ///< severity, 0 for P0; 255 = none
    qint64 breaches = 0;  ///< breakers opened and canaries rolled back
    qint64 decisions = 0; ///< of people: approved, rejected, reviewed
    bool operator==(const Bucket&) const = default;
};

/// What rollups tell apart.
enum class EventClass : quint8 { Other, Anomaly, Decision, Patch, Approval, Canary, Breaker, People };
constexpr std::size_t eventClasses = 8;
EventClass classOf(std::string_view kind, std::string_view streamKind);
bool isBreach(std::string_view kind);
bool isHumanDecision(std::string_view kind);

/// Both as one.
void add(Bucket& to, const Bucket& other);

} // namespace penelope::journal

#include "core/journal/rollup.h"

#include <algorithm>
#include <array>
#include <utility>

namespace penelope::journal {

EventClass classOf(std::string_view kind, std::string_view streamKind)
{
    if (kind == "DecisionMade")
        return EventClass::Decision;
    static constexpr std::array<std::pair<std::string_view, EventClass>, 9> streams{
        {{"anomaly", EventClass::Anomaly},
         {"patch", EventClass::Patch},
         {"approval", EventClass::Approval},
         {"canary", EventClass::Canary},
         {"breaker", EventClass::Breaker},
         {"operator", EventClass::People},
         {"policy", EventClass::People},
         {"note", EventClass::People},
         {"freeze", EventClass::People}}};
    const auto found = std::find_if(
        streams.begin(), streams.end(), [streamKind](const auto& entry) { return entry.first == streamKind; });
    return found != streams.end() ? found->second : EventClass::Other;
}

bool isBreach(std::string_view kind)
{
    return kind == "BreakerOpened" || kind == "CanaryRollbackDecided";
}

bool isHumanDecision(std::string_view kind)
{
    return kind == "ApprovalGranted" || kind == "ApprovalRejected" || kind == "BreakGlassReviewed";
}

void add(Bucket& to, const Bucket& other)
{
    to.count += other.count;
    to.firstSeq = std::min(to.firstSeq, other.firstSeq);
    to.lastSeq = std::max(to.lastSeq, other.lastSeq);
    to.worst = std::min(to.worst, other.worst);
    to.breaches += other.breaches;
    to.decisions += other.decisions;
}

} // namespace penelope::journal

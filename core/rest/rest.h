#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/policy/policy.h"

#include <optional>
#include <vector>

namespace penelope::rest {

/// One rest day: 00:00 to 24:00 of the policy's zone, so 23 to 25 hours long.
struct Day
{
    Instant from{};
    Instant to{}; ///< exclusive
    bool operator==(const Day&) const = default;
};

/// The rest day that holds `now`; nothing on other days and where the policy says none.
std::optional<Day> restDay(Instant now, const policy::State& policy);
/// The next moment at which a rest day begins or ends, after `now`; for a timer. Nothing where there is none.
std::optional<Instant> nextChange(Instant now, const policy::State& policy);

/// Why a deployment waits. The words of PatchQueued: rest_day, budget, gap.
struct Wait
{
    QString reason;
    Instant until{};
    QString text; ///< a sentence with the numbers
    bool operator==(const Wait&) const = default;
};

/// What one service's next start is measured by.
struct Uses
{
    std::vector<Instant> starts;          ///< canaries started, all services, any order
    std::optional<Instant> lastPromotion; ///< of the service
    std::optional<Instant> lastFailure;   ///< of the service
};

/// All that hold a start back at `now`, in the order rest_day, budget, gap; empty = free.
std::vector<Wait> waits(Instant now, const Uses& uses, const policy::State& policy);
/// The first of them: rest day before budget before gap.
std::optional<Wait> gate(Instant now, const Uses& uses, const policy::State& policy);

} // namespace penelope::rest

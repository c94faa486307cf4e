#pragma once

#include "core/breaker/breaker.h"
#include "core/engine/consolestate.h"

#include <array>
#include <optional>
#include <vector>

namespace penelope::ui::breakers {

/// Patches refused in each of the last twelve five-minute spans, oldest first.
constexpr int sparkSpans = 12;
constexpr Milliseconds sparkSpan = std::chrono::minutes{5};

/// One circuit breaker as a line of the table: values only.
struct BreakerRow
{
    ServiceName service;
    breaker::View view = breaker::View::NeverUsed;
    Criticality criticality = Criticality::Normal;
    int failures = 0; ///< in the window
    int limit = 3;
    std::optional<Milliseconds> left;
    std::optional<Instant> openUntil;
    double elapsed = 0; ///< 0..1 of the cooldown
    QString probe;
    int blocked = 0; ///< in the last hour
    std::array<int, sparkSpans> spark{};
    std::optional<Instant> lastChange;
    std::optional<Instant> lastOpening;
    /// Since when the service's own source is silent: whether its healing works is not known. Nothing while it answers,
    /// and where no source is watched (offline, replay).
    std::optional<Instant> silentSince;

    bool isRefusing() const { return view != breaker::View::Closed && view != breaker::View::NeverUsed; }
    bool isUnknown() const { return silentSince && !isRefusing(); }
    bool isAbnormal() const { return isRefusing() || silentSince; }
    bool operator==(const BreakerRow&) const = default;
};

/// Every registered service has a breaker. Open first, then half-open, then ready, then those of which nothing is
/// heard; closed ones by their last change, the most recent first; never used ones last.
std::vector<BreakerRow> rows(const engine::ConsoleState& state, Instant now, const engine::Live& live = {});

} // namespace penelope::ui::breakers

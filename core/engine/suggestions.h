#pragma once

#include "core/engine/past.h"

namespace penelope::engine {

/// A stretch worth looking at: a P0, a rollback, a breaker that opened.
struct Suggestion
{
    QString code; ///< p0, rolled_back, breaker_opened
    QString id;   ///< of the anomaly or patch; the service of a breaker
    ServiceName service;
    QString detail; ///< the anomaly's type, the rollback's code
    Instant at{};
    Span span;
    bool operator==(const Suggestion&) const = default;
};

/// Those of the 30 days before `now`, newest first, at most `mostSuggestions`.
std::vector<Suggestion> suggestions(const ConsoleState& state, Instant now);
constexpr std::size_t mostSuggestions = 50;

} // namespace penelope::engine

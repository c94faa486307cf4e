#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/policy/policy.h"

#include <optional>

namespace penelope::canary {

/// The watch after a promotion (domain.md 10). `baseline` is the error rate before, floored at 0.1 %.
struct Watch
{
    Instant from{};
    Instant until{};
    double baseline = 0;
    bool operator==(const Watch&) const = default;
};

/// What is known at a look. Absent = not measured: neither good nor bad.
struct Look
{
    Instant now{};
    std::optional<double> errorRate;       ///< of the stable arm since the promotion, 0..1
    double requests = 0;                   ///< it was measured on
    std::optional<Instant> unhealthySince; ///< health lost in every look since then
};

struct Finding
{
    bool finished = false; ///< false: go on watching
    bool healthy = true;
    QString text;
    Json measured;
    bool operator==(const Finding&) const = default;
};
Watch beginWatch(Instant now, std::optional<double> errorRateBefore, const policy::State& policy);
Finding look(const Watch& watch, const Look& look, const policy::State& policy);

} // namespace penelope::canary

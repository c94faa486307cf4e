#pragma once

#include "app/ctl/context.h"

#include <string>

namespace penelope::ctl {

/// `canary judge --stable LABELS --canary LABELS --from …`, as given.
struct PastWish
{
    std::string stable;
    std::string canary;
    std::string registration; ///< a penelope-service.json: its templates
    std::string from;
    std::string to; ///< empty = now
    std::string step = "15s";
    int percent = 0;      ///< 0 = as the requests were counted
    std::string analysis; ///< of a step; empty = the policy's default
    std::string url;      ///< empty = the configured Prometheus
};

/// Judges two label sets over a past range of a Prometheus, by the judge named or by all side by side; with `vector`
/// prints the counts instead. Answers the exit code.
int judgePast(const Context& context, const PastWish& wish, const QString& judge, bool vector);

} // namespace penelope::ctl

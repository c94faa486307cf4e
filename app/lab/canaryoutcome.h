#pragma once

#include "app/lab/outcome.h"

namespace penelope::lab {

/// What has to be in the journal at the end of a canary's story, as judge.md demands. Pure.
/// Whether the twin found what the change of its story does, and nothing of it went on.
std::vector<Check> twinChecks(Scenario scenario, const Facts& facts);
std::vector<Check> canaryChecks(Scenario scenario, const Facts& facts);

} // namespace penelope::lab

#pragma once

#include "app/lab/outcome.h"

namespace penelope::lab {

/// What has to be in the journal at the end of a canary's story, as judge.md demands. Pure.
std::vector<Check> canaryChecks(Scenario scenario, const Facts& facts);

} // namespace penelope::lab

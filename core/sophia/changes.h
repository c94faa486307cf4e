#pragma once

#include "core/sophia/explain.h"

namespace penelope::sophia {

/// For each input the nearest change of it alone after which the judge decides otherwise; nearest first, ties in the
/// order of the rules. Found by judging again at the boundary values of each input.
std::vector<Change> decisiveChanges(const Facts& facts);

} // namespace penelope::sophia

#pragma once

#include "core/sophia/explain.h"

namespace penelope::sophia {

/// An explanation as the command line and the API give it: codes and values, with the sentence of each row.
Json toJson(const Explanation& explanation);
/// What a rule asks for: "5 or more similar episodes of which more than 90 % resolved by themselves".
QString ruleText(int rule);
/// "risk 0.75 is more than 0.70".
QString comparisonText(const Comparison& comparison);
/// "with recent_commits 4 instead of 3 rule 2 would have decided escalate".
QString changeText(const Change& change);

} // namespace penelope::sophia

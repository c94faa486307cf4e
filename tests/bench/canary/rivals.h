#pragma once

#include "tests/bench/canary/worlds.h"

#include <map>
#include <optional>

namespace penelope::bench {

/// The interval, from 0, at which each judge rolls this canary back; absent = never. Judges: those of judge.md's table.
/// Of a latency world the rivals judge requests over 500 ms against 1 %.
using Outcome = std::map<std::string, int>;
Outcome judgeLife(const Life& life, bool rivals);
/// In the order of the table's columns.
const std::vector<std::string>& judgeNames();

} // namespace penelope::bench

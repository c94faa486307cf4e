#pragma once

#include "core/policy/policy.h"

namespace penelope::ui::words {

/// What a policy value is for, in the user's language; a key that has no words yet says it as the core does.
QString policyHelp(const policy::Key& key);
/// "lines", "requests"; of a value that is counted.
QString policyUnit(const policy::Key& key);

} // namespace penelope::ui::words

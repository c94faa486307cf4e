#pragma once

#include "core/base/json.h"

namespace penelope::journal {

/// Computes what stands in `expected` of a vector {kind, input, fixtures} (journal.md 12). A kind that is not known, or
/// an input that lacks something, is an Error.
Result<Json> answerVector(const QString& kind, const Json& input, const Json& fixtures);

/// The kind `damage`: a fixture with edits, verified.
Result<Json> answerDamage(const Json& input, const Json& fixtures);

} // namespace penelope::journal

#pragma once

#include "core/base/json.h"

namespace penelope::test {

/// RFC 6902 with `test`, `add` and `replace`; nothing where a test fails or a path is not there.
std::optional<Json> patched(const Json& document, const Json& operations);

} // namespace penelope::test

#pragma once

#include "core/base/json.h"

namespace penelope::patch {

/// The strict reading of a penelope-service.json: the first thing wrong with it, `where` being the member's path.
penelope::Status checkRegistration(const Json& document);

} // namespace penelope::patch

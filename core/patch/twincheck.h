#pragma once

#include "core/base/json.h"

namespace penelope::patch {

/// The strict reading of the member `twin` of a penelope-service.json; `path` is its place.
penelope::Status checkTwin(const Json& value, const QString& path);

} // namespace penelope::patch

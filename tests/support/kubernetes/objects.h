#pragma once

#include "core/base/json.h"

namespace penelope::test {

/// The answer's body of one recording.
Json recordedBody(const char* name);
/// A route as it was before the recorded patch, which tells the version it was made for.
Json routeBefore(const char* name, const QString& resourceVersion);
/// With the status of a controller that took its present generation.
Json accepted(Json object);

/// An entry of managedFields: who wrote that field of the spec last.
Json managed(const QString& manager, const QString& field, const QString& time);
/// The field of the object's rules, as managedFields names it.
QString rulesField(const Json& object);

} // namespace penelope::test

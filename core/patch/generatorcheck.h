#pragma once

#include "core/patch/service.h"

namespace penelope::patch {

/// The strict reading of the members `generator` and `tuning` of a penelope-service.json; `path` is their place.
/// A generator is a command, or an object with `command`, `name`, `network`, `limit_ms` and `reads`.
penelope::Status checkGenerator(const Json& value, const QString& path);
penelope::Status checkTuning(const Json& value, const QString& path);

/// Total; nothing where there is none.
GeneratorSpec generatorFrom(const Json& value);
std::vector<Tuning> tuningFrom(const Json& value);
std::optional<Json> generatorToJson(const GeneratorSpec& generator);
std::optional<Json> tuningToJson(const std::vector<Tuning>& tuning);

} // namespace penelope::patch

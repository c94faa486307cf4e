#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"

#include <optional>

/// Members of a view: nothing, which leaves the member out, for what is not there.
namespace penelope::engine::viewed {

inline std::optional<Json> at(std::optional<Instant> moment)
{
    return moment ? std::optional<Json>{Json{toMs(*moment)}} : std::nullopt;
}

inline std::optional<Json> text(const QString& value)
{
    return value.isEmpty() ? std::nullopt : std::optional<Json>{Json{value}};
}

template <typename Number> std::optional<Json> number(std::optional<Number> value)
{
    return value ? std::optional<Json>{Json{*value}} : std::nullopt;
}

} // namespace penelope::engine::viewed

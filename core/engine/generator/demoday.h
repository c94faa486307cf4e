#pragma once

#include "core/engine/generator/stories.h"

#include <functional>
#include <utility>
#include <vector>

namespace penelope::engine::generator {

/// When a story begins, and how.
using Beginning = std::pair<qint64, std::function<Story()>>;

/// An ordinary Friday night and Saturday before the evening, so that every page has a past to show. Services of the
/// evening's patches keep out of it.
std::vector<Beginning> demoDay(World& world);

} // namespace penelope::engine::generator

#pragma once

#include "core/journal/event.h"

namespace penelope::engine {

/// A Markdown timeline of what happened, for people: one line an event that a reader cares about, grouped by story.
/// Samples and repeated readings are summed up. `title` is the first heading.
QString timeline(const std::vector<journal::Event>& events, const QString& title);

} // namespace penelope::engine

#pragma once

#include "core/base/result.h"
#include "ui/breakers/breakerrows.h"

#include <vector>

namespace penelope::ui::breakers {

/// One word of the filter field. All must hold.
struct BreakerTerm
{
    enum class Field { Text, Service, State };
    Field field = Field::Text;
    QString value; ///< in lower case
    bool negated = false;
    bool operator==(const BreakerTerm&) const = default;
};
using BreakerFilter = std::vector<BreakerTerm>;

/// `state:open service:NAME` or part of a service's name; `-` before a term or `!` before its value excludes. States:
/// open, ready, half-open, closed, never, unknown. The error's `where` is "col N".
Result<BreakerFilter> parseBreakerFilter(const QString& text);
bool matches(const BreakerFilter& filter, const BreakerRow& row);

} // namespace penelope::ui::breakers

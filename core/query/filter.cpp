#include "core/query/filter.h"

namespace penelope::query {

bool Filter::matches(const journal::Event& event) const
{
    if (event.seq < firstSeq || event.seq > lastSeq)
        return false;
    if ((after && event.time < *after) || (before && event.time >= *before))
        return false;
    return expression.matches(event);
}

} // namespace penelope::query

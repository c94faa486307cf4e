#pragma once

#include "core/base/sharedmap.h"

#include <utility>

namespace penelope::ui::approvals {

/// What a screen has of the snapshot before, to find what another one changed: pointers are compared, nothing else.
template <typename Key, typename T> class SeenMap
{
public:
    using Row = std::shared_ptr<const T>;

    /// Calls `visit(key, before, now)` for every key whose row is another than at the last call; a null row = there is
    /// or was none. Rows that were over before `since` may be passed over. Keeps `map`.
    template <typename Visit> void take(const SharedMap<Key, T>& map, Visit&& visit, Instant since = Instant::min())
    {
        SharedMap<Key, T>::forEachChange(m_seen, map, std::forward<Visit>(visit), since);
        m_seen = map;
    }
    void forget() { m_seen = {}; }

private:
    SharedMap<Key, T> m_seen;
};

} // namespace penelope::ui::approvals

#pragma once

#include "core/base/sharedmap.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace penelope::ui::approvals {

/// What a screen has of the snapshot before, to find what another one changed: pointers are compared, nothing else.
template <typename Key, typename T> class SeenMap
{
public:
    using Row = std::shared_ptr<const T>;

    /// Calls `visit(key, before, now)` for every key whose row is another than at the last call; a null row = there is
    /// or was none. Keeps `map`.
    template <typename Visit> void take(const SharedMap<Key, T>& map, Visit&& visit)
    {
        std::size_t at = 0;
        bool isOther = false; // the keys are others: then all is kept anew
        map.forEach([&](const Key& key, const Row& row) {
            if (at < m_entries.size() && m_entries[at].second == row) {
                ++at;
                return;
            }
            while (at < m_entries.size() && m_entries[at].first < key) {
                visit(m_entries[at].first, m_entries[at].second, Row{});
                isOther = true;
                ++at;
            }
            if (at == m_entries.size() || key < m_entries[at].first) {
                visit(key, Row{}, row);
                isOther = true;
                return;
            }
            if (m_entries[at].second != row)
                visit(key, std::exchange(m_entries[at].second, row), row);
            ++at;
        });
        isOther = isOther || at < m_entries.size();
        for (; at < m_entries.size(); ++at)
            visit(m_entries[at].first, m_entries[at].second, Row{});
        if (!isOther)
            return;
        m_entries.clear();
        m_entries.reserve(map.size());
        map.forEach([this](const Key& key, const Row& row) { m_entries.emplace_back(key, row); });
    }
    void forget() { m_entries.clear(); }

private:
    std::vector<std::pair<Key, Row>> m_entries;
};

} // namespace penelope::ui::approvals

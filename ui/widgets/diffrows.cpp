#include "ui/widgets/diffrows.h"

#include <algorithm>

namespace penelope::ui {

std::vector<DiffRow> unifiedRows(const DiffIndex& index)
{
    std::vector<DiffRow> rows;
    rows.reserve(index.lines().size());
    for (int line = 0; line < static_cast<int>(index.lines().size()); ++line)
        rows.push_back({line, line});
    return rows;
}

std::vector<DiffRow> splitRows(const DiffIndex& index)
{
    const auto& lines = index.lines();
    const auto isKind = [&lines](std::size_t at, DiffIndex::Kind kind) {
        return at < lines.size() && lines[at].kind == kind;
    };
    std::vector<DiffRow> rows;
    rows.reserve(lines.size());
    std::size_t at = 0;
    while (at < lines.size()) {
        const bool changed = isKind(at, DiffIndex::Kind::Removed) || isKind(at, DiffIndex::Kind::Added);
        if (!changed) {
            rows.push_back({static_cast<int>(at), static_cast<int>(at)});
            ++at;
            continue;
        }
        const auto removed = at;
        while (isKind(at, DiffIndex::Kind::Removed))
            ++at;
        const auto added = at;
        while (isKind(at, DiffIndex::Kind::Added))
            ++at;
        const auto count = std::max(added - removed, at - added);
        for (std::size_t n = 0; n < count; ++n)
            rows.push_back(
                {removed + n < added ? static_cast<int>(removed + n) : -1,
                 added + n < at ? static_cast<int>(added + n) : -1});
    }
    return rows;
}

} // namespace penelope::ui

#include "core/query/heldlines.h"

#include <algorithm>
#include <numeric>

namespace penelope::query {
namespace {

std::size_t stretchOf(qint64 row)
{
    return static_cast<std::size_t>(row / HeldLines::rowsPerStretch);
}

} // namespace

void HeldLines::begin(qint64 rows)
{
    m_stretches.assign(stretchOf(rows + rowsPerStretch - 1), {});
    m_open.resize(m_stretches.size() + 1);
    std::iota(m_open.begin(), m_open.end(), std::size_t{0});
}

void HeldLines::add(quint32 line, qint64 first, qint64 end)
{
    const auto endOfStretches = std::min(m_stretches.size(), stretchOf(end - 1) + 1);
    // What half of the events have stands in hundreds of stretches: those that have enough are not touched again.
    for (auto at = stretchOf(first); at < endOfStretches && (at = openFrom(at)) < endOfStretches; ++at) {
        auto& stretch = m_stretches[at];
        if (stretch.count < most)
            stretch.lines[stretch.count] = line;
        if (++stretch.count > most)
            m_open[at] = at + 1;
    }
}

/// The first one from there on that takes more. Halves the ways (R. E. Tarjan and J. van Leeuwen, Worst-case analysis
/// of set union algorithms, 1984).
std::size_t HeldLines::openFrom(std::size_t stretch)
{
    for (; m_open[stretch] != stretch; stretch = m_open[stretch])
        m_open[stretch] = m_open[m_open[stretch]];
    return stretch;
}

bool HeldLines::areKnown(qint64 first, qint64 end) const
{
    const auto begin = m_stretches.begin();
    return std::all_of(
        begin + first / rowsPerStretch, begin + (end - 1) / rowsPerStretch + 1,
        [](const Stretch& stretch) { return stretch.count <= most; });
}

std::span<const quint32> HeldLines::around(qint64 row) const
{
    const auto& stretch = m_stretches[stretchOf(row)];
    return std::span(stretch.lines).first(std::min<std::size_t>(stretch.count, most));
}

qint64 HeldLines::endOfRows(qint64 end) const
{
    for (auto stretch = (end + rowsPerStretch - 1) / rowsPerStretch; stretch > 0; --stretch) {
        if (m_stretches[static_cast<std::size_t>(stretch - 1)].count > 0)
            return std::min(end, stretch * rowsPerStretch);
    }
    return 0;
}

} // namespace penelope::query

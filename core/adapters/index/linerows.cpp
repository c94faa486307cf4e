#include "core/adapters/index/linerows.h"

#include "core/journal/textsign.h"

#include <algorithm>

namespace penelope::index {
namespace {

constexpr qint64 perBlock = journal::textsign::linesPerBlock;

} // namespace

bool LineRows::take(const journal::Columns& columns)
{
    // Where the first block begins that has lines in the window of the next row.
    auto block = columns.textRows.size();
    m_blockBegin = columns.size;
    while (block > 0 && m_blockBegin > columns.size - m_window)
        m_blockBegin = static_cast<qint64>(std::min(columns.textRows[--block], static_cast<quint64>(columns.size)));
    m_first = static_cast<qint64>(block) * perBlock;
    for (auto row = m_blockBegin; row < columns.size; ++row) {
        const auto line = columns.textOf[static_cast<std::size_t>(row)];
        if (line >= m_first && !note(line, row))
            return false;
    }
    return m_first + std::ssize(m_rows) == std::ssize(columns.textAt);
}

/// False for a line that is neither known nor the next.
bool LineRows::note(quint32 line, qint64 row)
{
    const auto at = line - m_first;
    if (at < 0 || at > std::ssize(m_rows))
        return false;
    if (at == std::ssize(m_rows))
        m_rows.push_back({row, row});
    m_rows[static_cast<std::size_t>(at)].last = row;
    return true;
}

void LineRows::add(quint32 line, qint64 row)
{
    note(line, row);
    for (; !m_rows.empty() && m_rows.front().first + m_window <= row + 1; m_rows.pop_front(), ++m_first)
        m_settled(lastOf(m_first, m_rows.front(), m_blockBegin));
}

std::vector<quint32> LineRows::open() const
{
    std::vector<quint32> all;
    all.reserve(m_rows.size());
    auto begin = m_blockBegin;
    for (const auto& rows : m_rows)
        all.push_back(lastOf(m_first + std::ssize(all), rows, begin));
    return all;
}

/// Counted from the first row of its block, of which it may be the first line.
quint32 LineRows::lastOf(qint64 line, const Rows& rows, qint64& blockBegin)
{
    if (line % perBlock == 0)
        blockBegin = rows.first;
    return static_cast<quint32>(rows.last - blockBegin);
}

} // namespace penelope::index

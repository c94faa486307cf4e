#pragma once

#include "core/journal/columns.h"

#include <deque>
#include <functional>
#include <vector>

namespace penelope::index {

/// The first and the last row of the newest lines: those that may get more rows, being in the window of the next row.
class LineRows
{
public:
    LineRows(qint64 window, std::function<void(quint32 last)> settled)
        : m_window(window)
        , m_settled(std::move(settled))
    {}

    /// What was written so far; false where it does not fit together.
    bool take(const journal::Columns& columns);
    /// A row's line: one that is known, or the next. Tells Columns::textLast of the lines that get no more rows.
    void add(quint32 line, qint64 row);
    /// How many these are.
    qint64 settled() const { return m_first; }
    /// Columns::textLast of the others, as far as it is known now.
    std::vector<quint32> open() const;

private:
    struct Rows
    {
        qint64 first = 0;
        qint64 last = 0;
    };
    bool note(quint32 line, qint64 row);
    static quint32 lastOf(qint64 line, const Rows& rows, qint64& blockBegin);

    qint64 m_window;
    std::function<void(quint32)> m_settled;
    std::deque<Rows> m_rows;
    qint64 m_first = 0;      ///< the line that m_rows begins with
    qint64 m_blockBegin = 0; ///< the first row of the block that it is in
};

} // namespace penelope::index

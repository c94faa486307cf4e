#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>
#include <vector>

namespace penelope::index {

/// The lines of text that were written lately, by their numbers: most events say what others said just before. What is
/// forgotten is written again, so that the memory stays the same however long a journal is; and so is what was written
/// `window` rows ago, so that who looks for the rows of a line knows where they end.
class RecentLines
{
public:
    explicit RecentLines(qint64 window);

    /// The number of the line; `next`, and it is remembered as that of this row, where it is not known.
    quint32 numberOf(std::string_view line, quint32 next, qint64 row);

private:
    struct Line
    {
        std::string text;
        qint64 end = 0; ///< of the rows that may have it
        quint32 number = 0;
    };
    qint64 m_window;
    std::vector<Line> m_lines; ///< each in the one place that its hash says
};

} // namespace penelope::index

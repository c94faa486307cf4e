#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>
#include <vector>

namespace penelope::index {

/// The lines of text that were written lately, by their numbers: most events say what others said just before. What is
/// forgotten is written again, so that the memory stays the same however long a journal is.
class RecentLines
{
public:
    RecentLines();

    /// The number of the line; `next`, and it is remembered as that, where it is not known.
    quint32 numberOf(std::string_view line, quint32 next);

private:
    struct Line
    {
        std::string text;
        quint32 number = 0;
        bool isTaken = false;
    };
    std::vector<Line> m_lines; ///< each in the one place that its hash says
};

} // namespace penelope::index

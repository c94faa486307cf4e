#pragma once

#include "ui/widgets/diffindex.h"
#include "ui/widgets/wordmarks.h"

#include <vector>

namespace penelope::ui {

/// The places of a text in a diff, as it is shown. Capital letters count only where the text has some.
class DiffSearch
{
public:
    struct Match
    {
        int line = 0;
        Span span;
        bool operator==(const Match&) const = default;
    };

    /// Searches anew; an empty text finds nothing. The first match from line `from` on becomes the current one.
    void search(const DiffIndex& index, const QString& text, int from);
    const QString& text() const { return m_text; }
    int count() const { return static_cast<int>(m_matches.size()); }
    /// From 0; −1 = none.
    int current() const { return m_current; }
    const Match* currentMatch() const;
    /// To the next (1) or previous (−1) one, round the end.
    void step(int by);
    /// Those of one line, in order.
    std::vector<Match> in(int line) const;

private:
    QString m_text;
    std::vector<Match> m_matches; ///< by line, then by place
    int m_current = -1;
};

} // namespace penelope::ui

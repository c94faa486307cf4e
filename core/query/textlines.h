#pragma once

#include "core/journal/columns.h"
#include "core/journal/textsign.h"
#include "core/query/bytefinder.h"
#include "core/query/verdicts.h"

#include <QRegularExpression>

#include <optional>
#include <string_view>
#include <vector>

namespace penelope::query {

/// What the lines of the text column say of a word or of a regular expression. Each is asked once, however many events
/// it stands for. They are looked through from the newest on, some with every question; where the sign of some says
/// that none of them holds it, they are not read. Older ones that a row in question shares are asked by themselves
/// until then. One thread.
class TextLines
{
public:
    /// Lines without `needle` are not looked at further; without a pattern those with it answer Yes. One of both is
    /// there. The columns outlive it.
    TextLines(const journal::Columns& columns, const QByteArray& needle, std::optional<QRegularExpression> pattern);

    /// Raises the verdicts of the rows from `first` on to what their lines say.
    void judge(qint64 first, Verdicts out);

private:
    std::size_t count() const { return m_columns.textAt.size(); }
    const char* startOf(std::size_t line) const;
    quint8 verdictOf(std::size_t line);
    quint8 askLine(std::size_t line) const;
    void lookThroughMore();
    bool mayHold(std::size_t first) const;
    std::size_t lookThrough(std::size_t first, std::size_t end);

    const journal::Columns& m_columns;
    std::optional<ByteFinder> m_finder;
    std::vector<journal::textsign::Place> m_places; ///< of what the finder looks for
    std::optional<QRegularExpression> m_pattern;
    std::vector<quint8> m_verdicts; ///< of the lines, or that one was not asked
    std::size_t m_unseen;           ///< of the lines before this one not all were asked
    bool m_anyHolds = false;        ///< one of those that were asked is not No
    std::size_t m_stretch;          ///< bytes to be looked through next
    int m_calls = 0;
};

} // namespace penelope::query

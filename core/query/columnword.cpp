#include "core/journal/searchtext.h"
#include "core/query/codeverdicts.h"
#include "core/query/columnterm.h"
#include "core/query/textlines.h"

#include <algorithm>
#include <array>
#include <memory>

/// Words and regular expressions looked for in the text column.
namespace penelope::query {
namespace {

using journal::Columns;

std::size_t index(qint64 row)
{
    return static_cast<std::size_t>(row);
}

/// A column of words in which a word is looked for too. Most words stand in none of them: nothing is read then.
class WordColumn
{
public:
    WordColumn(std::span<const quint16> column, const QStringList& words, const Term& term)
        : m_column(column)
        , m_codes(verdictsOf(words, [&term](const QString& word) { return term.isIn(word); }))
        , m_isRead(words.size() >= Columns::otherWord || m_codes.onlyOne(words.size()) != No)
    {}

    bool isRead() const { return m_isRead; }

    void judge(std::size_t first, Verdicts out) const
    {
        if (!m_isRead)
            return;
        std::array<quint8, ColumnFilter::rowsAtOnce> room;
        const auto verdicts = Verdicts(room).first(out.size());
        m_codes.judge(Rows(m_column, first, out.size()), verdicts);
        keepMore(out, verdicts);
    }

private:
    std::span<const quint16> m_column;
    CodeVerdicts<quint16> m_codes;
    bool m_isRead;
};

} // namespace

JudgeAndSkip wordJudge(const Term& term, const Columns& columns)
{
    const auto needle = term.pattern ? Needle::ofPattern(term.value).text() : journal::foldedText(term.value);
    auto lines = std::make_shared<TextLines>(columns, needle, term.pattern);
    const WordColumn kinds(columns.kind, columns.kinds, term);
    const WordColumn actors(columns.actor, columns.actors, term);
    auto judge = [kinds, actors, lines](qint64 first, Verdicts out) {
        std::fill(out.begin(), out.end(), quint8{No});
        kinds.judge(index(first), out);
        actors.judge(index(first), out);
        lines->judge(first, out);
    };
    if (kinds.isRead() || actors.isRead())
        return {std::move(judge), {}};
    return {std::move(judge), [lines](qint64 end) { return lines->endOfCandidates(end); }};
}

} // namespace penelope::query

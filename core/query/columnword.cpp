#include "core/journal/facts.h"
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

/// Where a text of the event cannot stand in the text column as it is.
void judgeUnknownTexts(const Rows<quint8>& flags, Verdicts out)
{
    std::fill(out.begin(), out.end(), quint8{No});
    if (!anyHas(flags, journal::AskText))
        return;
    for (std::size_t row = 0; row < out.size(); ++row) {
        if ((flags.all()[row] & journal::AskText) != 0)
            out[row] = Ask;
    }
}

} // namespace

ColumnFilter::Judge wordJudge(const Term& term, const Columns& columns)
{
    const auto needle = term.pattern ? Needle::ofPattern(term.value).text() : journal::foldedText(term.value);
    auto lines = std::make_shared<TextLines>(columns, needle, term.pattern);
    return [kinds = WordColumn(columns.kind, columns.kinds, term),
            actors = WordColumn(columns.actor, columns.actors, term), lines = std::move(lines),
            flags = columns.flags](qint64 first, Verdicts out) {
        judgeUnknownTexts(Rows(flags, index(first), out.size()), out);
        kinds.judge(index(first), out);
        actors.judge(index(first), out);
        lines->judge(first, out);
    };
}

} // namespace penelope::query

#include "core/journal/searchtext.h"
#include "core/query/columnterm.h"
#include "core/query/textlines.h"
#include "core/query/wordverdicts.h"

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

/// What a column says of words in which a word is looked for too. Most words stand in none of them: nothing is read
/// then.
void addWords(const WordVerdicts& words, std::size_t first, Verdicts out)
{
    if (words.areAllNo())
        return;
    std::array<quint8, ColumnFilter::rowsAtOnce> room;
    const auto verdicts = Verdicts(room).first(out.size());
    words.judge(first, verdicts);
    keepMore(out, verdicts);
}

} // namespace

JudgeAndSkip wordJudge(const Term& term, const Columns& columns)
{
    const auto needle = term.pattern ? Needle::ofPattern(term.value).text() : journal::foldedText(term.value);
    auto lines = std::make_shared<TextLines>(columns, needle, term.pattern);
    const auto holds = [&term](const QString& word) { return term.isIn(word); };
    const WordVerdicts kinds(columns.kind, columns.kinds, holds);
    const WordVerdicts actors(columns.actor, columns.actors, holds);
    auto judge = [kinds, actors, lines](qint64 first, Verdicts out) {
        std::fill(out.begin(), out.end(), quint8{No});
        addWords(kinds, index(first), out);
        addWords(actors, index(first), out);
        lines->judge(first, out);
    };
    if (!kinds.areAllNo() || !actors.areAllNo())
        return {std::move(judge), {}};
    return {std::move(judge), [lines](qint64 end) { return lines->endOfCandidates(end); }};
}

} // namespace penelope::query

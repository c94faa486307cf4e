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

using namespace Qt::Literals::StringLiterals;
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

/// The letters of a regular expression that stands for nothing but them, as they are in the column; empty for others
/// and beyond ASCII.
QByteArray literalOf(const QString& pattern)
{
    static const auto special = u"^$.|?*+()[]{}"_s;
    QByteArray literal;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        const bool escaped = pattern[at] == u'\\' && ++at < pattern.size();
        const auto letter = at < pattern.size() ? pattern[at] : QChar();
        // A stroke makes a sign plain, and of a letter or a digit something else.
        const bool isPlain = escaped ? !letter.isLetterOrNumber() : !special.contains(letter);
        if (!isPlain || letter < u' ' || letter > u'~')
            return {};
        literal += letter.toLatin1();
    }
    return literal.toLower();
}

TextLines linesOf(const Term& term, const Columns& columns)
{
    if (!term.pattern)
        return {columns, journal::foldedText(term.value), {}};
    // What nearly every line holds is found without asking the expression of each.
    if (const auto literal = literalOf(term.value); !literal.isEmpty())
        return {columns, literal, {}};
    return {columns, Needle::ofPattern(term.value).text(), term.pattern};
}

} // namespace

JudgeAndSkip wordJudge(const Term& term, const Columns& columns)
{
    auto lines = std::make_shared<TextLines>(linesOf(term, columns));
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

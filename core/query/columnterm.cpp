#include "core/query/columnterm.h"

#include "core/journal/facts.h"
#include "core/journal/searchtext.h"
#include "core/query/wordverdicts.h"

#include <algorithm>
#include <array>

namespace penelope::query {
namespace {

using namespace Qt::Literals::StringLiterals;
using journal::Columns;
using Judge = ColumnFilter::Judge;
using Table = std::array<quint8, 256>;
using Holds = std::function<bool(const QString& word)>;

Judge always(Verdict verdict)
{
    return [verdict](qint64, std::span<quint8> out) { std::fill(out.begin(), out.end(), quint8{verdict}); };
}

Judge lookUp(std::span<const quint8> column, const Table& verdicts)
{
    const CodeVerdicts<quint8> codes({verdicts.begin(), verdicts.end()});
    return [column, codes](qint64 first, std::span<quint8> out) {
        codes.judge(Rows(column, static_cast<std::size_t>(first), out.size()), out);
    };
}
Judge lookUp(const journal::WordCodes& column, const QStringList& words, const Holds& holds)
{
    return [verdicts = WordVerdicts(column, words, holds)](qint64 first, std::span<quint8> out) {
        verdicts.judge(static_cast<std::size_t>(first), out);
    };
}

/// Whether the term says something of one text that is a plain word without stars.
bool isPlainWord(const Term& term)
{
    return !term.pattern && !(term.wild && term.value.contains(u'*'));
}

Table tableOf(const QStringList& words, const Term& term)
{
    Table table;
    table.fill(Ask);
    for (qsizetype code = 0; code < std::min<qsizetype>(words.size(), Columns::otherShortWord); ++code)
        table[static_cast<std::size_t>(code)] = term.holdsFor(QStringList{words[code]}) ? Yes : No;
    return table;
}

Table smallNumbers(const Term& term)
{
    Table table;
    for (std::size_t code = 0; code < table.size(); ++code)
        table[code] = term.holdsFor(std::optional{static_cast<double>(code)}) ? Yes : No;
    table[journal::noCode] = No;
    table[journal::otherCode] = Ask;
    return table;
}

/// A risk of the column stands for itself where it is exact, else for all that are nearest to it.
Judge riskJudge(const Term& term, const Columns& columns)
{
    std::array<Table, 2> tables{smallNumbers(term), smallNumbers(term)};
    for (std::size_t code = 0; code < journal::otherCode; ++code) {
        const double middle = static_cast<double>(code) / 100;
        const double low = middle - 0.005001;
        const double high = middle + 0.005001;
        const auto within = [low, high](std::optional<double> bound) {
            return bound && *bound >= low && *bound <= high;
        };
        const bool holds = term.holdsFor(std::optional{low});
        const bool same = holds == term.holdsFor(std::optional{high}) && !within(term.low) && !within(term.high);
        tables[0][code] = !same ? Ask : holds ? Yes : No;
        tables[1][code] = term.holdsFor(std::optional{middle}) ? Yes : No;
    }
    return [tables, risk = columns.risk, flags = columns.flags](qint64 first, std::span<quint8> out) {
        for (std::size_t row = 0; row < out.size(); ++row) {
            const auto at = static_cast<std::size_t>(first) + row;
            out[row] = tables[flags[at] & journal::RiskIsExact][risk[at]];
        }
    };
}

/// A text that many events share no more than a hash of.
Judge hashJudge(const Term& term, std::span<const quint32> column)
{
    const auto wanted = journal::foldedHash(term.value.toStdString());
    const bool differs = term.differs;
    return [column, wanted, differs](qint64 first, std::span<quint8> out) {
        const auto* from = column.data() + first;
        for (std::size_t row = 0; row < out.size(); ++row) {
            const quint8 other = differs && from[row] != 0 ? Yes : No;
            out[row] = from[row] == wanted ? quint8{Ask} : other;
        }
    };
}

Judge correlationJudge(const Term& term, const Columns& columns)
{
    if (isPlainWord(term))
        return hashJudge(term, columns.correlation);
    // One without a correlation answers as the empty text does.
    const quint8 none = term.holdsFor(QStringList{QString()}) ? Yes : No;
    const quint8 some = !term.pattern && !term.differs && term.value == "*"_L1 ? Yes : Ask;
    return [column = columns.correlation, none, some](qint64 first, std::span<quint8> out) {
        for (std::size_t row = 0; row < out.size(); ++row)
            out[row] = column[static_cast<std::size_t>(first) + row] == 0 ? none : some;
    };
}

/// What a stream's kind alone says: `anomaly/…` of an anomaly, for one.
quint8 verdictOfStreamKind(const Term& term, const QString& kind)
{
    Term plain = term;
    plain.differs = false;
    if (plain.holdsFor(QStringList{kind}))
        return Yes;
    const auto stroke = term.value.indexOf(u'/');
    if (!term.pattern && stroke >= 0 && !isLike(term.value.left(stroke), kind))
        return No;
    return term.pattern || stroke >= 0 || (term.wild && term.value.contains(u'*')) ? Ask : No;
}

Judge streamJudge(const Term& term, const Columns& columns)
{
    Table kinds;
    kinds.fill(Ask);
    for (qsizetype code = 0; code < std::min<qsizetype>(columns.streamKinds.size(), Columns::otherShortWord); ++code)
        kinds[static_cast<std::size_t>(code)] = verdictOfStreamKind(term, columns.streamKinds[code]);
    const bool hashed = isPlainWord(term);
    const auto wanted = journal::foldedHash(term.value.toStdString());
    return [kinds, hashed, wanted, differs = term.differs, kind = columns.streamKind,
            stream = columns.stream](qint64 first, std::span<quint8> out) {
        for (std::size_t row = 0; row < out.size(); ++row) {
            const auto at = static_cast<std::size_t>(first) + row;
            quint8 verdict = kinds[kind[at]];
            if (verdict == Ask && hashed && stream[at] != wanted && kind[at] != Columns::otherShortWord)
                verdict = No;
            out[row] = differs ? static_cast<quint8>(Yes - verdict) : verdict;
        }
    };
}

template <typename Value> Judge orderedJudge(const Term& term, Value value)
{
    const auto low = term.low.value_or(-1e300);
    const auto high = term.high.value_or(1e300);
    return [low, high, lowOpen = term.lowOpen, highOpen = term.highOpen, differs = term.differs,
            value](qint64 first, std::span<quint8> out) {
        for (std::size_t row = 0; row < out.size(); ++row) {
            const double number = value(first + static_cast<qint64>(row));
            const bool above = lowOpen ? number > low : number >= low;
            const bool below = highOpen ? number < high : number <= high;
            out[row] = (above && below) != differs ? Yes : No;
        }
    };
}

Judge actorJudge(const Term& term, const Columns& columns)
{
    return lookUp(columns.actor, columns.actors, [&term](const QString& actor) {
        return term.holdsFor(QStringList{actor, actor.section(u'/', 1)});
    });
}

/// A bit of the flags, or whether a column holds anything.
Judge hasJudge(const Term& term, const Columns& columns)
{
    const auto flag = [&](quint8 mask) -> Judge {
        return [mask, flags = columns.flags](qint64 first, std::span<quint8> out) {
            for (std::size_t row = 0; row < out.size(); ++row)
                out[row] = (flags[static_cast<std::size_t>(first) + row] & mask) != 0 ? Yes : No;
        };
    };
    const auto notEmpty = [](const QString& word) { return !word.isEmpty(); };
    if (term.name == "comment"_L1)
        return flag(journal::HasComment);
    if (term.name == "cause"_L1)
        return flag(journal::HasCause);
    if (term.name == "signature"_L1)
        return flag(journal::HasSignature);
    if (term.name == "service"_L1)
        return lookUp(columns.service, columns.services, notEmpty);
    if (term.name == "decision"_L1) {
        Table table;
        table.fill(Ask);
        for (qsizetype code = 0; code < columns.decisions.size() && code < Columns::otherShortWord; ++code)
            table[static_cast<std::size_t>(code)] = columns.decisions[code].isEmpty() ? No : Yes;
        return lookUp(columns.decision, table);
    }
    return [column = columns.correlation](qint64 first, std::span<quint8> out) {
        for (std::size_t row = 0; row < out.size(); ++row)
            out[row] = column[static_cast<std::size_t>(first) + row] == 0 ? No : Yes;
    };
}

bool isNumber(const QString& word)
{
    bool ok = false;
    const double number = word.toDouble(&ok);
    return ok && QString::fromLatin1(canonical::number(number)) == word;
}

QString unindexedWord(const Term& term)
{
    if (term.pattern) {
        // Folded texts answer for the letters, not for classes of them.
        const bool plain = !term.value.contains(u"\\p"_s) && !term.value.contains(u"\\P"_s) &&
                           !term.value.contains(u"[:"_s) && !term.value.contains(u"(?"_s) &&
                           !term.value.contains(u"(*"_s);
        return plain && !term.pattern->match(QString()).hasMatch() ? QString() : u"this regular expression"_s;
    }
    if (journal::mayMeanOpaque(term.value))
        return u"identifiers"_s;
    if (isNumber(term.value))
        return u"numbers"_s;
    const bool control =
        std::any_of(term.value.begin(), term.value.end(), [](QChar letter) { return letter.unicode() < 0x20; });
    return control ? u"control characters"_s : QString();
}

Judge fieldJudge(const Term& term, const Columns& columns)
{
    const auto same = [&term](const QString& word) { return term.holdsFor(QStringList{word}); };
    switch (term.field) {
    case Field::Word: return always(Ask); // its judge is elsewhere
    case Field::Kind: return lookUp(columns.kind, columns.kinds, same);
    case Field::Service: return lookUp(columns.service, columns.services, same);
    case Field::Actor: return actorJudge(term, columns);
    case Field::Decision: return lookUp(columns.decision, tableOf(columns.decisions, term));
    case Field::Stream: return streamJudge(term, columns);
    case Field::Correlation: return correlationJudge(term, columns);
    case Field::Severity: return lookUp(columns.severity, smallNumbers(term));
    case Field::Seq: return orderedJudge(term, [](qint64 row) { return static_cast<double>(row + 1); });
    case Field::Time:
        return orderedJudge(term, [time = columns.time](qint64 row) {
            return static_cast<double>(time[static_cast<std::size_t>(row)]);
        });
    case Field::Number:
        return term.name == "risk"_L1 ? riskJudge(term, columns) : lookUp(columns.level, smallNumbers(term));
    case Field::Has: return hasJudge(term, columns);
    }
    Q_UNREACHABLE();
}

} // namespace

QString unindexedPart(const Term& term)
{
    switch (term.field) {
    case Field::Word: return unindexedWord(term);
    case Field::Number: return term.name == "risk"_L1 || term.name == "level"_L1 ? QString() : term.name;
    case Field::Has: {
        static const QStringList known{u"comment"_s, u"cause"_s,    u"signature"_s,
                                       u"service"_s, u"decision"_s, u"correlation"_s};
        return known.contains(term.name) ? QString() : u"has:"_s + term.name;
    }
    case Field::Correlation: return isPlainWord(term) || term.value == "*"_L1 ? QString() : u"parts of correlation"_s;
    default: return {};
    }
}

bool readsTexts(const Term& term)
{
    return term.field == Field::Word;
}

JudgeAndSkip judgeOf(const Term& term, const Columns& columns)
{
    if (term.field != Field::Correlation && !unindexedPart(term).isEmpty())
        return {always(Ask), {}};
    if (term.field == Field::Word)
        return wordJudge(term, columns);
    return {fieldJudge(term, columns), {}};
}

} // namespace penelope::query

#include "core/journal/facts.h"
#include "core/journal/searchtext.h"
#include "core/query/bytefinder.h"
#include "core/query/codeverdicts.h"
#include "core/query/columnterm.h"

#include <algorithm>
#include <cstring>

/// Words and regular expressions looked for in the text column.
namespace penelope::query {
namespace {

using journal::Columns;

std::size_t index(qint64 row)
{
    return static_cast<std::size_t>(row);
}

const char* endOfLine(const char* at, const char* end)
{
    const auto* found = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    return found ? found : end;
}

/// Walks the lines of a range of rows from left to right.
class Lines
{
public:
    Lines(const Columns& columns, qint64 first, qint64 count)
        : m_columns(columns)
        , m_row(first / Columns::rowsPerOffset * Columns::rowsPerOffset)
        , m_end(first + count)
    {
        m_at = startOf(m_row);
        m_last = endOf(m_end);
        while (m_row < first)
            next();
    }

    bool atEnd() const { return m_row >= m_end || m_at >= m_last; }
    qint64 row() const { return m_row; }
    std::string_view line() const { return {m_at, index(endOfLine(m_at, m_last) - m_at)}; }
    void next()
    {
        m_at = std::min(endOfLine(m_at, m_last) + 1, m_last);
        ++m_row;
    }
    /// To the next line that holds the text, from this one on. False: there is none.
    bool seek(const ByteFinder& finder)
    {
        if (atEnd())
            return false;
        const auto* hit = finder.find(m_at, m_last);
        if (hit == m_last)
            return false;
        // Whole groups of lines between here and there need no counting.
        const auto group = groupOf(hit);
        if (group > m_row / Columns::rowsPerOffset) {
            m_row = group * Columns::rowsPerOffset;
            m_at = startOf(m_row);
        }
        for (auto* end = endOfLine(m_at, m_last); end < hit; end = endOfLine(m_at, m_last))
            next();
        return !atEnd();
    }

private:
    const char* startOf(qint64 row) const
    {
        return m_columns.text.data() + m_columns.textAt[index(row / Columns::rowsPerOffset)];
    }
    const char* endOf(qint64 row) const
    {
        const auto group = index((row + Columns::rowsPerOffset - 1) / Columns::rowsPerOffset);
        return group < m_columns.textAt.size() ? m_columns.text.data() + m_columns.textAt[group]
                                               : m_columns.text.data() + m_columns.text.size();
    }
    qint64 groupOf(const char* at) const
    {
        const auto offset = static_cast<quint64>(at - m_columns.text.data());
        const auto from = m_columns.textAt.begin() + static_cast<std::ptrdiff_t>(m_row / Columns::rowsPerOffset);
        return static_cast<qint64>(std::upper_bound(from, m_columns.textAt.end(), offset) - m_columns.textAt.begin()) -
               1;
    }

    const Columns& m_columns;
    qint64 m_row;
    qint64 m_end;
    const char* m_at = nullptr;
    const char* m_last = nullptr;
};

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

quint8 verdictOfLine(const QRegularExpression& pattern, std::string_view line)
{
    for (std::size_t at = 0; at < line.size();) {
        const auto end = std::min(line.find(journal::textSeparator, at), line.size());
        auto text = QString::fromUtf8(line.data() + at, static_cast<qsizetype>(end - at));
        text.replace(QLatin1Char(journal::textLineBreak), QLatin1Char('\n'));
        if (pattern.match(text).hasMatch()) // of folded letters: beyond ASCII the text itself decides
            return isAscii(line) ? Yes : Ask;
        at = end + 1;
    }
    return No;
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

/// From the middle of the texts: a journal's first events are not like the others.
QByteArrayView sampleOf(std::span<const char> text)
{
    constexpr std::size_t size = 32'768;
    const auto part = text.subspan(text.size() / 2).first(std::min(size, text.size() - text.size() / 2));
    return {part.data(), static_cast<qsizetype>(part.size())};
}

} // namespace

ColumnFilter::Judge wordJudge(const Term& term, const Columns& columns)
{
    const auto needle = term.pattern ? Needle::ofPattern(term.value).text() : journal::foldedText(term.value);
    const auto finder =
        needle.isEmpty() ? std::nullopt : std::optional<ByteFinder>(std::in_place, needle, sampleOf(columns.text));
    return [kinds = WordColumn(columns.kind, columns.kinds, term),
            actors = WordColumn(columns.actor, columns.actors, term), finder, pattern = term.pattern,
            &columns](qint64 first, Verdicts out) {
        judgeUnknownTexts(Rows(columns.flags, index(first), out.size()), out);
        kinds.judge(index(first), out);
        actors.judge(index(first), out);
        for (Lines lines(columns, first, std::ssize(out)); !lines.atEnd(); lines.next()) {
            if (finder && !lines.seek(*finder))
                break;
            auto& verdict = out[index(lines.row() - first)];
            if (verdict != Yes)
                verdict = std::max(verdict, pattern ? verdictOfLine(*pattern, lines.line()) : quint8{Yes});
        }
    };
}

} // namespace penelope::query

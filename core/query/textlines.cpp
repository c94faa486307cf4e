#include "core/query/textlines.h"

#include "core/journal/facts.h"

#include <algorithm>

namespace penelope::query {

namespace textsign = journal::textsign;

namespace {

constexpr quint8 notAsked = 255;
/// Bytes looked through in each of the first calls, more than their rows have: the newest matches of most questions are
/// among them. Then each call looks through twice as many: who asks for all should not ask line by line.
constexpr std::size_t firstStretch = std::size_t{256} << 10;
constexpr int callsOfFirst = 16;
/// A millisecond's work, and less where each line that is found takes a while.
constexpr std::size_t longestStretch = std::size_t{16} << 20;
constexpr std::size_t longestOfPatterns = std::size_t{1} << 20;
constexpr int mostSigns = 16'384; ///< in one call

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

quint8 verdictOfText(const QRegularExpression& pattern, std::string_view line)
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

/// From the middle of the texts: a journal's first events are not like the others.
QByteArrayView sampleOf(std::span<const char> text)
{
    constexpr std::size_t size = 32'768;
    const auto part = text.subspan(text.size() / 2).first(std::min(size, text.size() - text.size() / 2));
    return {part.data(), static_cast<qsizetype>(part.size())};
}

} // namespace

TextLines::TextLines(
    const journal::Columns& columns, const QByteArray& needle, std::optional<QRegularExpression> pattern)
    : m_columns(columns)
    , m_pattern(std::move(pattern))
    , m_verdicts(columns.textAt.size(), notAsked)
    , m_unseen(columns.textAt.size())
    , m_stretch(firstStretch)
{
    if (!needle.isEmpty())
        m_finder.emplace(needle, sampleOf(columns.text));
    m_places = textsign::placesOf({needle.data(), static_cast<std::size_t>(needle.size())});
}

void TextLines::judge(qint64 first, Verdicts out)
{
    if (m_finder && m_unseen > 0)
        lookThroughMore();
    if (m_unseen == 0 && !m_anyHolds)
        return;
    const auto lines = m_columns.textOf.subspan(static_cast<std::size_t>(first), out.size());
    for (std::size_t row = 0; row < out.size(); ++row) {
        if (out[row] != Yes)
            out[row] = std::max(out[row], verdictOf(lines[row]));
    }
}

/// Within the text whatever the offsets say: a file of the cache may be damaged.
const char* TextLines::startOf(std::size_t line) const
{
    const auto& text = m_columns.text;
    return text.data() + (line < count() ? std::min<std::size_t>(m_columns.textAt[line], text.size()) : text.size());
}

quint8 TextLines::verdictOf(std::size_t line)
{
    if (line >= count())
        return Ask;
    auto& verdict = m_verdicts[line];
    if (verdict == notAsked) {
        verdict = askLine(line);
        m_anyHolds = m_anyHolds || verdict != No;
    }
    return verdict;
}

quint8 TextLines::askLine(std::size_t line) const
{
    const auto* begin = startOf(line);
    const auto* end = startOf(line + 1);
    if (end <= begin)
        return Ask;
    if (m_finder && m_finder->find(begin, end) == end)
        return No;
    return m_pattern ? verdictOfText(*m_pattern, {begin, static_cast<std::size_t>(end - begin - 1)}) : quint8{Yes};
}

void TextLines::lookThroughMore()
{
    std::size_t bytes = 0;
    for (int signs = 0; m_unseen > 0 && bytes < m_stretch && signs < mostSigns; ++signs) {
        const auto first = (m_unseen - 1) / textsign::linesPerSign * textsign::linesPerSign;
        if (mayHold(first))
            bytes += lookThrough(first, m_unseen);
        const auto begin = m_verdicts.begin();
        std::replace(
            begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(m_unseen), notAsked,
            quint8{No});
        m_unseen = first;
    }
    if (++m_calls >= callsOfFirst)
        m_stretch = std::min(2 * m_stretch, m_pattern ? longestOfPatterns : longestStretch);
}

/// Whether one of the lines from this one on, which have one sign, can hold what is looked for.
bool TextLines::mayHold(std::size_t first) const
{
    const auto sign = first / textsign::linesPerSign * textsign::words;
    if (sign + textsign::words > m_columns.textSigns.size())
        return true;
    return textsign::mayHold(m_columns.textSigns.subspan(sign).first<textsign::words>(), m_places);
}

/// How many bytes they have.
std::size_t TextLines::lookThrough(std::size_t first, std::size_t end)
{
    const auto* const begin = startOf(first);
    const auto* const last = startOf(end);
    auto line = first;
    for (const auto* at = begin; at < last && (at = m_finder->find(at, last)) != last;) {
        while (line + 1 < end && startOf(line + 1) <= at)
            ++line;
        verdictOf(line);
        at = std::max(startOf(line + 1), at + 1);
    }
    return begin < last ? static_cast<std::size_t>(last - begin) : 0;
}

} // namespace penelope::query

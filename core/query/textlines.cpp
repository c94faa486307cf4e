#include "core/query/textlines.h"

#include "core/journal/facts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <utility>

namespace penelope::query {

namespace textsign = journal::textsign;

namespace {

constexpr std::size_t perBlock = textsign::linesPerBlock;
constexpr auto all = ~std::uint64_t{0};
/// Of a line that was not looked at, and of one that has the needle while the pattern was not asked.
constexpr quint8 isOpen = 0x80;
constexpr quint8 notAsked = isOpen | 1;
constexpr quint8 patternNotAsked = isOpen | 2;
/// Bytes read in each of the first calls, more than their rows have: the newest matches of most questions are among
/// them. Then each call reads twice as many: who asks for all should not ask line by line.
constexpr std::size_t firstStretch = std::size_t{256} << 10;
constexpr int callsOfFirst = 16;
/// Words of what is next that are fetched meanwhile: most often a few say that it holds nothing.
constexpr std::size_t mostFetched = 4;
constexpr std::size_t noGroup = std::numeric_limits<std::size_t>::max();
/// A few milliseconds' work.
constexpr std::size_t longestStretch = std::size_t{16} << 20;

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

/// Of one text of a line.
quint8 verdictOfText(const QRegularExpression& pattern, std::string_view folded)
{
    auto text = QString::fromUtf8(folded.data(), static_cast<qsizetype>(folded.size()));
    text.replace(QLatin1Char(journal::textLineBreak), QLatin1Char('\n'));
    if (!pattern.match(text).hasMatch())
        return No;
    return isAscii(folded) ? Yes : Ask; // of folded letters: beyond ASCII the text itself decides
}

/// From the middle of the texts: a journal's first events are not like the others.
QByteArrayView sampleOf(std::span<const char> text)
{
    constexpr std::size_t size = 32'768;
    const auto part = text.subspan(text.size() / 2).first(std::min(size, text.size() - text.size() / 2));
    return {part.data(), static_cast<qsizetype>(part.size())};
}

struct Said
{
    quint32 line = 0;
    quint8 verdict = No;
};

/// Raises the verdicts of the rows that have one of the lines.
void raise(const Rows<quint32>& lines, std::span<const Said> some, Verdicts out)
{
    Stride<quint32> room;
    Stride<quint8> otherRoom;
    Stride<quint8> said;
    for (std::size_t at = 0; at < out.size(); at += rowsPerStride) {
        const auto* rows = lines.stride(at, room);
        const auto* mine = strideAt<quint8>(out, at, otherRoom);
        std::copy(mine, mine + rowsPerStride, said.begin());
        for (const auto [line, verdict] : some) {
            for (std::size_t row = 0; row < rowsPerStride; ++row) {
                const auto only = rows[row] == line ? ~quint32{0} : quint32{0};
                said[row] = std::max(said[row], static_cast<quint8>(only & verdict));
            }
        }
        put(out, at, said);
    }
}

} // namespace

TextLines::TextLines(
    const journal::Columns& columns, const QByteArray& needle, std::optional<QRegularExpression> pattern)
    : m_columns(columns)
    , m_pattern(std::move(pattern))
    , m_verdicts(columns.textAt.size(), notAsked)
    , m_group(noGroup)
    , m_stretch(firstStretch)
{
    m_verdicts.push_back(Ask);
    if (!needle.isEmpty())
        m_finder.emplace(needle, sampleOf(columns.text));
    m_places = textsign::placesOf({needle.data(), static_cast<std::size_t>(needle.size())});
}

void TextLines::judge(qint64 first, Verdicts out)
{
    const Rows lines(m_columns.textOf, static_cast<std::size_t>(first), out.size());
    const auto end = first + std::ssize(out);
    if (!m_finder || !isSeenFrom(first, end) || !m_held.areKnown(first, end)) {
        lookUp(lines, out);
        return;
    }
    for (auto row = first; row < end; row += HeldLines::rowsPerStretch - row % HeldLines::rowsPerStretch) {
        std::array<Said, HeldLines::most> said;
        const auto held = m_held.around(row);
        std::transform(held.begin(), held.end(), said.begin(), [this](quint32 line) {
            return Said{line, verdictOf(line)};
        });
        if (!held.empty())
            raise(lines, std::span(said).first(held.size()), out);
    }
}

/// Row by row. Nearly all lines were asked, and the loop that finds them so has no questions. Its bytes are not read
/// in it: many at once are had only when each has left the processor.
void TextLines::lookUp(const Rows<quint32>& lines, Verdicts out)
{
    std::array<quint8, HeldLines::rowsPerStretch> verdicts; // whole strides
    const auto* known = m_verdicts.data();
    const auto noLine = static_cast<quint32>(count());
    quint8 bits = 0;
    Stride<quint32> room;
    for (std::size_t at = 0; at < out.size(); at += rowsPerStride) {
        const auto* rows = lines.stride(at, room);
        auto* said = &verdicts[at];
#pragma GCC unroll 8
        for (std::size_t row = 0; row < rowsPerStride; ++row) {
            said[row] = known[std::min(rows[row], noLine)];
            bits = static_cast<quint8>(bits | said[row]);
        }
    }
    const auto said = Verdicts(verdicts).first(out.size());
    for (std::size_t row = 0; (bits & isOpen) != 0 && row < said.size(); ++row)
        said[row] = (said[row] & isOpen) != 0 ? verdictOf(lines.all()[row]) : said[row];
    keepMore(out, said);
}

qint64 TextLines::endOfCandidates(qint64 end)
{
    if (!m_finder)
        return end;
    begin(end);
    auto held = m_held.endOfRows(end);
    for (std::size_t read = 0; endOfUnseen() > held && read < longestStretch;) {
        m_heldTo = 0;
        read += lookFurther();
        held = std::max(held, std::min(end, m_heldTo));
    }
    return std::max(held, std::min(end, endOfUnseen()));
}

/// Within the text whatever the offsets say: a file of the cache may be damaged.
const char* TextLines::startOf(std::size_t line) const
{
    const auto& text = m_columns.text;
    return text.data() + (line < count() ? std::min<std::size_t>(m_columns.textAt[line], text.size()) : text.size());
}

/// Memory of lines that are read soon; most have a few hundred bytes.
void TextLines::fetch(std::size_t line) const
{
    constexpr std::ptrdiff_t bytesPerFetch = 64;
    const auto* begin = startOf(line);
    const auto size = std::min<std::ptrdiff_t>(startOf(line + 1) - begin, 4 * bytesPerFetch);
    for (std::ptrdiff_t at = 0; at < size; at += bytesPerFetch)
        __builtin_prefetch(begin + at);
}

bool TextLines::isUnknown(std::size_t line) const
{
    const auto* begin = startOf(line);
    return startOf(line + 1) == begin + 2 && *begin == journal::textUnknown;
}

/// Within the columns, as is what follows.
qint64 TextLines::firstRowOf(std::size_t block) const
{
    const auto& rows = m_columns.textRows;
    return block < rows.size() ? static_cast<qint64>(std::min(rows[block], static_cast<quint64>(m_columns.size)))
                               : m_columns.size;
}

/// Where the rows end that can have lines of the block or of those before it.
qint64 TextLines::endOfWindow(std::size_t block) const
{
    const auto begin = firstRowOf(block + 1);
    return begin + std::min(m_columns.textWindow, m_columns.size - begin);
}

qint64 TextLines::endOfRows(std::size_t line) const
{
    // Of new lines it may have grown since the columns were opened.
    return std::min(firstRowOf(line / perBlock) + m_columns.textLast[line] + 1, endOfWindow(line / perBlock));
}

qint64 TextLines::endOfUnseen() const
{
    return m_unseen > 0 ? endOfWindow((m_unseen - 1) / perBlock) : 0;
}

/// With the lines that rows before `end` can have.
void TextLines::begin(qint64 end)
{
    if (end <= m_end)
        return;
    if (m_end > 0)
        std::fill_n(m_verdicts.begin(), count(), notAsked);
    m_held.begin(end);
    m_end = end;
    const auto& rows = m_columns.textRows;
    const auto block =
        std::partition_point(rows.begin(), rows.end(), [end](quint64 row) { return row < static_cast<quint64>(end); });
    m_unseen = std::min(count(), static_cast<std::size_t>(block - rows.begin()) * perBlock);
}

/// Whether all lines were looked at that these rows can have. Looks at more of them.
bool TextLines::isSeenFrom(qint64 first, qint64 end)
{
    begin(end);
    for (std::size_t read = 0; endOfUnseen() > first && read < m_stretch;)
        read += lookFurther();
    if (++m_calls >= callsOfFirst)
        m_stretch = std::min(2 * m_stretch, longestStretch);
    return endOfUnseen() <= first;
}

/// At the next block that may have the needle, or passes over the rest of a group. How many bytes were read.
std::size_t TextLines::lookFurther()
{
    const auto newest = (m_unseen - 1) / perBlock;
    const auto group = newest / textsign::blocksPerGroup;
    const auto blocks =
        blocksToRead(group) & (all >> (textsign::blocksPerGroup - 1 - newest % textsign::blocksPerGroup));
    auto first = group * textsign::linesPerGroup;
    if (blocks != 0)
        first += static_cast<std::size_t>(std::bit_width(blocks) - 1) * perBlock;
    const auto end = std::exchange(m_unseen, first);
    std::fill_n(m_verdicts.begin() + static_cast<std::ptrdiff_t>(first), end - first, quint8{No});
    return blocks != 0 ? readBlock(first / perBlock, all >> (perBlock - std::min(end - first, perBlock))) : 0;
}

std::uint64_t TextLines::blocksToRead(std::size_t group)
{
    if (m_group == group)
        return m_blocks;
    constexpr auto words = textsign::GroupView::extent;
    const auto& signs = m_columns.textGroups;
    m_group = group;
    m_blocks = all;
    // Of the group before it, which is the next.
    for (std::size_t each = 0; group > 0 && each < std::min(m_places.size(), mostFetched); ++each)
        __builtin_prefetch(signs.data() + (group - 1) * words + m_places[each].inGroup);
    if ((group + 1) * words <= signs.size())
        m_blocks = textsign::blocksThatMayHold(signs.subspan(group * words).first<words>(), m_places);
    return m_blocks;
}

/// Those of its lines that have a bit.
std::size_t TextLines::readBlock(std::size_t block, std::uint64_t lines)
{
    constexpr auto words = textsign::BlockView::extent;
    const auto& signs = m_columns.textBlocks;
    auto unknown = all;
    if ((block + 1) * words <= signs.size()) {
        const auto sign = signs.subspan(block * words).first<words>();
        lines &= textsign::linesThatMayHold(sign, m_places);
        unknown = textsign::linesThatHoldAll(sign, lines, m_places);
        for (std::size_t each = 0; block > 0 && each < std::min(m_places.size(), mostFetched); ++each)
            __builtin_prefetch(sign.data() - words + m_places[each].inBlock);
    }
    const auto first = block * perBlock;
    for (auto rest = lines; rest != 0; rest &= rest - 1)
        fetch(first + static_cast<std::size_t>(std::countr_zero(rest)));
    std::size_t bytes = 0;
    while (lines != 0) {
        const auto end = static_cast<std::size_t>(std::bit_width(lines));
        const auto newest = first + end - 1;
        std::size_t size = 1;
        if ((unknown >> (end - 1) & 1) != 0 && isUnknown(newest)) {
            hold(newest, Ask);
        } else {
            size += static_cast<std::size_t>(std::countl_one((lines & ~unknown) << (perBlock - end) << 1));
            bytes += readLines(newest + 1 - size, newest + 1);
        }
        lines &= size < end ? all >> (perBlock - (end - size)) : 0;
    }
    return bytes;
}

/// How many bytes they have.
std::size_t TextLines::readLines(std::size_t first, std::size_t end)
{
    const auto* const begin = startOf(first);
    const auto* const last = startOf(end);
    auto line = first;
    for (const auto* at = begin; at < last && (at = m_finder->find(at, last)) != last;) {
        while (line + 1 < end && startOf(line + 1) <= at)
            ++line;
        hold(line, m_pattern ? patternNotAsked : quint8{Yes});
        at = std::max(startOf(line + 1), at + 1);
    }
    return begin < last ? static_cast<std::size_t>(last - begin) : 0;
}

void TextLines::hold(std::size_t line, quint8 verdict)
{
    m_verdicts[line] = verdict;
    // Those of the newest lines may be behind all that are asked for.
    const auto endOfLine = endOfRows(line);
    m_heldTo = std::max(m_heldTo, endOfLine);
    m_held.add(static_cast<quint32>(line), firstRowOf(line / perBlock), endOfLine);
}

quint8 TextLines::verdictOf(std::size_t line)
{
    if (line >= count())
        return Ask;
    auto& verdict = m_verdicts[line];
    if ((verdict & isOpen) != 0)
        verdict = askLine(line, verdict == patternNotAsked);
    return verdict;
}

quint8 TextLines::askLine(std::size_t line, bool hasNeedle) const
{
    const auto* begin = startOf(line);
    const auto* end = startOf(line + 1);
    if (end <= begin || isUnknown(line))
        return Ask;
    if (m_finder && !hasNeedle && m_finder->find(begin, end) == end)
        return No;
    return m_pattern ? askPattern({begin, static_cast<std::size_t>(end - begin - 1)}) : quint8{Yes};
}

/// A match lies in one text and holds the needle: the other texts are not asked.
quint8 TextLines::askPattern(std::string_view line) const
{
    for (std::size_t at = 0; at < line.size();) {
        if (m_finder) {
            const auto found =
                static_cast<std::size_t>(m_finder->find(&line[at], line.data() + line.size()) - line.data());
            if (found == line.size())
                return No;
            at = line.rfind(journal::textSeparator, found) + 1; // 0 where there is none
        }
        const auto end = std::min(line.find(journal::textSeparator, at), line.size());
        if (const auto verdict = verdictOfText(*m_pattern, line.substr(at, end - at)); verdict != No)
            return verdict;
        at = end + 1;
    }
    return No;
}

} // namespace penelope::query

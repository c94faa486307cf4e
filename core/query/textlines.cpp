#include "core/query/textlines.h"

#include "core/journal/facts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace penelope::query {

namespace textsign = journal::textsign;

namespace {

constexpr std::size_t perBlock = textsign::linesPerBlock;
constexpr auto all = ~std::uint64_t{0};
/// Of a line that was not looked at, and of one that has the needle while the pattern was not asked.
constexpr quint8 notAsked = 255;
constexpr quint8 patternNotAsked = 254;
/// Bytes read in each of the first calls, more than their rows have: the newest matches of most questions are among
/// them. Then each call reads twice as many: who asks for all should not ask line by line.
constexpr std::size_t firstStretch = std::size_t{256} << 10;
constexpr int callsOfFirst = 16;
constexpr std::size_t noGroup = std::numeric_limits<std::size_t>::max();
/// A few milliseconds' work.
constexpr std::size_t longestStretch = std::size_t{16} << 20;

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

/// Raises the verdicts of the rows that have the line.
void raise(const Rows<quint32>& lines, quint32 line, quint8 verdict, Verdicts out)
{
    Stride<quint32> room;
    Stride<quint8> otherRoom;
    Stride<quint8> chosen;
    for (std::size_t at = 0; at < out.size(); at += rowsPerStride) {
        const auto* rows = lines.stride(at, room);
        const auto* mine = strideAt<quint8>(out, at, otherRoom);
        for (std::size_t row = 0; row < rowsPerStride; ++row)
            chosen[row] = std::max(mine[row], rows[row] == line ? verdict : quint8{No});
        put(out, at, chosen);
    }
}

} // namespace

/// Lines with the needle that some rows have.
struct TextLines::Held
{
    static constexpr std::size_t most = 4;
    std::array<quint32, most> lines{};
    std::size_t count = 0; ///< above `most` not all are here
};

TextLines::TextLines(
    const journal::Columns& columns, const QByteArray& needle, std::optional<QRegularExpression> pattern)
    : m_columns(columns)
    , m_pattern(std::move(pattern))
    , m_verdicts(columns.textAt.size(), notAsked)
    , m_group(noGroup)
    , m_stretch(firstStretch)
{
    if (!needle.isEmpty())
        m_finder.emplace(needle, sampleOf(columns.text));
    m_places = textsign::placesOf({needle.data(), static_cast<std::size_t>(needle.size())});
}

void TextLines::judge(qint64 first, Verdicts out)
{
    const Rows lines(m_columns.textOf, static_cast<std::size_t>(first), out.size());
    const auto end = first + std::ssize(out);
    if (m_finder && isSeenFrom(first, end)) {
        const auto held = heldBetween(first, end);
        if (held.count <= Held::most) {
            for (std::size_t each = 0; each < held.count; ++each)
                raise(lines, held.lines[each], verdictOf(held.lines[each]), out);
            return;
        }
    }
    for (std::size_t row = 0; row < out.size(); ++row)
        out[row] = std::max(out[row], verdictOf(lines.all()[row]));
}

qint64 TextLines::endOfCandidates(qint64 end)
{
    if (!m_finder)
        return end;
    begin(end);
    auto held = endOfHeld(end);
    for (std::size_t read = 0; endOfUnseen() > held && read < longestStretch; held = endOfHeld(end))
        read += lookFurther();
    return std::max(held, std::min(end, endOfUnseen()));
}

/// Within the text whatever the offsets say: a file of the cache may be damaged.
const char* TextLines::startOf(std::size_t line) const
{
    const auto& text = m_columns.text;
    return text.data() + (line < count() ? std::min<std::size_t>(m_columns.textAt[line], text.size()) : text.size());
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
        std::fill(m_verdicts.begin(), m_verdicts.end(), notAsked);
    m_holding.clear();
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
    std::size_t first = group * textsign::linesPerGroup;
    std::size_t bytes = 0;
    if (blocks != 0) {
        first += static_cast<std::size_t>(std::bit_width(blocks) - 1) * perBlock;
        bytes = readBlock(first / perBlock, all >> (perBlock - std::min(m_unseen - first, perBlock)));
    }
    const auto begin = m_verdicts.begin();
    std::replace(
        begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(m_unseen), notAsked,
        quint8{No});
    m_unseen = first;
    return bytes;
}

std::uint64_t TextLines::blocksToRead(std::size_t group)
{
    if (m_group == group)
        return m_blocks;
    constexpr auto words = textsign::GroupView::extent;
    const auto& signs = m_columns.textGroups;
    m_group = group;
    m_blocks = all;
    if ((group + 1) * words <= signs.size())
        m_blocks = textsign::blocksThatMayHold(signs.subspan(group * words).first<words>(), m_places);
    return m_blocks;
}

/// Those of its lines that have a bit. From the newest on, as is all that is found.
std::size_t TextLines::readBlock(std::size_t block, std::uint64_t lines)
{
    constexpr auto words = textsign::BlockView::extent;
    const auto& signs = m_columns.textBlocks;
    auto unknown = all;
    if ((block + 1) * words <= signs.size()) {
        const auto sign = signs.subspan(block * words).first<words>();
        lines &= textsign::linesThatMayHold(sign, m_places);
        unknown = textsign::linesThatHoldAll(sign);
    }
    const auto first = block * perBlock;
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
    const auto held = std::ssize(m_holding);
    auto line = first;
    for (const auto* at = begin; at < last && (at = m_finder->find(at, last)) != last;) {
        while (line + 1 < end && startOf(line + 1) <= at)
            ++line;
        hold(line, m_pattern ? patternNotAsked : quint8{Yes});
        at = std::max(startOf(line + 1), at + 1);
    }
    std::reverse(m_holding.begin() + held, m_holding.end());
    return begin < last ? static_cast<std::size_t>(last - begin) : 0;
}

void TextLines::hold(std::size_t line, quint8 verdict)
{
    if (m_verdicts[line] == notAsked)
        m_verdicts[line] = verdict;
    m_holding.push_back(static_cast<quint32>(line));
}

quint8 TextLines::verdictOf(std::size_t line)
{
    if (line >= count())
        return Ask;
    auto& verdict = m_verdicts[line];
    if (verdict >= patternNotAsked)
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
    return m_pattern ? verdictOfText(*m_pattern, {begin, static_cast<std::size_t>(end - begin - 1)}) : quint8{Yes};
}

/// Of the lines with the needle, where those begin that rows before `end` can have.
TextLines::Holding TextLines::holdingBefore(qint64 end) const
{
    return std::partition_point(
        m_holding.begin(), m_holding.end(), [this, end](quint32 line) { return firstRowOf(line / perBlock) >= end; });
}

/// The greatest end of their rows, which are before `end`.
qint64 TextLines::endOfHeld(qint64 end) const
{
    qint64 found = 0;
    for (auto line = holdingBefore(end); line != m_holding.end() && found < endOfWindow(*line / perBlock); ++line) {
        if (m_verdicts[*line] != No)
            found = std::max(found, std::min(end, endOfRows(*line)));
        if (found == end)
            break;
    }
    return found;
}

TextLines::Held TextLines::heldBetween(qint64 first, qint64 end) const
{
    Held held;
    for (auto line = holdingBefore(end); line != m_holding.end() && first < endOfWindow(*line / perBlock); ++line) {
        if (m_verdicts[*line] == No || endOfRows(*line) <= first)
            continue;
        if (held.count++ == Held::most)
            break;
        held.lines[held.count - 1] = *line;
    }
    return held;
}

} // namespace penelope::query

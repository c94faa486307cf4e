#include "core/query/verdicts.h"

namespace penelope::query {
namespace {

/// Strides whose Yes, which is 2, a byte can add up.
constexpr std::size_t stridesPerSum = 127;

template <typename Choose> void merge(Verdicts verdicts, std::span<const quint8> others, Choose choose)
{
    for (std::size_t at = 0; at < verdicts.size(); at += rowsPerStride) {
        Stride<quint8> room;
        Stride<quint8> otherRoom;
        const auto* mine = strideAt<quint8>(verdicts, at, room);
        const auto* other = strideAt(others, at, otherRoom);
        Stride<quint8> chosen;
        for (std::size_t row = 0; row < rowsPerStride; ++row)
            chosen[row] = choose(mine[row], other[row]);
        put(verdicts, at, chosen);
    }
}

/// The bits that one of them has.
template <std::size_t count> quint8 bitsOf(const quint8* values)
{
    quint8 bits = 0;
    for (std::size_t at = 0; at < count; ++at)
        bits = static_cast<quint8>(bits | values[at]);
    return bits;
}

} // namespace

bool anyHas(std::span<const quint8> values, quint8 bits)
{
    constexpr std::size_t many = 8 * rowsPerStride;
    auto found = 0;
    std::size_t at = 0;
    for (; at + many <= values.size(); at += many)
        found |= bitsOf<many>(&values[at]);
    for (; at + rowsPerStride <= values.size(); at += rowsPerStride)
        found |= bitsOf<rowsPerStride>(&values[at]);
    for (; at < values.size(); ++at)
        found |= values[at];
    return (found & bits) != 0;
}

bool anyHas(const Rows<quint8>& rows, quint8 bits)
{
    auto found = 0;
    Stride<quint8> room;
    for (std::size_t at = 0; at < rows.all().size(); at += rowsPerStride)
        found |= bitsOf<rowsPerStride>(rows.stride(at, room));
    return (found & bits) != 0;
}

qint64 countYes(std::span<const quint8> verdicts)
{
    qint64 count = 0;
    for (std::size_t from = 0; from < verdicts.size(); from += stridesPerSum * rowsPerStride) {
        const auto part = verdicts.subspan(from, std::min(stridesPerSum * rowsPerStride, verdicts.size() - from));
        Stride<quint8> sums{};
        for (std::size_t at = 0; at < part.size(); at += rowsPerStride) {
            Stride<quint8> room;
            const auto* stride = strideAt(part, at, room);
            for (std::size_t row = 0; row < rowsPerStride; ++row)
                sums[row] = static_cast<quint8>(sums[row] + (stride[row] & Yes));
        }
        for (const auto sum : sums)
            count += sum / Yes;
    }
    return count;
}

std::ptrdiff_t lastYes(std::span<const quint8> verdicts, std::ptrdiff_t end)
{
    constexpr auto stride = static_cast<std::ptrdiff_t>(rowsPerStride);
    for (auto row = end; row > 0;) {
        const auto from = std::max<std::ptrdiff_t>(0, row - stride);
        if (anyHas(verdicts.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(row - from)), Yes)) {
            while (verdicts[static_cast<std::size_t>(row - 1)] != Yes)
                --row;
            return row - 1;
        }
        row = from;
    }
    return -1;
}

void keepLess(Verdicts verdicts, std::span<const quint8> others)
{
    merge(verdicts, others, [](quint8 mine, quint8 other) { return std::min(mine, other); });
}

void keepMore(Verdicts verdicts, std::span<const quint8> others)
{
    merge(verdicts, others, [](quint8 mine, quint8 other) { return std::max(mine, other); });
}

} // namespace penelope::query

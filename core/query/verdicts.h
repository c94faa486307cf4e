#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

/// Verdicts of thousands of rows at once. The loops run over arrays of their own and a known number of times: the form
/// in which a compiler makes one instruction of many rows.
namespace penelope::query {

/// What the columns say of one row.
enum Verdict : quint8 { No = 0, Ask = 1, Yes = 2 };

using Verdicts = std::span<quint8>;

constexpr std::size_t rowsPerStride = 64;
template <typename T> using Stride = std::array<T, rowsPerStride>;

template <typename T> const T* restAt(std::span<const T> values, std::size_t at, Stride<T>& room)
{
    room.fill(T{});
    std::copy(values.begin() + static_cast<std::ptrdiff_t>(at), values.end(), room.begin());
    return room.data();
}

/// Where the values from there on stand; the last ones in `room`, with zeros behind them.
template <typename T>
[[gnu::always_inline]] inline const T* strideAt(std::span<const T> values, std::size_t at, Stride<T>& room)
{
    return at + rowsPerStride <= values.size() ? values.data() + at : restAt(values, at, room);
}

/// Rows of a column that are judged now. A walk down the journal asks for those before them next: their memory is
/// fetched meanwhile, stride by stride.
template <typename T> class Rows
{
public:
    Rows(std::span<const T> column, std::size_t first, std::size_t count)
        : m_rows(column.subspan(first, count))
        , m_next(column.data() + (first >= count ? first - count : first))
    {}

    std::span<const T> all() const { return m_rows; }
    const T* stride(std::size_t at, Stride<T>& room) const
    {
        for (std::size_t row = 0; row < rowsPerStride; row += bytesPerLine / sizeof(T))
            __builtin_prefetch(m_next + at + row);
        return strideAt(m_rows, at, room);
    }

private:
    static constexpr std::size_t bytesPerLine = 64;
    std::span<const T> m_rows;
    const T* m_next;
};

/// As much of the stride as there is room for.
inline void put(Verdicts verdicts, std::size_t at, const Stride<quint8>& stride)
{
    if (at + rowsPerStride <= verdicts.size())
        std::memcpy(verdicts.data() + at, stride.data(), sizeof stride);
    else
        std::memcpy(verdicts.data() + at, stride.data(), verdicts.size() - at);
}

/// Whether one of the values has one of the bits.
bool anyHas(std::span<const quint8> values, quint8 bits);
bool anyHas(const Rows<quint8>& rows, quint8 bits);
/// How many are Yes.
qint64 countYes(std::span<const quint8> verdicts);
/// The last of the first `end` ones that is Yes; -1 for none.
std::ptrdiff_t lastYes(std::span<const quint8> verdicts, std::ptrdiff_t end);

/// Of two judgements of the same rows: what both say, and what either says.
void keepLess(Verdicts verdicts, std::span<const quint8> others);
void keepMore(Verdicts verdicts, std::span<const quint8> others);

} // namespace penelope::query

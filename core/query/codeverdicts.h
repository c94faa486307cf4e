#pragma once

#include "core/journal/columns.h"
#include "core/query/verdicts.h"

#include <type_traits>
#include <vector>

namespace penelope::query {

/// Rows of a column of words, put together from their bytes.
class WordRows
{
public:
    WordRows(const journal::WordCodes& column, std::size_t first, std::size_t count)
        : m_low(column.low, first, count)
        , m_high(column.high, first, count)
    {}

    const quint16* stride(std::size_t at, Stride<quint16>& room) const
    {
        Stride<quint8> lowRoom;
        Stride<quint8> highRoom;
        const auto* low = m_low.stride(at, lowRoom);
        const auto* high = m_high.stride(at, highRoom);
        for (std::size_t row = 0; row < rowsPerStride; ++row)
            room[row] = static_cast<quint16>(low[row] | high[row] << 8);
        return room.data();
    }

private:
    Rows<quint8> m_low;
    Rows<quint8> m_high;
};

/// The verdicts of a column's codes, asked of many rows at once. Most questions name a few codes of a column: these are
/// compared with the rows, and only where there are many is each row's verdict looked up.
template <typename Code> class CodeVerdicts
{
public:
    using Codes = std::conditional_t<std::is_same_v<Code, quint16>, WordRows, Rows<quint8>>;

    /// A verdict for each code that the type can say.
    explicit CodeVerdicts(std::vector<quint8> table);

    void judge(const Codes& codes, Verdicts out) const;

private:
    /// A code whose verdict is another than the usual one, and by how much.
    struct Exception
    {
        Code code = 0;
        Code more = 0;
    };
    static constexpr std::size_t most = 4;
    template <std::size_t count> void compare(const Codes& codes, Verdicts out) const;

    std::vector<quint8> m_table;
    Code m_usual = No;
    std::size_t m_count = 0; ///< of exceptions; above `most` rows are looked up
    std::array<Exception, most> m_exceptions{};
    Exception m_tail; ///< this code and all above it, which are in no dictionary
};

extern template class CodeVerdicts<quint8>;
extern template class CodeVerdicts<quint16>;

} // namespace penelope::query

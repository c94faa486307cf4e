#include "core/query/codeverdicts.h"

namespace penelope::query {
namespace {

/// Where the codes begin that all have the last one's verdict.
std::size_t tailOf(const std::vector<quint8>& table)
{
    const auto last = table.back();
    const auto other = std::find_if(table.rbegin(), table.rend(), [last](quint8 verdict) { return verdict != last; });
    return static_cast<std::size_t>(table.rend() - other);
}

quint8 usualOf(const std::vector<quint8>& table, std::size_t end)
{
    std::array<std::size_t, 3> counts{};
    for (std::size_t code = 0; code < end; ++code)
        ++counts[table[code]];
    return static_cast<quint8>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

} // namespace

template <typename Code>
CodeVerdicts<Code>::CodeVerdicts(std::vector<quint8> table)
    : m_table(std::move(table))
{
    const auto tail = tailOf(m_table);
    m_usual = usualOf(m_table, tail);
    const auto exception = [this](std::size_t code) {
        return Exception{static_cast<Code>(code), static_cast<Code>(m_table[code] - m_usual)};
    };
    m_tail = exception(std::min(tail, m_table.size() - 1));
    for (std::size_t code = 0; code < tail; ++code) {
        if (m_table[code] == m_usual)
            continue;
        if (m_count < most)
            m_exceptions[m_count] = exception(code);
        ++m_count;
    }
}

template <typename Code> void CodeVerdicts<Code>::judge(const Codes& codes, Verdicts out) const
{
    switch (m_count) {
    case 0: compare<0>(codes, out); return;
    case 1: compare<1>(codes, out); return;
    case 2: compare<2>(codes, out); return;
    case 3: compare<3>(codes, out); return;
    case most: compare<most>(codes, out); return;
    default: break;
    }
    const auto* verdicts = m_table.data();
    Stride<Code> room;
    for (std::size_t at = 0; at < out.size(); at += rowsPerStride) {
        const auto* rows = codes.stride(at, room);
        const auto end = std::min(rowsPerStride, out.size() - at);
        for (std::size_t row = 0; row < end; ++row)
            out[at + row] = verdicts[rows[row]];
    }
}

template <typename Code>
template <std::size_t count>
void CodeVerdicts<Code>::compare(const Codes& codes, Verdicts out) const
{
    const auto only = [](bool holds) { return static_cast<Code>(holds ? ~Code{0} : Code{0}); };
    const auto exceptions = m_exceptions;
    const auto tail = m_tail;
    const auto usual = m_usual;
    Stride<Code> room;
    Stride<quint8> verdicts;
    for (std::size_t at = 0; at < out.size(); at += rowsPerStride) {
        const auto* rows = codes.stride(at, room);
        for (std::size_t row = 0; row < rowsPerStride; ++row) {
            // A row has one code, so that at most one of them adds something.
            auto verdict = static_cast<Code>(usual + (only(rows[row] >= tail.code) & tail.more));
            [&]<std::size_t... each>(std::index_sequence<each...>) {
                ((verdict =
                      static_cast<Code>(verdict + (only(rows[row] == exceptions[each].code) & exceptions[each].more))),
                 ...);
            }(std::make_index_sequence<count>{});
            verdicts[row] = static_cast<quint8>(verdict);
        }
        put(out, at, verdicts);
    }
}

template class CodeVerdicts<quint8>;
template class CodeVerdicts<quint16>;

} // namespace penelope::query

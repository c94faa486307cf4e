#pragma once

#include "core/query/verdicts.h"

#include <optional>
#include <vector>

namespace penelope::query {

/// The verdicts of a column's codes, asked of many rows at once. Most questions name a few codes of a column: these are
/// compared with the rows, and only where there are many is each row's verdict looked up.
template <typename Code> class CodeVerdicts
{
public:
    /// A verdict for each code that the type can say.
    explicit CodeVerdicts(std::vector<quint8> table);

    void judge(const Rows<Code>& codes, Verdicts out) const;
    /// The verdict, where it is the same for the first `count` codes.
    std::optional<quint8> onlyOne(qsizetype count) const;

private:
    /// A code whose verdict is another than the usual one, and by how much.
    struct Exception
    {
        Code code = 0;
        Code more = 0;
    };
    static constexpr std::size_t most = 4;
    template <std::size_t count> void compare(const Rows<Code>& codes, Verdicts out) const;

    std::vector<quint8> m_table;
    Code m_usual = No;
    std::size_t m_count = 0; ///< of exceptions; above `most` rows are looked up
    std::array<Exception, most> m_exceptions{};
    Exception m_tail; ///< this code and all above it, which are in no dictionary
};

extern template class CodeVerdicts<quint8>;
extern template class CodeVerdicts<quint16>;

} // namespace penelope::query

#pragma once

#include "core/query/codeverdicts.h"

#include <functional>
#include <variant>

namespace penelope::query {

/// The verdicts of a column's words. One that is in no dictionary is asked.
class WordVerdicts
{
public:
    WordVerdicts(
        const journal::WordCodes& column, const QStringList& words, const std::function<bool(const QString&)>& holds);

    /// Of rows first … first + out.size() − 1.
    void judge(std::size_t first, Verdicts out) const;
    /// Whether no row is Yes or Ask.
    bool areAllNo() const { return m_areAllNo; }

private:
    journal::WordCodes m_column;
    bool m_areAllNo;
    /// Of the low bytes alone where there are no others.
    std::variant<CodeVerdicts<quint8>, CodeVerdicts<quint16>> m_codes;
};

} // namespace penelope::query

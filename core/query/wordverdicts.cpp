#include "core/query/wordverdicts.h"

namespace penelope::query {
namespace {

using journal::Columns;

std::vector<quint8> verdictsOf(const QStringList& words, const std::function<bool(const QString&)>& holds)
{
    const auto known = std::min<qsizetype>(words.size(), Columns::otherWord);
    const std::size_t last = journal::WordCodes::haveLowBytesOnly(words) ? Columns::otherShortWord : Columns::otherWord;
    std::vector<quint8> table(last + 1, Ask);
    for (qsizetype code = 0; code < known; ++code)
        table[static_cast<std::size_t>(code)] = holds(words[code]) ? Yes : No;
    return table;
}

std::variant<CodeVerdicts<quint8>, CodeVerdicts<quint16>> codesOf(std::vector<quint8> table)
{
    if (table.size() == std::size_t{Columns::otherShortWord} + 1)
        return CodeVerdicts<quint8>(std::move(table));
    return CodeVerdicts<quint16>(std::move(table));
}

} // namespace

WordVerdicts::WordVerdicts(
    const journal::WordCodes& column, const QStringList& words, const std::function<bool(const QString&)>& holds)
    : m_column(column)
    , m_areAllNo(
          !words.isEmpty() && words.size() < Columns::otherWord && std::none_of(words.begin(), words.end(), holds))
    , m_codes(codesOf(verdictsOf(words, holds)))
{}

void WordVerdicts::judge(std::size_t first, Verdicts out) const
{
    if (const auto* low = std::get_if<CodeVerdicts<quint8>>(&m_codes))
        low->judge(Rows(m_column.low, first, out.size()), out);
    else
        std::get<CodeVerdicts<quint16>>(m_codes).judge(WordRows(m_column, first, out.size()), out);
}

} // namespace penelope::query

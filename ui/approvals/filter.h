#pragma once

#include "core/base/result.h"
#include "ui/approvals/rows.h"

#include <vector>

namespace penelope::ui::approvals {

/// One word of the filter field. All must hold.
struct Term
{
    enum class Field { Text, Service, Severity, State, Needs, Patch };
    Field field = Field::Text;
    QString value; ///< in lower case, folded
    bool negated = false;
    bool operator==(const Term&) const = default;
};
using Filter = std::vector<Term>;

/// `needs:me service:NAME sev:P0 state:WORD patch:ID` or plain text, each with `-` before it to exclude.
/// The error's `where` is "col N".
Result<Filter> parseFilter(const QString& text);
bool matches(const Filter& filter, const Row& row);

/// What the words of a filter are looked for in, folded once.
struct SearchText
{
    QString service;
    QString all; ///< the texts of the row, a line each
};
SearchText searchText(const Row& row);
/// Both would give the same.
bool hasSameText(const Row& left, const Row& right);
/// With the search text of the same row at hand; makes no text.
bool matches(const Filter& filter, const Row& row, const SearchText& search);

} // namespace penelope::ui::approvals

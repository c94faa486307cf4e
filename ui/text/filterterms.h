#pragma once

#include "core/base/result.h"

#include <QString>

#include <algorithm>
#include <vector>

/// What the filter fields of the pages have in common: words apart by blanks, all of which must hold.
namespace penelope::ui::filter {

/// Where in the text a term cannot be read, as people count: from 1.
QString columnText(qsizetype index);

/// Each word by `read(word, column)`, which answers a Result of a Term; the first failure is the answer.
template <typename Term, typename Read> Result<std::vector<Term>> termsOf(const QString& text, Read&& read)
{
    std::vector<Term> terms;
    qsizetype at = 0;
    while (at < text.size()) {
        if (text.at(at).isSpace()) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && !text.at(end).isSpace())
            ++end;
        const auto term = read(text.mid(at, end - at), at);
        if (!term)
            return Failure{term.error()};
        terms.push_back(*term);
        at = end;
    }
    return terms;
}

/// A negated term must not hold.
template <typename Term, typename Row, typename Holds>
bool allHold(const std::vector<Term>& terms, const Row& row, Holds&& holds)
{
    return std::all_of(terms.begin(), terms.end(), [&](const Term& term) { return holds(term, row) != term.negated; });
}

} // namespace penelope::ui::filter

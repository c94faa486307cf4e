#pragma once

#include "core/query/term.h"

namespace penelope::query {

/// One term as it is written, taken apart: `name` op `value`. A word has no name.
struct Written
{
    QString name = {};
    QString op = {}; ///< : = != < <= > >=
    QString value = {};
    bool quoted = false;
    bool regex = false;
    qsizetype column = 0;      ///< of the term, counted from 0
    qsizetype valueColumn = 0; ///< of the value
};

Failure wrongAt(qsizetype column, const QString& message);
/// What it asks. Errors name the column.
Result<Term> readTerm(const Written& written, Instant now);

} // namespace penelope::query

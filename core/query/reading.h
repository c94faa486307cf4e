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
/// ISO 8601 (UTC where no zone is written; a date alone is its first moment), or back from now as in -90s, -15m, -2h,
/// -30d, -4w. Nothing for other text.
std::optional<Instant> momentFrom(const QString& text, Instant now);
/// What it asks. Errors name the column.
Result<Term> readTerm(const Written& written, Instant now);

} // namespace penelope::query

#pragma once

#include "core/journal/columns.h"
#include "core/query/filter.h"

#include <map>

/// What may stand next in a query. Pure.
namespace penelope::query {

/// The values of a field that occur, the most frequent first, with how often.
using Values = std::vector<std::pair<QString, qint64>>;
using FieldValues = std::map<QString, Values>;
/// Of kind, service, actor, decision and severity. Reads each column once.
FieldValues valuesOf(const journal::Columns& columns);

struct Suggestion
{
    QString text;        ///< takes the place of the letters from … cursor
    qint64 count = -1;   ///< events that have this value; -1 = not known
    bool goesOn = false; ///< something must follow: a field without its value
};

struct Suggestions
{
    qsizetype from = 0;
    std::vector<Suggestion> list;
};

/// Fields, operators after a field's name, values after its operator, AND, OR and NOT between terms.
Suggestions suggestions(const QString& text, qsizetype cursor, const FieldValues& values);

/// Whether a text that parse refuses is only not finished: it could go on to be a query.
bool isUnfinished(const QString& text, Instant now);

} // namespace penelope::query

#pragma once

#include "core/query/columnsearch.h"

namespace penelope::query {

/// Why a query found nothing: the smallest part of it that nothing matches.
struct EmptyReason
{
    QString part;       ///< as it is written; empty where it was not found out in time
    bool alone = false; ///< one term; else the terms up to its end, which match only without the last of them
};

/// Counts single terms, then the terms from the left together. Stops where it is told to, with an empty part.
Result<EmptyReason> whyEmpty(
    JournalReader& reader, const journal::Columns* columns, const Filter& filter, const QString& text,
    const std::stop_token& stop);

} // namespace penelope::query

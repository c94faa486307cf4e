#pragma once

#include "core/journal/columns.h"
#include "core/query/search.h"

namespace penelope::query {

struct FoundSeqs
{
    std::vector<qint64> seqs; ///< descending
    qint64 lookedTo = 0;      ///< the last seq that was looked at
    bool complete = false;    ///< the whole span was looked at
};

struct Counted
{
    qint64 matches = 0;
    qint64 lookedTo = 0;
    bool complete = false;
};

/// What searchDown finds, asked of the columns where they reach and of the events where they do not, or where the
/// columns do not know. `columns` may be null. The stop token is looked at every few thousand rows.
Result<FoundSeqs> seqsDown(
    JournalReader& reader, const journal::Columns* columns, const Filter& filter, qint64 before, const Reach& reach);
/// How many match, from before − 1 down; `reach.limit` does not count.
Result<Counted> countDown(
    JournalReader& reader, const journal::Columns* columns, const Filter& filter, qint64 before, const Reach& reach);

} // namespace penelope::query

#pragma once

#include "core/ports/journalreader.h"
#include "core/query/filter.h"

#include <stop_token>

namespace penelope::query {

/// Which seqs can hold matches, before any event is read: the filter's own bounds, and its times looked up in the
/// journal's order where that is known.
struct Span
{
    qint64 first = 1;
    qint64 last = 0; ///< < first: none
};
Result<Span> spanOf(JournalReader& reader, const Filter& filter);

/// How far a search goes in one call. The stop token is looked at every 1,024 events, which take a few milliseconds.
struct Reach
{
    int limit = 50;                   ///< matches
    qint64 budget = 9007199254740991; ///< events looked at
    std::stop_token stop = {};
};

struct Found
{
    std::vector<journal::Event> events; ///< in the order of the search
    qint64 lookedTo = 0;                ///< the last seq that was looked at
    bool complete = false;              ///< the whole span was looked at
};

/// From before − 1 down, newest first; and from `from` up, oldest first. Events whose bytes show that they do not match
/// are not decoded. Errors are the reader's.
Result<Found> searchDown(JournalReader& reader, const Filter& filter, qint64 before, const Reach& reach);
Result<Found> searchUp(JournalReader& reader, const Filter& filter, qint64 from, const Reach& reach);

} // namespace penelope::query

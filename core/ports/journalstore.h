#pragma once

#include "core/journal/event.h"
#include "core/ports/journalreader.h"

#include <vector>

namespace penelope {

/// The writer's side of the journal. Core thread. `append` returns after the events are on disk; it is the only call
/// of the core that may block. After an error nothing was written, and nothing may be until `reopen` succeeded.
class JournalStore
{
public:
    struct Entry
    {
        journal::Draft draft;
        Instant time{};
        /// The stream version the decision was made on; a mismatch is a Conflict naming the winner's seq and actor.
        qint64 expectedStreamVersion = 0;
    };

    virtual ~JournalStore() = default;
    /// All or nothing, in one transaction, with the tree, and a signed checkpoint where journal.md 4 asks for one.
    /// Answers the events as written.
    virtual Result<std::vector<journal::Event>> append(std::vector<Entry> entries) = 0;
    /// The last written seq; 0 for an empty journal.
    virtual qint64 lastSeq() const = 0;
    /// Signs the present size if no checkpoint covers it yet (closing, backup, prove).
    virtual Status checkpoint() = 0;
};

} // namespace penelope

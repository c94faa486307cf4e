#pragma once

#include "core/journal/event.h"

#include <utility>
#include <vector>

namespace penelope {

/// Reading, by any number of connections. The thread that made it. Never blocks the writer.
class JournalReader
{
public:
    virtual ~JournalReader() = default;
    /// Events with from ≤ seq < from + limit, ascending. A damaged row is an Error naming its seq.
    virtual Result<std::vector<journal::Event>> read(qint64 from, int limit) = 0;
    virtual Result<qint64> lastSeq() = 0;
    /// The canonical bytes and the stored leaf of one event.
    virtual Result<std::pair<QByteArray, Digest>> body(qint64 seq) = 0;
};

} // namespace penelope

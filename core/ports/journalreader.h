#pragma once

#include "core/journal/event.h"

#include <algorithm>
#include <functional>
#include <optional>
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
    /// Events of read(from, limit) without those whose canonical bytes `wanted` refuses. A reader that holds no bytes
    /// answers all of them.
    using Wanted = std::function<bool(QByteArrayView body)>;
    virtual Result<std::vector<journal::Event>> readIf(qint64 from, int limit, const Wanted& wanted)
    {
        Q_UNUSED(wanted)
        return read(from, limit);
    }
    /// First and last seq between which every event with after ≤ time < before stands; absent = open. A reader that
    /// knows no order of times answers the whole journal.
    virtual Result<std::pair<qint64, qint64>> seqsBetween(std::optional<Instant> after, std::optional<Instant> before)
    {
        Q_UNUSED(after)
        Q_UNUSED(before)
        const auto last = lastSeq();
        if (!last)
            return Failure{last.error()};
        return std::pair<qint64, qint64>{1, *last};
    }
    struct StreamEnd
    {
        qint64 seq = 0; ///< of the last event of a stream
        qint64 version = 0;
    };
    /// Where a stream ends; nothing for one that the journal does not know. A reader without an index of streams reads
    /// the journal backwards.
    virtual Result<std::optional<StreamEnd>> endOf(const QString& stream)
    {
        constexpr int page = 1000;
        const auto last = lastSeq();
        if (!last)
            return Failure{last.error()};
        for (auto to = *last; to > 0; to -= page) {
            const auto from = std::max<qint64>(1, to - page + 1);
            const auto events = read(from, static_cast<int>(to - from + 1));
            if (!events)
                return Failure{events.error()};
            for (auto event = events->rbegin(); event != events->rend(); ++event) {
                if (event->stream == stream)
                    return StreamEnd{event->seq, event->streamVersion};
            }
        }
        return std::optional<StreamEnd>{};
    }
    /// The canonical bytes and the stored leaf of one event.
    virtual Result<std::pair<QByteArray, Digest>> body(qint64 seq) = 0;
};

} // namespace penelope

#pragma once

#include "core/engine/generator/generator.h"
#include "core/engine/generator/payload.h"

#include <string>
#include <string_view>

namespace penelope::engine::generator {

struct Stream
{
    std::string name;
    qint64 version = 0; ///< of its last event
};

/// Who says it, and what it belongs to.
struct Said
{
    std::string_view actor = "core";
    std::string_view correlation = {}; ///< empty = none
    qint64 cause = 0;                  ///< 0 = none
};

/// Writes events one after the other, each with the next seq, and gives them away.
class Scribe
{
public:
    Scribe(qint64 events, const Sink& sink)
        : m_sink(sink)
        , m_events(events)
    {}

    qint64 now = toMs(firstMoment); ///< time of what is written next; never smaller than before
    qint64 epoch = 1;

    qint64 nextSeq() const { return m_seq + 1; }
    /// Eight hex digits of the seq that comes next: the id of a stream that begins with it.
    std::string nextId() const;
    Stream open(std::string_view kind) const { return {std::string(kind) + '/' + nextId(), 0}; }
    /// Answers the event's seq. Once the journal is full, nothing is written any more.
    qint64 append(Stream& stream, std::string_view kind, const Said& said, const Payload& payload);
    bool full() const { return m_seq >= m_events || m_stopped; }

private:
    const Sink& m_sink;
    qint64 m_events;
    qint64 m_seq = 0;
    bool m_stopped = false;
    std::string m_body; ///< its memory is used again
};

} // namespace penelope::engine::generator

#pragma once

#include "core/adapters/sqlite/reader.h"
#include "core/base/worker.h"
#include "core/ports/clock.h"
#include "core/ports/httpport.h"
#include "core/query/filter.h"

#include <map>
#include <memory>

namespace penelope::runtime {

/// Answers what is read from the journal itself, on a reader's thread with a connection of its own. The HTTP server's
/// thread.
class HttpJournal
{
public:
    HttpJournal(QString path, const Mailbox& home, const Clock& clock);

    /// Events that match, with seq > after, ascending: {seq, now_at, items, next?, complete}. A page may end before
    /// its limit; `next` is the `after` that goes on.
    void events(query::Filter filter, qint64 after, int limit, HttpPort::Reply reply);
    void event(qint64 seq, HttpPort::Reply reply);
    /// {seq, proof}; as `text`: the bare tlog-proof.
    void proof(qint64 seq, bool text, HttpPort::Reply reply);
    /// {checkpoint}; as `text`: the bare signed note.
    void checkpoint(bool text, HttpPort::Reply reply);

private:
    using Work = std::function<HttpAnswer(sqlite::Reader&, const std::stop_token&)>;
    void run(Work work, HttpPort::Reply reply);

    QString m_path;
    const Mailbox& m_home;
    const Clock& m_clock;
    std::shared_ptr<std::unique_ptr<sqlite::Reader>> m_reader; ///< used on the worker's thread only
    std::map<quint64, Task> m_tasks;
    quint64 m_next = 0;
    Worker m_worker;
};

} // namespace penelope::runtime

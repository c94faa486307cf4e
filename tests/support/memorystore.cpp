#include "tests/support/memorystore.h"

#include <algorithm>
#include <map>

namespace penelope::test {

using namespace Qt::Literals::StringLiterals;

Result<std::vector<journal::Event>> MemoryStore::append(std::vector<Entry> entries)
{
    if (m_failures > 0) {
        --m_failures;
        return failure(ErrorCode::Storage, u"the disk is full"_s);
    }
    QStringList kinds;
    for (const auto& entry : entries)
        kinds.append(entry.draft.kind);
    if (survives && !survives(kinds, false))
        return failure(ErrorCode::Storage, u"the process is dead"_s);
    std::map<QString, qint64> versions;
    for (const auto& event : m_events)
        versions[event.stream] = event.streamVersion;
    qint64 epoch = m_events.empty() ? 1 : m_events.back().epoch;
    std::vector<journal::Event> written;
    for (auto& [draft, time, expected] : entries) {
        if (versions[draft.stream] != expected)
            return failure(ErrorCode::Conflict, u"%1 is at %2"_s.arg(draft.stream).arg(versions[draft.stream]));
        if (draft.actor.isEmpty())
            return failure(ErrorCode::Malformed, u"%1 has no actor"_s.arg(draft.kind));
        if (draft.kind == "CoreStarted"_L1)
            epoch = draft.payload[u"epoch"].toInteger();
        journal::Event event;
        event.seq = static_cast<qint64>(m_events.size() + written.size()) + 1;
        event.time = time;
        event.kind = draft.kind;
        event.version = draft.version;
        event.stream = draft.stream;
        event.streamVersion = ++versions[draft.stream];
        event.actor = draft.actor;
        event.epoch = epoch;
        event.cause = draft.cause;
        event.correlation = draft.correlation;
        event.payload = draft.payload;
        // What is read back later is what the bytes say, not what was in memory.
        const auto bytes = canonical::encode(event.payload);
        if (!bytes)
            return Failure{bytes.error()};
        event.payload = *canonical::parse(*bytes);
        written.push_back(std::move(event));
    }
    m_events.insert(m_events.end(), written.begin(), written.end());
    if (survives && !survives(kinds, true))
        return failure(ErrorCode::Storage, u"the process is dead"_s);
    return written;
}

QStringList MemoryStore::kinds() const
{
    QStringList kinds;
    for (const auto& event : m_events)
        kinds.append(event.kind);
    return kinds;
}

Result<std::vector<journal::Event>> MemoryReader::read(qint64 from, int limit)
{
    std::vector<journal::Event> page;
    for (const auto& event : m_store.events()) {
        if (event.seq >= from && event.seq < from + limit)
            page.push_back(event);
    }
    return page;
}

Result<std::pair<QByteArray, Digest>> MemoryReader::body(qint64 seq)
{
    return failure(ErrorCode::NotFound, u"there are no bytes of event %1 in memory"_s.arg(seq));
}

} // namespace penelope::test

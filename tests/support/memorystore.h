#pragma once

#include "core/ports/journalstore.h"

#include <QStringList>

#include <functional>

namespace penelope::test {

/// A journal in memory with the store's promises: all or nothing, gapless, optimistic per stream. Can be told to fail.
class MemoryStore : public JournalStore
{
public:
    Result<std::vector<journal::Event>> append(std::vector<Entry> entries) override;
    qint64 lastSeq() const override { return static_cast<qint64>(m_events.size()); }
    Status checkpoint() override { return {}; }

    /// Asked before (`written` false) and after each append with its kinds: false = the process died at it, nothing is
    /// written, respectively nobody hears that it was.
    std::function<bool(const QStringList& kinds, bool written)> survives;
    /// The next `count` appends fail and write nothing.
    void failNext(int count) { m_failures = count; }
    const std::vector<journal::Event>& events() const { return m_events; }
    QStringList kinds() const;
    /// Ends the journal after `seq`, as if everything later had never been written.
    void cutAfter(qint64 seq) { m_events.resize(static_cast<std::size_t>(seq)); }

private:
    std::vector<journal::Event> m_events;
    int m_failures = 0;
};

class MemoryReader : public JournalReader
{
public:
    explicit MemoryReader(const MemoryStore& store)
        : m_store(store)
    {}
    Result<std::vector<journal::Event>> read(qint64 from, int limit) override;
    Result<qint64> lastSeq() override { return m_store.lastSeq(); }
    Result<std::pair<QByteArray, Digest>> body(qint64 seq) override;

private:
    const MemoryStore& m_store;
};

} // namespace penelope::test

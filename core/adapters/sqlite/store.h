#pragma once

#include "core/journal/checkpoint.h"
#include "core/journal/keys.h"
#include "core/journal/merkle.h"
#include "core/ports/journalstore.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace penelope::canonical {
class Writer;
}

namespace penelope::journal {
struct Quoted;
}

namespace penelope::sqlite {

class Connection;
class JournalRows;

/// The journal as one SQLite file (journal.md 5). The caller holds the writer's lock (JournalLock). Core thread.
/// A journal begins with the caller's append of JournalCreated; until then the file has tables and no row.
class Store : public JournalStore
{
public:
    struct Options
    {
        QString path;
        bool create = false; ///< makes the file where there is none
        std::optional<ed25519::SigningKey> key = std::nullopt;
        /// Told of each new note after its commit (log, anchors). May be empty.
        std::function<void(const QByteArray& note)> noted = {};
    };

    /// Opens, rebuilds the tree's frontier and compares it with the newest checkpoint. The error says what is wrong
    /// with the file, where, and what still works.
    static Result<std::unique_ptr<Store>> open(Options options);
    ~Store() override;

    /// `time` of an entry must not be smaller than the last event's, except in ClockStepped. All drafts must name an
    /// actor. expectedStreamVersion counts what the same batch appends to the stream before.
    Result<std::vector<journal::Event>> append(std::vector<Entry> entries) override;
    qint64 lastSeq() const override { return m_frontier.size(); }
    Status checkpoint() override;
    /// Signs when 60 s have passed since the last note and the tree has grown.
    Status checkpointIfDue(Instant now);

    /// After an error of `append`: closes, opens again and compares the tail with memory.
    Status reopen();
    bool needsReopen() const { return m_broken; }

    /// Written into the envelopes from now on. Starts as the last event's epoch, 1 in an empty journal.
    void setEpoch(qint64 epoch) { m_epoch = epoch; }
    qint64 epoch() const { return m_epoch; }
    /// The new key, before the append of the JournalKeyRotated that names it: the note that covers it carries both.
    void setNextKey(const ed25519::SigningKey& key) { m_nextKey = key; }

    /// Empty until JournalCreated is written.
    QString journalId() const { return m_keys.journalId(); }
    Instant lastTime() const { return m_lastTime; }
    Digest root() const { return m_frontier.root(); }
    /// Whether new events get signed notes; else the tail stays unsigned and the status strip says so.
    bool signing() const;
    /// The newest stored note and its size; empty and 0 for none.
    const QByteArray& newestNote() const { return m_note; }
    qint64 signedTo() const { return m_signedTo; }

private:
    struct Place;
    struct Bytes;
    struct Batch;
    struct Clash;

    explicit Store(Options options);
    Status load();
    Status loadTail();
    Status compareWithNote();
    Status write(std::vector<Entry>& entries, Batch& batch);
    void run(const char* sql);
    Status take(std::span<Entry> entries, Batch& batch);
    static Place placeOf(const QString& text, const journal::Quoted& inBody, canonical::Writer& writer);
    Status encode(std::span<Entry> entries, Batch& batch);
    void nameRows(std::size_t first, Batch& batch);
    Status writeRow(std::size_t taken, Batch& batch);
    void refuse(const journal::Event& event, bool itself, Batch& batch);
    journal::Event eventOf(Entry& entry, const Batch& batch) const;
    Status checkTime(const journal::Event& event, const Batch& batch) const;
    void sign(Batch& batch, bool wanted);
    std::vector<ed25519::SigningKey> keysFor(const journal::KeyHistory& history, qint64 size) const;
    qint64 streamVersion(const QString& stream);
    Error conflict(const Clash& clash);
    void accept(Batch& batch);

    Options m_options;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<JournalRows> m_rows;
    journal::Frontier m_frontier;
    journal::KeyHistory m_keys;
    std::optional<ed25519::SigningKey> m_nextKey;
    QByteArray m_note;
    QByteArray m_bytes; ///< of the events that are being written
    Instant m_lastTime{};
    Instant m_signedAt{};
    qint64 m_signedTo = 0;
    qint64 m_epoch = 1;
    bool m_broken = false;
};

} // namespace penelope::sqlite

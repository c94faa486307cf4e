#pragma once

#include "core/journal/keys.h"
#include "core/journal/merkle.h"
#include "core/ports/journalreader.h"

#include <memory>
#include <vector>

namespace penelope::sqlite {

class Connection;

/// A read-only connection to a journal file (journal.md 5, "Read-only"). Used on the thread that made it. Sees what the
/// writer has committed at the time of each call.
class Reader : public JournalReader
{
public:
    struct Options
    {
        QString path;
        /// A folder for the copy of a file whose write-ahead log lies on read-only media; empty = the temporary folder.
        QString cacheFolder = {};
    };

    /// Errors: NotFound; Unsupported for a newer format; Malformed for what is no journal; Storage. Each says what,
    /// where and what still works.
    static Result<std::unique_ptr<Reader>> open(Options options);
    ~Reader() override;

    Result<std::vector<journal::Event>> read(qint64 from, int limit) override;
    Result<qint64> lastSeq() override;
    /// Refused events are compared with their hashes, but not decoded.
    Result<std::vector<journal::Event>> readIf(qint64 from, int limit, const Wanted& wanted) override;
    Result<std::pair<qint64, qint64>> seqsBetween(std::optional<Instant> after, std::optional<Instant> before) override;
    Result<std::optional<StreamEnd>> endOf(const QString& stream) override;
    Result<std::pair<QByteArray, Digest>> body(qint64 seq) override;

    /// Events of one stream with a stream version ≥ from, ascending.
    Result<std::vector<journal::Event>> stream(const QString& name, qint64 from = 1, int limit = 1000);
    /// Events with seq < before, newest first.
    Result<std::vector<journal::Event>> newest(qint64 before, int limit);
    /// The greatest seq whose time is ≤ the moment; 0 for none.
    Result<qint64> seqAt(Instant moment);

    /// The newest stored note, empty for none; and the newest whose size covers seq at least.
    Result<QByteArray> newestNote();
    Result<QByteArray> noteCovering(qint64 seq);
    Result<QByteArray> inclusionText(qint64 seq);
    Result<Digest> root();
    /// The root of the first `size` events; NotFound where the journal is shorter.
    Result<Digest> rootAt(qint64 size);
    /// What the first event says it is; Damaged where that is missing.
    Result<QString> journalId();
    /// The first time it looks at every event of the stream `system`, of which a long journal has very many.
    Result<journal::KeyHistory> keys();

    /// Bytes of a write-ahead log that could not be read; 0 normally. The banner says so.
    qint64 unreadLog() const { return m_unreadLog; }
    Connection& connection() { return *m_connection; }

private:
    explicit Reader(Options options);
    Status connect();
    bool copyWithLog(qint64 logSize);
    qint64 lastNotAfter(Instant moment, qint64 first, qint64 last);
    const std::vector<qint64>& clockSteps();

    Options m_options;
    std::unique_ptr<Connection> m_connection;
    QString m_copy; ///< removed when closed
    qint64 m_unreadLog = 0;
    std::vector<qint64> m_clockSteps; ///< seqs of ClockStepped, up to m_systemVersion
    qint64 m_systemVersion = 0;       ///< of the stream `system`
    journal::KeyHistory m_keys;       ///< up to m_keysVersion
    qint64 m_keysVersion = 0;         ///< of the stream `system`
};

/// While it lives its reader sees one state of the journal, and locks the file once instead of for each query: whoever
/// asks some hundred things in a row spends most of the time on locks else. Where the lock is not to be had, each query
/// is for itself as ever.
class OneView
{
public:
    explicit OneView(Reader& reader);
    ~OneView();
    OneView(const OneView&) = delete;
    OneView& operator=(const OneView&) = delete;

private:
    Reader& m_reader;
    bool m_began = false;
};

} // namespace penelope::sqlite

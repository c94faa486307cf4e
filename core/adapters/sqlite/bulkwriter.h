#pragma once

#include "core/base/ed25519.h"
#include "core/base/result.h"
#include "core/journal/merkle.h"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace penelope::sqlite {

class Connection;
class JournalRows;

/// Writes a new journal of many events in one go, several times as fast as Store: it checks the order itself and makes
/// the stream index and the triggers last (journal.md 10). The file has the name FILE.part until it is whole and on the
/// disk; a writer that is let go before `finish` leaves nothing. One thread.
class BulkWriter
{
public:
    struct Options
    {
        QString path;
        QString journalId;
        /// Signs a checkpoint every 1,000 events, and the end. Absent: notes are given with `addNote`.
        std::optional<ed25519::SigningKey> key = {};
        bool ordersTimes = true; ///< a time before the last one's is refused
        /// Looks at the whole file before it gets its name; an error and it is gone.
        std::function<Status(const QString& part)> check = {};
    };
    struct Row
    {
        qint64 seq = 0;
        qint64 time = 0; ///< ms
        std::string_view kind;
        std::string_view stream;
        qint64 streamVersion = 0;
        std::string_view body; ///< canonical bytes
    };

    /// Conflict: there is a file of that name already; it is left alone.
    static Result<std::unique_ptr<BulkWriter>> open(Options options);
    ~BulkWriter();

    /// Refused: not the next seq, or a time before the last one's. Versions within streams are checked by `finish`.
    Status add(const Row& row);
    /// A note that was signed elsewhere, over at most the present size; ascending.
    Status addNote(qint64 noteSize, const QByteArray& note);
    /// The rest of the schema, the last checkpoint, fsync, and the file's own name. Malformed where a stream has gaps.
    Status finish();

    qint64 size() const { return m_frontier.size(); }
    Digest root() const { return m_frontier.root(); }

private:
    explicit BulkWriter(Options options);
    Status begin();
    void write(const Row& row);
    void sign();
    void writeNote(qint64 noteSize, const QByteArray& note);
    Status checkStreams();

    Options m_options;
    QString m_part;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<JournalRows> m_rows;
    journal::Frontier m_frontier;
    qint64 m_time = 0;
    qint64 m_signedTo = 0;
    bool m_whole = false;
};

} // namespace penelope::sqlite

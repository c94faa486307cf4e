#pragma once

#include "core/adapters/sqlite/journalrows.h"
#include "core/base/ed25519.h"
#include "core/base/result.h"
#include "core/journal/streamversions.h"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace penelope::sqlite {

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
    /// Rows are written some at a time: an error of the file may be one of an earlier row.
    Status add(const Row& row);
    /// A note that was signed elsewhere, over at most the present size; ascending.
    Status addNote(qint64 noteSize, const QByteArray& note);
    /// The rest of the schema, the last checkpoint, fsync, and the file's own name. Malformed where a stream has gaps.
    Status finish();

    qint64 size() const { return m_size; }
    /// After `finish`.
    Digest root() const { return m_frontier.root(); }

private:
    explicit BulkWriter(Options options);
    Status begin();
    void keep(const Row& row);
    void write();
    void sign();
    void writeNote(qint64 noteSize, const QByteArray& note);
    void checkVersion(const Row& row);

    Options m_options;
    QString m_part;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<JournalRows> m_rows;
    std::vector<JournalRows::Columns> m_kept; ///< the last rows, not yet written
    std::vector<char> m_bytes;                ///< what they name; never moves
    journal::Frontier m_frontier;             ///< of those that are written
    qint64 m_size = 0;                        ///< with those that are kept
    journal::StreamVersions m_versions;
    std::optional<QByteArray> m_gap; ///< the first stream whose versions have one
    qint64 m_time = 0;
    qint64 m_signedTo = 0;
    bool m_whole = false;
};

} // namespace penelope::sqlite

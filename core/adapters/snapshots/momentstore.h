#pragma once

#include "core/base/hash.h"
#include "core/base/instant.h"
#include "core/base/pieces.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace SQLite {
class Database;
class Statement;
} // namespace SQLite

/// Snapshots of one journal's state: derived data, which anybody may delete at any time (journal.md 7).
namespace penelope::snapshots {

/// What a moment says of itself.
struct Moment
{
    qint64 size = 0;  ///< events of the journal that are folded in it
    Digest root{};    ///< of the journal's first `size` events
    Instant latest{}; ///< of those events
    QByteArray bytes; ///< the state, with the numbers of its pieces
};

/// Many moments in one database. A piece that neighbours have in common stands in it once, and what a moment says of
/// its pieces is told by how it differs from a moment before it. Several processes may use one. Any thread.
class MomentStore final : public PieceSource
{
public:
    enum class Mode { Read, Write };

    /// `format` names what the bytes mean: a database of another one, or of another journal, is removed. NotFound where
    /// there is none to read; Storage with the file's path.
    static Result<std::shared_ptr<MomentStore>>
    open(const QString& file, const QString& journalId, const QByteArray& format, Mode mode);
    ~MomentStore() override;

    /// The newest moment of at most `to` events, none of them later than `at`; nothing where there is none.
    std::optional<Moment> nearest(std::optional<qint64> to, std::optional<Instant> at) const;

    /// Writes `moment`, if there is none of its size; its bytes are what `bytes` makes, with the pieces that it keeps.
    /// All or nothing. One thread at a time.
    Status write(Moment moment, const std::function<QByteArray(PieceKeeper&)>& bytes);

    QString folder() const;
    quint64 store() const override { return m_store; }
    QByteArray piece(qint64 number) const override;
    /// The same as it is stored (packed.h).
    QByteArray storedPiece(qint64 number) const;
    /// Removes the database; what is open goes on reading what it has.
    void reportDamage() const override;
    bool isDamaged() const;
    void remove() const;

    static void removeAt(const QString& file);

private:
    class Keeper;

    MomentStore(QString file, std::unique_ptr<SQLite::Database> database);
    bool begin(const QString& journalId, const QByteArray& format, Mode mode);
    bool has(qint64 size) const;
    std::optional<Moment> momentFrom(SQLite::Statement& row) const;
    /// The bytes of a moment that is told whole; none where there is no such one.
    QByteArray wholeBytes(qint64 size) const;
    void insert(const Moment& moment);

    QString m_file;
    quint64 m_store = 0;
    std::unique_ptr<SQLite::Database> m_database;
    mutable std::mutex m_mutex;
    mutable std::unique_ptr<SQLite::Statement> m_pieceStatement;
    mutable bool m_damaged = false;
    /// Pieces of the last moment that was written, by what they were made of; holding that keeps it from being changed.
    struct Kept
    {
        std::shared_ptr<const void> piece;
        qint64 number = 0;
        qint64 moment = 0; ///< the last one that has it
    };
    std::unordered_map<const void*, Kept> m_kept;
    qint64 m_moments = 0; ///< that were written
    Moment m_whole;       ///< the last one that was written whole
    int m_sinceWhole = 0; ///< moments
};

} // namespace penelope::snapshots

#pragma once

#include "core/adapters/snapshots/snapshotfolder.h"
#include "core/base/mailbox.h"
#include "core/base/worker.h"
#include "core/engine/snapshots.h"

#include <condition_variable>
#include <mutex>

namespace penelope::runtime {

/// The snapshots of a journal file, in the cache folder of its id. Nothing depends on them: a folder that cannot be
/// read or written only means folding from the start.
class JournalSnapshots final : public engine::Snapshots
{
public:
    /// `Read` writes nothing.
    enum class Use { Read, ReadAndWrite };

    /// Events between two snapshots. While a long journal is folded the first time, writing must not take the time of
    /// it.
    struct Pace
    {
        qint64 folding = 65'536;
        qint64 running = 16'384; ///< the folder's spacing too
        qint64 closing = 4'096;
    };

    explicit JournalSnapshots(QString journal, Use use = Use::ReadAndWrite);
    JournalSnapshots(QString journal, Use use, Pace pace);
    /// Waits until what was offered is written.
    ~JournalSnapshots() override;

    /// Checked against the journal's root at its size; one that does not fit is dropped. Any one thread at a time.
    std::shared_ptr<const engine::ConsoleState> nearest(std::optional<qint64> to, std::optional<Instant> at) override;
    /// The front of the state at the journal's end (retirement.h), to be shown until the whole is read; null where
    /// there is none, or where the journal went on too far since it was written. Reads little, however long the journal
    /// is.
    std::shared_ptr<const engine::ConsoleState> front();
    /// Takes it where enough events came since the last one; a newer offer replaces one that waits. At an end its front
    /// is written in any case.
    void offer(const engine::ConsoleState& state, Occasion occasion) override;

    /// The folder of a journal; nothing for an id that is none (it would be a path).
    static std::optional<snapshots::SnapshotFolder>
    folderOf(const QString& journalId, qint64 spacing = snapshots::Bounds{}.spacing);

    static std::optional<snapshots::SnapshotFolder> frontFolderOf(const QString& journalId);

private:
    struct Writing;
    struct Hands
    {
        Mailbox home;
        Worker worker{QStringLiteral("snapshots")};
        Task task;
    };

    void write();

    QString m_journal;
    Pace m_pace;
    std::shared_ptr<Writing> m_writing; ///< shared with the worker's thread
    std::unique_ptr<Hands> m_hands;     ///< null where nothing is written
};

} // namespace penelope::runtime

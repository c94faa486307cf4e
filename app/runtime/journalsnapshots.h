#pragma once

#include "core/adapters/snapshots/momentstore.h"
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
    /// What is read of a state: all of it, or each part when it is looked at. What was read whole is sound, whatever
    /// becomes of the file; whoever reads as needed asks in the end whether all was.
    enum class Reading { Whole, AsNeeded };

    explicit JournalSnapshots(QString journal, Use use = Use::ReadAndWrite, Reading reading = Reading::Whole);
    /// Waits until what was offered is written.
    ~JournalSnapshots() override;

    /// Checked against the journal's root at its size; one that does not fit is dropped. Any one thread at a time.
    std::shared_ptr<const engine::ConsoleState> nearest(std::optional<qint64> to, std::optional<Instant> at) override;
    /// The front of the state at the journal's end (retirement.h), to be shown until the whole is read; null where
    /// there is none, or where the journal went on too far since it was written. Reads little, however long the journal
    /// is.
    std::shared_ptr<const engine::ConsoleState> front();
    /// At an end, the front is written too.
    void offer(const engine::ConsoleState& state, Occasion occasion) override;

    /// The same state as it was written, with little of it in memory; null where it was not. Waits until what was
    /// offered is written. The thread that asks for the nearest.
    std::shared_ptr<const engine::ConsoleState> readBack(const engine::ConsoleState& state);

    Soundness soundness() const override;

    /// The database of a journal's moments; nothing for an id that is none (it would be a path).
    static std::optional<QString> fileOf(const QString& journalId);
    static std::optional<snapshots::SnapshotFolder> frontFolderOf(const QString& journalId);
    /// Removes all of them.
    static void clear(const QString& journalId);

private:
    struct Writing;
    struct Hands
    {
        Mailbox home;
        Worker worker{QStringLiteral("snapshots")};
        Task task;
    };

    void write();
    void waitForWriter();

    QString m_journal;
    Reading m_reading;
    std::shared_ptr<snapshots::MomentStore> m_read; ///< once there was one to read
    std::shared_ptr<Writing> m_writing;             ///< shared with the worker's thread
    std::unique_ptr<Hands> m_hands;                 ///< null where nothing is written
};

} // namespace penelope::runtime

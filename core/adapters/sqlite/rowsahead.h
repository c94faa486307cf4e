#pragma once

#include "core/adapters/sqlite/filerows.h"
#include "core/adapters/sqlite/rowpart.h"
#include "core/base/worker.h"

#include <array>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace penelope::sqlite {

/// The rows of a journal file, read and examined in parts by two threads: the caller's and one on a connection of its
/// own. The caller goes through the parts in their order; where the next one is not ready he makes one himself, so that
/// neither waits for the other while there is something to do.
///
/// It reads each part by its seqs, which is the same as one after the other only where SQLite's structure is whole.
/// Whatever is odd is an error, and nothing is known of the journal then: FileRows must be asked, from the beginning.
class RowsAhead : public journal::RowSource
{
public:
    /// What the other thread does before it reads; false and nothing more is read.
    using Errand = std::function<bool()>;

    /// The connections see the same state of one file; the second is the other thread's while this lives.
    RowsAhead(Connection& mine, Connection& theirs, Errand errand = {});
    ~RowsAhead() override;

    Result<journal::Rows> next() override;
    Result<std::vector<journal::StoredNode>> nodes() override { return m_file.nodes(); }
    Result<std::vector<journal::StoredNote>> notes() override { return m_file.notes(); }
    Result<std::vector<QByteArray>> keyBodies() override { return m_file.keyBodies(); }
    Result<std::vector<qint64>> indexMismatches() override;

    /// As of FileRows, of all that is no row.
    const QStringList& troubles() const { return m_file.troubles(); }

private:
    struct Slot
    {
        RowPart part;
        bool ready = false;
    };
    using Lock = std::unique_lock<std::mutex>;

    Status countParts();
    Result<bool> goToNextPart();
    bool isTakeable() const;
    void makePart(Lock& lock, std::optional<RowScan>& scan, Connection& connection);
    void work(const std::stop_token& stop, const Errand& errand);
    void fail();
    Slot& slotOf(qint64 number) { return m_slots[static_cast<std::size_t>(number) % m_slots.size()]; }

    Connection& m_mine;
    Connection& m_theirs;
    FileRows m_file;
    std::optional<RowScan> m_scan; ///< of parts, on the caller's connection
    EntrySum m_sum;                ///< of the parts that were gone through
    const RowPart* m_part = nullptr;
    qint64 m_count = 0; ///< of parts

    std::mutex m_mutex; ///< for what follows
    std::condition_variable_any m_changed;
    std::array<Slot, 8> m_slots;
    qint64 m_taken = 0; ///< so many parts were begun
    qint64 m_gone = 0;  ///< so many were gone through
    std::optional<EntrySum> m_index;
    bool m_failed = false;

    Mailbox m_home; ///< of the other thread's end, which nobody asks for
    Task m_work;
    Worker m_other; ///< last: ended before anything it uses goes
};

} // namespace penelope::sqlite

#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QString>

#include <memory>
#include <optional>

namespace penelope::system {

/// What the lock file says about the one who holds it.
struct LockHolder
{
    qint64 pid = 0;
    QString host;
    QString socket; ///< empty = it serves no commands
    Instant startedAt{};
};

/// The writer's lock: flock on JOURNAL.lock (contracts.md 1). Freed when it goes, by the kernel on any death.
class JournalLock
{
public:
    /// Conflict names the holder ("pid 12 on host h since …"); Storage where the folder is not writable.
    static Result<std::unique_ptr<JournalLock>> take(const QString& journal, const QString& socket, Instant now);
    /// Who holds it now; nothing where nobody does (a stale file is no lock).
    static std::optional<LockHolder> holder(const QString& journal);
    ~JournalLock();
    JournalLock(const JournalLock&) = delete;
    JournalLock& operator=(const JournalLock&) = delete;

private:
    explicit JournalLock(int descriptor)
        : m_descriptor(descriptor)
    {}
    int m_descriptor;
};

} // namespace penelope::system

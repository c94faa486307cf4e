#pragma once

#include "core/ports/sandbox.h"

#include <memory>

/// Control groups, version 2: what bounds a sandbox as a whole, where the machine's system manager has delegated a
/// group to this process (`systemd-run --user --scope -p Delegate=yes`). Blocking, briefly; core thread.
namespace penelope::sandbox {

/// Where things lie; tests have folders of their own.
struct GroupPlaces
{
    QString root = QStringLiteral("/sys/fs/cgroup");
    QString own = QStringLiteral("/proc/self/cgroup");       ///< names the group of this process
    QString systemd = QStringLiteral("/run/systemd/system"); ///< there where systemd manages the machine's groups
};

/// The group that was delegated to this process; nothing is changed. A group of systemd's that we may write to is
/// delegated only where it carries systemd's mark, the attribute user.delegate. Unsupported: there is none; the
/// sentence says why.
Result<QString> findDelegatedGroup(const GroupPlaces& places = {});

/// The same, made ready for groups below it: this process moves to a group of its
/// own there, since a group that hands out controllers may hold no process. Groups of earlier processes that are gone
/// are removed. Unsupported: there is none, or somebody else is in it; then nothing has changed.
Result<QString> delegatedGroup(const GroupPlaces& places = {});

/// Kills what is in a group, waits for its end, two seconds at most, and removes it. False where something would not
/// go.
bool endGroup(const QString& folder);

/// One sandbox's group, from its making to its end.
class ControlGroup
{
public:
    /// Below `delegated`, with the limits on memory (swap is none), processes and processors. Unavailable: the kernel
    /// does not take them.
    static Result<std::unique_ptr<ControlGroup>> make(const QString& delegated, const Sandbox::Limits& limits);
    /// Ends the group.
    ~ControlGroup();
    ControlGroup(const ControlGroup&) = delete;
    ControlGroup& operator=(const ControlGroup&) = delete;

    /// A process that writes "0" here is in it, and so is all that it starts.
    int door() const { return m_door; }
    void kill() const;
    /// The kernel ended it for its memory.
    bool ranOutOfMemory() const;
    /// It was refused a process.
    bool ranOutOfProcesses() const;

private:
    ControlGroup(QString folder, int door);

    QString m_folder;
    int m_door;
};

} // namespace penelope::sandbox

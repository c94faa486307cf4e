#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

/// What /proc tells of the processes in a sandbox, from outside of it. Blocking, briefly; any thread.
namespace penelope::sandbox {

struct Family
{
    std::vector<qint64> processes; ///< the first and everyone below it
    int tasks = 0;                 ///< their threads; these are what a limit on processes counts
};
/// At most `mostTasks` are looked for. `first`: process 1 of the sandbox, by its number outside.
Family familyOf(qint64 first, int mostTasks);

/// Memory that is theirs alone, in bytes. What they share with one another counts for each, so it may be too much.
qint64 roughMemoryOf(const Family& family);
/// The same with what is shared counted once. Slower; nothing where the kernel does not tell.
std::optional<qint64> exactMemoryOf(const Family& family);

/// Room that open files without a name take, of disk or memory: nobody finds them in a folder.
qint64 namelessBytesOf(const Family& family);

} // namespace penelope::sandbox

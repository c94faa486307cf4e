#pragma once

#include "core/ports/sandbox.h"

/// What bubblewrap is asked for. Pure.
namespace penelope::sandbox {

/// Where things are on this machine.
struct Machine
{
    QString bubblewrap;        ///< absolute
    QString confiner;          ///< penelope-confine, which limits and filters inside, absolute
    QStringList systemFolders; ///< those of /bin, /lib … that are folders of their own
    QStringList systemLinks;   ///< those that are links into /usr, with what they say: "usr/bin", "/bin", …
    int statusDescriptor = 3;  ///< where bubblewrap reports how the program ended
    int socketDescriptor = 4;  ///< where penelope-confine reports that it stands
};

/// Where a job's copies lie.
struct Copies
{
    QString work;
    QStringList others; ///< as Job::others
    QStringList tools;  ///< as Job::tools
    QString confiner;   ///< of Machine::confiner
};

/// The whole command line for a job: no shell, no environment but PATH, HOME, LANG and
/// TMPDIR, every namespace anew, no capability, and the number of processes limited inside, where it counts this
/// sandbox's alone.
QStringList commandLine(const Machine& machine, const Sandbox::Job& job, const Copies& copies);

} // namespace penelope::sandbox

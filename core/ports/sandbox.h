#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace penelope {

/// Runs a program that nobody vouches for on a copy of a tree. It sees the machine's programs and libraries, the copy
/// and what was declared, a network of its own with nobody else in it, and limits on all it uses. Core thread,
/// asynchronous; each handler is called exactly once unless the sandbox is destroyed first, which ends what runs.
class Sandbox
{
public:
    struct Limits
    {
        Milliseconds time{600'000};                          ///< then everything in it is killed
        Milliseconds processor{600'000};                     ///< of each process
        qint64 memoryBytes = qint64{2} * 1024 * 1024 * 1024; ///< data of each process, and memory of all together
        qint64 fileBytes = qint64{256} * 1024 * 1024;        ///< of each file it writes
        qint64 temporaryBytes = qint64{256} * 1024 * 1024;   ///< of /tmp
        qint64 diskBytes = qint64{2} * 1024 * 1024 * 1024;   ///< of its copies together; then it is killed
        qint64 outputBytes = qint64{64} * 1024 * 1024;       ///< what it may print; then it is killed
        int processes = 256;
        int openFiles = 1024;
        bool operator==(const Limits&) const = default;
    };
    /// One more tree, at an absolute place of its own: a copy of `folder` that the program may write to. Or, where it
    /// is the change of another one (`of`), only to read: at/new has the files of `folder` that the other has not or
    /// has otherwise, at/old those of the other that `folder` has not or has otherwise.
    struct Tree
    {
        QString folder;
        QString at;      ///< "/before"
        QString of = {}; ///< absolute folder; empty = the whole of `folder`
        bool operator==(const Tree&) const = default;
    };
    struct Job
    {
        QStringList argv;          ///< no shell; a name without a slash is looked up in the sandbox's /usr/bin
        QString tree;              ///< absolute folder; its copy is /work, where the program starts; empty = so is that
        QStringList readable = {}; ///< absolute folders of the machine that it may read
        QByteArray input = {};
        Limits limits = {};
        std::vector<Tree> others = {};
        QStringList tools = {}; ///< absolute programs of ours; a copy of each is /tools/NAME
        bool network = false;   ///< the machine's, with what names and certificates need; only where registered so
    };
    enum class Ending { Exited, Signalled, TimedOut, TooMuchOutput, TooMuchDisk, TooMuchMemory, Cancelled };
    enum class ChangeKind { Added, Changed, Removed };
    /// A file of the copy that is not as it was; `path` is relative to it.
    struct Change
    {
        ChangeKind kind = ChangeKind::Changed;
        QString path;
        bool operator==(const Change&) const = default;
    };
    /// What the sandbox itself refused or stopped: "the system call mount". What is not there to be reached, such as
    /// a file of the machine, is refused by nobody: the program's own words and its exit code tell of that.
    struct Refusal
    {
        QString what;
        qint64 times = 1;
        bool operator==(const Refusal&) const = default;
    };
    struct Outcome
    {
        Ending ending = Ending::Exited;
        int code = 0;      ///< exit code, or the signal's number
        QByteArray output; ///< standard output, its first MiB
        QString logTail;   ///< both outputs as they came, the last 64 KiB
        Milliseconds took{};
        std::vector<Change> changes; ///< by path, at most `mostChanges`
        qint64 changesLeftOut = 0;
        std::vector<Refusal> refusals; ///< by `what`
    };
    /// A refusal that says little: whoever waits for a service of its own to listen sees it as well.
    inline static const QString nobodyListens = QStringLiteral("a port where nobody listens");
    static constexpr std::size_t mostChanges = 200;
    static constexpr qsizetype keptOutput = qsizetype{1024} * 1024;
    static constexpr qsizetype keptLog = qsizetype{64} * 1024;

    using Handler = std::function<void(Result<Outcome>)>;
    using Ticket = qint64;

    virtual ~Sandbox() = default;
    /// Errors: Unsupported (this machine has no sandbox; the sentence says what is missing), Malformed (a job without
    /// a program, a tree that is none), Unavailable (no space, no right). A program that fails is an answer.
    virtual Ticket run(Job job, Handler handler) = 0;
    /// Ends it at once; its handler hears Cancelled. An unknown ticket is nobody.
    virtual void cancel(Ticket ticket) = 0;
};

} // namespace penelope

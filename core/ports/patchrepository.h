#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <utility>
#include <vector>

namespace penelope {

/// The branch of a service that promotions land on.
struct Branch
{
    QString repository; ///< absolute folder
    QString name;
};

/// The real git history of a service. Blocking: called on the git worker's thread only. `where` of an error names the
/// repository.
class PatchRepository
{
public:
    struct Checked
    {
        QString baseCommit;
        QStringList files;
    };
    using Trailers = std::vector<std::pair<QString, QString>>;

    virtual ~PatchRepository() = default;
    /// Applies in memory to the branch's head; refuses what does not apply or escapes the tree.
    virtual Result<Checked> check(const Branch& branch, const QByteArray& diff) = 0;
    /// Commits the diff to the service branch with trailers and brings the working tree to it. A commit that carries
    /// the same first two trailers already is the answer.
    virtual Result<QString>
    promote(const Branch& branch, const QByteArray& diff, const QString& subject, const Trailers& trailers) = 0;
    /// The newest commit of the branch, no revert, that carries the same first two trailers; empty where there is none.
    virtual Result<QString> find(const Branch& branch, const Trailers& trailers) = 0;
    /// A revert commit on the branch. Reverting a commit twice is Refused.
    virtual Result<QString>
    revert(const Branch& branch, const QString& commit, const QString& reason, const Trailers& trailers) = 0;
};

/// Checked-out trees to run a canary from. Same thread rule.
class Worktrees
{
public:
    virtual ~Worktrees() = default;
    /// A worktree at `folder` of branch penelope/<patch>, from the service branch's head with the diff committed.
    /// An empty diff is the head as it is.
    /// Done already = the same answer. Answers the commit.
    virtual Result<QString>
    checkOut(const Branch& branch, const QString& patch, const QByteArray& diff, const QString& folder) = 0;
    virtual Status remove(const Branch& branch, const QString& folder) = 0;
    /// The folders below `below` in which a worktree of ours stands, or stood before somebody removed its folder.
    virtual QStringList standing(const Branch& branch, const QString& below) = 0;
};

/// Reading what is there. Same thread rule.
class RepositoryHistory
{
public:
    struct Commit
    {
        QString id;
        QString author;
        Instant at{};
        QString summary;
        QString reverts; ///< the commit that it says to undo; empty = none
    };
    /// Which files to read, and how much at most.
    struct Wanted
    {
        std::function<bool(const QString& path)> path;
        int files = 2000;
        qint64 fileBytes = qint64{512} * 1024;
        qint64 bytes = qint64{16} * 1024 * 1024;
    };
    struct File
    {
        QString path;
        QByteArray bytes;
    };
    struct Files
    {
        QString commit; ///< whose tree it is
        std::vector<File> files;
        QString leftOut; ///< the first wanted file that a bound kept out, and which; empty = all are there
    };

    virtual ~RepositoryHistory() = default;
    /// Newest first, not older than `since`, at most `limit`.
    virtual Result<std::vector<Commit>> log(const Branch& branch, Instant since, int limit) = 0;
    /// The wanted regular files of the branch's head, in the order of the tree.
    virtual Result<Files> files(const Branch& branch, const Wanted& wanted) = 0;
    /// The diff on the branch's head that undoes a commit of it; nothing is written. Refused: a merge, the first
    /// commit, reverted already, or later changes stand on it.
    virtual Result<QByteArray> reverting(const Branch& branch, const QString& commit) = 0;
};

} // namespace penelope

#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/base/result.h"

#include <QString>

#include <map>
#include <vector>

namespace penelope {

/// The real git repository of a service. Blocking: called on the git worker's thread only. `where` of an error names
/// the repository.
class PatchRepository
{
public:
    struct Commit
    {
        QString id;
        QString author;
        Instant at{};
        QString summary;
    };
    struct Checked
    {
        QString baseCommit;
        QStringList files;
    };
    using Trailers = std::vector<std::pair<QString, QString>>;

    virtual ~PatchRepository() = default;
    /// Applies in memory to the branch's head; refuses what does not apply or escapes the tree.
    virtual Result<Checked> check(const QString& repository, const QString& branch, const QByteArray& diff) = 0;
    /// A worktree at `folder` of branch penelope/<patch> from the branch's head with the diff applied, committed there.
    /// Done already = the same answer. Answers the commit.
    virtual Result<QString> checkOut(const QString& repository, const QString& branch, const QString& patch,
                                     const QByteArray& diff, const QString& folder) = 0;
    /// Commits the diff to the service branch with trailers. A commit with the same first two trailers already there is
    /// the answer.
    virtual Result<QString> promote(const QString& repository, const QString& branch, const QByteArray& diff,
                                    const QString& subject, const Trailers& trailers) = 0;
    /// A revert commit on the branch. Reverting twice is Refused.
    virtual Result<QString> revert(const QString& repository, const QString& branch, const QString& commit,
                                   const QString& reason, const Trailers& trailers) = 0;
    /// Newest first, not older than `since`.
    virtual Result<std::vector<Commit>> log(const QString& repository, const QString& branch, Instant since) = 0;
    /// A regular file's bytes at the branch's head.
    virtual Result<QByteArray> file(const QString& repository, const QString& branch, const QString& path) = 0;
    /// Puts the working tree of the repository at the branch's head (after a promotion or a revert), and removes the
    /// worktree at `folder` if it is not empty.
    virtual Status reset(const QString& repository, const QString& branch, const QString& folder) = 0;
};

} // namespace penelope

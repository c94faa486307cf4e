#pragma once

#include "core/ports/clock.h"
#include "core/ports/patchrepository.h"

namespace penelope::git {

/// Real repositories through libgit2, without the user's or the machine's git configuration and without hooks.
/// The git worker's thread only; all calls block. Author and committer are "Penelope <penelope@localhost>" at the
/// clock's time.
/// Errors: NotFound (no repository, branch, commit, file), Malformed (the diff cannot be read: `git diff` headers are
/// needed), Refused (does not apply, leaves the tree, touches anything but regular files, empty, reverted already,
/// local changes in the way), Storage (git could not write); `where` is the repository's folder.
class GitRepository final : public PatchRepository, public Worktrees, public RepositoryHistory
{
public:
    explicit GitRepository(const Clock& clock);
    ~GitRepository() override;
    GitRepository(const GitRepository&) = delete;
    GitRepository& operator=(const GitRepository&) = delete;

    Result<Checked> check(const Branch& branch, const QByteArray& diff) override;
    Result<QString>
    promote(const Branch& branch, const QByteArray& diff, const QString& subject, const Trailers& trailers) override;
    Result<QString> find(const Branch& branch, const Trailers& trailers) override;
    Result<QString>
    revert(const Branch& branch, const QString& commit, const QString& reason, const Trailers& trailers) override;

    Result<QString>
    checkOut(const Branch& branch, const QString& patch, const QByteArray& diff, const QString& folder) override;
    Status remove(const Branch& branch, const QString& folder) override;
    QStringList standing(const Branch& branch, const QString& below) override;

    Result<std::vector<Commit>> log(const Branch& branch, Instant since, int limit) override;
    Result<Files> files(const Branch& branch, const Wanted& wanted) override;
    Result<QByteArray> reverting(const Branch& branch, const QString& commit) override;

private:
    const Clock& m_clock;
};

} // namespace penelope::git

#include "core/adapters/git/gitrepository.h"
#include "core/adapters/git/handles.h"
#include "core/adapters/git/history.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace penelope::git {

namespace {

const auto patchTrailer = u"Penelope-Patch"_s;

QString canonicalFolder(const QString& folder)
{
    const auto canonical = QFileInfo(folder).canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(QFileInfo(folder).absoluteFilePath()) : canonical;
}

/// The worktree that stands (or stood) at the folder.
WorktreeHandle findWorktree(git_repository& repository, const QString& folder)
{
    git_strarray names{};
    if (git_worktree_list(&names, &repository) != 0)
        return nullptr;
    WorktreeHandle found;
    for (std::size_t i = 0; i < names.count && !found; ++i) {
        git_worktree* worktree = nullptr;
        if (git_worktree_lookup(&worktree, &repository, names.strings[i]) != 0)
            continue;
        WorktreeHandle owned(worktree);
        if (canonicalFolder(QString::fromUtf8(git_worktree_path(worktree))) == canonicalFolder(folder))
            found = std::move(owned);
    }
    git_strarray_dispose(&names);
    return found;
}

Status prune(git_worktree& worktree, const QString& where)
{
    git_worktree_prune_options options{};
    git_worktree_prune_options_init(&options, GIT_WORKTREE_PRUNE_OPTIONS_VERSION);
    options.flags = GIT_WORKTREE_PRUNE_VALID | GIT_WORKTREE_PRUNE_LOCKED | GIT_WORKTREE_PRUNE_WORKING_TREE;
    if (git_worktree_prune(&worktree, &options) != 0)
        return gitFailure(ErrorCode::Storage, u"the worktree could not be removed"_s, where);
    return {};
}

/// The commit of the patch on the branch's present head: the one from before, or a new one.
Result<CommitHandle> patchCommit(
    const Opened& opened, const QByteArray& reference, const QString& patch, const QByteArray& diff, Instant now)
{
    if (diff.trimmed().isEmpty()) {
        git_commit* head = nullptr;
        if (git_commit_dup(&head, opened.head.get()) != 0)
            return gitFailure(ErrorCode::Storage, u"the branch's head cannot be read"_s, opened.where);
        return CommitHandle(head);
    }
    const auto read = readDiff(diff, opened.where);
    if (!read)
        return Failure{read.error()};
    const auto index = applied(opened, **read);
    if (!index)
        return Failure{index.error()};
    git_oid wanted{};
    if (git_index_write_tree_to(&wanted, index->get(), opened.repository.get()) != 0)
        return gitFailure(ErrorCode::Storage, u"git could not write the tree"_s, opened.where);

    git_oid tip{};
    git_commit* commit = nullptr;
    if (git_reference_name_to_id(&tip, opened.repository.get(), reference.constData()) == 0 &&
        git_commit_lookup(&commit, opened.repository.get(), &tip) == 0) {
        CommitHandle before(commit);
        const bool same = git_commit_parentcount(commit) == 1 &&
                          git_oid_equal(git_commit_parent_id(commit, 0), git_commit_id(opened.head.get())) != 0 &&
                          git_oid_equal(git_commit_tree_id(commit), &wanted) != 0;
        if (same)
            return before;
    }
    return writeCommit(opened, **index, message(u"Canary of patch %1"_s.arg(patch), {}, {{patchTrailer, patch}}), now);
}

Status moveBranch(const Opened& opened, const QByteArray& reference, const git_commit& commit)
{
    git_reference* moved = nullptr;
    const int code = git_reference_create(
        &moved, opened.repository.get(), reference.constData(), git_commit_id(&commit), 1, "canary");
    const ReferenceHandle owned(moved);
    if (code != 0)
        return gitFailure(ErrorCode::Storage, u"the canary's branch could not be made"_s, opened.where);
    return {};
}

/// Makes an existing worktree what the commit says, whatever an interrupted try left there.
bool refresh(git_worktree& worktree, const git_commit& commit)
{
    git_repository* repository = nullptr;
    if (git_worktree_validate(&worktree) != 0 || git_repository_open_from_worktree(&repository, &worktree) != 0)
        return false;
    const RepositoryHandle owned(repository);
    git_commit* same = nullptr;
    if (git_commit_lookup(&same, repository, git_commit_id(&commit)) != 0)
        return false;
    const CommitHandle ownedCommit(same);
    git_checkout_options options{};
    git_checkout_options_init(&options, GIT_CHECKOUT_OPTIONS_VERSION);
    options.checkout_strategy = GIT_CHECKOUT_FORCE | GIT_CHECKOUT_REMOVE_UNTRACKED;
    return git_reset(repository, reinterpret_cast<const git_object*>(same), GIT_RESET_HARD, &options) == 0;
}

Status addWorktree(const Opened& opened, const QByteArray& reference, const QString& patch, const QString& folder)
{
    if (!QDir().mkpath(QFileInfo(folder).absolutePath()))
        return failure(ErrorCode::Storage, u"the folder for the canary cannot be made"_s, folder);
    git_reference* branch = nullptr;
    if (git_reference_lookup(&branch, opened.repository.get(), reference.constData()) != 0)
        return gitFailure(ErrorCode::Storage, u"the canary's branch is gone"_s, opened.where);
    const ReferenceHandle owned(branch);
    git_worktree_add_options options{};
    git_worktree_add_options_init(&options, GIT_WORKTREE_ADD_OPTIONS_VERSION);
    options.ref = branch;
    git_worktree* made = nullptr;
    const auto name = "penelope-" + patch.toUtf8();
    const int code =
        git_worktree_add(&made, opened.repository.get(), name.constData(), local(folder).constData(), &options);
    const WorktreeHandle ownedWorktree(made);
    if (code != 0)
        return gitFailure(ErrorCode::Storage, u"the worktree %1 could not be made"_s.arg(folder), opened.where);
    return {};
}

} // namespace

Result<QString>
GitRepository::checkOut(const Branch& branch, const QString& patch, const QByteArray& diff, const QString& folder)
{
    const auto opened = open(branch.repository, branch.name);
    if (!opened)
        return Failure{opened.error()};
    const auto reference = "refs/heads/penelope/" + patch.toUtf8();
    if (git_reference_is_valid_name(reference.constData()) != 1 || patch.contains(u'/'))
        return failure(ErrorCode::Malformed, u"%1 is no id of a patch"_s.arg(patch), opened->where);
    const auto commit = patchCommit(*opened, reference, patch, diff, m_clock.now());
    if (!commit)
        return Failure{commit.error()};
    if (const auto moved = moveBranch(*opened, reference, **commit); !moved)
        return Failure{moved.error()};
    const auto id = toText(*git_commit_id(commit->get()));

    git_worktree* known = nullptr;
    if (git_worktree_lookup(&known, opened->repository.get(), ("penelope-" + patch.toUtf8()).constData()) == 0) {
        const WorktreeHandle owned(known);
        const bool here = canonicalFolder(QString::fromUtf8(git_worktree_path(known))) == canonicalFolder(folder);
        if (here && refresh(*known, **commit))
            return id;
        if (const auto pruned = prune(*known, opened->where); !pruned)
            return Failure{pruned.error()};
    }
    if (const auto added = addWorktree(*opened, reference, patch, folder); !added)
        return Failure{added.error()};
    return id;
}

Status GitRepository::remove(const Branch& branch, const QString& folder)
{
    const auto opened = open(branch.repository, branch.name);
    if (!opened)
        return Failure{opened.error()};
    const auto worktree = findWorktree(*opened->repository, folder);
    if (!worktree) {
        if (!QFileInfo::exists(folder))
            return {};
        return failure(ErrorCode::Refused, u"%1 is no worktree of the repository"_s.arg(folder), opened->where);
    }
    const auto name = QByteArray(git_worktree_name(worktree.get()));
    if (!name.startsWith("penelope-"))
        return failure(ErrorCode::Refused, u"%1 is somebody else's worktree"_s.arg(folder), opened->where);
    if (auto pruned = prune(*worktree, opened->where); !pruned)
        return pruned;
    git_reference* reference = nullptr;
    if (git_reference_lookup(
            &reference, opened->repository.get(), ("refs/heads/penelope/" + name.mid(9)).constData()) == 0) {
        const ReferenceHandle owned(reference);
        git_reference_delete(reference);
    }
    return {};
}

QStringList GitRepository::standing(const Branch& branch, const QString& below)
{
    QStringList folders;
    const auto opened = open(branch.repository, branch.name);
    git_strarray names{};
    if (!opened || git_worktree_list(&names, opened->repository.get()) != 0)
        return folders;
    const auto canonicalBelow = canonicalFolder(below);
    for (std::size_t i = 0; i < names.count; ++i) {
        git_worktree* worktree = nullptr;
        if (!QByteArrayView{names.strings[i]}.startsWith("penelope-") ||
            git_worktree_lookup(&worktree, opened->repository.get(), names.strings[i]) != 0)
            continue;
        const WorktreeHandle owned(worktree);
        const auto folder = canonicalFolder(QString::fromUtf8(git_worktree_path(worktree)));
        if (folder.startsWith(canonicalBelow + u'/'))
            folders.append(QDir::cleanPath(below) + folder.mid(canonicalBelow.size()));
    }
    git_strarray_dispose(&names);
    return folders;
}

} // namespace penelope::git

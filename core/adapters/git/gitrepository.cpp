#include "core/adapters/git/gitrepository.h"

#include "core/adapters/git/handles.h"
#include "core/adapters/git/history.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::git {

namespace {

/// Is the branch what the repository's own working tree shows?
bool showsBranch(const Opened& opened)
{
    if (git_repository_is_bare(opened.repository.get()) != 0)
        return false;
    git_reference* head = nullptr;
    if (git_reference_lookup(&head, opened.repository.get(), "HEAD") != 0)
        return false;
    const ReferenceHandle owned(head);
    const auto* name = git_reference_symbolic_target(head);
    return name && opened.reference == name;
}

/// Brings the working tree from the head to the commit; local changes in the way stop it before anything is touched.
Status bringWorkingTree(const Opened& opened, const git_commit& commit)
{
    const auto tree = treeOf(commit, opened.where);
    if (!tree)
        return Failure{tree.error()};
    git_checkout_options options{};
    git_checkout_options_init(&options, GIT_CHECKOUT_OPTIONS_VERSION);
    options.checkout_strategy = GIT_CHECKOUT_SAFE;
    options.baseline = opened.tree.get();
    const int code =
        git_checkout_tree(opened.repository.get(), reinterpret_cast<const git_object*>(tree->get()), &options);
    if (code == GIT_ECONFLICT)
        return gitFailure(ErrorCode::Refused, u"local changes stand in the way"_s, opened.where);
    if (code != 0)
        return gitFailure(ErrorCode::Storage, u"the working tree could not be brought to the commit"_s, opened.where);
    return {};
}

/// The working tree first, then the branch: a crash between leaves a tree that the next try finds as it wants it.
Result<QString> land(const Opened& opened, const git_commit& commit, const QByteArray& logLine)
{
    if (showsBranch(opened)) {
        if (const auto brought = bringWorkingTree(opened, commit); !brought)
            return Failure{brought.error()};
    }
    git_reference* moved = nullptr;
    const int code = git_reference_create_matching(
        &moved, opened.repository.get(), opened.reference.constData(), git_commit_id(&commit), 1,
        git_commit_id(opened.head.get()), logLine.constData());
    const ReferenceHandle owned(moved);
    if (code == GIT_EMODIFIED)
        return failure(ErrorCode::Conflict, u"somebody else committed to the branch meanwhile"_s, opened.where);
    if (code != 0)
        return gitFailure(ErrorCode::Storage, u"the branch could not be moved"_s, opened.where);
    return toText(*git_commit_id(&commit));
}

Result<CommitHandle> findOnBranch(const Opened& opened, const QString& id)
{
    git_oid oid{};
    git_commit* commit = nullptr;
    if (git_oid_fromstr(&oid, id.toLatin1().constData()) != 0 ||
        git_commit_lookup(&commit, opened.repository.get(), &oid) != 0)
        return failure(ErrorCode::NotFound, u"the repository has no commit %1"_s.arg(id), opened.where);
    CommitHandle owned(commit);
    const auto* head = git_commit_id(opened.head.get());
    if (git_oid_equal(&oid, head) == 0 && git_graph_descendant_of(opened.repository.get(), head, &oid) != 1)
        return failure(ErrorCode::Refused, u"commit %1 is not on the branch"_s.arg(id), opened.where);
    return owned;
}

QStringList conflictingFiles(git_index& index)
{
    QStringList files;
    git_index_conflict_iterator* iterator = nullptr;
    if (git_index_conflict_iterator_new(&iterator, &index) != 0)
        return files;
    const git_index_entry* base = nullptr;
    const git_index_entry* ours = nullptr;
    const git_index_entry* theirs = nullptr;
    while (git_index_conflict_next(&base, &ours, &theirs, iterator) == 0) {
        const auto* any = ours ? ours : (base ? base : theirs);
        files.append(QString::fromUtf8(any->path));
    }
    git_index_conflict_iterator_free(iterator);
    return files;
}

Result<IndexHandle> revertedIndex(const Opened& opened, git_commit& commit)
{
    const auto id = toText(*git_commit_id(&commit)).left(12);
    if (git_commit_parentcount(&commit) != 1)
        return failure(ErrorCode::Refused, u"commit %1 is a merge or the first one"_s.arg(id), opened.where);
    git_index* index = nullptr;
    if (git_revert_commit(&index, opened.repository.get(), &commit, opened.head.get(), 0, nullptr) != 0)
        return gitFailure(ErrorCode::Refused, u"commit %1 cannot be reverted"_s.arg(id), opened.where);
    IndexHandle owned(index);
    if (git_index_has_conflicts(index) != 0)
        return failure(
            ErrorCode::Refused,
            u"commit %1 cannot be reverted: later changes of %2 stand on it"_s.arg(
                id, conflictingFiles(*index).join(u", "_s)),
            opened.where);
    return owned;
}

} // namespace

GitRepository::GitRepository(const Clock& clock)
    : m_clock(clock)
{
    git_libgit2_init();
    // Nobody's own configuration decides how patches land.
    for (const int level :
         {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
}

GitRepository::~GitRepository()
{
    git_libgit2_shutdown();
}

Result<PatchRepository::Checked> GitRepository::check(const Branch& branch, const QByteArray& diff)
{
    const auto opened = open(branch.repository, branch.name);
    if (!opened)
        return Failure{opened.error()};
    const auto read = readDiff(diff, opened->where);
    if (!read)
        return Failure{read.error()};
    if (const auto index = applied(*opened, **read); !index)
        return Failure{index.error()};
    Checked checked{toText(*git_commit_id(opened->head.get())), {}};
    for (std::size_t i = 0; i < git_diff_num_deltas(read->get()); ++i) {
        const auto* delta = git_diff_get_delta(read->get(), i);
        for (const auto* path : {delta->old_file.path, delta->new_file.path}) {
            const auto name = QString::fromUtf8(path);
            if (!name.isEmpty() && !checked.files.contains(name))
                checked.files.append(name);
        }
    }
    return checked;
}

Result<QString>
GitRepository::promote(const Branch& branch, const QByteArray& diff, const QString& subject, const Trailers& trailers)
{
    const auto opened = open(branch.repository, branch.name);
    if (!opened)
        return Failure{opened.error()};
    auto done = findCommit(*opened, trailers);
    if (!done || !done->isEmpty())
        return done;
    const auto read = readDiff(diff, opened->where);
    if (!read)
        return Failure{read.error()};
    const auto index = applied(*opened, **read);
    if (!index)
        return Failure{index.error()};
    const auto commit = writeCommit(*opened, **index, message(subject, {}, trailers), m_clock.now());
    if (!commit)
        return Failure{commit.error()};
    return land(*opened, **commit, "commit: " + subject.toUtf8());
}

Result<QString> GitRepository::find(const Branch& branch, const Trailers& trailers)
{
    const auto opened = open(branch.repository, branch.name);
    if (!opened)
        return Failure{opened.error()};
    return findCommit(*opened, trailers);
}

Result<QString>
GitRepository::revert(const Branch& branch, const QString& commit, const QString& reason, const Trailers& trailers)
{
    const auto opened = open(branch.repository, branch.name);
    if (!opened)
        return Failure{opened.error()};
    const auto found = findOnBranch(*opened, commit);
    if (!found)
        return Failure{found.error()};
    const auto id = toText(*git_commit_id(found->get()));
    const auto before = standingRevert(*opened, id);
    if (!before)
        return Failure{before.error()};
    if (*before) {
        // The same intent, all trailers alike, was carried out before: an effect tried again after a restart.
        if (!trailers.empty() && (*before)->trailers == trailers)
            return (*before)->commit;
        return failure(
            ErrorCode::Refused, u"commit %1 was reverted already, by %2"_s.arg(id, (*before)->commit), opened->where);
    }
    const auto index = revertedIndex(*opened, **found);
    if (!index)
        return Failure{index.error()};
    const auto subject = u"Revert \"%1\""_s.arg(QString::fromUtf8(git_commit_summary(found->get())));
    const auto text = message(subject, {u"This reverts commit %1."_s.arg(id), reason}, trailers);
    const auto made = writeCommit(*opened, **index, text, m_clock.now());
    if (!made)
        return Failure{made.error()};
    return land(*opened, **made, "revert: " + subject.toUtf8());
}

Result<std::vector<RepositoryHistory::Commit>> GitRepository::log(const Branch& branch, Instant since, int limit)
{
    const auto opened = open(branch.repository, branch.name);
    if (!opened)
        return Failure{opened.error()};
    std::vector<Commit> commits;
    if (limit <= 0)
        return commits;
    const auto walked = walk(*opened, [&commits, since, limit](const git_commit& commit) {
        const auto at = instantFromMs(git_commit_time(&commit) * 1000);
        if (at >= since)
            commits.push_back(
                {toText(*git_commit_id(&commit)), QString::fromUtf8(git_commit_author(&commit)->name), at,
                 QString::fromUtf8(git_commit_summary(const_cast<git_commit*>(&commit))), revertedBy(commit)});
        return at >= since && static_cast<int>(commits.size()) < limit;
    });
    if (!walked)
        return Failure{walked.error()};
    return commits;
}

Result<QByteArray> GitRepository::reverting(const Branch& branch, const QString& commit)
{
    const auto opened = open(branch.repository, branch.name);
    if (!opened)
        return Failure{opened.error()};
    const auto found = findOnBranch(*opened, commit);
    if (!found)
        return Failure{found.error()};
    const auto id = toText(*git_commit_id(found->get()));
    const auto before = standingRevert(*opened, id);
    if (!before)
        return Failure{before.error()};
    if (*before)
        return failure(
            ErrorCode::Refused, u"commit %1 was reverted already, by %2"_s.arg(id, (*before)->commit), opened->where);
    const auto index = revertedIndex(*opened, **found);
    if (!index)
        return Failure{index.error()};
    git_diff* diff = nullptr;
    if (git_diff_tree_to_index(&diff, opened->repository.get(), opened->tree.get(), index->get(), nullptr) != 0)
        return gitFailure(ErrorCode::Damaged, u"commit %1 cannot be undone"_s.arg(id), opened->where);
    const DiffHandle owned(diff);
    if (git_diff_num_deltas(diff) == 0)
        return failure(ErrorCode::Refused, u"undoing commit %1 changes nothing"_s.arg(id), opened->where);
    git_buf text{};
    const int code = git_diff_to_buf(&text, diff, GIT_DIFF_FORMAT_PATCH);
    const QByteArray bytes(text.ptr, static_cast<qsizetype>(text.size));
    git_buf_dispose(&text);
    if (code != 0)
        return gitFailure(ErrorCode::Damaged, u"commit %1 cannot be undone"_s.arg(id), opened->where);
    return bytes;
}

} // namespace penelope::git

#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <git2.h>

#include <memory>

/// libgit2's objects with owners, and its errors as ours. For the files of this adapter only.
namespace penelope::git {

template <auto Free> struct Freer
{
    template <typename T> void operator()(T* object) const { Free(object); }
};

using RepositoryHandle = std::unique_ptr<git_repository, Freer<git_repository_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, Freer<git_reference_free>>;
using CommitHandle = std::unique_ptr<git_commit, Freer<git_commit_free>>;
using TreeHandle = std::unique_ptr<git_tree, Freer<git_tree_free>>;
using TreeEntryHandle = std::unique_ptr<git_tree_entry, Freer<git_tree_entry_free>>;
using BlobHandle = std::unique_ptr<git_blob, Freer<git_blob_free>>;
using DiffHandle = std::unique_ptr<git_diff, Freer<git_diff_free>>;
using IndexHandle = std::unique_ptr<git_index, Freer<git_index_free>>;
using RevwalkHandle = std::unique_ptr<git_revwalk, Freer<git_revwalk_free>>;
using SignatureHandle = std::unique_ptr<git_signature, Freer<git_signature_free>>;
using WorktreeHandle = std::unique_ptr<git_worktree, Freer<git_worktree_free>>;

/// What libgit2 said last on this thread.
QString lastMessage();
/// "WHAT: what libgit2 said".
Failure gitFailure(ErrorCode code, const QString& what, const QString& where);

QString toText(const git_oid& id);
inline QByteArray local(const QString& path)
{
    return path.toUtf8();
}

/// A repository, its branch and the branch's head.
struct Opened
{
    QString where; ///< the folder, for errors
    RepositoryHandle repository;
    QByteArray reference; ///< "refs/heads/main"
    CommitHandle head;
    TreeHandle tree;
};
Result<Opened> open(const QString& folder, const QString& branch);
Result<TreeHandle> treeOf(const git_commit& commit, const QString& where);

/// `diff` as libgit2 reads it; Malformed where it cannot, or where nothing is in it.
Result<DiffHandle> readDiff(const QByteArray& diff, const QString& where);
/// Regular files inside the tree only, and nothing that hides another file.
Status checkPaths(const git_diff& diff, const git_tree& base, const QString& where);
/// checkPaths, then applied in memory.
Result<IndexHandle> applied(const Opened& opened, git_diff& diff);
/// Writes the index as a tree and a commit on `opened.head`; no reference moves yet. Refused where nothing changes.
Result<CommitHandle> writeCommit(const Opened& opened, git_index& index, const QByteArray& message, Instant now);

} // namespace penelope::git

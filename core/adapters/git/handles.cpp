#include "core/adapters/git/handles.h"

#include <QStringList>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace penelope::git {

namespace {

constexpr auto authorName = "Penelope";
constexpr auto authorMail = "penelope@localhost";
constexpr auto modeFile = static_cast<std::uint16_t>(GIT_FILEMODE_BLOB);
constexpr auto modeProgram = static_cast<std::uint16_t>(GIT_FILEMODE_BLOB_EXECUTABLE);

bool isRegular(std::uint16_t mode)
{
    return mode == modeFile || mode == modeProgram;
}

/// Inside the tree, and nothing that git itself keeps there.
bool isInside(const QString& path)
{
    if (path.isEmpty() || path.startsWith(u'/') || path.contains(u'\\') || path.contains(QChar(0)))
        return false;
    for (const auto& part : path.split(u'/')) {
        if (part.isEmpty() || part == "."_L1 || part == ".."_L1 || part.toLower() == ".git"_L1)
            return false;
    }
    return true;
}

TreeEntryHandle entryAt(const git_tree& base, const QString& path)
{
    git_tree_entry* entry = nullptr;
    if (git_tree_entry_bypath(&entry, &base, local(path).constData()) != 0)
        return nullptr;
    return TreeEntryHandle(entry);
}

Failure refusedPath(const QString& path, const QString& why, const QString& where)
{
    return failure(ErrorCode::Refused, u"%1: %2"_s.arg(path, why), where);
}

/// The side that stands in the tree now.
Status checkOld(const git_diff_delta& delta, const git_tree& base, const QString& where)
{
    const auto path = QString::fromUtf8(delta.old_file.path);
    if (!isInside(path))
        return refusedPath(path, u"is no path inside the repository"_s, where);
    const auto entry = entryAt(base, path);
    if (!entry)
        return refusedPath(path, u"is not in the repository"_s, where);
    if (!isRegular(static_cast<std::uint16_t>(git_tree_entry_filemode(entry.get()))))
        return refusedPath(path, u"is no regular file in the repository"_s, where);
    if (delta.old_file.mode != 0 && !isRegular(delta.old_file.mode))
        return refusedPath(path, u"is no regular file in the patch"_s, where);
    return {};
}

/// The side that the patch makes.
Status checkNew(const git_diff_delta& delta, const git_tree& base, const QString& where)
{
    const auto path = QString::fromUtf8(delta.new_file.path);
    if (!isInside(path))
        return refusedPath(path, u"is no path inside the repository"_s, where);
    if (delta.new_file.mode != 0 && !isRegular(delta.new_file.mode))
        return refusedPath(path, u"would be no regular file"_s, where);
    if (delta.status == GIT_DELTA_MODIFIED)
        return {};
    if (entryAt(base, path))
        return refusedPath(path, u"exists already"_s, where);
    const auto parts = path.split(u'/');
    for (qsizetype count = 1; count < parts.size(); ++count) {
        const auto folder = parts.mid(0, count).join(u'/');
        const auto entry = entryAt(base, folder);
        if (entry && git_tree_entry_type(entry.get()) != GIT_OBJECT_TREE)
            return refusedPath(path, u"%1 is no folder"_s.arg(folder), where);
    }
    return {};
}

Status checkDelta(const git_diff_delta& delta, const git_tree& base, const QString& where)
{
    if ((delta.flags & GIT_DIFF_FLAG_BINARY) != 0)
        return refusedPath(QString::fromUtf8(delta.new_file.path), u"is binary"_s, where);
    switch (delta.status) {
    case GIT_DELTA_ADDED: return checkNew(delta, base, where);
    case GIT_DELTA_DELETED: return checkOld(delta, base, where);
    case GIT_DELTA_MODIFIED:
    case GIT_DELTA_RENAMED:
    case GIT_DELTA_COPIED:
        if (auto old = checkOld(delta, base, where); !old)
            return old;
        return checkNew(delta, base, where);
    case GIT_DELTA_UNMODIFIED:
    case GIT_DELTA_IGNORED:
    case GIT_DELTA_UNTRACKED:
    case GIT_DELTA_TYPECHANGE:
    case GIT_DELTA_UNREADABLE:
    case GIT_DELTA_CONFLICTED: break;
    }
    return refusedPath(QString::fromUtf8(delta.new_file.path), u"is not changed as a file can be"_s, where);
}

} // namespace

QString lastMessage()
{
    const auto* error = git_error_last();
    return error && error->message ? QString::fromUtf8(error->message) : u"no reason given"_s;
}

Failure gitFailure(ErrorCode code, const QString& what, const QString& where)
{
    return failure(code, u"%1: %2"_s.arg(what, lastMessage()), where);
}

QString toText(const git_oid& id)
{
    std::array<char, GIT_OID_HEXSZ + 1> text{};
    git_oid_tostr(text.data(), text.size(), &id);
    return QString::fromLatin1(text.data());
}

Result<TreeHandle> treeOf(const git_commit& commit, const QString& where)
{
    git_tree* tree = nullptr;
    if (git_commit_tree(&tree, &commit) != 0)
        return gitFailure(ErrorCode::Damaged, u"a commit's tree cannot be read"_s, where);
    return TreeHandle(tree);
}

Result<Opened> open(const QString& folder, const QString& branch)
{
    Opened opened;
    opened.where = folder;
    opened.reference = "refs/heads/" + branch.toUtf8();
    git_repository* repository = nullptr;
    if (git_repository_open_ext(&repository, local(folder).constData(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) != 0)
        return gitFailure(ErrorCode::NotFound, u"no git repository"_s, folder);
    opened.repository.reset(repository);
    git_reference* reference = nullptr;
    if (git_reference_lookup(&reference, repository, opened.reference.constData()) != 0)
        return failure(ErrorCode::NotFound, u"the repository has no branch %1"_s.arg(branch), folder);
    const ReferenceHandle owned(reference);
    git_object* object = nullptr;
    if (git_reference_peel(&object, reference, GIT_OBJECT_COMMIT) != 0)
        return gitFailure(ErrorCode::Damaged, u"branch %1 names no commit"_s.arg(branch), folder);
    // A peeled commit is a commit object.
    opened.head.reset(reinterpret_cast<git_commit*>(object));
    auto tree = treeOf(*opened.head, folder);
    if (!tree)
        return Failure{tree.error()};
    opened.tree = std::move(*tree);
    return opened;
}

Result<DiffHandle> readDiff(const QByteArray& diff, const QString& where)
{
    git_diff* read = nullptr;
    if (git_diff_from_buffer(&read, diff.constData(), static_cast<std::size_t>(diff.size())) != 0)
        return gitFailure(
            ErrorCode::Malformed, u"the patch cannot be read (\"diff --git\" headers are needed)"_s, where);
    DiffHandle owned(read);
    if (git_diff_num_deltas(read) == 0)
        return failure(ErrorCode::Malformed, u"the patch changes no file (\"diff --git\" headers are needed)"_s, where);
    return owned;
}

Status checkPaths(const git_diff& diff, const git_tree& base, const QString& where)
{
    const auto count = git_diff_num_deltas(&diff);
    for (std::size_t i = 0; i < count; ++i) {
        if (auto fine = checkDelta(*git_diff_get_delta(&diff, i), base, where); !fine)
            return fine;
    }
    return {};
}

Result<IndexHandle> applied(const Opened& opened, git_diff& diff)
{
    if (const auto fine = checkPaths(diff, *opened.tree, opened.where); !fine)
        return Failure{fine.error()};
    git_index* index = nullptr;
    const int code = git_apply_to_tree(&index, opened.repository.get(), opened.tree.get(), &diff, nullptr);
    if (code != 0)
        return gitFailure(
            ErrorCode::Refused,
            u"the patch does not apply to %1"_s.arg(toText(*git_commit_id(opened.head.get())).left(12)), opened.where);
    return IndexHandle(index);
}

Result<CommitHandle> writeCommit(const Opened& opened, git_index& index, const QByteArray& message, Instant now)
{
    const auto cannot = [&opened] {
        return gitFailure(ErrorCode::Storage, u"git could not write the commit"_s, opened.where);
    };
    git_oid treeId{};
    if (git_index_write_tree_to(&treeId, &index, opened.repository.get()) != 0)
        return cannot();
    if (git_oid_equal(&treeId, git_tree_id(opened.tree.get())) != 0)
        return failure(ErrorCode::Refused, u"the patch changes nothing"_s, opened.where);
    git_tree* tree = nullptr;
    if (git_tree_lookup(&tree, opened.repository.get(), &treeId) != 0)
        return cannot();
    const TreeHandle ownedTree(tree);
    git_signature* signature = nullptr;
    if (git_signature_new(&signature, authorName, authorMail, toMs(now) / 1000, 0) != 0)
        return cannot();
    const SignatureHandle ownedSignature(signature);
    const git_commit* parents[] = {opened.head.get()};
    git_oid id{};
    if (git_commit_create(
            &id, opened.repository.get(), nullptr, signature, signature, nullptr, message.constData(), tree, 1,
            parents) != 0)
        return cannot();
    git_commit* commit = nullptr;
    if (git_commit_lookup(&commit, opened.repository.get(), &id) != 0)
        return cannot();
    return CommitHandle(commit);
}

} // namespace penelope::git

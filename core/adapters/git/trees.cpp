#include "core/adapters/git/gitrepository.h"
#include "core/adapters/git/handles.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::git {

namespace {

/// Walks a tree and takes what is wanted until a bound is met.
class Collector
{
public:
    Collector(const Opened& opened, const RepositoryHistory::Wanted& wanted, RepositoryHistory::Files& found)
        : m_opened(opened)
        , m_wanted(wanted)
        , m_found(found)
    {}

    static int visit(const char* root, const git_tree_entry* entry, void* self)
    {
        return static_cast<Collector*>(self)->take(QString::fromUtf8(root), *entry);
    }

private:
    static constexpr int goOn = 0;
    static constexpr int stop = -1;

    int take(const QString& folder, const git_tree_entry& entry)
    {
        const auto mode = git_tree_entry_filemode(&entry);
        if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE)
            return goOn;
        const auto path = folder + QString::fromUtf8(git_tree_entry_name(&entry));
        if (!m_wanted.path(path))
            return goOn;
        const auto size = sizeOf(*git_tree_entry_id(&entry));
        if (size > m_wanted.fileBytes)
            return leaveOut(
                u"%1 has %2 bytes; at most %3 are read of a file"_s.arg(path).arg(size).arg(m_wanted.fileBytes));
        if (static_cast<int>(m_found.files.size()) >= m_wanted.files)
            return leaveOut(u"%1 is one more than the %2 files that are read"_s.arg(path).arg(m_wanted.files));
        m_bytes += size;
        if (m_bytes > m_wanted.bytes)
            return leaveOut(u"%1 passes the %2 bytes that are read"_s.arg(path).arg(m_wanted.bytes));
        return read(path, *git_tree_entry_id(&entry));
    }

    /// Without reading it: a blob may be of any size.
    qint64 sizeOf(const git_oid& id) const
    {
        git_odb* database = nullptr;
        if (git_repository_odb(&database, m_opened.repository.get()) != 0)
            return 0;
        std::size_t length = 0;
        git_object_t type = GIT_OBJECT_ANY;
        const int code = git_odb_read_header(&length, &type, database, &id);
        git_odb_free(database);
        return code == 0 ? static_cast<qint64>(length) : 0;
    }

    int read(const QString& path, const git_oid& id)
    {
        git_blob* blob = nullptr;
        if (git_blob_lookup(&blob, m_opened.repository.get(), &id) != 0)
            return leaveOut(u"%1 cannot be read: %2"_s.arg(path, lastMessage()));
        const BlobHandle owned(blob);
        m_found.files.push_back(
            {path,
             QByteArray(
                 static_cast<const char*>(git_blob_rawcontent(blob)), static_cast<qsizetype>(git_blob_rawsize(blob)))});
        return goOn;
    }

    int leaveOut(const QString& why)
    {
        m_found.leftOut = why;
        return stop;
    }

    const Opened& m_opened;
    const RepositoryHistory::Wanted& m_wanted;
    RepositoryHistory::Files& m_found;
    qint64 m_bytes = 0;
};

} // namespace

Result<RepositoryHistory::Files> GitRepository::files(const Branch& branch, const Wanted& wanted)
{
    const auto opened = open(branch.repository, branch.name);
    if (!opened)
        return Failure{opened.error()};
    Files found;
    found.commit = toText(*git_commit_id(opened->head.get()));
    Collector collector(*opened, wanted, found);
    const int code = git_tree_walk(opened->tree.get(), GIT_TREEWALK_PRE, &Collector::visit, &collector);
    if (code != 0 && found.leftOut.isEmpty())
        return gitFailure(ErrorCode::Damaged, u"the tree of %1 cannot be read"_s.arg(found.commit), opened->where);
    return found;
}

} // namespace penelope::git

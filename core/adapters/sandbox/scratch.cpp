#include "core/adapters/sandbox/scratch.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::sandbox {

namespace {

namespace files = std::filesystem;

constexpr auto prefix = "penelope-sandbox-"_L1;
constexpr std::size_t mostFiles = 100'000;

files::path pathOf(const QString& text)
{
    return files::path(QFile::encodeName(text).toStdString());
}

QString textOf(const files::path& path)
{
    return QFile::decodeName(path.string().c_str());
}

/// Folders in one another beyond this are nobody's honest work, and their paths are longer than the kernel takes.
constexpr int deepest = 100;

struct Entry
{
    int folder; ///< descriptor of the one that it lies in
    const char* name;
    const struct stat& found;
    const std::string& path; ///< from where the walk began
};
using Visit = std::function<bool(const Entry&)>;
struct CloseFolder
{
    void operator()(DIR* folder) const { ::closedir(folder); }
};
using OpenFolder = std::unique_ptr<DIR, CloseFolder>;

bool isDots(const char* name)
{
    return std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0;
}

int openFolder(int folder, const char* name)
{
    return ::openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/// Everything below the folder, whose descriptor it closes; by names in open folders, so that no path is too long and
/// no link leads out. False: `visit` said so, or it is too deep.
bool walk(int folder, const std::string& path, const Visit& visit, int depth = 0)
{
    const OpenFolder open(::fdopendir(folder));
    if (!open) {
        ::close(folder);
        return true;
    }
    while (const auto* entry = ::readdir(open.get())) {
        struct stat found
        {};
        if (isDots(entry->d_name) || ::fstatat(folder, entry->d_name, &found, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        const auto at = path.empty() ? std::string{entry->d_name} : path + '/' + entry->d_name;
        if (!visit({folder, entry->d_name, found, at}))
            return false;
        if (!S_ISDIR(found.st_mode))
            continue;
        if (depth >= deepest)
            return false;
        const int inner = openFolder(folder, entry->d_name);
        if (inner >= 0 && !walk(inner, at, visit, depth + 1))
            return false;
    }
    return true;
}

std::optional<Print> printOf(const Entry& entry)
{
    if (S_ISLNK(entry.found.st_mode)) {
        std::array<char, 4096> says{};
        const auto size = ::readlinkat(entry.folder, entry.name, says.data(), says.size());
        const auto text = QByteArray::fromRawData(says.data(), std::max<qsizetype>(0, size));
        return Print{text.size(), QCryptographicHash::hash(text, QCryptographicHash::Sha256)};
    }
    if (!S_ISREG(entry.found.st_mode))
        return std::nullopt;
    const int opened = ::openat(entry.folder, entry.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    QFile file;
    if (opened < 0 || !file.open(opened, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
        return Print{-1, {}};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const bool read = hash.addData(&file);
    return Print{static_cast<qint64>(entry.found.st_size), read ? hash.result() : QByteArray{}};
}

Status give(const files::path& path, const std::optional<Owner>& owner)
{
    if (!owner || ::lchown(path.c_str(), owner->user, owner->group) == 0)
        return {};
    return failure(
        ErrorCode::Unavailable, u"its copy cannot be given to the sandbox's user: %1"_s.arg(qt_error_string(errno)),
        textOf(path));
}

Status copyEntry(const files::directory_entry& entry, const files::path& to, const std::optional<Owner>& owner)
{
    std::error_code error;
    const auto status = entry.symlink_status(error);
    if (files::is_directory(status))
        files::create_directory(to, entry.path(), error);
    else if (files::is_symlink(status))
        files::copy_symlink(entry.path(), to, error);
    else if (files::is_regular_file(status))
        files::copy_file(entry.path(), to, error);
    else
        return {}; // a socket or device is no part of a tree
    if (error) {
        return failure(
            ErrorCode::Unavailable, u"it cannot be copied: %1"_s.arg(QString::fromStdString(error.message())),
            textOf(entry.path()));
    }
    return give(to, owner);
}

Status makeFolder(const files::path& folder, const std::optional<Owner>& owner)
{
    std::error_code error;
    files::create_directory(folder, error);
    if (error) {
        return failure(
            ErrorCode::Unavailable, u"no copy can be made: %1"_s.arg(QString::fromStdString(error.message())),
            textOf(folder));
    }
    return give(folder, owner);
}

/// Anybody may enter its folders, and read and run it.
bool isOpenToAnyone(const files::path& program)
{
    std::error_code error;
    const auto open = files::perms::others_read | files::perms::others_exec;
    if ((files::status(program, error).permissions() & open) != open)
        return false;
    for (auto folder = program.parent_path(); !folder.empty(); folder = folder.parent_path()) {
        if ((files::status(folder, error).permissions() & files::perms::others_exec) == files::perms::none)
            return false;
        if (folder == folder.root_path())
            break;
    }
    return true;
}

bool isAlive(qint64 process)
{
    return ::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH;
}

} // namespace

Prints printsOf(const QString& work)
{
    Prints prints;
    const int folder = openFolder(AT_FDCWD, QFile::encodeName(work).constData());
    if (folder < 0)
        return prints;
    walk(folder, {}, [&prints](const Entry& entry) {
        if (auto print = printOf(entry))
            prints.emplace(QFile::decodeName(entry.path.c_str()), std::move(*print));
        return prints.size() < mostFiles;
    });
    return prints;
}

Status copyOne(const QString& tree, const QString& path, const QString& to, const std::optional<Owner>& owner)
{
    const auto root = pathOf(to);
    auto at = root;
    for (const auto& part : pathOf(path).parent_path()) {
        at /= part;
        if (auto made = makeFolder(at, owner); !made)
            return made;
    }
    return copyEntry(files::directory_entry(pathOf(tree) / pathOf(path)), root / pathOf(path), owner);
}

Result<QString> emptyTree(const QString& folder, const std::optional<Owner>& owner, const QString& name)
{
    const auto to = pathOf(folder) / pathOf(name);
    if (auto made = makeFolder(to, owner); !made)
        return Failure{made.error()};
    return textOf(to);
}

Result<QString>
copyTree(const QString& tree, const QString& folder, const std::optional<Owner>& owner, const QString& name)
{
    const auto from = pathOf(tree);
    const auto to = pathOf(folder) / pathOf(name);
    std::error_code error;
    if (!files::is_directory(from, error))
        return failure(ErrorCode::Malformed, u"there is no tree to try"_s, tree);
    if (auto made = makeFolder(to, owner); !made)
        return Failure{made.error()};
    auto at = files::recursive_directory_iterator(from, error);
    for (; !error && at != files::recursive_directory_iterator(); at.increment(error)) {
        if (at.depth() == 0 && at->path().filename() == ".git") {
            at.disable_recursion_pending();
            continue;
        }
        if (const auto copied = copyEntry(*at, to / at->path().lexically_relative(from), owner); !copied)
            return Failure{copied.error()};
    }
    if (error) {
        return failure(
            ErrorCode::Unavailable, u"it cannot be read: %1"_s.arg(QString::fromStdString(error.message())), tree);
    }
    return textOf(to);
}

Result<QString> reachableProgram(const QString& program, const QString& folder, const std::optional<Owner>& owner)
{
    if (!owner || isOpenToAnyone(pathOf(program)))
        return program;
    const auto to = pathOf(folder) / "tools";
    const auto copy = to / pathOf(program).filename();
    std::error_code error;
    if (!files::exists(to, error)) {
        if (auto made = makeFolder(to, owner); !made)
            return Failure{made.error()};
    }
    files::copy_file(pathOf(program), copy, error);
    files::permissions(copy, files::perms{0555}, error);
    if (error) {
        return failure(
            ErrorCode::Unavailable, u"it cannot be copied: %1"_s.arg(QString::fromStdString(error.message())), program);
    }
    if (const auto given = give(copy, owner); !given)
        return Failure{given.error()};
    return textOf(copy);
}

bool takesMoreThan(const QString& folder, qint64 most)
{
    constexpr qint64 block = 4096;
    constexpr qint64 unit = 512; // of st_blocks
    qint64 taken = 0;
    const int root = openFolder(AT_FDCWD, QFile::encodeName(folder).constData());
    if (root < 0)
        return false;
    return !walk(root, {}, [&](const Entry& entry) {
        taken += std::max<qint64>(block, static_cast<qint64>(entry.found.st_blocks) * unit);
        constexpr mode_t own = S_IRWXU;
        // A folder that it locked hides nothing: it is the copy's, and so ours to open.
        if (S_ISDIR(entry.found.st_mode) && (entry.found.st_mode & own) != own)
            ::fchmodat(entry.folder, entry.name, entry.found.st_mode | own, 0);
        return taken <= most;
    });
}

std::vector<Sandbox::Change> changesOf(const QString& work, const Prints& before)
{
    const auto now = printsOf(work);
    std::vector<Sandbox::Change> changes;
    for (const auto& [path, print] : before) {
        const auto found = now.find(path);
        if (found == now.end())
            changes.push_back({Sandbox::ChangeKind::Removed, path});
        else if (found->second != print)
            changes.push_back({Sandbox::ChangeKind::Changed, path});
    }
    for (const auto& [path, print] : now) {
        if (!before.contains(path))
            changes.push_back({Sandbox::ChangeKind::Added, path});
    }
    std::sort(
        changes.begin(), changes.end(), [](const auto& left, const auto& right) { return left.path < right.path; });
    return changes;
}

namespace {

/// The names in an open folder.
std::vector<std::string> namesIn(int folder)
{
    std::vector<std::string> names;
    const OpenFolder open(::fdopendir(::fcntl(folder, F_DUPFD_CLOEXEC, 0)));
    if (!open)
        return names;
    ::rewinddir(open.get());
    while (const auto* entry = ::readdir(open.get())) {
        if (!isDots(entry->d_name))
            names.emplace_back(entry->d_name);
    }
    return names;
}

bool isFolder(int folder, const std::string& name)
{
    struct stat found
    {};
    return ::fstatat(folder, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(found.st_mode);
}

/// Removes one folder of `root` whose own folders are lifted to `root`, under names that nobody has. How many.
qint64 removeOrLift(int root, const std::string& name, qint64& number)
{
    // A program may have taken its own rights away.
    ::fchmodat(root, name.c_str(), S_IRWXU, 0);
    qint64 lifted = 0;
    const int folder = openFolder(root, name.c_str());
    if (folder < 0)
        return lifted;
    for (const auto& inner : namesIn(folder)) {
        if (!isFolder(folder, inner)) {
            ::unlinkat(folder, inner.c_str(), 0);
            continue;
        }
        ::fchmodat(folder, inner.c_str(), S_IRWXU, 0);
        const auto free = "penelope-lifted-" + std::to_string(++number);
        if (::renameat2(folder, inner.c_str(), root, free.c_str(), RENAME_NOREPLACE) == 0)
            ++lifted;
    }
    ::close(folder);
    ::unlinkat(root, name.c_str(), AT_REMOVEDIR);
    return lifted;
}

} // namespace

void removeTree(const QString& folder)
{
    const auto path = QFile::encodeName(folder);
    const int root = openFolder(AT_FDCWD, path.constData());
    if (root < 0)
        return;
    ::fchmod(root, S_IRWXU);
    // Folder by folder, and what lies in them lifted to the top: no path grows, however deep they lie.
    qint64 number = 0;
    for (qint64 lifted = 1; lifted > 0;) {
        lifted = 0;
        for (const auto& name : namesIn(root)) {
            if (isFolder(root, name))
                lifted += removeOrLift(root, name, number);
            else
                ::unlinkat(root, name.c_str(), 0);
        }
    }
    ::close(root);
    ::rmdir(path.constData());
}

void removeLeftovers(const QString& parent)
{
    const auto entries = QDir(parent).entryInfoList({prefix + u'*'}, QDir::Dirs | QDir::NoSymLinks | QDir::Hidden);
    for (const auto& entry : entries) {
        bool isNumber = false;
        const auto process = entry.fileName().sliced(prefix.size()).section(u'-', 0, 0).toLongLong(&isNumber);
        // Where this process is root the copies are the sandbox's user's.
        const bool ours = ::geteuid() == 0 || entry.ownerId() == ::geteuid();
        if (isNumber && process > 0 && !isAlive(process) && ours)
            removeTree(entry.absoluteFilePath());
    }
}

QString scratchName()
{
    return prefix + QString::number(::getpid()) + u"-XXXXXX"_s;
}

} // namespace penelope::sandbox

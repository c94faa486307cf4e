#include "core/adapters/sandbox/scratch.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::sandbox {

namespace {

namespace files = std::filesystem;

constexpr auto prefix = "penelope-sandbox-"_L1;
constexpr int mostFiles = 100'000;

files::path pathOf(const QString& text)
{
    return files::path(QFile::encodeName(text).toStdString());
}

QString textOf(const files::path& path)
{
    return QFile::decodeName(path.string().c_str());
}

std::optional<Print> printOf(const files::path& path, const files::file_status& status)
{
    std::error_code error;
    if (files::is_symlink(status)) {
        const auto says = QByteArray::fromStdString(files::read_symlink(path, error).string());
        return Print{says.size(), QCryptographicHash::hash(says, QCryptographicHash::Sha256)};
    }
    if (!files::is_regular_file(status))
        return std::nullopt;
    QFile file(textOf(path));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Print{-1, {}};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const bool read = hash.addData(&file);
    return Print{file.size(), read ? hash.result() : QByteArray{}};
}

Prints printsOf(const files::path& root)
{
    Prints prints;
    std::error_code error;
    const auto options = files::directory_options::skip_permission_denied;
    for (auto at = files::recursive_directory_iterator(root, options, error);
         !error && at != files::recursive_directory_iterator(); at.increment(error)) {
        if (auto print = printOf(at->path(), at->symlink_status(error)))
            prints.emplace(textOf(at->path().lexically_relative(root)), std::move(*print));
        if (prints.size() >= mostFiles)
            break;
    }
    return prints;
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

bool isAlive(qint64 process)
{
    return ::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH;
}

} // namespace

Result<Copied>
copyTree(const QString& tree, const QString& folder, const std::optional<Owner>& owner, const QString& name)
{
    const auto from = pathOf(tree);
    const auto to = pathOf(folder) / pathOf(name);
    std::error_code error;
    if (!files::is_directory(from, error))
        return failure(ErrorCode::Malformed, u"there is no tree to try"_s, tree);
    files::create_directory(to, error);
    if (error) {
        return failure(
            ErrorCode::Unavailable, u"no copy can be made: %1"_s.arg(QString::fromStdString(error.message())), folder);
    }
    if (const auto given = give(to, owner); !given)
        return Failure{given.error()};
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
    return Copied{textOf(to), printsOf(to)};
}

Status copyTools(const QStringList& programs, const QString& folder, const std::optional<Owner>& owner)
{
    const auto to = pathOf(folder) / "tools";
    std::error_code error;
    files::create_directory(to, error);
    if (auto given = give(to, owner); !given)
        return given;
    for (const auto& program : programs) {
        const auto from = pathOf(program);
        const auto copy = to / from.filename();
        files::copy_file(from, copy, error);
        files::permissions(copy, files::perms{0555}, error);
        if (error)
            return failure(
                ErrorCode::Unavailable, u"it cannot be copied: %1"_s.arg(QString::fromStdString(error.message())),
                program);
        if (auto given = give(copy, owner); !given)
            return given;
    }
    return {};
}

bool takesMoreThan(const QString& folder, qint64 most)
{
    constexpr qint64 block = 4096;
    constexpr qint64 unit = 512; // of st_blocks
    qint64 taken = 0;
    std::error_code error;
    const auto options = files::directory_options::skip_permission_denied;
    for (auto at = files::recursive_directory_iterator(pathOf(folder), options, error);
         !error && at != files::recursive_directory_iterator(); at.increment(error)) {
        struct stat found
        {};
        if (::lstat(at->path().c_str(), &found) == 0)
            taken += std::max<qint64>(block, static_cast<qint64>(found.st_blocks) * unit);
        if (taken > most)
            return true;
    }
    return false;
}

std::vector<Sandbox::Change> changesOf(const QString& work, const Prints& before)
{
    const auto now = printsOf(pathOf(work));
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

void removeTree(const QString& folder)
{
    std::error_code error;
    const auto root = pathOf(folder);
    const auto options = files::directory_options::skip_permission_denied;
    for (auto at = files::recursive_directory_iterator(root, options, error);
         !error && at != files::recursive_directory_iterator(); at.increment(error)) {
        std::error_code ignored;
        if (files::is_directory(at->symlink_status(ignored)))
            files::permissions(at->path(), files::perms::owner_all, files::perm_options::add, ignored);
    }
    files::remove_all(root, error);
}

void removeLeftovers(const QString& parent)
{
    const auto entries = QDir(parent).entryInfoList({prefix + u'*'}, QDir::Dirs | QDir::NoSymLinks | QDir::Hidden);
    for (const auto& entry : entries) {
        bool isNumber = false;
        const auto process = entry.fileName().sliced(prefix.size()).section(u'-', 0, 0).toLongLong(&isNumber);
        if (isNumber && process > 0 && !isAlive(process) && entry.ownerId() == ::geteuid())
            removeTree(entry.absoluteFilePath());
    }
}

QString scratchName()
{
    return prefix + QString::number(::getpid()) + u"-XXXXXX"_s;
}

} // namespace penelope::sandbox

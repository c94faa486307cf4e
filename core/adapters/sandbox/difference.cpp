#include "core/adapters/sandbox/difference.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace penelope::sandbox {

namespace {

namespace files = std::filesystem;
using Entries = std::map<std::string, files::directory_entry>;

files::path treePathOf(const QString& text)
{
    return files::path(QFile::encodeName(text).toStdString());
}

Result<Entries> entriesOf(const QString& tree)
{
    const auto root = treePathOf(tree);
    std::error_code error;
    if (!files::is_directory(root, error))
        return failure(ErrorCode::Malformed, u"there is no tree to try"_s, tree);
    Entries entries;
    auto at = files::recursive_directory_iterator(root, error);
    for (; !error && at != files::recursive_directory_iterator(); at.increment(error)) {
        if (at.depth() == 0 && at->path().filename() == ".git") {
            at.disable_recursion_pending();
            continue;
        }
        const auto status = at->symlink_status(error);
        if (files::is_regular_file(status) || files::is_symlink(status))
            entries.emplace(at->path().lexically_relative(root).string(), *at);
    }
    if (error) {
        return failure(
            ErrorCode::Unavailable, u"it cannot be read: %1"_s.arg(QString::fromStdString(error.message())), tree);
    }
    return entries;
}

bool haveSameBytes(const files::path& left, const files::path& right)
{
    constexpr std::size_t piece = std::size_t{64} * 1024;
    std::ifstream one(left, std::ios::binary);
    std::ifstream other(right, std::ios::binary);
    if (!one || !other)
        return false;
    std::vector<char> first(piece);
    std::vector<char> second(piece);
    while (one && other) {
        one.read(first.data(), static_cast<std::streamsize>(piece));
        other.read(second.data(), static_cast<std::streamsize>(piece));
        if (one.gcount() != other.gcount() || !std::equal(first.begin(), first.begin() + one.gcount(), second.begin()))
            return false;
    }
    return true;
}

bool areSame(const files::directory_entry& left, const files::directory_entry& right)
{
    std::error_code error;
    const auto one = left.symlink_status(error);
    const auto other = right.symlink_status(error);
    if (error || one.type() != other.type())
        return false;
    if (files::is_symlink(one))
        return files::read_symlink(left, error) == files::read_symlink(right, error) && !error;
    return one.permissions() == other.permissions() && left.file_size(error) == right.file_size(error) && !error &&
           haveSameBytes(left, right);
}

QString nameOf(const std::string& path)
{
    return QFile::decodeName(path.c_str());
}

Status copyThose(
    const QStringList& paths, const QString& tree, const QString& folder, const QString& name,
    const std::optional<Owner>& owner)
{
    const auto to = emptyTree(folder, owner, name);
    if (!to)
        return Failure{to.error()};
    for (const auto& path : paths) {
        if (auto copied = copyOne(tree, path, *to, owner); !copied)
            return copied;
    }
    return {};
}

} // namespace

Result<Difference> differenceOf(const QString& former, const QString& later)
{
    const auto before = entriesOf(former);
    if (!before)
        return Failure{before.error()};
    const auto after = entriesOf(later);
    if (!after)
        return Failure{after.error()};
    Difference difference;
    for (const auto& [path, entry] : *before) {
        const auto other = after->find(path);
        if (other != after->end() && areSame(entry, other->second))
            continue;
        difference.former.append(nameOf(path));
        if (other != after->end())
            difference.later.append(nameOf(path));
    }
    for (const auto& [path, entry] : *after) {
        if (!before->contains(path))
            difference.later.append(nameOf(path));
    }
    return difference;
}

Result<QString>
copyDifference(const QString& former, const QString& later, const QString& folder, const std::optional<Owner>& owner)
{
    const auto found = differenceOf(former, later);
    if (!found)
        return Failure{found.error()};
    const QFileInfo place(folder);
    if (const auto made = emptyTree(place.path(), owner, place.fileName()); !made)
        return Failure{made.error()};
    if (const auto copied = copyThose(found->former, former, folder, u"old"_s, owner); !copied)
        return Failure{copied.error()};
    if (const auto copied = copyThose(found->later, later, folder, u"new"_s, owner); !copied)
        return Failure{copied.error()};
    return folder;
}

} // namespace penelope::sandbox

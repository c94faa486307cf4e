#include "app/player/versions.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

namespace penelope::player {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace files = std::filesystem;

files::path pathOf(const QString& text)
{
    return files::path(QFile::encodeName(text).toStdString());
}

/// Files and links below the folder, by their path there.
std::vector<files::path> filesBelow(const files::path& folder)
{
    std::vector<files::path> found;
    std::error_code error;
    for (auto at = files::recursive_directory_iterator(folder, error);
         !error && at != files::recursive_directory_iterator(); at.increment(error)) {
        if (at->is_symlink(error) || !at->is_directory(error))
            found.push_back(at->path().lexically_relative(folder));
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool isBelow(const files::path& path, const files::path& folder)
{
    return !folder.empty() &&
           std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

/// As git does: a folder without files is none.
void removeWithEmptyFolders(const files::path& tree, const files::path& path)
{
    std::error_code error;
    files::remove_all(tree / path, error);
    for (auto folder = path.parent_path(); !folder.empty(); folder = folder.parent_path()) {
        if (!files::remove(tree / folder, error) || error)
            return;
    }
}

Status put(const files::path& from, const files::path& tree, const files::path& path)
{
    std::error_code error;
    auto folder = tree;
    for (const auto& part : path.parent_path()) {
        folder /= part;
        // A link here would lead elsewhere.
        if (!files::is_directory(files::symlink_status(folder, error)))
            files::remove(folder, error);
    }
    files::create_directories(folder, error);
    files::remove_all(tree / path, error);
    files::copy(from / path, tree / path, files::copy_options::copy_symlinks, error);
    if (!error)
        return {};
    return failure(
        ErrorCode::Unavailable,
        u"%1 cannot be put in place: %2"_s.arg(
            QFile::decodeName(path.c_str()), QString::fromStdString(error.message())),
        QFile::decodeName(tree.c_str()));
}

} // namespace

Versions::Versions(QString change, QString data)
    : m_change(std::move(change))
    , m_data(std::move(data))
{}

Status Versions::make(const QString& tree, bool patched)
{
    if (patched == m_patched)
        return {};
    const auto root = pathOf(tree);
    const auto data = m_data.isEmpty() ? files::path() : pathOf(QDir::cleanPath(m_data));
    const auto leaving = pathOf(m_change) / (patched ? "old" : "new");
    const auto coming = pathOf(m_change) / (patched ? "new" : "old");
    const auto comes = filesBelow(coming);
    for (const auto& path : filesBelow(leaving)) {
        if (!isBelow(path, data) && !std::binary_search(comes.begin(), comes.end(), path))
            removeWithEmptyFolders(root, path);
    }
    for (const auto& path : comes) {
        if (isBelow(path, data))
            continue;
        if (auto placed = put(coming, root, path); !placed)
            return placed;
    }
    m_patched = patched;
    return {};
}

} // namespace penelope::player

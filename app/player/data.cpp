#include "app/player/service.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace penelope::player {

using namespace Qt::Literals::StringLiterals;

std::map<QString, QString> printsOf(const QString& folder)
{
    constexpr std::size_t mostFiles = 2000;
    std::map<QString, QString> prints;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext() && prints.size() < mostFiles) {
        QFile file(files.next());
        QCryptographicHash hash(QCryptographicHash::Sha256);
        const bool read = file.open(QIODevice::ReadOnly) && hash.addData(&file);
        prints[QDir(folder).relativeFilePath(file.fileName())] =
            read ? QString::fromLatin1(hash.result().toHex().left(16)) : u"unreadable"_s;
    }
    return prints;
}

Status copyFiles(const QString& from, const QString& to)
{
    if (!QDir().mkpath(to))
        return failure(ErrorCode::Unavailable, u"no place for its data"_s, to);
    if (from.isEmpty())
        return {};
    QDirIterator files(from, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const auto file = files.next();
        const auto copy = to + u'/' + QDir(from).relativeFilePath(file);
        if (!QDir().mkpath(QFileInfo(copy).absolutePath()) || !QFile::copy(file, copy))
            return failure(ErrorCode::Unavailable, u"its data cannot be put in place"_s, file);
    }
    return {};
}

Status placeData(const QString& tree, const QString& data, const QString& place)
{
    if (auto copied = copyFiles(data.isEmpty() ? QString{} : tree + u'/' + data, place); !copied)
        return copied;
    if (data.isEmpty())
        return {};
    const auto folder = tree + u'/' + data;
    QDir(folder).removeRecursively();
    QDir().mkpath(QFileInfo(folder).absolutePath());
    if (!QFile::link(place, folder))
        return failure(ErrorCode::Unavailable, u"its data cannot be put in place"_s, folder);
    return {};
}

} // namespace penelope::player

#include "app/lab/files.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

Status writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file{path};
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::Storage, u"cannot be written: "_s + file.errorString(), path);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(bytes);
    if (!file.commit())
        return failure(ErrorCode::Storage, u"cannot be written: "_s + file.errorString(), path);
    return {};
}

Result<QByteArray> readFile(const QString& path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"cannot be read: "_s + file.errorString(), path);
    return file.readAll();
}

Status makeFolder(const QString& path)
{
    if (!QDir{}.mkpath(path))
        return failure(ErrorCode::Storage, u"the folder cannot be made"_s, path);
    QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return {};
}

} // namespace penelope::lab

#include "core/adapters/config/servicefile.h"

#include "core/adapters/config/reader.h"

#include <QFileInfo>

namespace penelope::config {

namespace {

constexpr qint64 maxServiceFile = qint64{1024} * 1024;

/// The place inside a document, with the file before it.
Error inFile(Error error, const QString& path)
{
    error.where = error.where.isEmpty() ? path : path + QStringLiteral(": ") + error.where;
    return error;
}

} // namespace

Result<patch::Registration> readServiceFile(const QString& path)
{
    const auto bytes = readBytes(path, maxServiceFile);
    if (!bytes)
        return Failure{bytes.error()};
    const auto document = parseForeign(*bytes, maxServiceFile);
    if (!document)
        return Failure{inFile(document.error(), path)};
    auto registration = patch::readRegistration(*document, QFileInfo(path).absolutePath());
    if (!registration)
        return Failure{inFile(registration.error(), path)};
    return registration;
}

} // namespace penelope::config

#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace penelope::lab {

/// Written beside and renamed: a reader sees the old or the new contents, never half. 0600.
Status writeFile(const QString& path, const QByteArray& bytes);
Result<QByteArray> readFile(const QString& path);
/// With parents, 0700.
Status makeFolder(const QString& path);

} // namespace penelope::lab

#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace penelope::compose {

constexpr qsizetype maxBytes = qsizetype{1024} * 1024;

/// The services that a compose file lets `service` depend on: `depends_on` (as a list or with conditions) and `links`
/// (without their aliases), each once, in the file's order. Nothing where the file does not name the service.
/// Malformed, with "line N, column M" in `where`: no YAML, too large, or of another shape. Nothing in the file is
/// executed, included or expanded; it may be anybody's. Any thread.
Result<std::optional<QStringList>> dependenciesOf(const QByteArray& yaml, const QString& service);

} // namespace penelope::compose

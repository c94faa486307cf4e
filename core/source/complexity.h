#pragma once

#include <QByteArray>
#include <QString>

namespace penelope::source {

/// Cyclomatic complexities of named functions, summed up.
struct Complexity
{
    int functions = 0;
    qint64 sum = 0;
    int files = 0; ///< with at least one function
    bool operator==(const Complexity&) const = default;

    /// Of one more file of a known language (UTF-8; invalid bytes are read as U+FFFD).
    void add(const QString& path, const QByteArray& text);
};

/// Whether a file counts: one of the seven languages, and not somebody else's code that was copied in (a folder
/// node_modules, vendor or third_party).
bool isOwnSource(const QString& path);

} // namespace penelope::source

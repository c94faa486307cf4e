#pragma once

#include <QString>
#include <QtGlobal>

/// What a test found out about one of the measurable goals of ux.md: `tests/run ux` makes one table of these lines.
namespace penelope::test {

/// `goal` as "U-14", `value` as a person reads it: "0.31 % of the pixels".
inline void measured(const char* goal, const QString& value)
{
    qInfo("measured %s %s", goal, qPrintable(value));
}

} // namespace penelope::test

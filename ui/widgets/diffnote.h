#pragma once

#include "core/base/vocabulary.h"

#include <QString>

namespace penelope::ui {

/// Something to know of one line of a diff, shown in a box below it.
struct DiffNote
{
    int line = 0; ///< of DiffIndex
    Severity severity = Severity::P2;
    QString text;
    bool operator==(const DiffNote&) const = default;
};

} // namespace penelope::ui

#pragma once

#include "core/base/result.h"

namespace penelope::canonical {

/// What the canonical reader and writer answer to bytes or values that may not stand in the journal: one of journal.md
/// 2's codes, and the byte it was met at.
inline Failure refused(QLatin1String code, qsizetype at, QLatin1String detail)
{
    return failure(ErrorCode::Malformed, QStringLiteral("%1: %2").arg(code, detail), QStringLiteral("byte %1").arg(at));
}

} // namespace penelope::canonical

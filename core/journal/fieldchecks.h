#pragma once

#include "core/base/result.h"

/// What the fields of an envelope may hold (journal.md 1). The messages are those of decode.
namespace penelope::journal {

Failure wrong(QLatin1String field, const QString& detail);
Failure outside(QLatin1String field, qint64 least, qint64 most);

inline Status checkWhole(QLatin1String field, qint64 number, qint64 least, qint64 most)
{
    if (number < least || number > most)
        return outside(field, least, most);
    return {};
}

/// 1 to 255 bytes without a control character.
Status checkText(QLatin1String field, const QString& content);
Status checkKind(const QString& kind);
Status checkStream(const QString& stream);

} // namespace penelope::journal

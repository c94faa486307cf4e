#include "core/base/result.h"

namespace penelope {

QString toWord(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Malformed: return QStringLiteral("malformed");
    case ErrorCode::NotFound: return QStringLiteral("not_found");
    case ErrorCode::Conflict: return QStringLiteral("conflict");
    case ErrorCode::Refused: return QStringLiteral("refused");
    case ErrorCode::NotPermitted: return QStringLiteral("not_permitted");
    case ErrorCode::Expired: return QStringLiteral("expired");
    case ErrorCode::Unavailable: return QStringLiteral("unavailable");
    case ErrorCode::Storage: return QStringLiteral("storage");
    case ErrorCode::Damaged: return QStringLiteral("damaged");
    case ErrorCode::Unsupported: return QStringLiteral("unsupported");
    }
    Q_UNREACHABLE();
}

} // namespace penelope

#include "core/adapters/http/answers.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::http {

HttpAnswer jsonAnswer(const Json& body, int status)
{
    return {.status = status, .body = toJsonText(body) + '\n'};
}

HttpAnswer errorAnswer(int status, const QString& code, const QString& message, const QString& where)
{
    auto detail = Json::object({{u"code"_s, code}, {u"message"_s, message}});
    if (!where.isEmpty())
        detail.set(u"where"_s, Json{where});
    return jsonAnswer(Json::object({{u"error"_s, detail}}), status);
}

HttpAnswer errorAnswer(const Error& error)
{
    return errorAnswer(statusOf(error.code), toWord(error.code), error.message, error.where);
}

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Malformed: return 400;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict: return 409;
    case ErrorCode::Refused: return 422;
    case ErrorCode::NotPermitted: return 403;
    case ErrorCode::Expired: return 410;
    case ErrorCode::Unavailable:
    case ErrorCode::Storage:
    case ErrorCode::Damaged:
    case ErrorCode::Unsupported: return 503;
    }
    Q_UNREACHABLE();
}

} // namespace penelope::http

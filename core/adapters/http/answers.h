#pragma once

#include "core/base/json.h"
#include "core/ports/httpport.h"

/// Bodies and statuses of answers (contracts.md 9). Pure.
namespace penelope::http {

HttpAnswer jsonAnswer(const Json& body, int status = 200);
/// {"error":{"code","message","where"}}; an empty `where` is left out.
HttpAnswer errorAnswer(int status, const QString& code, const QString& message, const QString& where = {});
/// An error of ours with the status of its code.
HttpAnswer errorAnswer(const Error& error);
/// 400 Malformed, 403 NotPermitted, 404 NotFound, 409 Conflict, 410 Expired, 422 Refused, 503 the others.
int statusOf(ErrorCode code);

} // namespace penelope::http

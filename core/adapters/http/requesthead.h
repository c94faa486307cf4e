#pragma once

#include "core/base/result.h"
#include "core/ports/httpport.h"

#include <QByteArrayView>

#include <optional>

/// What a request line and headers say, read so that two readers cannot disagree about it. Pure.
namespace penelope::http {

using Headers = std::vector<std::pair<QByteArray, QByteArray>>; ///< as received, in order

/// Fills method, path, query and headers. Malformed, with `where` the header's or the query key's name: a target that
/// is no path, an escape that is none, bytes that are no UTF-8, control characters, "." and ".." as segments, a name
/// that is no token, a header given twice that may be given once (Host, Content-Length, Authorization, Content-Type,
/// Transfer-Encoding, Idempotency-Key), a length that is no number, a length beside a transfer coding.
Result<HttpRequest> readHead(const QByteArray& method, const QByteArray& target, const Headers& headers);

/// The declared length of the body; nothing where there is none (no body, or a chunked one).
std::optional<qint64> contentLength(const HttpRequest& head);
bool isChunked(const HttpRequest& head);
/// Whether the Host header names this machine's loopback: "localhost", 127.x.x.x, ::1, with any port. A page that a
/// browser took from elsewhere cannot give that name.
bool namesLoopback(const QByteArray& host);

} // namespace penelope::http

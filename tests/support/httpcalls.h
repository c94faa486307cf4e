#pragma once

#include "core/base/json.h"
#include "tests/support/rawhttp.h"

namespace penelope::test {

struct Called
{
    int status = 0;
    QByteArray raw; ///< the whole answer
    Json body;

    QString code() const { return body[u"error"][u"code"].toString(); }
    QString where() const { return body[u"error"][u"where"].toString(); }
};

/// A well-formed call of the API on loopback. `more` are whole header lines.
inline Called call(
    quint16 port, const QByteArray& method, const QByteArray& target, const QByteArray& token = {},
    const QByteArray& body = {}, const QByteArray& more = {})
{
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n";
    if (!token.isEmpty())
        bytes += "Authorization: Bearer " + token + "\r\n";
    if (!body.isEmpty() && !more.contains("Content-Type"))
        bytes += "Content-Type: application/json\r\n";
    if (!body.isEmpty())
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    Called called;
    called.raw = exchange(port, bytes + more + "\r\n" + body);
    called.status = statusOf(called.raw);
    called.body = parseForeign(bodyOf(called.raw)).value_or(Json{});
    return called;
}

} // namespace penelope::test

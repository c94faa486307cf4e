#pragma once

#include <QByteArray>
#include <QStringList>

#include <tl/expected.hpp>

#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace penelope {

/// One request, read strictly: what stands here was decoded once and is well-formed.
struct HttpRequest
{
    QByteArray method;                              ///< a token, upper case; HEAD is told as GET
    QStringList path;                               ///< decoded segments, without empty ones at the end
    std::vector<std::pair<QString, QString>> query; ///< decoded, in order
    std::map<QByteArray, QByteArray> headers;       ///< by lower-case name; repeated ones joined by ", "
    QString peer;                                   ///< the client's address
    bool fromLoopback = false;
    QByteArray body;

    QByteArray header(const QByteArray& name) const
    {
        const auto found = headers.find(name);
        return found == headers.end() ? QByteArray{} : found->second;
    }
};

struct HttpAnswer
{
    int status = 200;
    QByteArray type = "application/json";
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
};

/// Who answers an HTTP server. The server's thread.
class HttpPort
{
public:
    using Reply = std::function<void(HttpAnswer)>;

    virtual ~HttpPort() = default;
    /// After the headers and before any of the body: how many bytes of body the request may have, or what it is
    /// answered at once.
    virtual tl::expected<qint64, HttpAnswer> admit(const HttpRequest& head) = 0;
    /// `reply` once, at once or later; it may outlive the connection, the server even.
    virtual void handle(HttpRequest request, Reply reply) = 0;
};

} // namespace penelope

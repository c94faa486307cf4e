#pragma once

#include "core/base/result.h"

#include <QEventLoop>
#include <QTcpServer>

#include <functional>
#include <optional>

namespace penelope::test {

/// Runs the event loop until the handler that `ask` is given was called; answers what it was called with.
template <typename T> T awaited(const std::function<void(std::function<void(T)>)>& ask)
{
    std::optional<T> answer;
    QEventLoop loop;
    ask([&answer, &loop](T value) {
        answer = std::move(value);
        loop.quit();
    });
    if (!answer)
        loop.exec();
    return std::move(*answer);
}

/// A port of loopback that nobody listens on now.
inline quint16 freePort()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no port is free");
    return server.serverPort();
}

} // namespace penelope::test

#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>

#include <functional>

class QTcpSocket;

namespace penelope::lab {

struct HttpReply
{
    int code = 200;
    QByteArray body;
    QByteArray type = "text/plain; charset=utf-8";
};

/// Just enough HTTP/1.1 for a demo service behind HAProxy: GET without a body, keep-alive, one request at a time on a
/// connection. One thread.
class HttpServer final : public QObject
{
    Q_OBJECT

public:
    using Respond = std::function<void(HttpReply)>;
    /// Called with the path; answers now or later, once. Answers to a caller that has gone are dropped.
    using Handler = std::function<void(QByteArray path, Respond respond)>;

    explicit HttpServer(Handler handler);
    /// On 127.0.0.1.
    bool listen(quint16 port);
    /// No new connections; the ones that are open finish their request and are closed.
    void drain();
    int busy() const { return m_busy; }

private:
    void accept();
    void read(QTcpSocket* socket);

    Handler m_handler;
    QTcpServer m_server;
    int m_busy = 0;
    bool m_draining = false;
};

} // namespace penelope::lab

#include "app/lab/httpserver.h"

#include <QPointer>
#include <QTcpSocket>

namespace penelope::lab {

namespace {

constexpr qsizetype maxHead = qsizetype{16} * 1024;
constexpr char busyProperty[] = "busy";

QByteArray reasonOf(int code)
{
    switch (code) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Unknown";
    }
}

QByteArray httpText(const HttpReply& reply, bool close)
{
    return "HTTP/1.1 " + QByteArray::number(reply.code) + ' ' + reasonOf(reply.code) +
           "\r\nContent-Type: " + reply.type + "\r\nContent-Length: " + QByteArray::number(reply.body.size()) +
           (close ? "\r\nConnection: close" : "") + "\r\n\r\n" + reply.body;
}

} // namespace

HttpServer::HttpServer(Handler handler)
    : m_handler(std::move(handler))
{
    connect(&m_server, &QTcpServer::newConnection, this, &HttpServer::accept);
}

bool HttpServer::listen(quint16 port)
{
    m_server.setListenBacklogSize(512);
    return m_server.listen(QHostAddress::LocalHost, port);
}

void HttpServer::drain()
{
    m_draining = true;
    m_server.close();
}

void HttpServer::accept()
{
    while (auto* socket = m_server.nextPendingConnection()) {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void HttpServer::read(QTcpSocket* socket)
{
    if (socket->property(busyProperty).toBool())
        return; // the rest waits in the socket until this one is answered
    const auto head = socket->peek(maxHead);
    const auto end = head.indexOf("\r\n\r\n");
    if (end < 0) {
        if (head.size() >= maxHead)
            socket->abort();
        return;
    }
    socket->skip(end + 4);
    const auto words = head.left(head.indexOf('\r')).split(' ');
    if (words.size() != 3 || words.at(0) != "GET") {
        socket->write(httpText({400, "GET only\n"}, true));
        socket->disconnectFromHost();
        return;
    }
    const bool close = head.left(end).toLower().contains("\r\nconnection: close");
    socket->setProperty(busyProperty, true);
    ++m_busy;
    m_handler(words.at(1), [this, close, target = QPointer<QTcpSocket>{socket}](const HttpReply& reply) {
        --m_busy;
        if (!target)
            return;
        const bool last = close || m_draining;
        target->write(httpText(reply, last));
        target->setProperty(busyProperty, false);
        if (last)
            target->disconnectFromHost();
        else if (target->bytesAvailable() > 0)
            read(target);
    });
}

} // namespace penelope::lab

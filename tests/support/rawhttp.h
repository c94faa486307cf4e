#pragma once

#include <QEventLoop>
#include <QHostAddress>
#include <QTcpSocket>

namespace penelope::test {

inline int statusOf(const QByteArray& answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
}

inline QByteArray bodyOf(const QByteArray& answer)
{
    const auto end = answer.indexOf("\r\n\r\n");
    return end < 0 ? QByteArray() : answer.mid(end + 4);
}

/// A client of loopback that says whatever bytes it is told to, on the test's event loop.
class RawClient
{
public:
    explicit RawClient(quint16 port)
    {
        QEventLoop loop;
        QObject::connect(&m_socket, &QTcpSocket::connected, &loop, &QEventLoop::quit);
        QObject::connect(&m_socket, &QTcpSocket::errorOccurred, &loop, &QEventLoop::quit);
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        if (m_socket.state() != QTcpSocket::ConnectedState)
            loop.exec();
    }
    void say(const QByteArray& bytes)
    {
        m_socket.write(bytes);
        m_socket.flush();
    }
    /// No more will be said.
    void finish() { m_socket.disconnectFromHost(); }

    QByteArray untilHead()
    {
        wait([this] { return m_read.contains("\r\n\r\n"); });
        return take(m_read.indexOf("\r\n\r\n") + 4);
    }
    /// One answer with a Content-Length.
    QByteArray untilAnswer()
    {
        wait([this] { return answerEnd() > 0; });
        return take(answerEnd() > 0 ? answerEnd() : m_read.size());
    }
    /// Everything until the server ends the connection.
    QByteArray untilClosed()
    {
        wait([] { return false; });
        return take(m_read.size());
    }

private:
    qsizetype answerEnd() const
    {
        const auto head = m_read.indexOf("\r\n\r\n");
        const auto at = m_read.indexOf("Content-Length: ");
        if (head < 0 || at < 0 || at > head)
            return 0;
        const auto length = m_read.mid(at + 16, m_read.indexOf("\r\n", at) - at - 16).toLongLong();
        return m_read.size() >= head + 4 + length ? head + 4 + length : 0;
    }
    template <typename Holds> void wait(Holds holds)
    {
        m_read += m_socket.readAll();
        while (!holds() && m_socket.state() != QTcpSocket::UnconnectedState) {
            QEventLoop loop;
            QObject::connect(&m_socket, &QTcpSocket::readyRead, &loop, &QEventLoop::quit);
            QObject::connect(&m_socket, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
            QObject::connect(&m_socket, &QTcpSocket::errorOccurred, &loop, &QEventLoop::quit);
            loop.exec();
            m_read += m_socket.readAll();
        }
    }
    QByteArray take(qsizetype length)
    {
        const auto taken = m_read.left(length);
        m_read.remove(0, length);
        return taken;
    }

    QTcpSocket m_socket;
    QByteArray m_read;
};

/// One exchange on a connection of its own.
inline QByteArray exchange(quint16 port, const QByteArray& bytes)
{
    RawClient client(port);
    client.say(bytes);
    return client.untilAnswer();
}

} // namespace penelope::test

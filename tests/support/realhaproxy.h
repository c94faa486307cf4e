#pragma once

#include "tests/support/waiting.h"

#include <QEventLoop>
#include <QFile>
#include <QLocalSocket>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUrl>

#include <csignal>

namespace penelope::test {

using namespace Qt::Literals::StringLiterals;

/// Answers every request with its own name.
class Backend : public QObject
{
public:
    explicit Backend(QByteArray name)
        : m_name(std::move(name))
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (auto* socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { reply(*socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    quint16 port() const { return m_server.serverPort(); }

private:
    void reply(QTcpSocket& socket)
    {
        if (!socket.readAll().contains("\r\n\r\n"))
            return;
        socket.write(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + QByteArray::number(m_name.size()) +
            "\r\n\r\n" + m_name);
    }

    QByteArray m_name;
    QTcpServer m_server;
};

/// What another operator says to the runtime socket.
inline void say(const QString& path, const QByteArray& line)
{
    QLocalSocket socket;
    QEventLoop loop;
    QObject::connect(&socket, &QLocalSocket::disconnected, &loop, &QEventLoop::quit);
    QObject::connect(&socket, &QLocalSocket::errorOccurred, &loop, &QEventLoop::quit);
    QObject::connect(&socket, &QLocalSocket::connected, &socket, [&] { socket.write(line + '\n'); });
    socket.connectToServer(path);
    loop.exec();
}

/// What is answered there; empty where nobody answers.
inline QByteArray asked(const QString& path, const QByteArray& line)
{
    QLocalSocket socket;
    QEventLoop loop;
    QByteArray answer;
    QObject::connect(&socket, &QLocalSocket::disconnected, &loop, &QEventLoop::quit);
    QObject::connect(&socket, &QLocalSocket::errorOccurred, &loop, &QEventLoop::quit);
    QObject::connect(&socket, &QLocalSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    QObject::connect(&socket, &QLocalSocket::connected, &socket, [&] { socket.write(line + '\n'); });
    const auto connectLater = [&] { socket.connectToServer(path); };
    QMetaObject::invokeMethod(&socket, connectLater, Qt::QueuedConnection);
    loop.exec();
    return answer;
}

/// A HAProxy with one backend for each balance algorithm.
class Haproxy
{
public:
    /// Later: a single one, at startAgain. Reloadable: a master with workers, that can be told to reload.
    enum class Kind { Single, Later, Reloadable };

    explicit Haproxy(const QList<quint16>& ports, Kind kind = Kind::Single)
        : m_port(test::freePort())
        , m_singlePort(test::freePort())
    {
        const auto program = QStandardPaths::findExecutable(QStringLiteral("haproxy"), {u"/usr/sbin"_s, u"/usr/bin"_s});
        if (program.isEmpty())
            qFatal("haproxy is missing: install the package haproxy");
        QFile file(m_folder.filePath(u"haproxy.cfg"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write the configuration");
        file.write(configuration(ports).toUtf8());
        file.close();
        m_process.setProcessChannelMode(
            kind == Kind::Reloadable ? QProcess::MergedChannels : QProcess::ForwardedErrorChannel);
        // Both stay in the foreground.
        const auto mode = kind == Kind::Reloadable ? u"-W"_s : u"-db"_s;
        m_process.setProgram(program);
        m_process.setArguments({u"-f"_s, file.fileName(), mode});
        if (kind == Kind::Later)
            return;
        m_process.start();
        if (!m_process.waitForStarted())
            qFatal("haproxy does not start");
        // A master ends of a signal that comes before this.
        while (kind == Kind::Reloadable && !m_said.contains("Loading success")) {
            if (!m_process.waitForReadyRead(60000))
                qFatal("haproxy does not load: %s", m_said.constData());
            m_said += m_process.readAll();
        }
    }
    /// Nothing of it is left but its files.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// The same configuration in a new process, which answers on return.
    void startAgain()
    {
        m_process.start();
        if (!m_process.waitForStarted())
            qFatal("haproxy does not start");
        while (runs() && asked(socket(), "show info").isEmpty())
            m_process.waitForReadyRead(10);
    }
    void signal(int number) { ::kill(static_cast<pid_t>(m_process.processId()), number); }
    bool runs() const { return m_process.state() == QProcess::Running; }
    ~Haproxy()
    {
        kill(); // a worker without its master ends by itself
    }
    QString socket() const { return m_folder.filePath(u"haproxy.sock"_s); }
    QString operatorSocket() const { return m_folder.filePath(u"operator.sock"_s); }
    QString stateFile() const { return m_folder.filePath(u"state"_s); }
    /// To be asked again until it is under way: a master that has just started may sleep over a signal.
    void reload()
    {
        m_said += m_process.readAll();
        if (!m_said.contains("Reloading HAProxy"))
            ::kill(static_cast<pid_t>(m_process.processId()), SIGUSR2);
    }
    QUrl url() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(m_port)); }
    /// Of the backend with one server in each arm.
    QUrl singleUrl() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(m_singlePort)); }
    qint64 pid() const { return m_process.processId(); }

private:
    QString configuration(const QList<quint16>& ports) const
    {
        return uR"(global
  stats socket %1 mode 600 level admin
  stats socket %5 mode 600 level operator
  stats timeout 30s
  server-state-file %6
defaults
  mode http
  load-server-state-from-file global
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend in
  bind 127.0.0.1:%2
  default_backend be
frontend in_single
  bind 127.0.0.1:%7
  default_backend single
backend single
  balance roundrobin
  server s1 127.0.0.1:%3 weight 100
  server c1 127.0.0.1:%4 weight 0
backend be
  balance roundrobin
  server s1 127.0.0.1:%3 weight 100
  server s2 127.0.0.1:%3 weight 100
  server c1 127.0.0.1:%4 weight 0
  server spare 127.0.0.1:%3 backup
backend drifting
  balance leastconn
  server s1 127.0.0.1:%3 weight 100
  server c1 127.0.0.1:%4 weight 0
backend strange
  balance roundrobin
  server s1 127.0.0.1:%3 weight 100
  server other 127.0.0.1:%3 weight 100
  server c1 127.0.0.1:%4 weight 0
backend careless
  balance roundrobin
  cookie SRV insert
  server s1 127.0.0.1:%3 weight 100 cookie s1
  server c1 127.0.0.1:%4 weight 5 cookie c1
)"_s.arg(socket())
            .arg(m_port)
            .arg(ports[0])
            .arg(ports[1])
            .arg(operatorSocket(), stateFile())
            .arg(m_singlePort);
    }

    QTemporaryDir m_folder;
    quint16 m_port;
    quint16 m_singlePort;
    QProcess m_process;
    QByteArray m_said;
};

inline QByteArray get(QNetworkAccessManager& network, const QUrl& url)
{
    auto* reply = network.get(QNetworkRequest(url));
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    return reply->readAll();
}

} // namespace penelope::test

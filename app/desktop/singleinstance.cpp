#include "app/desktop/singleinstance.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>

#include <sys/socket.h>
#include <unistd.h>

namespace penelope::desktop {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 longestWish = 4096;
constexpr int mostCallers = 8;
const QByteArray accepted = "ok\n";

bool isOwnUser(const QLocalSocket& socket)
{
    ucred who{};
    socklen_t size = sizeof who;
    return getsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 &&
           who.uid == getuid();
}

QByteArray toLine(const HandOver& wish)
{
    return QJsonDocument(QJsonObject{{u"link"_s, wish.link}, {u"token"_s, wish.activationToken}})
               .toJson(QJsonDocument::Compact) +
           '\n';
}

} // namespace

Taken handOver(const QString& socket, const HandOver& wish, int patienceMs)
{
    QLocalSocket first;
    first.connectToServer(socket);
    if (!first.waitForConnected(patienceMs)) {
        const bool nobody =
            first.error() == QLocalSocket::ServerNotFoundError || first.error() == QLocalSocket::ConnectionRefusedError;
        return nobody ? Taken::Nobody : Taken::Silent;
    }
    if (!isOwnUser(first))
        return Taken::Silent;
    first.write(toLine(wish));
    while (!first.canReadLine()) {
        if (!first.waitForReadyRead(patienceMs))
            return Taken::Silent;
    }
    return first.readLine() == accepted ? Taken::Yes : Taken::Silent;
}

SingleInstance::SingleInstance(QObject* parent)
    : QObject(parent)
    , m_server(std::make_unique<QLocalServer>())
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    m_server->setMaxPendingConnections(mostCallers);
    connect(m_server.get(), &QLocalServer::newConnection, this, &SingleInstance::accept);
}

SingleInstance::~SingleInstance() = default;

Status SingleInstance::listen(const QString& socket)
{
    // Two starts at once must not take each other's socket away.
    QLockFile lock(socket + u".lock"_s);
    constexpr int patienceMs = 2000;
    if (!lock.tryLock(patienceMs))
        return failure(ErrorCode::Unavailable, u"the lock beside the socket of the window cannot be taken"_s, socket);
    QLocalSocket other;
    other.connectToServer(socket);
    if (other.waitForConnected(patienceMs))
        return failure(ErrorCode::Conflict, u"another window listens already"_s, socket);
    QLocalServer::removeServer(socket);
    if (!m_server->listen(socket))
        return failure(ErrorCode::Unavailable, m_server->errorString(), socket);
    return {};
}

void SingleInstance::accept()
{
    while (QLocalSocket* caller = m_server->nextPendingConnection()) {
        connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
        if (!isOwnUser(*caller)) {
            caller->abort();
            caller->deleteLater();
            continue;
        }
        caller->setReadBufferSize(longestWish);
        connect(caller, &QLocalSocket::readyRead, this, [this, caller] { read(*caller); });
        if (caller->bytesAvailable() > 0)
            read(*caller);
    }
}

void SingleInstance::read(QLocalSocket& caller)
{
    if (!caller.canReadLine()) {
        if (caller.bytesAvailable() >= longestWish)
            caller.abort();
        return;
    }
    const QJsonObject wish = QJsonDocument::fromJson(caller.readLine(longestWish)).object();
    caller.write(wish.isEmpty() ? QByteArray("no\n") : accepted);
    caller.disconnectFromServer();
    if (!wish.isEmpty())
        emit requested({wish[u"link"_s].toString(), wish[u"token"_s].toString()});
}

} // namespace penelope::desktop

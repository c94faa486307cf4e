#include "core/adapters/control/controlserver.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>

#include <optional>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::control {

struct ControlServer::Peer
{
    QLocalSocket* socket = nullptr; ///< a child of the server
    QString user;
    std::optional<qint64> sent; ///< subscribed: the seq of the last event sent
};

namespace {

constexpr int batch = 200;
/// A subscriber that does not read gets nothing more until it does.
constexpr qint64 maxQueued = qint64{8} * 1024 * 1024;
constexpr int probeMs = 500;

std::optional<uid_t> peerUser(const QLocalSocket& socket)
{
    ucred credentials{};
    socklen_t size = sizeof credentials;
    const auto descriptor = static_cast<int>(socket.socketDescriptor());
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return {};
    return credentials.uid;
}

QString loginName(uid_t user)
{
    const auto* entry = ::getpwuid(user);
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(user);
}

Json errorLine(std::optional<qint64> id, const Error& error)
{
    auto body = Json::object({{u"code"_s, toWord(error.code)}, {u"message"_s, error.message}});
    if (!error.where.isEmpty())
        body.set(u"where"_s, Json{error.where});
    Json line;
    line.set(u"id"_s, id);
    line.set(u"ok"_s, Json{false});
    line.set(u"error"_s, std::move(body));
    return line;
}

/// Takes away what a dead console left; a living one or a foreign file stays.
Status makeRoom(const QString& path)
{
    struct stat found
    {};
    if (::lstat(QFile::encodeName(path).constData(), &found) != 0)
        return {};
    if (!S_ISSOCK(found.st_mode))
        return failure(ErrorCode::Conflict, u"the place of the control socket is taken by something else"_s, path);
    QLocalSocket probe;
    probe.connectToServer(path);
    if (probe.waitForConnected(probeMs))
        return failure(ErrorCode::Conflict, u"somebody answers on the control socket already"_s, path);
    if (!QFile::remove(path))
        return failure(ErrorCode::Unavailable, u"the old control socket cannot be removed"_s, path);
    return {};
}

} // namespace

ControlServer::ControlServer(ControlPort& core)
    : m_core(core)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::accept);
}

ControlServer::~ControlServer()
{
    for (const auto& [socket, peer] : m_peers)
        socket->disconnect(this);
}

Status ControlServer::listen(const QString& path)
{
    const auto folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder))
            return failure(ErrorCode::Unavailable, u"the folder of the control socket cannot be made"_s, folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    if (auto room = makeRoom(path); !room)
        return room;
    if (!m_server.listen(path))
        return failure(
            ErrorCode::Unavailable, u"the control socket cannot be made: %1"_s.arg(m_server.errorString()), path);
    if (!QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner)) {
        m_server.close();
        return failure(ErrorCode::Unavailable, u"the control socket cannot be kept private"_s, path);
    }
    m_seq = m_core.greeting().seq;
    return {};
}

QString ControlServer::path() const
{
    return m_server.fullServerName();
}

void ControlServer::announce(qint64 seq)
{
    m_seq = std::max(m_seq, seq);
    const auto peers = m_peers; // a write may end a peer
    for (const auto& [socket, peer] : peers)
        pump(peer);
}

void ControlServer::accept()
{
    while (auto* socket = m_server.nextPendingConnection()) {
        const auto user = peerUser(*socket);
        // The file's mode keeps others out; this holds where the folder was opened up by somebody.
        if (!user || *user != ::geteuid()) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        socket->setReadBufferSize(maxLine + 1);
        auto peer = std::make_shared<Peer>();
        peer->socket = socket;
        peer->user = loginName(*user);
        m_peers.emplace(socket, peer);
        connect(socket, &QLocalSocket::readyRead, this, [this, peer] { read(peer); });
        connect(socket, &QLocalSocket::bytesWritten, this, [this, peer] { pump(peer); });
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            m_peers.erase(socket);
            socket->deleteLater();
        });
        const auto greeting = m_core.greeting();
        write(
            peer, Json::object(
                      {{u"penelope"_s, 1},
                       {u"journal_id"_s, greeting.journalId},
                       {u"mode"_s, greeting.mode},
                       {u"seq"_s, greeting.seq}}));
        read(peer);
    }
}

void ControlServer::read(const std::shared_ptr<Peer>& peer)
{
    while (m_peers.contains(peer->socket) && peer->socket->canReadLine()) {
        const auto line = peer->socket->readLine(maxLine + 2).trimmed();
        if (!line.isEmpty())
            handle(peer, line);
    }
    if (m_peers.contains(peer->socket) && peer->socket->bytesAvailable() > maxLine) {
        write(peer, errorLine({}, {ErrorCode::Malformed, u"a line is longer than %1 bytes"_s.arg(maxLine), {}}));
        peer->socket->disconnectFromServer();
    }
}

void ControlServer::handle(const std::shared_ptr<Peer>& peer, const QByteArray& line)
{
    if (!QUtf8StringView(line).isValidUtf8())
        return write(peer, errorLine({}, {ErrorCode::Malformed, u"a line is not UTF-8"_s, {}}));
    const auto message = parseForeign(line, maxLine);
    if (!message)
        return write(peer, errorLine({}, message.error()));
    const auto id = message->integer(u"id");
    const auto command = message->text(u"command");
    const auto* args = message->find(u"args");
    if (!message->isObject() || !command || (args && !args->isObject()))
        return write(
            peer,
            errorLine(
                id, {ErrorCode::Malformed, u"a command line is {\"id\", \"command\", \"args\"}"_s, u"command"_s}));
    if (*command == "subscribe"_L1)
        return subscribe(peer, id, args ? *args : Json{});
    if (!id)
        return write(peer, errorLine({}, {ErrorCode::Malformed, u"a command needs a number as its id"_s, u"id"_s}));
    const auto answer = [this, id, weak = std::weak_ptr(peer)](Result<ControlPort::Answered> result) {
        const auto asker = weak.lock();
        if (!asker)
            return;
        if (!result)
            return write(asker, errorLine(id, result.error()));
        write(
            asker,
            Json::object(
                {{u"id"_s, *id}, {u"ok"_s, true}, {u"seq"_s, result->seq}, {u"result"_s, std::move(result->result)}}));
    };
    m_core.ask(*command, args ? *args : Json{}, peer->user, answer);
}

void ControlServer::subscribe(const std::shared_ptr<Peer>& peer, std::optional<qint64> id, const Json& args)
{
    const auto after = args.integer(u"after").value_or(m_core.greeting().seq);
    if (after < 0)
        return write(peer, errorLine(id, {ErrorCode::Malformed, u"after is a seq"_s, u"args.after"_s}));
    m_seq = std::max(m_seq, m_core.greeting().seq);
    if (id)
        write(
            peer, Json::object({{u"id"_s, *id}, {u"ok"_s, true}, {u"seq"_s, m_seq}, {u"result"_s, Json::object({})}}));
    peer->sent = after;
    pump(peer);
}

void ControlServer::pump(const std::shared_ptr<Peer>& peer)
{
    while (peer->sent && *peer->sent < m_seq && m_peers.contains(peer->socket) &&
           peer->socket->bytesToWrite() < maxQueued) {
        const auto events = m_core.events(*peer->sent, batch);
        if (!events) {
            peer->sent.reset();
            return write(peer, errorLine({}, events.error()));
        }
        if (events->empty())
            return;
        for (const auto& event : *events) {
            peer->sent = std::max(event.integer(u"seq").value_or(*peer->sent + 1), *peer->sent + 1);
            write(peer, Json::object({{u"event"_s, event}}));
        }
    }
}

void ControlServer::write(const std::shared_ptr<Peer>& peer, const Json& line)
{
    if (m_peers.contains(peer->socket))
        peer->socket->write(toJsonText(line) + '\n');
}

} // namespace penelope::control

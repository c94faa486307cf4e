#include "app/desktop/localsocket.h"

#include <QFile>
#include <QSocketNotifier>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace penelope::desktop {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestLine = 4096;
constexpr int mostCallers = 8;

Descriptor openSocket(int kind)
{
    return Descriptor(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | kind, 0));
}

/// Nothing if the path is too long for a socket.
std::optional<sockaddr_un> addressOf(const QByteArray& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return std::nullopt;
    std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
    return address;
}

const sockaddr* plain(const sockaddr_un& address)
{
    return reinterpret_cast<const sockaddr*>(&address);
}

void limit(const Descriptor& socket, int patienceMs)
{
    constexpr long thousand = 1000;
    const timeval patience{patienceMs / thousand, patienceMs % thousand * thousand};
    setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

/// A signal does not end a call.
template <typename Call> auto persistently(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

bool send(const Descriptor& socket, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto sent = persistently(
            [&] { return ::send(socket.get(), bytes.data(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL); });
        if (sent <= 0)
            return false;
        bytes = bytes.sliced(sent);
    }
    return true;
}

/// Adds what has come; what recv says.
qint64 receive(const Descriptor& socket, QByteArray& heard)
{
    const auto before = heard.size();
    heard.resize(longestLine);
    const auto came = persistently(
        [&] { return recv(socket.get(), heard.data() + before, static_cast<std::size_t>(longestLine - before), 0); });
    heard.resize(before + std::max<qint64>(came, 0));
    return came;
}

std::optional<QByteArray> firstLine(const QByteArray& heard)
{
    const auto end = heard.indexOf('\n');
    return end < 0 ? std::nullopt : std::optional{heard.left(end + 1)};
}

} // namespace

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        close(m_number);
}

Connection connectTo(const QString& path, int patienceMs)
{
    using Trouble = Connection::Trouble;
    const auto address = addressOf(QFile::encodeName(path));
    Connection connection{openSocket(0)};
    if (!address || connection.socket.get() < 0) {
        connection.trouble = Trouble::Other;
        return connection;
    }
    limit(connection.socket, patienceMs);
    if (persistently([&] { return connect(connection.socket.get(), plain(*address), sizeof *address); }) != 0)
        connection.trouble = errno == ENOENT || errno == ECONNREFUSED ? Trouble::Nobody : Trouble::Other;
    return connection;
}

bool isOwnUser(const Descriptor& socket)
{
    ucred who{};
    socklen_t size = sizeof who;
    return getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && who.uid == getuid();
}

std::optional<QByteArray> ask(const Connection& connection, const QByteArray& line)
{
    QByteArray heard;
    if (!send(connection.socket, line))
        return std::nullopt;
    while (!firstLine(heard)) {
        if (receive(connection.socket, heard) <= 0)
            return std::nullopt;
    }
    return firstLine(heard);
}

struct LocalListener::Caller
{
    Descriptor socket;
    std::unique_ptr<QSocketNotifier> readable;
    QByteArray heard;
};

Result<std::unique_ptr<LocalListener>> LocalListener::on(const QString& path, Answer answer)
{
    const auto name = QFile::encodeName(path);
    const auto address = addressOf(name);
    Descriptor socket = openSocket(SOCK_NONBLOCK);
    if (!address || socket.get() < 0)
        return failure(ErrorCode::Unavailable, u"the path of the socket is too long"_s, path);
    // Nobody gets in before it listens, and by then it is the user's alone.
    if (bind(socket.get(), plain(*address), sizeof *address) != 0 || chmod(name.constData(), S_IRUSR | S_IWUSR) != 0 ||
        ::listen(socket.get(), mostCallers) != 0)
        return failure(ErrorCode::Unavailable, qt_error_string(errno), path);
    return std::unique_ptr<LocalListener>(new LocalListener(std::move(socket), name, std::move(answer)));
}

LocalListener::LocalListener(Descriptor socket, QByteArray path, Answer answer)
    : m_socket(std::move(socket))
    , m_path(std::move(path))
    , m_answer(std::move(answer))
    , m_calls(std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Read))
{
    QObject::connect(m_calls.get(), &QSocketNotifier::activated, m_calls.get(), [this] { accept(); });
}

LocalListener::~LocalListener()
{
    unlink(m_path.constData());
}

void LocalListener::accept()
{
    for (;;) {
        Descriptor socket(accept4(m_socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (socket.get() < 0)
            return;
        if (!isOwnUser(socket) || m_callers.size() >= mostCallers)
            continue;
        auto readable = std::make_unique<QSocketNotifier>(socket.get(), QSocketNotifier::Read);
        auto& caller =
            *m_callers.emplace_back(std::make_unique<Caller>(Caller{std::move(socket), std::move(readable), {}}));
        QObject::connect(
            caller.readable.get(), &QSocketNotifier::activated, m_calls.get(), [this, &caller] { read(caller); });
    }
}

void LocalListener::read(Caller& caller)
{
    const auto came = receive(caller.socket, caller.heard);
    if (came < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return;
    if (const auto line = firstLine(caller.heard))
        send(caller.socket, m_answer(*line));
    else if (came > 0 && caller.heard.size() < longestLine)
        return;
    forget(caller);
}

void LocalListener::forget(const Caller& caller)
{
    const auto found =
        std::find_if(m_callers.begin(), m_callers.end(), [&caller](const auto& one) { return one.get() == &caller; });
    // It is the one that told of the caller, so it goes when it has done so.
    auto* readable = (*found)->readable.release();
    readable->setEnabled(false);
    readable->deleteLater();
    m_callers.erase(found);
}

} // namespace penelope::desktop

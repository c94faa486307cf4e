#include "app/player/connection.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace penelope::player {

namespace {

constexpr qsizetype keptBody = qsizetype{1024} * 1024;
constexpr qsizetype longestHead = qsizetype{64} * 1024;

int connecting(int port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return -1;
    const int yes = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == EINPROGRESS)
        return descriptor;
    ::close(descriptor);
    return -1;
}

} // namespace

Connection::Connection(int port, const QByteArray& path)
    : m_descriptor(connecting(port))
    , m_rest(
          "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: penelope-twin\r\nAccept: */*\r\n" +
          "Connection: close\r\n\r\n")
{}

Connection::~Connection()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Connection::Progress Connection::go()
{
    while (!m_rest.isEmpty()) {
        const auto sent =
            ::send(m_descriptor, m_rest.constData(), static_cast<std::size_t>(m_rest.size()), MSG_NOSIGNAL);
        if (sent > 0)
            m_rest.remove(0, sent);
        else if (errno == EAGAIN || errno == ENOTCONN)
            return Progress::Open;
        else if (errno != EINTR)
            return Progress::Broken;
    }
    return receive();
}

Connection::Progress Connection::receive()
{
    std::array<char, std::size_t{16} * 1024> room{};
    for (;;) {
        const auto size = ::recv(m_descriptor, room.data(), room.size(), 0);
        if (size > 0) {
            take(QByteArray::fromRawData(room.data(), size));
            if (m_head.size() > longestHead)
                return Progress::Broken;
            if (m_inBody && m_length >= 0 && m_received >= m_length)
                return Progress::Done;
        } else if (size == 0) {
            return atEnd();
        } else if (errno == EAGAIN) {
            return Progress::Open;
        } else if (errno != EINTR) {
            return Progress::Broken;
        }
    }
}

void Connection::take(const QByteArray& bytes)
{
    if (m_inBody) {
        m_received += bytes.size();
        m_body += bytes.left(std::max<qsizetype>(0, keptBody - m_body.size()));
        return;
    }
    m_head += bytes;
    const auto end = m_head.indexOf("\r\n\r\n");
    if (end >= 0)
        readHead(end);
}

void Connection::readHead(qsizetype end)
{
    const auto body = m_head.mid(end + 4);
    const auto lines = m_head.left(end).split('\n');
    const auto words = lines.front().trimmed().split(' ');
    m_status = words.size() >= 2 && words.front().startsWith("HTTP/1.") ? words[1].toInt() : 0;
    for (const auto& line : lines) {
        const auto colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().toLower() == "content-length")
            m_length = line.mid(colon + 1).trimmed().toLongLong();
    }
    m_head.clear();
    m_inBody = true;
    take(body);
}

Connection::Progress Connection::atEnd() const
{
    const bool whole = m_inBody && m_status > 0 && (m_length < 0 || m_received >= m_length);
    return whole ? Progress::Done : Progress::Broken;
}

} // namespace penelope::player

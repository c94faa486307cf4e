#include "app/lab/ports.h"

#include <QByteArray>
#include <QTcpServer>

#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int lowestPort = 21000;
constexpr int highestPort = 31000;

/// A name in the abstract socket name space is a lock that the kernel frees on any death.
int lockBlock(int first)
{
    const auto name = "penelope-lab-ports-" + QByteArray::number(first);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, name.constData(), static_cast<std::size_t>(name.size()));
    const int lock = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto length =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + static_cast<std::size_t>(name.size()));
    if (lock >= 0 && bind(lock, reinterpret_cast<const sockaddr*>(&address), length) == 0)
        return lock;
    if (lock >= 0)
        close(lock);
    return -1;
}

bool allFree(int first)
{
    for (int port = first; port < first + Ports::count; ++port) {
        QTcpServer probe;
        if (!probe.listen(QHostAddress::LocalHost, static_cast<quint16>(port)))
            return false;
    }
    return true;
}

} // namespace

Result<Ports> Ports::take()
{
    for (int first = lowestPort; first + count <= highestPort; first += count) {
        const int lock = lockBlock(first);
        if (lock < 0)
            continue;
        if (allFree(first))
            return Ports{first, lock};
        close(lock);
    }
    return failure(
        ErrorCode::Unavailable,
        u"no %1 free ports in a row between %2 and %3"_s.arg(count).arg(lowestPort).arg(highestPort));
}

Ports::Ports(Ports&& other) noexcept
    : m_first(other.m_first)
    , m_lock(std::exchange(other.m_lock, -1))
{}

Ports::~Ports()
{
    if (m_lock >= 0)
        close(m_lock);
}

} // namespace penelope::lab

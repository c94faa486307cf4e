#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QSocketNotifier;

/// Lines between processes of one user over a socket in a folder. The system's sockets and not QtNetwork's: the console
/// asks before its first picture, and a dozen libraries would come along (performance.md "Start-up").
namespace penelope::desktop {

/// A descriptor, closed with its owner.
class Descriptor
{
public:
    explicit Descriptor(int number = -1)
        : m_number(number)
    {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    int get() const { return m_number; }

private:
    int m_number;
};

struct Connection
{
    enum class Trouble {
        None,
        Nobody, ///< no such socket, or nobody behind it
        Other   ///< it cannot be told: too busy, forbidden
    };
    Descriptor socket;
    Trouble trouble = Trouble::None;
};
/// Each step of it, this one included, blocks for at most `patienceMs`.
Connection connectTo(const QString& path, int patienceMs);
/// Whether a process of this user is at the other end, as the kernel says.
bool isOwnUser(const Descriptor& socket);
/// The line that is answered, with its end. Nothing: none came, or none in time.
std::optional<QByteArray> ask(const Connection& connection, const QByteArray& line);

/// Answers callers of the same user, one line each. The thread that made it, with an event loop.
class LocalListener
{
public:
    using Answer = std::function<QByteArray(const QByteArray& line)>;

    /// The socket is the user's alone (0600). Unavailable: the folder cannot be written, or the path is too long.
    static Result<std::unique_ptr<LocalListener>> on(const QString& path, Answer answer);
    ~LocalListener();
    LocalListener(const LocalListener&) = delete;
    LocalListener& operator=(const LocalListener&) = delete;

private:
    struct Caller;

    LocalListener(Descriptor socket, QByteArray path, Answer answer);
    void accept();
    void read(Caller& caller);
    void forget(const Caller& caller);

    Descriptor m_socket;
    QByteArray m_path;
    Answer m_answer;
    std::unique_ptr<QSocketNotifier> m_calls;
    std::vector<std::unique_ptr<Caller>> m_callers;
};

} // namespace penelope::desktop

#pragma once

#include <QByteArray>

namespace penelope::player {

/// One GET over one connection to the loopback, without blocking. The server is asked to close it; where it does not,
/// Content-Length ends the answer.
class Connection
{
public:
    enum class Progress { Open, Done, Broken };

    Connection(int port, const QByteArray& path);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int descriptor() const { return m_descriptor; } ///< -1: it could not even be begun
    bool wantsToWrite() const { return !m_rest.isEmpty(); }
    /// After poll said something of it.
    Progress go();
    int status() const { return m_status; }
    const QByteArray& body() const { return m_body; } ///< its first MiB

private:
    Progress receive();
    void take(const QByteArray& bytes);
    void readHead(qsizetype end);
    Progress atEnd() const;

    int m_descriptor = -1;
    QByteArray m_rest; ///< of the request
    QByteArray m_head;
    QByteArray m_body;
    bool m_inBody = false;
    int m_status = 0;
    qint64 m_length = -1; ///< Content-Length; -1 = until the end
    qint64 m_received = 0;
};

} // namespace penelope::player

#pragma once

#include "core/base/json.h"

#include <QLocalSocket>
#include <QObject>

#include <functional>
#include <map>

namespace penelope::lab {

/// The control socket of a running core (contracts.md 9), as any other program uses it. One thread, asynchronous.
class ControlLink final : public QObject
{
    Q_OBJECT

public:
    /// The seq and the result, or the core's refusal.
    struct Answered
    {
        qint64 seq = 0;
        Json result;
    };
    using Handler = std::function<void(Result<Answered>)>;

    ControlLink();
    ~ControlLink() override;

    void open(const QString& socket);
    /// Greeted by the core.
    bool isOpen() const { return m_greeted; }
    bool isIdle() const { return m_socket.state() == QLocalSocket::UnconnectedState; }
    /// Unavailable at once where the link is not open, later where it breaks before the answer.
    void ask(const QString& command, const Json& args, Handler handler);
    /// All events with seq > after, old ones first.
    void subscribe(qint64 after);

signals:
    void opened();
    void eventArrived(const Json& envelope);
    void closed();

private:
    void read();
    void take(const Json& line);
    void lose();

    QLocalSocket m_socket;
    QByteArray m_read;
    bool m_greeted = false;
    qint64 m_lastId = 0;
    std::map<qint64, Handler> m_waiting;
};

} // namespace penelope::lab

#pragma once

#include "core/ports/controlport.h"

#include <QLocalServer>
#include <QObject>

#include <map>
#include <memory>
#include <optional>

class QLocalSocket;

namespace penelope::control {

/// The longest line in either direction.
constexpr qsizetype maxLine = qsizetype{5} * 1024 * 1024;

/// The socket of contracts.md 9: JSON lines for the same user. Core thread, with an event loop.
class ControlServer final : public QObject
{
    Q_OBJECT

public:
    explicit ControlServer(ControlPort& core);
    ~ControlServer() override;

    /// Makes the folder (0700) and the socket (0600). A socket that nobody answers on is taken over; a live one is a
    /// Conflict.
    Status listen(const QString& path);
    QString path() const;
    /// Says that the journal has grown to `seq`: subscribers get what is new to them.
    void announce(qint64 seq);

private:
    struct Peer;

    void accept();
    void read(const std::shared_ptr<Peer>& peer);
    void handle(const std::shared_ptr<Peer>& peer, const QByteArray& line);
    void subscribe(const std::shared_ptr<Peer>& peer, std::optional<qint64> id, const Json& args);
    void pump(const std::shared_ptr<Peer>& peer);
    void write(const std::shared_ptr<Peer>& peer, const Json& line);

    ControlPort& m_core;
    QLocalServer m_server;
    std::map<QLocalSocket*, std::shared_ptr<Peer>> m_peers;
    qint64 m_seq = 0;
};

} // namespace penelope::control

#pragma once

#include "core/base/json.h"

#include <QObject>
#include <QSet>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>

#include <functional>
#include <map>
#include <memory>

class QTcpSocket;

namespace penelope::test {

/// The part of a Kubernetes API server that a router asks: discovery, get, list, watch with bookmarks, JSON patches,
/// access reviews. What it answers was recorded from a real one, and a test holds it to that. On loopback, on the
/// test's event loop.
class KubernetesStandIn : public QObject
{
public:
    struct Asked
    {
        QByteArray method;
        QString path;
        QUrlQuery query;
        std::map<QByteArray, QByteArray> headers; ///< by lower-case name
        QByteArray body;
    };
    struct Reply
    {
        int status = 200;
        QByteArray body;
        QByteArray type = "application/json";
        QByteArray more = {}; ///< whole header lines
    };

    /// Over TLS with the given server, which must be ready to listen.
    explicit KubernetesStandIn(std::unique_ptr<QTcpServer> server = std::make_unique<QTcpServer>());
    ~KubernetesStandIn() override;

    QUrl url() const;

    /// The objects of the recordings, before anything was changed.
    static const QString virtualService;
    static const QString gatewayRoute;
    static const QString linkerdRoute;

    Json object(const QString& path) const { return m_objects.at(path); }
    /// Stores it under a new resourceVersion, and a new generation where its spec is another; tells who watches.
    void store(const QString& path, Json object);
    /// As another manager would: a JSON patch that is stored as its.
    void change(const QString& path, const Json& operations, const QString& manager);
    void remove(const QString& path);
    /// A parent that accepts the object's present generation.
    void accept(const QString& path);
    /// Versions before this one are forgotten: a watch from there is answered 410.
    void compact() { m_compacted = m_version; }
    /// Ends every watch, as a server does after timeoutSeconds.
    void endWatches();
    void bookmark();
    int watches() const { return static_cast<int>(m_watches.size()); }

    QSet<QByteArray> tokens{"good"};
    QSet<QString> denied;                                    ///< verbs that the user may not
    bool acceptsAtOnce = true;                               ///< a controller that writes a status after each change
    bool silent = false;                                     ///< takes requests and says nothing
    std::function<std::optional<Reply>(const Asked&)> first; ///< asked before anything else
    QList<Asked> asked;

    int count(const QByteArray& method) const;
    Reply answer(const Asked& asked);

private:
    struct Watch
    {
        QTcpSocket* socket = nullptr;
        QString collection;
        QString name;
    };
    void take(QTcpSocket& socket);
    std::optional<Reply> refuse(const Asked& asked);
    Reply discover(const QString& group) const;
    Reply list(const Asked& asked) const;
    Reply patch(const Asked& asked);
    Reply review(const Asked& asked) const;
    bool startWatch(QTcpSocket& socket, const Asked& asked);
    void tell(const QString& path, const QByteArray& type, const Json& object);

    std::unique_ptr<QTcpServer> m_server;
    std::map<QString, Json> m_objects; ///< by path
    std::map<QTcpSocket*, QByteArray> m_read;
    std::vector<Watch> m_watches;
    qint64 m_version = 300;
    qint64 m_compacted = 0;
};

} // namespace penelope::test

#pragma once

#include "core/adapters/kubernetes/apiclient.h"

#include <QTimer>

namespace penelope::kubernetes {

/// One object, told whenever it changes: a list to begin with and after "410 Gone", a watch from there on, again and
/// again as the server ends it. Core thread, with an event loop. Destroying it ends it.
class ObjectWatch final : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        Milliseconds session{60'000}; ///< after which the server ends one watch
        Milliseconds pause{1000};     ///< after an error, before the next try
    };
    /// The object as it is now; an error that asking again may mend was tried again already before it is told.
    using Handler = std::function<void(const Result<Json>&)>;

    /// `collection` is the path of the objects' list. NotFound = it is not there (any more). Other errors are told, and
    /// the watch goes on trying.
    ObjectWatch(std::shared_ptr<ApiClient> client, QString collection, QString name, Timing timing, Handler handler);
    ~ObjectWatch() override;

    /// From the list on, or where the version is known, from there.
    void start(const QString& resourceVersion = {});

private:
    void list();
    void watch();
    void read();
    void take(const QByteArray& line);
    void ended();
    void failed(const Error& error);
    void close();
    QUrlQuery selection() const;

    std::shared_ptr<ApiClient> m_client;
    QString m_collection;
    QString m_name;
    Timing m_timing;
    Handler m_handler;
    QString m_version;
    QNetworkReply* m_reply = nullptr;
    QByteArray m_bytes;
    QTimer m_pause;
    bool m_toldSomething = false; ///< in the present session
};

} // namespace penelope::kubernetes

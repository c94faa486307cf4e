#pragma once

#include "core/adapters/kubernetes/credentials.h"
#include "core/base/json.h"

#include <QObject>
#include <QPointer>
#include <QUrlQuery>

class QNetworkAccessManager;
class QNetworkReply;
class QNetworkRequest;

namespace penelope::kubernetes {

struct ApiCall
{
    QByteArray method = "GET";
    QString path; ///< "/apis/…", from parts that were checked
    QUrlQuery query = {};
    QByteArray type = {}; ///< of the body
    QByteArray body = {};
};

struct ApiAnswer
{
    int status = 0;
    Json body;
    QStringList warnings; ///< the texts of its Warning headers
};

/// A status other than 2xx as a sentence. Codes: NotPermitted (401, 403), NotFound (404), Conflict (409), Expired
/// (410), Unavailable (429, 5xx), Refused (anything else). Pure.
Error errorOf(int status, const QByteArray& body, const QString& where);

/// One API server, over HTTP/1.1 (with HTTP/2 a refused client certificate is never told). Core thread, with an event
/// loop; handlers are called later, exactly once, unless the client is destroyed first.
/// Errors: those of errorOf; Unavailable (no whole answer in time, credentials that cannot be had), Refused (a
/// redirect, a body over the limit), Malformed (the answer is no JSON); `where` is the URL.
class ApiClient final : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(Result<ApiAnswer>)>;
    using OpenHandler = std::function<void(Result<QNetworkReply*>)>;

    static constexpr qsizetype maxBody = qsizetype{8} * 1024 * 1024;
    static constexpr Milliseconds defaultLimit{10'000};

    ApiClient(Access access, CommandRunner& runner, const Clock& clock, Milliseconds limit = defaultLimit);
    ~ApiClient() override;

    void call(const ApiCall& call, Handler handler);
    /// A GET whose answer comes bit by bit. It ends by itself after `idle` without a byte. The caller owns the reply.
    void open(const ApiCall& call, Milliseconds idle, OpenHandler handler);
    const Access& access() const { return m_access; }

private:
    struct Exchange;
    void start(const std::shared_ptr<Exchange>& exchange);
    void send(const std::shared_ptr<Exchange>& exchange, const Credential& credential);
    void finish(const std::shared_ptr<Exchange>& exchange);
    void answer(const std::shared_ptr<Exchange>& exchange, Result<ApiAnswer> result);
    QUrl urlOf(const ApiCall& call) const;
    /// Fills in who we are and whom we trust.
    Status prepare(QNetworkRequest& request, const Credential& credential);

    Access m_access;
    Credentials m_credentials;
    Milliseconds m_limit;
    QNetworkAccessManager* m_network;
    QByteArray m_identity; ///< the client certificate that open connections were made with
};

} // namespace penelope::kubernetes

#pragma once

#include "core/adapters/http/tokens.h"
#include "core/engine/observation.h"
#include "core/ports/clock.h"
#include "core/ports/httpport.h"

#include <deque>
#include <functional>

namespace penelope::runtime {

/// Who asks over HTTP.
struct HttpCaller
{
    QString actor; ///< api/TOKEN; empty: nobody in particular, on loopback
    Role role = Role::Viewer;
};

/// Lets callers in by their tokens, and tells the core of those it turns away, never more often than the journal can
/// bear. The HTTP server's thread.
class HttpAccess
{
public:
    using Tell = std::function<void(engine::AccessDenied)>;

    HttpAccess(http::TokenFile tokens, QString webhookSecret, const Clock& clock, Tell tell);

    /// Reading on loopback needs no token; a wrong one is refused everywhere. Refusals: 401, 403, 429 for a client
    /// that was refused too often, 503 where the token file cannot be read.
    tl::expected<HttpCaller, HttpAnswer> letIn(const HttpRequest& request, Role least, bool writes);
    /// The webhook's own secret. 404 where none is configured.
    tl::expected<void, HttpAnswer> letWebhookIn(const HttpRequest& request);
    /// A command was not permitted by the core: counted like the others. True: the caller has had enough of them.
    void countRefusal(const QString& who);
    bool isRefusedTooOften(const QString& who);

private:
    HttpAnswer refuse(const HttpRequest& request, const QString& who, int status, const QString& reason);
    void tell(engine::AccessDenied denied);

    http::TokenFile m_tokens;
    QString m_webhookSecret; ///< "file:PATH", read at each request
    const Clock& m_clock;
    Tell m_tell;
    std::map<QString, std::deque<Tick>> m_refusals;
    std::deque<Tick> m_told;
    int m_untold = 0;
};

/// The token of "Authorization: Bearer TOKEN"; empty where there is none.
QByteArray bearerOf(const HttpRequest& request);

} // namespace penelope::runtime

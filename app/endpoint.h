#pragma once

#include "core/adapters/config/config.h"
#include "core/adapters/prometheus/prometheusclient.h"

namespace penelope {

/// A configured Prometheus as its client takes it. Unsupported where the secret is a keyring's name.
inline Result<prometheus::Endpoint> endpointOf(const QString& name, const config::Prometheus& source)
{
    using Kind = config::Auth::Kind;
    using Auth = prometheus::Endpoint::Auth;
    prometheus::Endpoint endpoint;
    endpoint.name = name;
    endpoint.url = QUrl(source.url);
    endpoint.timeout = source.timeout;
    endpoint.ca = source.ca;
    endpoint.headers = source.headers;
    const bool hasSecret = source.auth.kind == Kind::Basic || source.auth.kind == Kind::Bearer;
    if (hasSecret && !source.auth.secret.startsWith(QStringLiteral("file:")))
        return failure(
            ErrorCode::Unsupported,
            QStringLiteral("there is no keyring at hand: give the secret of prometheus.%1 as \"file:PATH\"").arg(name),
            QStringLiteral("prometheus.%1.auth").arg(name));
    switch (source.auth.kind) {
    case Kind::None: endpoint.auth = Auth::None; break;
    case Kind::Basic: endpoint.auth = Auth::Basic; break;
    case Kind::Bearer: endpoint.auth = Auth::Bearer; break;
    case Kind::Mtls: endpoint.auth = Auth::Mtls; break;
    }
    endpoint.user = source.auth.user;
    endpoint.secret = source.auth.secret;
    endpoint.cert = source.auth.cert;
    endpoint.key = source.auth.key;
    return endpoint;
}

} // namespace penelope

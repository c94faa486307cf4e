#pragma once

#include "core/adapters/prometheus/prometheusclient.h"

class QNetworkRequest;
class QSslConfiguration;

/// How every request to a Prometheus is let in, for the client and for the test of a connection.
namespace penelope::prometheus {

/// Headers and secret. Unavailable: the secret cannot be read.
Status authenticate(QNetworkRequest& request, const Endpoint& endpoint);
/// Authorities and the client's certificate. Unavailable: one of the files cannot be read.
Result<QSslConfiguration> tlsOf(const Endpoint& endpoint);

} // namespace penelope::prometheus

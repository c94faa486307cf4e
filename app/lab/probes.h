#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"

#include <map>
#include <optional>

namespace penelope::lab {

/// Reading the world back from outside. Blocking for a few milliseconds; at most `limitMs`. Any thread.

/// The body of GET http://127.0.0.1:PORT/PATH, if it answered 200.
Result<QByteArray> httpGet(int port, const QByteArray& path, int limitMs = 2000);
/// A single number from an instant query; nothing where there is no sample or it is NaN.
Result<std::optional<double>> promql(int port, const QString& expression);
/// When the instances of a job were last scraped, by their label `track`.
Result<std::map<QString, Instant>> lastScrapes(int port, const QString& job);
/// One command on HAProxy's runtime socket.
Result<QByteArray> haproxyTell(const QString& socket, const QByteArray& command);

struct Weights
{
    int stable = 0;
    int canary = 0;
    bool operator==(const Weights&) const = default;
};
Result<Weights> haproxyWeights(const QString& socket, const QString& backend);
/// "UP", "DOWN" and the like, of one server.
Result<QByteArray> haproxyServerStatus(const QString& socket, const QString& backend, const QString& server);

} // namespace penelope::lab

#pragma once

#include "core/base/json.h"

#include <QStringList>

#include <optional>

/// HTTPRoute and VirtualService as pure functions of their JSON (integration.md 5).
namespace penelope::kubernetes {

enum class RouteKind { HttpRoute, VirtualService };

/// One side of a split: a Service of an HTTPRoute, a host with its subset of a VirtualService.
struct Backend
{
    QString name;
    QString subset; ///< empty = the host as a whole
    bool operator==(const Backend&) const = default;
};
QString toText(const Backend& backend);

struct Target
{
    RouteKind kind = RouteKind::HttpRoute;
    QString group; ///< of the API: gateway.networking.k8s.io, policy.linkerd.io, networking.istio.io
    QString space; ///< its namespace
    QString name;
    QString rule; ///< empty = the only one with both backends
    Backend stable;
    Backend canary;
    QString context; ///< of the kubeconfig; empty = the configured one
};

/// Strict: the names go into paths. Malformed with the member's place.
Result<Target> readTarget(const Json& target);
QString kindWord(RouteKind kind);
/// "httproutes", "virtualservices".
QString resourceOf(RouteKind kind);
/// Versions of the group that have the fields used here, newest first.
QStringList knownVersions(const QString& group);
/// "/apis/GROUP/VERSION/namespaces/SPACE/RESOURCE".
QString collectionPath(const Target& target, const QString& version);
/// "httproute shop/payments".
QString toText(const Target& target);

/// Where the two weights stand in an object.
struct Weights
{
    int rule = 0;
    int stableAt = 0;
    int canaryAt = 0;
    std::optional<double> stable; ///< as written; absent = the API's default
    std::optional<double> canary;
    bool operator==(const Weights&) const = default;
};
/// The rule whose backends are exactly the registered two. Refused, with what is there instead.
Result<Weights> findWeights(const Target& target, const Json& object);
/// The canary's share of the rule. Refused where a weight is out of its range or both are 0: an API server takes a
/// VirtualService's −1 and 150 without a word.
Result<int> percentOf(const Target& target, const Weights& weights);
/// Only the two weights, and only while the object is the one that was read: another one in between is a 409.
Json weightPatch(const Target& target, const Weights& weights, const Json& object, int percent);

/// Who wrote the rules last, when it was not `self`; empty otherwise or where it is not told.
QString foreignManager(const Target& target, const Json& object, const QString& self);

/// What the controllers say of the object's present generation.
struct Acceptance
{
    enum class State { Accepted, Pending, Refused };
    State state = State::Accepted;
    QString text; ///< of the other two: a sentence
    bool operator==(const Acceptance&) const = default;
};
/// With nothing on the canary its backend need not be there: a way back must not wait for what it leaves behind.
Acceptance acceptanceOf(const Target& target, const Json& object, int percent);

} // namespace penelope::kubernetes

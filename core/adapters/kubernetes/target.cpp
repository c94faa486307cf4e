#include "core/adapters/kubernetes/routes.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace penelope::kubernetes {

namespace {

/// RFC 1123: what Kubernetes lets names and namespaces be.
bool isObjectName(const QString& text)
{
    static const QRegularExpression name(u"\\A[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\\z"_s);
    return name.match(text).hasMatch();
}

Failure malformed(const QString& what, const QString& member)
{
    return failure(ErrorCode::Malformed, what, u"router."_s + member);
}

Result<Backend> backendOf(const Json& target, RouteKind kind, const QString& arm)
{
    const auto& written = target[arm];
    Backend backend;
    if (kind == RouteKind::HttpRoute) {
        backend.name = written.toString();
        if (!isObjectName(backend.name))
            return malformed(u"not the name of a Service"_s, arm);
        return backend;
    }
    backend.name = written[u"host"].toString();
    backend.subset = written[u"subset"].toString();
    if (!isObjectName(backend.name))
        return malformed(u"not the host of a destination"_s, arm + u".host"_s);
    if (!backend.subset.isEmpty() && !isObjectName(backend.subset))
        return malformed(u"not the name of a subset"_s, arm + u".subset"_s);
    return backend;
}

} // namespace

QString toText(const Backend& backend)
{
    return backend.subset.isEmpty() ? backend.name : u"%1/%2"_s.arg(backend.name, backend.subset);
}

QString kindWord(RouteKind kind)
{
    return kind == RouteKind::HttpRoute ? u"httproute"_s : u"virtualservice"_s;
}

QString resourceOf(RouteKind kind)
{
    return kindWord(kind) + u's';
}

QStringList knownVersions(const QString& group)
{
    if (group == "policy.linkerd.io"_L1)
        return {u"v1beta3"_s, u"v1beta2"_s, u"v1beta1"_s};
    if (group == "networking.istio.io"_L1)
        return {u"v1"_s, u"v1beta1"_s, u"v1alpha3"_s};
    return {u"v1"_s, u"v1beta1"_s};
}

QString collectionPath(const Target& target, const QString& version)
{
    return u"/apis/%1/%2/namespaces/%3/%4"_s.arg(target.group, version, target.space, resourceOf(target.kind));
}

QString toText(const Target& target)
{
    return u"%1 %2/%3"_s.arg(kindWord(target.kind), target.space, target.name);
}

Result<Target> readTarget(const Json& target)
{
    Target read;
    const auto kind = target[u"kind"].toString();
    if (kind == "virtualservice"_L1)
        read.kind = RouteKind::VirtualService;
    else if (kind != "httproute"_L1)
        return failure(ErrorCode::Unsupported, u"the router is no route of Kubernetes"_s, u"router.kind"_s);
    const bool istio = read.kind == RouteKind::VirtualService;
    read.group = target[u"group"].toString(istio ? u"networking.istio.io"_s : u"gateway.networking.k8s.io"_s);
    const QStringList groups = istio ? QStringList{u"networking.istio.io"_s}
                                     : QStringList{u"gateway.networking.k8s.io"_s, u"policy.linkerd.io"_s};
    if (!groups.contains(read.group))
        return malformed(u"the API group is none of %1"_s.arg(groups.join(u", "_s)), u"group"_s);
    read.space = target[u"namespace"].toString();
    if (!isObjectName(read.space))
        return malformed(u"not the name of a namespace"_s, u"namespace"_s);
    read.name = target[u"name"].toString();
    if (!isObjectName(read.name))
        return malformed(u"not the name of an object"_s, u"name"_s);
    read.rule = target[u"rule"].toString();
    read.context = target[u"context"].toString();
    auto stable = backendOf(target, read.kind, u"stable"_s);
    if (!stable)
        return Failure{stable.error()};
    auto canary = backendOf(target, read.kind, u"canary"_s);
    if (!canary)
        return Failure{canary.error()};
    if (*stable == *canary)
        return malformed(u"both arms are the same backend"_s, u"canary"_s);
    read.stable = std::move(*stable);
    read.canary = std::move(*canary);
    return read;
}

} // namespace penelope::kubernetes

#include "app/runtime/routers.h"

#include "core/adapters/config/config.h"
#include "core/adapters/haproxy/haproxyrouter.h"
#include "core/adapters/kubernetes/kubernetesrouter.h"

#include <QRandomGenerator>

namespace penelope::runtime {

using namespace Qt::Literals::StringLiterals;

RouterByKind::RouterByKind(std::map<QString, std::shared_ptr<TrafficRouter>> byKind)
    : m_byKind(std::move(byKind))
{}

TrafficRouter* RouterByKind::routerOf(const Json& target) const
{
    const auto found = m_byKind.find(target[u"kind"].toString());
    return found == m_byKind.end() ? nullptr : found->second.get();
}

template <typename Answer> void RouterByKind::refuse(const Json& target, const Answer& handler)
{
    const auto kind = target[u"kind"].toString();
    const auto say = [handler, kind] {
        handler(failure(
            ErrorCode::Unsupported,
            kind.isEmpty() ? u"the service has no router"_s : u"no router of kind \"%1\" is known here"_s.arg(kind),
            u"router.kind"_s));
    };
    QMetaObject::invokeMethod(this, say, Qt::QueuedConnection);
}

void RouterByKind::read(const Json& target, Handler handler)
{
    if (auto* router = routerOf(target))
        router->read(target, std::move(handler));
    else
        refuse(target, handler);
}

void RouterByKind::set(const Json& target, int canaryPercent, Handler handler)
{
    if (auto* router = routerOf(target))
        router->set(target, canaryPercent, std::move(handler));
    else
        refuse(target, handler);
}

void RouterByKind::check(const Json& target, CheckHandler handler)
{
    if (auto* router = routerOf(target))
        router->check(target, std::move(handler));
    else
        refuse(target, handler);
}

std::unique_ptr<TrafficRouter> makeRouters(const config::Config& config, CommandRunner& runner, const Clock& clock)
{
    kubernetes::Location location;
    location.kubeconfig = config.kubernetes.kubeconfig;
    location.context = config.kubernetes.context;
    location.environment = config::surroundings().environment;
    const auto routes = std::make_shared<kubernetes::KubernetesRouter>(
        std::move(location), runner, clock, kubernetes::KubernetesRouter::Timing{},
        [] { return QRandomGenerator::global()->generateDouble(); });
    return std::make_unique<RouterByKind>(std::map<QString, std::shared_ptr<TrafficRouter>>{
        {u"haproxy"_s, std::make_shared<haproxy::HaproxyRouter>()},
        {u"httproute"_s, routes},
        {u"virtualservice"_s, routes}});
}

} // namespace penelope::runtime

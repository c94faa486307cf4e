#pragma once

#include "core/adapters/kubernetes/objectwatch.h"
#include "core/adapters/kubernetes/routes.h"
#include "core/ports/trafficrouter.h"

namespace penelope::kubernetes {

/// HTTPRoute (Gateway API, Linkerd) and VirtualService (Istio) by the API server. Core thread, with an event loop.
/// Targets (contracts.md 7):
///   {kind: "httproute", group?, namespace, name, rule?, stable: SERVICE, canary: SERVICE, context?}
///   {kind: "virtualservice", namespace, name, rule?, stable: {host, subset?}, canary: {host, subset?}, context?}
/// Only the two weights are ever written, under the field manager "penelope". A set split counts when the object was
/// read back and its controllers say of this very generation that they took it. No requests are counted: the share is
/// measured in Prometheus.
/// Errors: Unavailable (no answer, or no controller took it in time), Refused (the object is not what was registered, a
/// controller refuses it), NotFound (no object, no such API), NotPermitted (credentials, rights), Conflict (others kept
/// changing it), Malformed (the target, the kubeconfig), Unsupported (the kubeconfig).
class KubernetesRouter final : public QObject, public TrafficRouter
{
    Q_OBJECT

public:
    struct Timing
    {
        Milliseconds request{10'000};
        Milliseconds acceptance{15'000}; ///< how long controllers may take over a new generation
        Milliseconds pause{100};         ///< before the first retry after a conflict; doubles
        ObjectWatch::Timing watch;
    };
    static constexpr int maxConflicts = 5;

    /// `jitter` answers 0 … 1 and spreads the retries.
    KubernetesRouter(
        Location location, CommandRunner& runner, const Clock& clock, Timing timing, std::function<double()> jitter);
    ~KubernetesRouter() override;

    void read(const Json& target, Handler handler) override;
    void set(const Json& target, int canaryPercent, Handler handler) override;
    /// By a dry run of setting the weights that stand, and by asking for each right that will be needed.
    void check(const Json& target, CheckHandler handler) override;

private:
    struct Cluster;
    struct Work;
    using WorkRow = std::shared_ptr<Work>;
    using Then = std::function<void()>;

    void begin(const Json& target, const WorkRow& work, Then then);
    Result<std::shared_ptr<Cluster>> clusterOf(const QString& context);
    void discover(const WorkRow& work, Then then);
    void get(const WorkRow& work, Then then);
    void patch(const WorkRow& work, int percent, bool dryRun, Then then);
    void patched(const WorkRow& work, const Error& error, Then then);
    void again(const WorkRow& work, const Error& error, Then then);
    void change(const WorkRow& work);
    void awaitAcceptance(const WorkRow& work);
    bool settle(const WorkRow& work);
    void startTimer(const WorkRow& work, Milliseconds after, Then then);
    void askRights(const WorkRow& work, QStringList verbs, Then then);
    void answer(const WorkRow& work, Result<Checked> result);
    static Result<Split> splitOf(const Work& work);

    Location m_location;
    CommandRunner& m_runner;
    const Clock& m_clock;
    Timing m_timing;
    std::function<double()> m_jitter;
    std::map<QString, std::shared_ptr<Cluster>> m_clusters;
};

} // namespace penelope::kubernetes

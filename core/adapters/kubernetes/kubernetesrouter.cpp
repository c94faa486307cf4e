#include "core/adapters/kubernetes/kubernetesrouter.h"

#include <QFileInfo>
#include <QTimer>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::kubernetes {

namespace {

const QString fieldManager = u"penelope"_s;

} // namespace

/// One context, as its kubeconfig was when it was read.
struct KubernetesRouter::Cluster
{
    std::shared_ptr<ApiClient> client;
    qint64 stamp = 0;                    ///< of the kubeconfig
    std::map<QString, QString> versions; ///< by API group
};

/// One call of the port until it is answered.
struct KubernetesRouter::Work
{
    Target target;
    std::optional<int> percent; ///< to be set
    CheckHandler handler;
    std::shared_ptr<Cluster> cluster;
    QString collection;
    Json object; ///< as read last
    Weights weights;
    QStringList advice;
    int conflicts = 0;
    QPointer<QTimer> timer; ///< owned by the router
    std::unique_ptr<ObjectWatch> watch;
};

KubernetesRouter::KubernetesRouter(
    Location location, CommandRunner& runner, const Clock& clock, Timing timing, std::function<double()> jitter)
    : m_location(std::move(location))
    , m_runner(runner)
    , m_clock(clock)
    , m_timing(timing)
    , m_jitter(std::move(jitter))
{}

KubernetesRouter::~KubernetesRouter() = default;

void KubernetesRouter::read(const Json& target, Handler handler)
{
    auto work = std::make_shared<Work>();
    work->handler = [handler = std::move(handler)](Result<Checked> checked) {
        handler(std::move(checked).map([](Checked found) { return std::move(found.split); }));
    };
    begin(target, work, [this, work] {
        get(work, [this, work] {
            auto split = splitOf(*work);
            const auto acceptance = acceptanceOf(work->target, work->object, split ? split->canaryPercent : 0);
            // Weights of another hand are told at once: they are set anew, whatever the controllers made of them.
            if (split && split->setBy.isEmpty() && acceptance.state != Acceptance::State::Accepted)
                split = failure(
                    acceptance.state == Acceptance::State::Pending ? ErrorCode::Unavailable : ErrorCode::Refused,
                    u"%1: %2"_s.arg(toText(work->target), acceptance.text), toText(work->target));
            answer(work, std::move(split).map([](Split known) { return Checked{std::move(known), {}}; }));
        });
    });
}

void KubernetesRouter::set(const Json& target, int canaryPercent, Handler handler)
{
    auto work = std::make_shared<Work>();
    work->percent = canaryPercent;
    work->handler = [handler = std::move(handler)](Result<Checked> checked) {
        handler(std::move(checked).map([](Checked found) { return std::move(found.split); }));
    };
    begin(target, work, [this, work] {
        if (*work->percent < 0 || *work->percent > 100)
            return answer(
                work, failure(ErrorCode::Malformed, u"%1 is no share of traffic"_s.arg(*work->percent), u"percent"_s));
        get(work, [this, work] { change(work); });
    });
}

void KubernetesRouter::check(const Json& target, CheckHandler handler)
{
    auto work = std::make_shared<Work>();
    work->handler = std::move(handler);
    const auto finish = [this, work] {
        const auto split = splitOf(*work);
        if (!split)
            return answer(work, Failure{split.error()});
        // As it must be once the canary gets something.
        if (const auto acceptance = acceptanceOf(work->target, work->object, 100);
            acceptance.state != Acceptance::State::Accepted)
            work->advice.append(acceptance.text);
        if (work->target.kind == RouteKind::VirtualService && !work->object[u"status"].contains(u"conditions"))
            work->advice.append(
                u"Istio writes no status here: only the measured share tells whether a split is in force"_s);
        answer(work, Checked{*split, work->advice});
    };
    begin(target, work, [this, work, finish] {
        askRights(work, {u"get"_s, u"list"_s, u"watch"_s, u"patch"_s}, [this, work, finish] {
            get(work, [this, work, finish] {
                const auto percent = percentOf(work->target, work->weights);
                patch(work, percent.value_or(0), true, finish);
            });
        });
    });
}

/// Answers later in any case, so that no handler runs inside the call that asks.
void KubernetesRouter::begin(const Json& target, const WorkRow& work, Then then)
{
    const auto start = [this, target, work, then = std::move(then)] {
        auto read = readTarget(target);
        if (!read)
            return answer(work, Failure{read.error()});
        work->target = std::move(*read);
        auto cluster = clusterOf(work->target.context);
        if (!cluster)
            return answer(work, Failure{cluster.error()});
        work->cluster = std::move(*cluster);
        discover(work, then);
    };
    QMetaObject::invokeMethod(this, start, Qt::QueuedConnection);
}

Result<std::shared_ptr<KubernetesRouter::Cluster>> KubernetesRouter::clusterOf(const QString& context)
{
    auto location = m_location;
    if (!context.isEmpty())
        location.context = context;
    const auto path = kubeconfigPath(location);
    const auto stamp = path.isEmpty() ? 0 : QFileInfo(path).lastModified().toMSecsSinceEpoch();
    auto& cluster = m_clusters[location.context];
    // A kubeconfig that was written anew is read anew; what is on its way keeps the client it began with.
    if (cluster && cluster->stamp == stamp)
        return cluster;
    auto access = readAccess(location);
    if (!access)
        return Failure{access.error()};
    cluster = std::make_shared<Cluster>();
    cluster->stamp = stamp;
    cluster->client = std::make_shared<ApiClient>(std::move(*access), m_runner, m_clock, m_timing.request);
    return cluster;
}

void KubernetesRouter::discover(const WorkRow& work, Then then)
{
    const auto known = work->cluster->versions.find(work->target.group);
    if (known != work->cluster->versions.end()) {
        work->collection = collectionPath(work->target, known->second);
        return then();
    }
    ApiCall call;
    call.path = u"/apis/"_s + work->target.group;
    work->cluster->client->call(call, [this, work, then = std::move(then)](Result<ApiAnswer> answered) {
        if (!answered)
            return answer(work, Failure{std::move(answered.error())});
        QStringList served;
        for (const auto& version : answered->body[u"versions"].toArray())
            served.append(version[u"version"].toString());
        for (const auto& version : knownVersions(work->target.group)) {
            if (!served.contains(version))
                continue;
            work->cluster->versions[work->target.group] = version;
            work->collection = collectionPath(work->target, version);
            return then();
        }
        answer(
            work, failure(
                      ErrorCode::Unsupported,
                      u"the cluster serves %1 as %2; %3 is known here"_s.arg(
                          work->target.group, served.join(u", "_s), knownVersions(work->target.group).join(u", "_s)),
                      toText(work->target)));
    });
}

void KubernetesRouter::get(const WorkRow& work, Then then)
{
    ApiCall call;
    call.path = work->collection + u'/' + work->target.name;
    work->cluster->client->call(call, [this, work, then = std::move(then)](Result<ApiAnswer> answered) {
        if (!answered) {
            // Another version may be served by now.
            if (answered.error().code == ErrorCode::NotFound)
                work->cluster->versions.clear();
            return answer(work, Failure{std::move(answered.error())});
        }
        work->object = std::move(answered->body);
        const auto weights = findWeights(work->target, work->object);
        if (!weights)
            return answer(work, Failure{weights.error()});
        work->weights = *weights;
        then();
    });
}

void KubernetesRouter::change(const WorkRow& work)
{
    const auto confirm = [this, work] { get(work, [this, work] { awaitAcceptance(work); }); };
    const auto standing = percentOf(work->target, work->weights);
    // Weights in another scale say the same share: nothing to write, nothing for others to see.
    if (standing && *standing == *work->percent)
        return awaitAcceptance(work);
    patch(work, *work->percent, false, confirm);
}

void KubernetesRouter::patch(const WorkRow& work, int percent, bool dryRun, Then then)
{
    ApiCall call;
    call.method = "PATCH";
    call.path = work->collection + u'/' + work->target.name;
    call.query.addQueryItem(u"fieldManager"_s, fieldManager);
    if (dryRun)
        call.query.addQueryItem(u"dryRun"_s, u"All"_s);
    call.type = "application/json-patch+json";
    call.body = toJsonText(weightPatch(work->target, work->weights, work->object, percent));
    work->cluster->client->call(call, [this, work, then = std::move(then)](Result<ApiAnswer> answered) {
        if (!answered)
            return patched(work, answered.error(), then);
        for (const auto& warning : answered->warnings)
            work->advice.append(u"Kubernetes warns: %1"_s.arg(warning));
        then();
    });
}

/// Why a patch was not taken: somebody was faster, or it really is refused.
void KubernetesRouter::patched(const WorkRow& work, const Error& error, Then then)
{
    if (error.code == ErrorCode::Conflict)
        return again(work, error, std::move(then));
    if (error.code != ErrorCode::Refused)
        return answer(work, Failure{error});
    // A test that fails and a path that is gone say nothing but "invalid": what is there now tells.
    const auto before = work->object;
    get(work, [this, work, error, before, then = std::move(then)] {
        if (work->object[u"spec"] == before[u"spec"])
            return answer(work, Failure{error});
        again(work, {ErrorCode::Conflict, error.message, error.where}, then);
    });
}

void KubernetesRouter::again(const WorkRow& work, const Error& error, Then then)
{
    if (++work->conflicts > maxConflicts)
        return answer(
            work,
            failure(
                ErrorCode::Conflict,
                u"%1 was changed by others %2 times while its weights were to be set (%3)"_s.arg(toText(work->target))
                    .arg(maxConflicts + 1)
                    .arg(error.message),
                error.where));
    const auto factor = static_cast<double>(1 << (work->conflicts - 1)) * (0.5 + m_jitter());
    const auto retry = [this, work, then = std::move(then)] {
        // The intention is checked against the object as it is now.
        get(work, [this, work, then] {
            if (work->percent)
                change(work);
            else
                patch(work, percentOf(work->target, work->weights).value_or(0), true, then);
        });
    };
    startTimer(work, Milliseconds{static_cast<qint64>(static_cast<double>(m_timing.pause.count()) * factor)}, retry);
}

void KubernetesRouter::startTimer(const WorkRow& work, Milliseconds after, Then then)
{
    // What is done then holds the work alive, and goes with the router.
    auto* timer = new QTimer(this);
    work->timer = timer;
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, [timer, then = std::move(then)] {
        timer->deleteLater();
        then();
    });
    timer->start(after);
}

void KubernetesRouter::awaitAcceptance(const WorkRow& work)
{
    if (settle(work))
        return;
    // The watch belongs to the work, the timer holds it.
    const auto look = [this, weak = std::weak_ptr(work)](const Result<Json>& object) {
        const auto row = weak.lock();
        if (!row || !row->handler)
            return;
        if (object) {
            row->object = *object;
            const auto weights = findWeights(row->target, row->object);
            if (!weights)
                return answer(row, Failure{weights.error()});
            row->weights = *weights;
            settle(row);
        } else if (object.error().code == ErrorCode::NotFound || object.error().code == ErrorCode::NotPermitted) {
            answer(row, Failure{object.error()});
        }
    };
    work->watch =
        std::make_unique<ObjectWatch>(work->cluster->client, work->collection, work->target.name, m_timing.watch, look);
    startTimer(work, m_timing.acceptance, [this, work] {
        answer(
            work, failure(
                      ErrorCode::Unavailable,
                      u"%1 has its weights, but they are not in force after %2 s: %3"_s.arg(toText(work->target))
                          .arg(static_cast<double>(m_timing.acceptance.count()) / 1000)
                          .arg(acceptanceOf(work->target, work->object, *work->percent).text),
                      toText(work->target)));
    });
    work->watch->start(work->object[u"metadata"][u"resourceVersion"].toString());
}

/// Answers where there is nothing to wait for, and whether it did.
bool KubernetesRouter::settle(const WorkRow& work)
{
    const auto split = splitOf(*work);
    // Somebody was there in between: what stands is told, and the caller decides.
    const bool other = split && split->canaryPercent != *work->percent;
    const auto acceptance = acceptanceOf(work->target, work->object, *work->percent);
    if (split && !other && acceptance.state == Acceptance::State::Pending)
        return false;
    if (!split)
        answer(work, Failure{split.error()});
    else if (!other && acceptance.state == Acceptance::State::Refused)
        answer(
            work,
            failure(ErrorCode::Refused, u"%1: %2"_s.arg(toText(work->target), acceptance.text), toText(work->target)));
    else
        answer(work, Checked{*split, {}});
    return true;
}

void KubernetesRouter::askRights(const WorkRow& work, QStringList verbs, Then then)
{
    if (verbs.isEmpty())
        return then();
    const auto verb = verbs.takeFirst();
    const auto attributes = Json::object(
        {{u"namespace"_s, work->target.space},
         {u"group"_s, work->target.group},
         {u"resource"_s, resourceOf(work->target.kind)},
         {u"name"_s, work->target.name},
         {u"verb"_s, verb}});
    ApiCall call;
    call.method = "POST";
    call.path = u"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"_s;
    call.type = "application/json";
    call.body = toJsonText(Json::object(
        {{u"apiVersion"_s, u"authorization.k8s.io/v1"_s},
         {u"kind"_s, u"SelfSubjectAccessReview"_s},
         {u"spec"_s, Json::object({{u"resourceAttributes"_s, attributes}})}}));
    work->cluster->client->call(
        call, [this, work, verb, verbs = std::move(verbs), then = std::move(then)](Result<ApiAnswer> answered) {
            if (!answered)
                return answer(work, Failure{std::move(answered.error())});
            if (!answered->body[u"status"][u"allowed"].toBool())
                return answer(
                    work, failure(
                              ErrorCode::NotPermitted,
                              u"this user may not %1 %2: apply resources/kubernetes/rbac.yaml"_s.arg(
                                  verb, toText(work->target)),
                              toText(work->target)));
            askRights(work, verbs, then);
        });
}

void KubernetesRouter::answer(const WorkRow& work, Result<Checked> result)
{
    if (!work->handler)
        return;
    if (work->timer)
        work->timer->deleteLater();
    // It may be the watch that is telling us this.
    if (work->watch) {
        work->watch->setParent(this);
        work->watch.release()->deleteLater();
    }
    std::exchange(work->handler, nullptr)(std::move(result));
}

Result<TrafficRouter::Split> KubernetesRouter::splitOf(const Work& work)
{
    const auto percent = percentOf(work.target, work.weights);
    if (!percent)
        return Failure{percent.error()};
    return Split{
        *percent,
        {},
        work.object[u"metadata"][u"uid"].toString(),
        foreignManager(work.target, work.object, fieldManager)};
}

} // namespace penelope::kubernetes

#include "core/adapters/kubernetes/routes.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::kubernetes {

namespace {

constexpr double maxGatewayWeight = 1'000'000;
constexpr double maxIstioWeight = 100;

/// The list of rules and of a rule's destinations, by the names that each API gives them.
QString rulesMember(RouteKind kind)
{
    return kind == RouteKind::HttpRoute ? u"rules"_s : u"http"_s;
}
QString backendsMember(RouteKind kind)
{
    return kind == RouteKind::HttpRoute ? u"backendRefs"_s : u"route"_s;
}

/// Empty name = something else than a Service of the route's namespace.
Backend backendAt(const Target& target, const Json& entry)
{
    if (target.kind == RouteKind::VirtualService)
        return {entry[u"destination"][u"host"].toString(), entry[u"destination"][u"subset"].toString()};
    const auto group = entry[u"group"].toString();
    const bool isService = entry[u"kind"].toString(u"Service"_s) == "Service"_L1 &&
                           (group.isEmpty() || group == "core"_L1) &&
                           entry[u"namespace"].toString(target.space) == target.space;
    return {isService ? entry[u"name"].toString() : QString(), {}};
}

QString listed(const Target& target, const Json& rule)
{
    QStringList names;
    for (const auto& entry : rule[backendsMember(target.kind)].toArray()) {
        const auto text = toText(backendAt(target, entry));
        names.append(text.isEmpty() ? u"something that is no Service of its namespace"_s : text);
    }
    return names.isEmpty() ? u"none"_s : names.join(u", "_s);
}

std::optional<Weights> weightsOf(const Target& target, const Json& rule, int index)
{
    const auto& entries = rule[backendsMember(target.kind)].toArray();
    if (entries.size() != 2)
        return {};
    for (int stableAt = 0; stableAt < 2; ++stableAt) {
        const int canaryAt = 1 - stableAt;
        const auto& stable = entries[static_cast<std::size_t>(stableAt)];
        const auto& canary = entries[static_cast<std::size_t>(canaryAt)];
        if (backendAt(target, stable) == target.stable && backendAt(target, canary) == target.canary)
            return Weights{index, stableAt, canaryAt, stable.number(u"weight"), canary.number(u"weight")};
    }
    return {};
}

Failure refused(const Target& target, const QString& what)
{
    return failure(ErrorCode::Refused, u"%1: %2"_s.arg(toText(target), what), toText(target));
}

double weightOr(const Target& target, const std::optional<double>& weight)
{
    return weight.value_or(target.kind == RouteKind::HttpRoute ? 1 : 0);
}

Json operation(const QString& op, const QString& path, const Json& value)
{
    return Json::object({{u"op"_s, op}, {u"path"_s, path}, {u"value"_s, value}});
}

/// The conditions of one parent, or of the object itself.
Acceptance acceptedBy(const Json& conditions, const QStringList& needed, const QString& controller, qint64 generation)
{
    using State = Acceptance::State;
    for (const auto& type : needed) {
        const auto& list = conditions.toArray();
        const auto at = std::find_if(
            list.begin(), list.end(), [&type](const Json& each) { return each[u"type"].toString() == type; });
        if (at == list.end())
            return {State::Pending, u"%1 has not said whether it is %2"_s.arg(controller, type)};
        // Optional in the API, and Linkerd leaves it out.
        const auto observed = at->integer(u"observedGeneration").value_or(generation);
        if (observed < generation)
            return {
                State::Pending,
                u"%1 has seen generation %2, the present one is %3"_s.arg(controller).arg(observed).arg(generation)};
        if ((*at)[u"status"].toString() != "True"_L1)
            return {
                State::Refused, u"%1 says %2 is %3: %4 %5"_s.arg(
                                    controller, type, (*at)[u"status"].toString(), (*at)[u"reason"].toString(),
                                    (*at)[u"message"].toString().simplified().left(300))};
    }
    return {};
}

bool isSameParent(const Json& one, const Json& other, const QString& space)
{
    return one[u"name"] == other[u"name"] && one[u"sectionName"] == other[u"sectionName"] &&
           one[u"namespace"].toString(space) == other[u"namespace"].toString(space) &&
           one[u"kind"].toString(u"Gateway"_s) == other[u"kind"].toString(u"Gateway"_s);
}

Acceptance routeAcceptance(const Target& target, const Json& object, int percent)
{
    const auto needed = percent == 0 ? QStringList{u"Accepted"_s} : QStringList{u"Accepted"_s, u"ResolvedRefs"_s};
    const auto generation = object[u"metadata"][u"generation"].toInteger();
    const auto& said = object[u"status"][u"parents"].toArray();
    for (const auto& parent : object[u"spec"][u"parentRefs"].toArray()) {
        const auto name = parent[u"name"].toString();
        const bool known = std::any_of(said.begin(), said.end(), [&](const Json& each) {
            return isSameParent(each[u"parentRef"], parent, target.space);
        });
        if (!known)
            return {Acceptance::State::Pending, u"no controller has taken it for its parent %1"_s.arg(name)};
    }
    for (const auto& each : said) {
        const auto controller = each[u"controllerName"].toString(u"its controller"_s);
        auto accepted = acceptedBy(each[u"conditions"], needed, controller, generation);
        if (accepted.state != Acceptance::State::Accepted)
            return accepted;
    }
    return {};
}

/// Istio writes a status only where its status feature is on; without one the measured share alone decides.
Acceptance serviceAcceptance(const Json& object)
{
    const auto& status = object[u"status"];
    const auto generation = object[u"metadata"][u"generation"].toInteger();
    // Written as a text by some versions.
    const auto observed =
        status.integer(u"observedGeneration").value_or(status[u"observedGeneration"].toString().toLongLong());
    if (!status.contains(u"conditions"))
        return {};
    if (observed > 0 && observed < generation)
        return {
            Acceptance::State::Pending,
            u"Istio has seen generation %1, the present one is %2"_s.arg(observed).arg(generation)};
    return acceptedBy(status[u"conditions"], {u"Reconciled"_s}, u"Istio"_s, generation);
}

} // namespace

Result<Weights> findWeights(const Target& target, const Json& object)
{
    const auto& rules = object[u"spec"][rulesMember(target.kind)].toArray();
    std::optional<Weights> found;
    for (std::size_t at = 0; at < rules.size(); ++at) {
        const auto weights = weightsOf(target, rules[at], static_cast<int>(at));
        const auto name = rules[at][u"name"].toString();
        if (!target.rule.isEmpty() && name != target.rule)
            continue;
        if (!target.rule.isEmpty() && !weights)
            return refused(
                target, u"rule %1 has the backends %2; exactly %3 and %4 are registered"_s.arg(
                            name, listed(target, rules[at]), toText(target.stable), toText(target.canary)));
        if (weights && found)
            return refused(
                target, target.rule.isEmpty()
                            ? u"several rules split between the two backends: name one as router.rule"_s
                            : u"several rules are named %1"_s.arg(target.rule));
        if (weights)
            found = weights;
    }
    if (found)
        return *found;
    if (!target.rule.isEmpty())
        return refused(target, u"it has no rule %1"_s.arg(target.rule));
    return refused(
        target, u"no rule has exactly the backends %1 and %2"_s.arg(toText(target.stable), toText(target.canary)));
}

Result<int> percentOf(const Target& target, const Weights& weights)
{
    const double most = target.kind == RouteKind::HttpRoute ? maxGatewayWeight : maxIstioWeight;
    const double stable = weightOr(target, weights.stable);
    const double canary = weightOr(target, weights.canary);
    for (const double weight : {stable, canary}) {
        if (weight < 0 || weight > most || weight != std::floor(weight))
            return refused(target, u"the weight %1 is no whole number from 0 to %2"_s.arg(weight).arg(most));
    }
    if (stable + canary <= 0)
        return refused(target, u"both weights are 0: nobody is served"_s);
    return static_cast<int>(std::lround(100 * canary / (stable + canary)));
}

Json weightPatch(const Target& target, const Weights& weights, const Json& object, int percent)
{
    const auto rule = u"/spec/%1/%2"_s.arg(rulesMember(target.kind)).arg(weights.rule);
    const auto entry = [&](int at) { return u"%1/%2/%3"_s.arg(rule, backendsMember(target.kind)).arg(at); };
    auto patch = Json::array();
    const auto& rules = object[u"spec"][rulesMember(target.kind)].toArray();
    if (const auto name = rules[static_cast<std::size_t>(weights.rule)].text(u"name"))
        patch.append(operation(u"test"_s, rule + u"/name"_s, *name));
    const auto same = [&](int at, const Backend& backend) {
        if (target.kind == RouteKind::HttpRoute) {
            patch.append(operation(u"test"_s, entry(at) + u"/name"_s, backend.name));
            return;
        }
        patch.append(operation(u"test"_s, entry(at) + u"/destination/host"_s, backend.name));
        if (!backend.subset.isEmpty())
            patch.append(operation(u"test"_s, entry(at) + u"/destination/subset"_s, backend.subset));
    };
    same(weights.stableAt, target.stable);
    same(weights.canaryAt, target.canary);
    // Not `test`: a test that fails is a 422 that says nothing, this one is a 409.
    patch.append(
        operation(u"replace"_s, u"/metadata/resourceVersion"_s, object[u"metadata"][u"resourceVersion"].toString()));
    const auto set = [&](int at, const std::optional<double>& written, int weight) {
        patch.append(operation(written ? u"replace"_s : u"add"_s, entry(at) + u"/weight"_s, weight));
    };
    set(weights.stableAt, weights.stable, 100 - percent);
    set(weights.canaryAt, weights.canary, percent);
    return patch;
}

QString foreignManager(const Target& target, const Json& object, const QString& self)
{
    const auto field = u"f:"_s + rulesMember(target.kind);
    QString manager;
    QString newest;
    for (const auto& entry : object[u"metadata"][u"managedFields"].toArray()) {
        if (entry.contains(u"subresource") || !entry[u"fieldsV1"][u"f:spec"].contains(field))
            continue;
        // ISO times of one form: their order is the order of their texts.
        if (const auto time = entry[u"time"].toString(); manager.isEmpty() || time > newest) {
            newest = time;
            manager = entry[u"manager"].toString();
        }
    }
    return manager == self ? QString() : manager;
}

Acceptance acceptanceOf(const Target& target, const Json& object, int percent)
{
    return target.kind == RouteKind::HttpRoute ? routeAcceptance(target, object, percent) : serviceAcceptance(object);
}

} // namespace penelope::kubernetes

#include "core/twin/plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

namespace penelope::twin {

using namespace Qt::Literals::StringLiterals;

namespace {

Json msJson(Milliseconds span)
{
    return Json{static_cast<qint64>(span.count())};
}

Milliseconds msFrom(const Json& json, QStringView member)
{
    return Milliseconds{json[member].toInteger()};
}

Json serviceJson(const patch::TwinService& service)
{
    Json::Array paths;
    for (const auto& path : service.paths)
        paths.push_back(Json::object({{u"path"_s, Json{path.path}}, {u"share"_s, Json{path.share}}}));
    return Json::object(
        {{u"start"_s, jsonList(service.start)},
         {u"port"_s, Json{service.port}},
         {u"health"_s, Json{service.health}},
         {u"paths"_s, Json{std::move(paths)}},
         {u"data"_s, Json{service.data}}});
}

patch::TwinService serviceFrom(const Json& json)
{
    patch::TwinService service;
    service.start = stringList(json[u"start"]);
    service.port = static_cast<int>(json[u"port"].toInteger());
    service.health = json[u"health"].toString();
    for (const auto& path : json[u"paths"].toArray())
        service.paths.push_back({path[u"path"].toString(), path[u"share"].toDouble()});
    service.data = json[u"data"].toString();
    return service;
}

} // namespace

Json toJson(const Plan& plan)
{
    Json::Array stages;
    for (const auto& stage : plan.stages)
        stages.push_back(Json::object(
            {{u"tree"_s, Json{stage.tree}},
             {u"rate"_s, Json{stage.rate}},
             {u"lasts_ms"_s, msJson(stage.lasts)},
             {u"patched"_s, Json{stage.patched}}}));
    return Json::object(
        {{u"key"_s, Json{plan.key}},
         {u"seed"_s, Json{static_cast<qint64>(plan.seed)}},
         {u"service"_s, serviceJson(plan.service)},
         {u"start_limit_ms"_s, msJson(plan.startLimit)},
         {u"answer_limit_ms"_s, msJson(plan.answerLimit)},
         {u"interval_ms"_s, msJson(plan.interval)},
         {u"stages"_s, Json{std::move(stages)}}});
}

Result<Plan> planFrom(const Json& json)
{
    Plan plan;
    plan.key = json[u"key"].toString();
    plan.seed = static_cast<quint32>(json[u"seed"].toInteger());
    plan.service = serviceFrom(json[u"service"]);
    plan.startLimit = msFrom(json, u"start_limit_ms");
    plan.answerLimit = msFrom(json, u"answer_limit_ms");
    plan.interval = msFrom(json, u"interval_ms");
    for (const auto& stage : json[u"stages"].toArray())
        plan.stages.push_back(
            {stage[u"tree"].toString(), stage[u"rate"].toDouble(), msFrom(stage, u"lasts_ms"),
             stage[u"patched"].toBool()});
    const bool whole = !plan.key.isEmpty() && !plan.service.start.isEmpty() && !plan.service.paths.empty() &&
                       plan.interval.count() > 0 && plan.answerLimit.count() > 0 && !plan.stages.empty();
    if (!whole)
        return failure(ErrorCode::Malformed, u"this is no plan of a load"_s);
    return plan;
}

std::vector<Stage> stagesOf(bool patched, const Pace& pace)
{
    // Long enough to see answers of every path, short beside the load that is compared.
    constexpr Milliseconds longestGlance{3'000};
    const auto glance = std::min<Milliseconds>(longestGlance, pace.lasts / 2);
    return {
        {treePlace, pace.rate, glance}, {treePlace, pace.rate, pace.lasts, patched}, {treePlace, pace.rate, glance}};
}

Milliseconds longest(const Plan& plan)
{
    constexpr Milliseconds ending{10'000};
    Milliseconds all{30'000};
    for (const auto& stage : plan.stages)
        all += plan.startLimit + stage.lasts + 2 * plan.answerLimit + ending;
    return all;
}

namespace {

/// Each number once before any comes again: a fault that hangs on one of them is met as soon as can be.
class Numbers
{
public:
    explicit Numbers(std::mt19937& random)
        : m_random(random)
    {
        std::iota(m_all.begin(), m_all.end(), quint16{0});
    }

    quint16 next()
    {
        if (m_at == 0)
            std::shuffle(m_all.begin(), m_all.end(), m_random);
        const auto number = m_all[m_at];
        m_at = (m_at + 1) % m_all.size();
        return number;
    }

private:
    std::mt19937& m_random;
    std::array<quint16, 10'000> m_all{};
    std::size_t m_at = 0;
};

} // namespace

std::vector<Due> scheduleOf(quint32 seed, const std::vector<patch::TwinPath>& paths, double rate, Milliseconds lasts)
{
    std::vector<double> shares;
    shares.reserve(paths.size());
    for (const auto& path : paths)
        shares.push_back(path.share);
    std::mt19937 random(seed);
    std::exponential_distribution<double> gap(rate);
    std::discrete_distribution<quint16> path(shares.begin(), shares.end());
    Numbers numbers(random);
    std::vector<Due> all;
    const double end = static_cast<double>(lasts.count()) / 1000;
    double at = gap(random);
    while (at < end) {
        const auto which = path(random);
        all.push_back({std::llround(at * 1e6), which, numbers.next()});
        at += gap(random);
    }
    return all;
}

} // namespace penelope::twin

#include "core/canary/observed.h"

#include "core/canary/rangereader.h"
#include "core/canary/thresholds.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

using namespace std::chrono_literals;

constexpr int mostSteps = 240;
Json pointsJson(const std::vector<prometheus::Point>& points)
{
    auto list = Json::array();
    for (const auto& point : points) {
        auto entry = Json::array();
        entry.append(toMs(point.at));
        if (point.value)
            entry.append(*point.value);
        list.append(std::move(entry));
    }
    return list;
}

std::vector<prometheus::Point> pointsFrom(const Json& json)
{
    std::vector<prometheus::Point> points;
    for (const auto& entry : json.toArray()) {
        const auto& numbers = entry.toArray();
        if (numbers.empty())
            continue;
        prometheus::Point point{instantFromMs(numbers.front().toInteger()), std::nullopt};
        if (numbers.size() > 1)
            point.value = numbers[1].toDouble();
        points.push_back(point);
    }
    return points;
}

} // namespace

ObservedRange observedRange(const Canary& canary, Instant now)
{
    const auto began = canary.startedAt.value_or(canary.createdAt);
    const auto to = canary.finishedAt.value_or(now);
    // As much before as tells what is usual: half of the canary's time, at least a minute.
    const auto before = std::clamp<Milliseconds>((to - began) / 2, 1min, 30min);
    const auto from = began - before;
    const auto scrape = std::max<Milliseconds>(canary.scrape, 1s);
    const auto least = (to - from) / mostSteps;
    return {from, to, std::max(scrape, (least / scrape + 1) * scrape)};
}

Observed
observedOf(const Canary& canary, const patch::Registration& registration, const Answers& answers, Milliseconds step)
{
    constexpr double anyRequest = 1;
    Observed observed;
    Measure measure(registration, step * 2);
    RangeReader reader(answers);
    for (const auto moment : reader.moments()) {
        reader.read(measure, moment);
        const auto interval = measure.close(canary, moment);
        const auto values =
            results(canary.metrics, interval ? interval->counts : std::map<QString, MetricCounts>{}, anyRequest);
        for (const auto& value : values) {
            auto& metric = observed[value.metric];
            metric.canary.push_back({moment, value.canary});
            metric.control.push_back({moment, value.control});
        }
    }
    return observed;
}

Json toJson(const Observed& observed)
{
    auto metrics = Json::array();
    for (const auto& [name, metric] : observed) {
        metrics.append(Json::object(
            {{u"metric"_s, name},
             {u"canary"_s, pointsJson(metric.canary)},
             {u"control"_s, pointsJson(metric.control)}}));
    }
    return Json::object({{u"metrics"_s, std::move(metrics)}});
}

Observed observedFrom(const Json& json)
{
    Observed observed;
    for (const auto& entry : json[u"metrics"].toArray())
        observed[entry[u"metric"].toString()] = {pointsFrom(entry[u"canary"]), pointsFrom(entry[u"control"])};
    return observed;
}

} // namespace penelope::canary

#include "core/canary/observed.h"

#include "core/canary/thresholds.h"

#include <algorithm>
#include <set>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

using namespace std::chrono_literals;

constexpr int mostSteps = 240;
using Answers = std::vector<std::pair<Question, Result<prometheus::Answer>>>;

std::set<Instant> momentsOf(const Answers& answers)
{
    std::set<Instant> moments;
    for (const auto& [question, answer] : answers) {
        if (!answer)
            continue;
        for (const auto& series : answer->series) {
            for (const auto& sample : series.samples)
                moments.insert(sample.at);
        }
    }
    return moments;
}

/// What an instant query would have answered then. `next`: the place in each series, which only goes forward.
prometheus::Answer sliceAt(const prometheus::Answer& whole, Instant moment, std::vector<std::size_t>& next)
{
    prometheus::Answer slice;
    slice.warnings = whole.warnings;
    next.resize(whole.series.size(), 0);
    for (std::size_t index = 0; index < whole.series.size(); ++index) {
        const auto& series = whole.series[index];
        auto& place = next[index];
        while (place < series.samples.size() && series.samples[place].at < moment)
            ++place;
        if (place < series.samples.size() && series.samples[place].at == moment)
            slice.series.push_back({series.labels, {series.samples[place]}});
    }
    return slice;
}

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
    std::map<std::size_t, std::vector<std::size_t>> places;
    for (const auto moment : momentsOf(answers)) {
        for (std::size_t index = 0; index < answers.size(); ++index) {
            const auto& [question, answer] = answers[index];
            measure.answer(
                question, answer ? Result<prometheus::Answer>{sliceAt(*answer, moment, places[index])} : answer);
        }
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

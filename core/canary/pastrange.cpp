#include "core/canary/pastrange.h"

#include "core/canary/evidence.h"
#include "core/canary/history.h"
#include "core/canary/machine.h"
#include "core/canary/rangereader.h"
#include "core/canary/thresholds.h"
#include "core/prometheus/promql.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace penelope::canary {
namespace {

constexpr Milliseconds historySpan = 1h;
constexpr qint64 mostReadings = 11'000; ///< that Prometheus answers for one series

Failure badRange(const QString& sentence, const QString& where)
{
    return failure(ErrorCode::Malformed, sentence, where);
}

/// Two sets that no label tells apart may both match a series.
bool canOverlap(const std::map<QString, QString>& one, const std::map<QString, QString>& other)
{
    return std::none_of(one.begin(), one.end(), [&other](const auto& label) {
        const auto at = other.find(label.first);
        return at != other.end() && at->second != label.second;
    });
}

penelope::Status checkRange(const PastRange& range)
{
    if (range.stable.empty() || range.canary.empty())
        return badRange(u"each arm needs at least one label"_s, range.stable.empty() ? u"stable"_s : u"canary"_s);
    if (canOverlap(range.stable, range.canary)) {
        return badRange(
            u"{%1} and {%2} have no label that differs: a series could belong to both arms"_s.arg(
                prometheus::matchers(range.stable), prometheus::matchers(range.canary)),
            u"canary"_s);
    }
    if (range.step < 1s)
        return badRange(u"a step is at least 1 s"_s, u"step"_s);
    if (range.to <= range.from)
        return badRange(u"the range is empty: %1 is not after %2"_s.arg(toIso(range.to), toIso(range.from)), u"to"_s);
    const auto readings = (range.to - range.from) / range.step;
    if (readings < 2)
        return badRange(u"the range is too short for two readings of %1 s"_s.arg(range.step / 1s), u"to"_s);
    if (readings > mostReadings) {
        return badRange(
            u"the range has %1 readings and a source answers %2: take a longer step or a shorter range"_s.arg(readings)
                .arg(mostReadings),
            u"step"_s);
    }
    if (range.percent && (*range.percent < 1 || *range.percent > 99))
        return badRange(u"a share is 1 to 99 percent"_s, u"percent"_s);
    return {};
}

/// The canary as far as its questions go.
Result<Canary> pastCanary(const patch::Registration& registration, const policy::State& policy)
{
    const auto drafts = create(
        {CanaryId{u"past"_s}, PatchId{u"past"_s}, registration.name, registration.metrics, u"sequential"_s}, policy);
    if (!drafts)
        return Failure{drafts.error()};
    Canary canary;
    journal::Event event;
    event.kind = drafts->front().kind;
    event.payload = drafts->front().payload;
    event.stream = u"canary/past"_s;
    apply(canary, event);
    const bool weighed = std::any_of(canary.metrics.begin(), canary.metrics.end(), [](const auto& metric) {
        return metric.critical && isJudgedByEvidence(metric);
    });
    if (!weighed) {
        return badRange(
            u"no critical metric of %1 has a weight: there is no evidence to weigh"_s.arg(registration.name.value()),
            u"metrics"_s);
    }
    return canary;
}

patch::Registration withArms(patch::Registration registration, const PastRange& range)
{
    registration.stableArm = range.stable;
    registration.canaryArm = range.canary;
    return registration;
}

bool hasSeriesOf(const Answers& answers, const std::map<QString, QString>& arm)
{
    const auto belongs = [&arm](const prometheus::Series& series) {
        return std::all_of(arm.begin(), arm.end(), [&series](const auto& matcher) {
            const auto at = series.labels.find(matcher.first);
            return at == series.labels.end() ? matcher.second.isEmpty() : at->second == matcher.second;
        });
    };
    return std::any_of(answers.begin(), answers.end(), [&belongs](const auto& entry) {
        return std::any_of(entry.second->series.begin(), entry.second->series.end(), belongs);
    });
}

bool hasCounts(const Interval& interval, bool ofCanary)
{
    return std::any_of(interval.counts.begin(), interval.counts.end(), [ofCanary](const auto& entry) {
        return entry.second.canary || (!ofCanary && entry.second.stable);
    });
}

/// One for each step, as a core would have measured them: a moment without any series is an interval without counts.
std::vector<Interval>
intervalsIn(const PastRange& range, const Canary& canary, const patch::Registration& arms, const Answers& answers)
{
    constexpr int readingsToKeep = 4; // as a running core, whose rounds are a scrape apart
    Measure measure(arms, range.step * readingsToKeep);
    RangeReader reader(answers);
    std::vector<Interval> intervals;
    const auto moments = reader.moments();
    for (auto moment = *moments.begin(); moment <= *moments.rbegin(); moment += range.step) {
        reader.read(measure, moment);
        if (auto interval = measure.close(canary, moment))
            intervals.push_back(std::move(*interval));
    }
    // Before the canary's first reading, and after the last one of anything, there is nothing to judge.
    const auto first = std::find_if(
        intervals.begin(), intervals.end(), [](const Interval& interval) { return hasCounts(interval, true); });
    intervals.erase(intervals.begin(), first);
    while (!intervals.empty() && intervals.back().status == "ok"_L1 && !hasCounts(intervals.back(), false))
        intervals.pop_back();
    return intervals;
}

/// What the canary got of the requests, of the first metric that both arms have counts of.
int shareIn(const std::vector<Interval>& intervals, const Canary& canary)
{
    for (const auto& metric : canary.metrics) {
        double mine = 0;
        double all = 0;
        for (const auto& interval : intervals) {
            const auto found = interval.counts.find(metric.name);
            if (found == interval.counts.end() || !found->second.canary || !found->second.stable)
                continue;
            mine += found->second.canary->n;
            all += found->second.canary->n + found->second.stable->n;
        }
        if (all > 0)
            return std::clamp(static_cast<int>(std::lround(100 * mine / all)), 1, 99);
    }
    return 50;
}

/// A journal of this canary alone.
class Pen
{
public:
    explicit Pen(PastEvidence& evidence)
        : m_evidence(evidence)
    {}

    void write(const journal::Drafts& drafts, Instant at)
    {
        for (const auto& draft : drafts) {
            journal::Event event;
            event.seq = static_cast<qint64>(m_evidence.events.size()) + 1;
            event.time = at;
            event.kind = draft.kind;
            event.stream = u"canary/past"_s;
            event.actor = u"core"_s;
            event.payload = draft.payload;
            apply(m_canary, event);
            m_evidence.events.push_back(std::move(event));
        }
    }
    const Canary& canary() const { return m_canary; }

private:
    PastEvidence& m_evidence;
    Canary m_canary;
};

void countIn(PastEvidence& evidence, const Canary& canary, const Interval& interval)
{
    ++evidence.intervals;
    evidence.restarts += interval.canaryRestarted ? 1 : 0;
    const auto seen = observe(canary, interval.from, interval.status, interval.counts);
    if (seen == Observation::Counted)
        ++evidence.counted;
    else
        ++evidence.others[toWord(seen)];
    if (evidence.trouble.isEmpty())
        evidence.trouble = interval.detail;
}

/// The canary's share stands still all the time: its first step is the whole range.
policy::State withShare(policy::State policy, int percent)
{
    auto steps = Json::array();
    steps.append(percent);
    steps.append(100);
    policy.settings[u"canary.steps"_s].value = std::move(steps);
    return policy;
}

penelope::Status checkAnswers(const PastRange& range, const PastAnswers& answers, Answers& own, Answers& history)
{
    for (const auto& [asked, answer] : answers) {
        if (!answer && !asked.question.dryRun)
            return Failure{answer.error()};
        if (answer)
            (asked.isHistory ? history : own).emplace_back(asked.question, answer);
    }
    for (const auto* arm : {&range.stable, &range.canary}) {
        if (!hasSeriesOf(own, *arm)) {
            return failure(
                ErrorCode::NotFound,
                u"there is no series of {%1} between %2 and %3"_s.arg(
                    prometheus::matchers(*arm), toIso(range.from), toIso(range.to)),
                arm == &range.stable ? u"stable"_s : u"canary"_s);
        }
    }
    return {};
}

} // namespace

Result<std::vector<PastQuestion>>
pastQuestions(const PastRange& range, const patch::Registration& registration, const policy::State& policy)
{
    if (auto valid = checkRange(range); !valid)
        return Failure{valid.error()};
    const auto canary = pastCanary(registration, policy);
    if (!canary)
        return Failure{canary.error()};
    const auto arms = withArms(registration, range);
    const auto own = questions(*canary, arms);
    const auto before = historyQuestions(*canary, arms);
    if (!own || !before)
        return Failure{own ? before.error() : own.error()};
    std::vector<PastQuestion> all;
    for (const auto& question : *own)
        all.push_back({question, range.from, range.to, false});
    const auto span = std::min<Milliseconds>(historySpan, range.step * mostReadings);
    for (const auto& question : *before)
        all.push_back({question, range.from - span, range.from, true});
    return all;
}

Result<PastEvidence> pastEvidence(
    const PastRange& range, const patch::Registration& registration, const PastAnswers& answers,
    const policy::State& policy)
{
    auto canary = pastCanary(registration, policy);
    if (!canary)
        return Failure{canary.error()};
    Answers own;
    Answers before;
    if (auto valid = checkAnswers(range, answers, own, before); !valid)
        return Failure{valid.error()};
    const auto intervals = intervalsIn(range, *canary, withArms(registration, range), own);
    if (intervals.empty()) {
        return failure(
            ErrorCode::NotFound,
            u"there are no two readings of {%1} that follow each other between %2 and %3"_s.arg(
                prometheus::matchers(range.canary), toIso(range.from), toIso(range.to)),
            u"canary"_s);
    }
    PastEvidence evidence;
    evidence.from = intervals.front().from;
    evidence.to = intervals.back().to;
    evidence.percent = range.percent.value_or(shareIn(intervals, *canary));
    const auto history = historyOf(*canary, before, range.step);
    for (const auto& [metric, rows] : history)
        evidence.history = std::max(evidence.history, static_cast<int>(rows.intervals()));
    Pen pen(evidence);
    // A step before the first interval: the share was in force in all of it.
    const auto began = evidence.from - range.step;
    const auto drafts = create(
        {CanaryId{u"past"_s}, PatchId{u"past"_s}, registration.name, registration.metrics, u"thresholds"_s},
        withShare(policy, evidence.percent));
    if (!drafts)
        return Failure{drafts.error()};
    pen.write(*drafts, began);
    const auto started = start(pen.canary(), u"past"_s, {history, range.step});
    if (!started)
        return Failure{started.error()};
    pen.write(*started, began);
    pen.write(confirmTraffic(pen.canary(), evidence.percent), began);
    for (const auto& interval : intervals) {
        countIn(evidence, pen.canary(), interval);
        // What would follow from a verdict is each judge's own.
        pen.write({analyse(pen.canary(), interval, {}, policy).front()}, interval.to);
    }
    return evidence;
}

Json toJson(const PastRange& range)
{
    const auto labels = [](const std::map<QString, QString>& arm) {
        auto json = Json::object({});
        for (const auto& [name, value] : arm)
            json.set(name, Json{value});
        return json;
    };
    auto json = Json::object(
        {{u"stable"_s, labels(range.stable)},
         {u"canary"_s, labels(range.canary)},
         {u"from_at"_s, Json{toMs(range.from)}},
         {u"to_at"_s, Json{toMs(range.to)}},
         {u"step_ms"_s, Json{static_cast<qint64>(range.step.count())}}});
    if (range.percent)
        json.set(u"percent"_s, Json{*range.percent});
    return json;
}

PastRange pastRangeFrom(const Json& json)
{
    PastRange range;
    for (const auto& [name, value] : json[u"stable"].toObject())
        range.stable[name] = value.toString();
    for (const auto& [name, value] : json[u"canary"].toObject())
        range.canary[name] = value.toString();
    range.from = instantFromMs(json[u"from_at"].toInteger());
    range.to = instantFromMs(json[u"to_at"].toInteger());
    range.step = Milliseconds{json[u"step_ms"].toInteger()};
    if (const auto percent = json.integer(u"percent"))
        range.percent = static_cast<int>(std::clamp<qint64>(*percent, 0, 100));
    return range;
}

Json toJson(const PastEvidence& evidence)
{
    auto events = Json::array();
    for (const auto& event : evidence.events) {
        events.append(Json::object(
            {{u"kind"_s, Json{event.kind}}, {u"at"_s, Json{toMs(event.time)}}, {u"payload"_s, event.payload}}));
    }
    Json others = Json::object({});
    for (const auto& [word, number] : evidence.others)
        others.set(word, Json{number});
    return Json::object(
        {{u"events"_s, std::move(events)},
         {u"from_at"_s, Json{toMs(evidence.from)}},
         {u"to_at"_s, Json{toMs(evidence.to)}},
         {u"percent"_s, Json{evidence.percent}},
         {u"intervals"_s, Json{evidence.intervals}},
         {u"counted"_s, Json{evidence.counted}},
         {u"restarts"_s, Json{evidence.restarts}},
         {u"others"_s, std::move(others)},
         {u"trouble"_s, Json{evidence.trouble}},
         {u"history"_s, Json{evidence.history}}});
}

PastEvidence pastEvidenceFrom(const Json& json)
{
    PastEvidence evidence;
    for (const auto& each : json[u"events"].toArray()) {
        journal::Event event;
        event.seq = static_cast<qint64>(evidence.events.size()) + 1;
        event.time = instantFromMs(each[u"at"].toInteger());
        event.kind = each[u"kind"].toString();
        event.stream = u"canary/past"_s;
        event.actor = u"core"_s;
        event.payload = each[u"payload"];
        evidence.events.push_back(std::move(event));
    }
    const auto number = [&json](const QString& name) { return static_cast<int>(json[name].toInteger()); };
    evidence.from = instantFromMs(json[u"from_at"].toInteger());
    evidence.to = instantFromMs(json[u"to_at"].toInteger());
    evidence.percent = number(u"percent"_s);
    evidence.intervals = number(u"intervals"_s);
    evidence.counted = number(u"counted"_s);
    evidence.restarts = number(u"restarts"_s);
    for (const auto& [word, value] : json[u"others"].toObject())
        evidence.others[word] = static_cast<int>(value.toInteger());
    evidence.trouble = json[u"trouble"].toString();
    evidence.history = number(u"history"_s);
    return evidence;
}

} // namespace penelope::canary

#include "ui/canaries/canarycharts.h"

#include "ui/canaries/canarysentences.h"
#include "ui/canaries/evidenceview.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/reasons.h"
#include "ui/text/words.h"

#include <algorithm>
#include <cmath>

namespace penelope::ui::canaries {
namespace {

using namespace Qt::Literals::StringLiterals;
using canary::Canary;

charts::Points points(const Canary& canary, const QString& metric, patch::Arm arm)
{
    charts::Points result;
    result.reserve(canary.analyses.size());
    for (const auto& analysis : canary.analyses) {
        const auto found = std::find_if(analysis->interval.begin(), analysis->interval.end(), [&](const auto& one) {
            return one.metric == metric;
        });
        charts::Point point{analysis->to, std::nullopt};
        if (found != analysis->interval.end() && analysis->sourceStatus == "ok"_L1)
            point.value = arm == patch::Arm::Canary ? found->canary : found->control;
        result.push_back(point);
    }
    return result;
}

std::vector<Instant> stepMoments(const Canary& canary)
{
    std::vector<Instant> moments;
    moments.reserve(static_cast<std::size_t>(std::size(canary.stepLog)));
    for (const auto& record : canary.stepLog)
        moments.push_back(record.decidedAt);
    return moments;
}

const canary::MetricResult* newestResult(const Canary& canary, const QString& metric)
{
    if (canary.analyses.empty())
        return nullptr;
    const auto& results = canary.analyses.back()->results;
    const auto found =
        std::find_if(results.begin(), results.end(), [&](const auto& one) { return one.metric == metric; });
    return found != results.end() ? &*found : nullptr;
}

/// A limit as people say it: without the zeros that a measured value needs.
QString limitText(const MetricLook& how, double limit)
{
    const double value = limit * how.shownAs;
    int decimals = 0;
    while (decimals < 4 && std::abs(value - std::round(value * std::pow(10, decimals)) / std::pow(10, decimals)) > 1e-9)
        ++decimals;
    const auto text = format::number(value, decimals);
    return how.shownAs == 100.0 ? text + u" %"_s : text;
}

/// Since when the newest run of breaching points lasts, where it still does.
std::optional<Instant> breachedSince(const charts::Plot& plot)
{
    std::optional<Instant> since;
    for (auto point = plot.canary.rbegin(); point != plot.canary.rend(); ++point) {
        if (!point->value)
            continue;
        if (!plot.limit->breached(*point->value))
            break;
        since = point->at;
    }
    return since;
}

std::vector<charts::Interval> bandOf(const canary::Trail& trail, const QString& metric)
{
    std::vector<charts::Interval> band;
    for (const auto& each : trail.bands(metric))
        band.push_back({each.at, each.low, each.high});
    return band;
}

charts::Readout
readout(const Canary& canary, const canary::Trail& trail, const patch::MetricSpec& metric, const MetricLook& how)
{
    charts::Readout readout;
    readout.title = how.name;
    readout.unit = how.unit;
    const auto* result = newestResult(canary, metric.name);
    const auto value = result ? result->canary : std::nullopt;
    const auto control = result ? result->control : std::nullopt;
    const auto counted = canary.stepCounts.find(metric.kind == patch::MetricKind::Complement ? metric.of : metric.name);
    const auto requests = [&](bool canaryArm) {
        if (counted == canary.stepCounts.end())
            return QString();
        const auto& arm = canaryArm ? counted->second.canary : counted->second.stable;
        return arm ? u"n "_s + format::integer(static_cast<qint64>(arm->n)) : QString();
    };
    const auto text = [&](std::optional<double> measured) {
        return measured ? shown(how, measured) : Sentences::tr("no data");
    };
    readout.lines.push_back({Sentences::tr("Canary"), text(value), requests(true), !value});
    readout.lines.push_back({Sentences::tr("Control"), text(control), requests(false), !control});
    if (const auto& bands = trail.bands(metric.name); !bands.empty()) {
        // The interval is about everything counted so far, the lines above about the newest interval alone.
        const auto interval = intervalText(how, bands.back());
        const auto overall = trail.overall(metric);
        readout.lines.push_back(
            {Sentences::tr("So far"), overall ? shown(how, overall) : interval, overall ? interval : QString{}, false});
    }
    const auto* standing = standingOf(trail, metric.name);
    if (standing && standing->ratio)
        readout.lines.push_back(
            {Sentences::tr("× stable"), format::number(standing->ratio->likeliest, 1), ratioText(*standing->ratio),
             false});
    else if (value && control)
        readout.lines.push_back(
            {Sentences::tr("Change"),
             *control != 0.0 ? format::signedNumber((*value / *control - 1) * 100, 1) + u" %"_s : Sentences::tr("n/a"),
             {},
             false});
    const auto status = result ? result->status : canary::MetricStatus::Unknown;
    switch (status) {
    case canary::MetricStatus::Ok: readout.state = Sentences::tr("OK"); break;
    case canary::MetricStatus::Warning:
        readout.severity = Severity::P1;
        readout.badge = Sentences::tr("warning");
        break;
    case canary::MetricStatus::Critical:
        readout.severity = Severity::P0;
        readout.badge = Sentences::tr("critical");
        break;
    case canary::MetricStatus::Unknown:
        readout.unknown = true;
        readout.badge = Sentences::tr("UNKNOWN");
        break;
    }
    if (readout.severity)
        readout.state = Sentences::tr("limit %1").arg(limitText(how, metric.limit));
    return readout;
}

charts::ChartStack::Item metricChart(
    const Canary& canary, const canary::Trail& trail, const canary::Observed& observed, const patch::MetricSpec& metric,
    const std::optional<charts::Missing>& gone)
{
    const auto how = look(metric);
    charts::Plot plot;
    plot.name = how.name;
    plot.unit = how.unit;
    plot.shownAs = how.shownAs;
    plot.canary = points(canary, metric.name, patch::Arm::Canary);
    plot.control = points(canary, metric.name, patch::Arm::Stable);
    if (const auto seen = observed.find(metric.name); seen != observed.end()) {
        plot.canary = joined(plot.canary, seen->second.canary, canary.scrape);
        plot.control = joined(plot.control, seen->second.control, canary.scrape);
        const auto& known = seen->second.control;
        plot.usualStep = std::max(canary.scrape, known.size() > 1 ? known[1].at - known[0].at : Milliseconds{});
    }
    plot.band = bandOf(trail, metric.name);
    plot.limit = charts::Limit{metric.limit, how.allowed, Sentences::tr("limit %1").arg(limitText(how, metric.limit))};
    plot.missing = gone;
    plot.verticals = stepMoments(canary);
    if (metric.kind == patch::MetricKind::Complement)
        plot.highest = 1;
    else
        plot.lowest = 0;
    charts::ChartStack::Item item;
    item.readout = readout(canary, trail, metric, how);
    QStringList words{how.name};
    for (const auto& line : item.readout.lines)
        words.append(line.name + u' ' + line.value + (how.unit.isEmpty() ? QString() : u' ' + how.unit));
    words.append(plot.limit->label);
    if (const auto since = breachedSince(plot))
        words.append(Sentences::tr("breached since %1").arg(format::utcMinute(*since)));
    if (!trail.bands(metric.name).empty()) {
        //: %1 is an interval such as "490–571"
        words.append(
            Sentences::tr("95 % interval of the canary %1").arg(intervalText(how, trail.bands(metric.name).back())));
    }
    if (!item.readout.badge.isEmpty() || !item.readout.state.isEmpty())
        words.append(QString(item.readout.badge + u' ' + item.readout.state).trimmed());
    if (gone)
        words.append(gone->word);
    plot.description = words.join(u", "_s);
    item.plot = std::move(plot);
    item.weight = metric.kind == patch::MetricKind::Quantile     ? 192
                  : metric.kind == patch::MetricKind::Complement ? 132
                                                                 : 120;
    return item;
}

charts::ChartStack::Item trafficChart(const Canary& canary, Instant end)
{
    charts::ChartStack::Item item;
    auto& plot = item.plot;
    plot.name = Sentences::tr("Traffic share");
    plot.shownAs = 100;
    plot.steps = true;
    plot.named = false;
    plot.crosshair = false;
    plot.lowest = 0;
    plot.highest = 1;
    plot.verticals = stepMoments(canary);
    for (const auto& record : canary.stepLog)
        plot.canary.push_back({record.decidedAt, record.percent / 100.0});
    if (canary.finishedAt || !plot.canary.empty())
        plot.canary.push_back({canary.finishedAt.value_or(end), plot.canary.empty() ? 0 : plot.canary.back().value});
    item.weight = 96;
    item.readout.title = plot.name;
    const auto* last = canary.stepLog.empty() ? nullptr : &canary.stepLog.back();
    const auto decided = last ? format::percent(last->percent / 100.0) : format::absent();
    item.readout.lines.push_back({Sentences::tr("Decided"), decided, {}, false});
    const bool measured = last && last->share;
    item.readout.lines.push_back(
        {Sentences::tr("Measured"), measured ? format::percent(*last->share, 1) : Sentences::tr("not yet"),
         measured && last->requests ? u"n "_s + format::integer(*last->requests) : QString(), !measured});
    if (canary.trafficTrouble) {
        item.readout.severity = Severity::P1;
        item.readout.badge = Sentences::tr("unconfirmed");
        item.readout.state = words::told(*canary.trafficTrouble);
    } else if (last && last->confirmedAt) {
        item.readout.state = Sentences::tr("confirmed %1").arg(format::utcTime(*last->confirmedAt));
    }
    plot.description = Sentences::tr("%1, decided %2").arg(plot.name, decided);
    return item;
}

} // namespace

std::optional<charts::Missing> missing(const engine::Snapshot& snapshot, const Canary& canary, Instant now)
{
    if (!canary.isActive())
        return std::nullopt;
    const auto service = snapshot.state->services.find(canary.service);
    const QString source = u"prometheus/"_s + (service ? service->registration.prometheus : u"main"_s);
    const auto live = snapshot.live.sources.find(source);
    if (live != snapshot.live.sources.end()) {
        const auto freshness = engine::freshness(live->second, now);
        if (freshness == Freshness::Stale || freshness == Freshness::Lost) {
            const auto since = live->second.lastSampleAt.value_or(canary.createdAt);
            const auto word = freshness == Freshness::Lost ? Sentences::tr("LOST %1") : Sentences::tr("STALE %1");
            return charts::Missing{since, word.arg(format::age(now - since))};
        }
    }
    auto lastGood = canary.analyses.rbegin();
    while (lastGood != canary.analyses.rend() && (*lastGood)->sourceStatus != "ok"_L1)
        ++lastGood;
    if (lastGood == canary.analyses.rbegin() || lastGood == canary.analyses.rend())
        return std::nullopt;
    return charts::Missing{(*lastGood)->to, Sentences::tr("NO DATA %1").arg(format::age(now - (*lastGood)->to))};
}

charts::Points joined(const charts::Points& judged, const charts::Points& observed, Milliseconds scrape)
{
    const auto isNear = [scrape](const charts::Points& points, Instant at) {
        const auto first =
            std::lower_bound(points.begin(), points.end(), at - scrape, [](const charts::Point& point, Instant moment) {
                return point.at < moment;
            });
        const auto last = std::find_if(first, points.end(), [&](const auto& point) { return point.at > at + scrape; });
        return std::any_of(first, last, [](const charts::Point& point) { return point.value.has_value(); });
    };
    charts::Points all;
    for (const auto& point : judged) {
        if (point.value || !isNear(observed, point.at))
            all.push_back(point);
    }
    for (const auto& point : observed) {
        if (!isNear(judged, point.at))
            all.push_back(point);
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& left, const auto& right) { return left.at < right.at; });
    return all;
}

std::vector<charts::ChartStack::Item> chartsOf(
    const Canary& canary, const canary::Trail& trail, const canary::Observed& observed,
    const std::optional<charts::Missing>& gone, Instant end)
{
    auto metrics = canary.metrics;
    const auto order = [](const patch::MetricSpec& metric) {
        return metric.kind == patch::MetricKind::Quantile ? 0 : metric.kind == patch::MetricKind::Complement ? 1 : 2;
    };
    std::stable_sort(metrics.begin(), metrics.end(), [&](const auto& left, const auto& right) {
        return order(left) < order(right);
    });
    std::vector<charts::ChartStack::Item> items;
    items.reserve(metrics.size() + 1); // and the evidence
    for (const auto& metric : metrics)
        items.push_back(metricChart(canary, trail, observed, metric, gone));
    if (auto evidence = evidenceChart(trail)) {
        evidence->plot.verticals = stepMoments(canary);
        evidence->plot.missing = gone;
        items.push_back(std::move(*evidence));
    }
    items.push_back(trafficChart(canary, end));
    return items;
}

std::vector<charts::LaneMark> laneMarks(const engine::ConsoleState& state, const Canary& canary)
{
    std::vector<charts::LaneMark> marks;
    const auto patch = state.patches.find(canary.patch);
    if (patch && !patch->approval.isEmpty()) {
        const auto approval = state.approvals.find(ApprovalId{patch->approval});
        if (approval && approval->decidedAt)
            marks.push_back({*approval->decidedAt, words::approvalStatus(approval->status)});
    }
    for (const auto& record : canary.stepLog) {
        const bool last = record.step > static_cast<int>(canary.steps.size());
        marks.push_back({record.decidedAt, last ? Sentences::tr("promoted") : format::percent(record.percent / 100.0)});
    }
    auto before = canary::Verdict::Observe;
    for (const auto& analysis : canary.analyses) {
        const auto verdict = analysis->verdict;
        if (verdict != before && (verdict == canary::Verdict::Hold || verdict == canary::Verdict::Rollback))
            marks.push_back({analysis->to, words::verdict(verdict)});
        before = verdict;
    }
    if (canary.finishedAt)
        marks.push_back({*canary.finishedAt, words::canaryStatus(canary.status)});
    std::stable_sort(
        marks.begin(), marks.end(), [](const auto& left, const auto& right) { return left.at < right.at; });
    return marks;
}

} // namespace penelope::ui::canaries

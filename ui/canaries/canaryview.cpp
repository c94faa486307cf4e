#include "ui/canaries/canaryview.h"

#include "ui/canaries/canarysentences.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/reasons.h"
#include "ui/text/words.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace penelope::ui::canaries {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using canary::Canary;

constexpr auto keptFinished = 12h;
constexpr auto before = 20s; ///< of the axis left of the start

QString stepText(const Canary& canary)
{
    const auto count = static_cast<int>(canary.steps.size());
    if (canary.stepLog.empty())
        return Sentences::tr("not started");
    //: %1 is a share such as "25 %", %2 and %3 count steps
    return Sentences::tr("%1, step %2 of %3")
        .arg(format::percent(canary.percent() / 100.0))
        .arg(std::min(canary.step(), count))
        .arg(count);
}

Row rowOf(const Canary& canary)
{
    Row row;
    row.id = canary.id;
    row.service = canary.service.value();
    row.finished = !canary.isActive();
    std::tie(row.state, row.severity) = stateOf(canary);
    row.second = stepText(canary);
    if (canary.finishedAt)
        row.ended = format::utcMinute(*canary.finishedAt);
    return row;
}

/// Minutes with two digits: what counts up must not change its width.
QString steady(Milliseconds span)
{
    return format::countdown(span).rightJustified(5, u'0');
}

/// Segments share the ruler equally; only the current one is part filled.
std::vector<StepSegment> segments(const Canary& canary, Instant now)
{
    std::vector<StepSegment> result;
    const auto current = canary.step();
    const auto decided = [&](int step) -> std::optional<Instant> {
        const auto found = std::find_if(
            canary.stepLog.begin(), canary.stepLog.end(), [&](const auto& record) { return record.step == step; });
        return found != canary.stepLog.end() ? std::optional{found->decidedAt} : std::nullopt;
    };
    const double share = canary.analysis.count() > 0 ? static_cast<double>(canary.stepClock.count()) /
                                                           static_cast<double>(canary.analysis.count())
                                                     : 0;
    for (std::size_t index = 0; index < canary.steps.size(); ++index) {
        const int step = static_cast<int>(index) + 1;
        StepSegment segment;
        segment.percent = format::percent(canary.steps[index] / 100.0);
        segment.current = canary.isActive() && step == current;
        segment.done = step < current ? 1 : segment.current ? std::clamp(share, 0.0, 1.0) : 0;
        if (segment.current) {
            //: time watched so far, of how much: "07:00 of 15:00"
            segment.time = Sentences::tr("%1 of %2").arg(steady(canary.stepClock), steady(canary.analysis));
        } else if (const auto at = decided(step)) {
            segment.time = format::utcTime(*at);
        } else if (canary.status == canary::Status::Running) {
            const auto earliest = now + (canary.analysis - canary.stepClock) + canary.analysis * (step - current - 1);
            //: %1 is the earliest time of a step
            segment.time = Sentences::tr("not before %1").arg(format::utcMinute(earliest));
        }
        result.push_back(segment);
    }
    return result;
}

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

/// Since when nothing measured arrived, where that is so: the source is late or worse, or the newest intervals are
/// no evidence.
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

std::vector<Instant> stepMoments(const Canary& canary)
{
    std::vector<Instant> moments;
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

charts::Readout readout(const Canary& canary, const patch::MetricSpec& metric, const MetricLook& how)
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
    if (value && control)
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

charts::ChartStack::Item
metricChart(const Canary& canary, const patch::MetricSpec& metric, const std::optional<charts::Missing>& gone)
{
    const auto how = look(metric);
    charts::Plot plot;
    plot.name = how.name;
    plot.unit = how.unit;
    plot.shownAs = how.shownAs;
    plot.canary = points(canary, metric.name, patch::Arm::Canary);
    plot.control = points(canary, metric.name, patch::Arm::Stable);
    plot.limit = charts::Limit{metric.limit, how.allowed, Sentences::tr("limit %1").arg(limitText(how, metric.limit))};
    plot.missing = gone;
    plot.verticals = stepMoments(canary);
    if (metric.kind == patch::MetricKind::Complement)
        plot.highest = 1;
    else
        plot.lowest = 0;
    charts::ChartStack::Item item;
    item.readout = readout(canary, metric, how);
    QStringList words{how.name};
    for (const auto& line : item.readout.lines)
        words.append(line.name + u' ' + line.value);
    words.append(plot.limit->label);
    words.append(item.readout.badge + item.readout.state);
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
    if (canary.finishedAt)
        marks.push_back({*canary.finishedAt, words::canaryStatus(canary.status)});
    return marks;
}

} // namespace

std::vector<Row> rows(const engine::ConsoleState& state, Instant now)
{
    std::vector<std::shared_ptr<const Canary>> chosen;
    state.canaries.forEach([&](const CanaryId&, const std::shared_ptr<const Canary>& canary) {
        if (canary->isActive() || (canary->finishedAt && now - *canary->finishedAt <= keptFinished))
            chosen.push_back(canary);
    });
    const auto rank = [](const std::shared_ptr<const Canary>& canary) {
        const auto severity = stateOf(*canary).second;
        const int urgency = severity ? static_cast<int>(*severity) : 9;
        const auto newest = canary->finishedAt.value_or(canary->createdAt);
        return std::tuple{!canary->isActive(), canary->isActive() ? urgency : 0, -toMs(newest)};
    };
    std::sort(
        chosen.begin(), chosen.end(), [&](const auto& left, const auto& right) { return rank(left) < rank(right); });
    std::vector<Row> result;
    for (const auto& canary : chosen)
        result.push_back(rowOf(*canary));
    return result;
}

MetricLook look(const patch::MetricSpec& metric)
{
    MetricLook how;
    how.name = words::metric(metric.name);
    switch (metric.kind) {
    case patch::MetricKind::Ratio:
        how.shownAs = 100;
        how.decimals = 2;
        break;
    case patch::MetricKind::Complement:
        how.decimals = 3;
        how.allowed = charts::Side::Above;
        break;
    case patch::MetricKind::Quantile:
        if (metric.name.endsWith("_ms"_L1)) {
            how.name = words::metric(metric.name.chopped(3));
            how.unit = u"ms"_s;
        }
        break;
    }
    if (!how.name.isEmpty() && how.name != "p99 latency"_L1)
        how.name[0] = how.name[0].toUpper();
    return how;
}

QString shown(const MetricLook& how, std::optional<double> value)
{
    if (!value)
        return format::absent();
    const auto text = format::number(*value * how.shownAs, how.decimals);
    return how.shownAs == 100.0 ? text + u" %"_s : text;
}

std::optional<Detail> detail(const engine::Snapshot& snapshot, const CanaryId& id, Instant now)
{
    const auto found = snapshot.state->canaries.find(id);
    if (!found)
        return std::nullopt;
    const auto& canary = *found;
    Detail detail;
    detail.id = id;
    detail.service = canary.service.value();
    std::tie(detail.state, detail.severity) = stateOf(canary);
    std::tie(detail.lead, detail.sentence) = sentenceOf(canary);
    const auto gone = missing(snapshot, canary, now);
    if (gone) {
        //: %1 is how long ago data stopped, as "NO DATA 05:30"
        detail.sentence += u' ' + Sentences::tr("%1: nothing is promoted meanwhile.").arg(gone->word);
    }
    if (canary.status == canary::Status::Running)
        detail.next =
            Sentences::tr("Step ends in %1 of fresh data").arg(format::countdown(canary.analysis - canary.stepClock));
    detail.flags = {
        canary.autoPromote ? Sentences::tr("Auto-promote on") : Sentences::tr("Auto-promote off"),
        canary.autoRollback ? Sentences::tr("Auto-rollback on") : Sentences::tr("Auto-rollback off")};
    detail.steps = segments(canary, now);
    auto metrics = canary.metrics;
    const auto order = [](const patch::MetricSpec& metric) {
        return metric.kind == patch::MetricKind::Quantile ? 0 : metric.kind == patch::MetricKind::Complement ? 1 : 2;
    };
    std::stable_sort(metrics.begin(), metrics.end(), [&](const auto& left, const auto& right) {
        return order(left) < order(right);
    });
    for (const auto& metric : metrics)
        detail.charts.push_back(metricChart(canary, metric, gone));
    const auto end = canary.finishedAt.value_or(now);
    detail.charts.push_back(trafficChart(canary, end));
    detail.marks = laneMarks(*snapshot.state, canary);
    const auto begin = canary.startedAt.value_or(canary.createdAt) - before;
    // Whole ticks: an axis that moves at every sample costs as much as the data.
    const auto step = 5s;
    const auto to = Instant{(end.time_since_epoch() / step + 1) * step};
    detail.range = {begin, std::max(to, begin + 60s)};
    const bool running = canary.status == canary::Status::Running;
    const bool paused = canary.status == canary::Status::Paused;
    detail.canPause = running;
    detail.canResume = paused;
    detail.canPromote = running || paused;
    detail.canAbort = canary.isActive() && canary.status != canary::Status::RollingBack;
    return detail;
}

} // namespace penelope::ui::canaries

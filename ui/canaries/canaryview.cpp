#include "ui/canaries/canaryview.h"

#include "ui/canaries/canarycharts.h"
#include "ui/canaries/canarysentences.h"
#include "ui/canaries/evidenceview.h"
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

std::vector<Row> inOrder(std::vector<std::shared_ptr<const Canary>> chosen)
{
    const auto rank = [](const std::shared_ptr<const Canary>& canary) {
        const auto severity = stateOf(*canary).second;
        const int urgency = severity ? static_cast<int>(*severity) : 9;
        const auto newest = canary->finishedAt.value_or(canary->createdAt);
        return std::tuple{!canary->isActive(), canary->isActive() ? urgency : 0, -toMs(newest)};
    };
    std::sort(
        chosen.begin(), chosen.end(), [&](const auto& left, const auto& right) { return rank(left) < rank(right); });
    std::vector<Row> result;
    result.reserve(chosen.size());
    for (const auto& canary : chosen)
        result.push_back(rowOf(*canary));
    return result;
}

} // namespace

std::vector<Row> rows(const engine::ConsoleState& state, Instant now)
{
    std::vector<std::shared_ptr<const Canary>> chosen;
    state.canaries.forEachSince(now - keptFinished, [&](const CanaryId&, const std::shared_ptr<const Canary>& canary) {
        if (canary->isActive() || (canary->finishedAt && now - *canary->finishedAt <= keptFinished))
            chosen.push_back(canary);
    });
    return inOrder(std::move(chosen));
}

std::vector<Row> running(const engine::ConsoleState& state)
{
    std::vector<std::shared_ptr<const Canary>> chosen;
    state.canaries.forEachOngoing([&chosen](const CanaryId&, const auto& canary) { chosen.push_back(canary); });
    return inOrder(std::move(chosen));
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
    canary::Trail trail;
    return detail(snapshot, id, now, trail);
}

std::optional<Detail> detail(
    const engine::Snapshot& snapshot, const CanaryId& id, Instant now, canary::Trail& trail,
    const canary::Observed& observed)
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
    trail.follow(canary);
    detail.evidence = evidenceRows(canary, trail);
    detail.outlook = outlookSentence(canary, trail);
    const auto end = canary.finishedAt.value_or(now);
    detail.charts = chartsOf(canary, trail, observed, gone, end);
    detail.source = observed.empty() ? Sentences::tr("judged points only")
                                     : Sentences::tr("before and between the judged points: Prometheus");
    detail.marks = laneMarks(*snapshot.state, canary);
    auto begin = canary.startedAt.value_or(canary.createdAt) - before;
    for (const auto& [metric, seen] : observed) {
        if (!seen.control.empty())
            begin = std::min(begin, seen.control.front().at);
    }
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

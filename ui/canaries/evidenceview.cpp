#include "ui/canaries/evidenceview.h"

#include "ui/canaries/canarysentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <algorithm>
#include <cmath>

namespace penelope::ui::canaries {
namespace {

using namespace Qt::Literals::StringLiterals;
using canary::Canary;
using canary::Standing;
using canary::Trail;
namespace judge = canary::judge;

/// Below it evidence is drawn at the frame: there is none, and less says no more.
constexpr double leastShown = -1;

MetricLook lookOf(const Canary& canary, const QString& metric)
{
    for (const auto& spec : canary.metrics) {
        if (spec.name == metric)
            return look(spec);
    }
    return {};
}

/// As it stands within a sentence.
QString wordOf(const Canary& canary, const QString& metric)
{
    auto name = lookOf(canary, metric).name;
    if (!name.isEmpty() && !name.startsWith("p99"_L1))
        name[0] = name[0].toLower();
    return name;
}

QString ofLine(double logE, double line)
{
    //: %1 is how much evidence there is, such as "×27", %2 how much is needed
    return Sentences::tr("%1 of %2").arg(timesText(logE), format::number(line, 0));
}

QString neededText(const Standing& standing)
{
    if (!standing.decidable || !std::isfinite(standing.needed))
        return Sentences::tr("cannot be told: no bucket edge fits");
    const auto count = static_cast<qint64>(standing.needed);
    return count <= 0 ? Sentences::tr("nothing")
                      : Sentences::tr("%1 requests without a failure").arg(format::integer(count));
}

QString afterText(const Standing& standing)
{
    if (!std::isfinite(standing.needed) || standing.needed <= 0)
        return format::absent();
    return standing.after ? Sentences::tr("about %1").arg(format::duration(*standing.after))
                          : Sentences::tr("no traffic to tell");
}

/// The critical metric with most evidence against the canary.
const Standing* strongest(const Trail& trail)
{
    const Standing* found = nullptr;
    for (const auto& each : trail.standings()) {
        if (each.critical &&
            (!found || std::max(each.worse, each.logE.limit) > std::max(found->worse, found->logE.limit)))
            found = &each;
    }
    return found;
}

/// The one that a promotion waits for longest.
const Standing* slowest(const Trail& trail)
{
    const Standing* found = nullptr;
    for (const auto& each : trail.standings()) {
        if (each.critical && each.needed > 0 && (!found || each.needed > found->needed))
            found = &each;
    }
    return found;
}

charts::Points pointsOf(const Trail& trail, double canary::Judged::*member)
{
    charts::Points points;
    for (const auto& judged : trail.judged())
        points.push_back({judged.at, std::max(judged.*member, leastShown)});
    return points;
}

} // namespace

QString timesText(double logE)
{
    constexpr double mostShown = 1e9;
    const double factor = std::exp(logE);
    if (!(factor < mostShown))
        return Sentences::tr("over ×%1").arg(format::integer(static_cast<qint64>(mostShown)));
    if (factor >= 10)
        return u"×"_s + format::integer(std::llround(factor));
    return u"×"_s + format::number(factor, factor < 0.1 ? 2 : 1);
}

QString intervalText(const MetricLook& how, const canary::Band& band)
{
    const auto end = [&](double value) { return format::number(value * how.shownAs, how.decimals); };
    if (!band.high)
        return Sentences::tr("over %1").arg(end(band.low.value_or(0)));
    return u"%1–%2"_s.arg(end(band.low.value_or(0)), end(*band.high));
}

QString ratioText(const judge::Sequence& ratio)
{
    const auto end = [](double value) { return format::number(value, value < 0.1 ? 2 : value < 10 ? 1 : 0); };
    if (ratio.highOpen)
        return Sentences::tr("over %1").arg(end(ratio.low));
    return u"%1–%2"_s.arg(ratio.lowOpen ? u"0"_s : end(ratio.low), end(ratio.high));
}

const Standing* standingOf(const Trail& trail, const QString& metric)
{
    for (const auto& each : trail.standings()) {
        if (each.metric == metric)
            return &each;
    }
    return nullptr;
}

std::vector<EvidenceRow> evidenceRows(const Canary& canary, const Trail& trail)
{
    std::vector<EvidenceRow> rows;
    auto standings = trail.standings();
    std::stable_partition(standings.begin(), standings.end(), [](const Standing& each) { return each.critical; });
    for (const auto& standing : standings) {
        EvidenceRow row;
        row.metric = lookOf(canary, standing.metric).name;
        if (!standing.critical)
            row.metric = Sentences::tr("%1 (holds only)").arg(row.metric);
        row.worse = ofLine(standing.worse, judge::rollbackLine);
        row.over = ofLine(standing.logE.limit, judge::rollbackLine);
        row.safe = ofLine(standing.logE.safe, judge::safeLine);
        //: %1 is an interval such as "0.6–1.9"
        row.ratio = standing.ratio ? Sentences::tr("fails %1 times as often as stable").arg(ratioText(*standing.ratio))
                                   : Sentences::tr("nothing failed yet");
        row.needed = neededText(standing);
        row.after = afterText(standing);
        rows.push_back(std::move(row));
    }
    return rows;
}

QString feasibilitySentence(const Canary& canary, const canary::Feasibility& found, int step)
{
    if (found.isFeasible())
        return {};
    const auto name = wordOf(canary, found.metric);
    if (!found.decidable)
        return Sentences::tr("No bucket edge of %1 tells whether its limit is kept: it is judged as not critical.")
            .arg(name);
    const double share = canary::percentOfStep(canary, step) / 100.0;
    const double seconds = static_cast<double>(canary.analysis.count()) / 1000;
    const double rate = seconds > 0 && share > 0 ? found.requests / seconds / share : 0;
    //: %1 requests per second, %2 a share, %3 a metric, %4 a time, %5 and %6 numbers of requests
    return Sentences::tr("At %1 requests/s and %2 the limit of %3 cannot be certified in %4: %5 requests without a "
                         "failure are needed, %6 come.")
        .arg(
            format::number(rate, rate < 10 ? 1 : 0), format::percent(share), name, format::duration(canary.analysis),
            format::integer(static_cast<qint64>(found.needed)), format::integer(static_cast<qint64>(found.requests)));
}

QString outlookSentence(const Canary& canary, const Trail& trail)
{
    QStringList sentences;
    const auto* against = strongest(trail);
    if (against && !trail.judged().empty()) {
        const auto& all = trail.judged().back();
        const bool isWorse = all.worse >= all.over;
        const auto amount = ofLine(isWorse ? all.worse : all.over, judge::rollbackLine);
        //: %1 is evidence such as "×27 of 200", %2 a metric
        sentences << (isWorse ? Sentences::tr("Evidence that the canary is worse than stable: %1 needed to roll back, "
                                              "most by %2.")
                              : Sentences::tr("Evidence that the canary is over a limit: %1 needed to roll back, "
                                              "most by %2."))
                         .arg(amount, wordOf(canary, against->metric));
    }
    const auto* waited = canary.isActive() ? slowest(trail) : nullptr;
    if (waited && std::isfinite(waited->needed) && waited->decidable) {
        const auto name = wordOf(canary, waited->metric);
        //: %1 is "120 requests without a failure", %2 a metric, %3 "about 4 min"
        sentences << Sentences::tr("To go up, %1 are still needed (%2), %3.")
                         .arg(neededText(*waited), name, afterText(*waited));
    }
    for (const auto& row : canary.isActive() ? canary::feasibility(canary, std::max(1, canary.step()))
                                             : std::vector<canary::Feasibility>{}) {
        const auto text = feasibilitySentence(canary, row, std::max(1, canary.step()));
        if (!text.isEmpty())
            sentences << text;
    }
    return sentences.join(u' ');
}

std::optional<charts::ChartStack::Item> evidenceChart(const Trail& trail)
{
    if (trail.judged().empty())
        return std::nullopt;
    const double hold = std::log(judge::holdLine);
    const double rollback = std::log(judge::rollbackLine);
    charts::ChartStack::Item item;
    item.weight = 128;
    auto& plot = item.plot;
    plot.name = Sentences::tr("Evidence");
    plot.unit = u"log E"_s;
    plot.canary = pointsOf(trail, &canary::Judged::worse);
    plot.control = pointsOf(trail, &canary::Judged::over);
    plot.canaryName = Sentences::tr("worse than stable");
    plot.controlName = Sentences::tr("over the limit");
    plot.limit = charts::Limit{hold, charts::Side::Below, Sentences::tr("hold")};
    plot.breachSeverity = Severity::P2;
    plot.levels = {{rollback, Sentences::tr("roll back"), true}};
    plot.ticks = {0, hold, rollback};
    plot.lowest = leastShown;
    plot.crosshair = false;
    const auto& last = trail.judged().back();
    const double most = std::max(last.worse, last.over);
    item.readout.title = plot.name;
    item.readout.unit = plot.unit;
    item.readout.lines = {
        {Sentences::tr("Worse"), format::number(last.worse, 2), timesText(last.worse), false},
        {Sentences::tr("Over"), format::number(last.over, 2), timesText(last.over), false}};
    if (most >= rollback) {
        item.readout.severity = Severity::P1;
        item.readout.badge = Sentences::tr("roll back");
    } else if (most >= hold) {
        item.readout.severity = Severity::P2;
        item.readout.badge = Sentences::tr("hold");
        //: %1 is a logarithm of evidence
        item.readout.state = Sentences::tr("rolls back at %1").arg(format::number(rollback, 2));
    } else {
        item.readout.state = Sentences::tr("rolls back at %1").arg(format::number(rollback, 2));
    }
    plot.description =
        Sentences::tr("Evidence of all critical metrics together, worse than stable %1, over the limit %2")
            .arg(ofLine(last.worse, judge::rollbackLine), ofLine(last.over, judge::rollbackLine));
    return item;
}

} // namespace penelope::ui::canaries

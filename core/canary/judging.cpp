#include "core/canary/judging.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

QString shown(const std::optional<double>& value)
{
    return value ? QString::number(*value, 'g', 6) : u"unknown"_s;
}

QString sentence(const MetricResult& result)
{
    return u"%1 is %2 on the canary, %3 on stable, the limit is %4"_s.arg(
        result.metric, shown(result.canary), shown(result.control), shown(result.limit));
}

/// The first critical metric whose plain rule says critical.
const MetricResult* breach(const Canary& canary, const std::vector<MetricResult>& rows)
{
    for (std::size_t index = 0; index < std::min(rows.size(), canary.metrics.size()); ++index) {
        const auto& metric = canary.metrics[index];
        if (metric.critical && !metric.dryRun && rows[index].status == MetricStatus::Critical)
            return &rows[index];
    }
    return nullptr;
}

/// The first result that keeps a step from going up.
const MetricResult* objection(const Case& it, bool unknownOnly)
{
    for (std::size_t index = 0; index < it.rows.size(); ++index) {
        const auto& row = it.rows[index];
        const bool dry = index < it.next.metrics.size() && it.next.metrics[index].dryRun;
        if (!dry && (unknownOnly ? row.status == MetricStatus::Unknown : row.status != MetricStatus::Ok))
            return &row;
    }
    return nullptr;
}

Milliseconds divided(const Case& it, const QString& key)
{
    return it.policy.duration(key) / std::max(1, it.next.timeDivisor);
}

Judgement canaryAbsent(const Case& it)
{
    Judgement judgement{.verdict = Verdict::Rollback, .rule = toWord(Observation::CanaryAbsent)};
    judgement.code = u"canary_absent"_s;
    judgement.text = u"the canary sent no metrics for %1 s while stable did"_s.arg(it.next.absentFor.count() / 1000);
    return judgement;
}

QString withoutEvidence(const Case& it, const QString& why)
{
    return u"no usable evidence for %1 s (%2)"_s.arg(it.next.frozenFor.count() / 1000).arg(why);
}

Judgement judgeMissing(const Case& it)
{
    Judgement judgement{.verdict = Verdict::Observe, .rule = toWord(it.observation)};
    if (it.observation == Observation::WeightChanged)
        return judgement;
    if (it.observation == Observation::CanaryAbsent && it.next.absentFor >= divided(it, u"canary.absent"_s))
        return canaryAbsent(it);
    judgement.verdict = Verdict::Hold;
    judgement.asksPerson = it.next.frozenFor >= divided(it, u"canary.frozen"_s);
    judgement.text = withoutEvidence(it, judgement.rule);
    return judgement;
}

bool hasRestarts(const Case& it)
{
    return it.next.restartsInStep > it.policy.integer(u"canary.restarts"_s);
}

Judgement restarted(const Case& it)
{
    Judgement judgement{.verdict = Verdict::Hold, .rule = u"restarts"_s, .isStepEnd = true};
    judgement.text = u"the canary restarted %1 times in this step"_s.arg(it.next.restartsInStep);
    return judgement;
}

Judgement judgeByLimits(const Case& it)
{
    Judgement judgement{.verdict = Verdict::Hold, .isStepEnd = true};
    if (hasRestarts(it)) {
        judgement = restarted(it);
    } else if (const auto* unknown = objection(it, true)) {
        judgement.rule = u"unknown"_s;
        judgement.text = sentence(*unknown);
    } else if (const auto* warning = objection(it, false)) {
        judgement.rule = u"warning"_s;
        judgement.text = sentence(*warning);
    } else {
        judgement.verdict = Verdict::Promote;
        judgement.rule = u"within_limits"_s;
    }
    return judgement;
}

bool isStepEnd(const Case& it)
{
    return it.standing.isEmpty() && it.next.stepClock >= it.next.analysis * (it.next.holdsInARow + 1);
}

/// A critical breach at a step's end, for the judges that roll back on it. Where the clock stands there is no step end;
/// a canary that had its time may still go back.
std::optional<Judgement> criticalBreach(const Case& it)
{
    const bool mayGoBack = it.standing.isEmpty() ? isStepEnd(it) : it.next.stepWatched >= it.next.analysis;
    const auto* critical = mayGoBack ? breach(it.next, it.rows) : nullptr;
    if (!critical)
        return std::nullopt;
    return Judgement{
        .verdict = Verdict::Rollback,
        .rule = u"critical"_s,
        .text = sentence(*critical),
        .code = u"threshold"_s,
        .isStepEnd = true};
}

/// Nothing to say before the step's end, or where its clock stands.
std::optional<Judgement> notYet(const Case& it)
{
    if (!it.standing.isEmpty())
        return Judgement{.verdict = Verdict::Hold, .rule = it.standing};
    if (!isStepEnd(it))
        return Judgement{.verdict = Verdict::Observe, .rule = u"step_running"_s};
    return std::nullopt;
}

void addPoint(std::vector<double>& points, const std::optional<double>& value)
{
    if (value)
        points.push_back(*value);
}

/// One point per counted interval of the step; the interval in hand is the last.
std::vector<judge::Series> seriesOf(const Case& it)
{
    std::vector<judge::Series> all;
    for (const auto& metric : it.next.metrics) {
        if (!metric.weight || metric.dryRun)
            continue;
        judge::Series series{metric.name, {}, {}, metric.critical, *metric.weight, judge::Direction::Increase};
        if (metric.kind == patch::MetricKind::Complement)
            series.direction = judge::Direction::Decrease;
        const auto take = [&](const std::map<QString, MetricCounts>& counts) {
            addPoint(series.control, valueOf(metric, counts, patch::Arm::Stable, 1));
            addPoint(series.experiment, valueOf(metric, counts, patch::Arm::Canary, 1));
        };
        for (const auto& analysis : it.next.analyses) {
            if (analysis->counted && analysis->step == it.next.step())
                take(analysis->counts);
        }
        take(it.counts);
        all.push_back(std::move(series));
    }
    return all;
}

Judgement judgeByScore(const Case& it)
{
    const judge::Marks marks{
        static_cast<double>(it.policy.integer(u"canary.pass_mark"_s)),
        static_cast<double>(it.policy.integer(u"canary.marginal_mark"_s))};
    const auto series = seriesOf(it);
    const auto ruling = judge::judgeSeries(series, marks);
    Judgement judgement{.verdict = ruling.verdict, .rule = u"score"_s, .isStepEnd = true, .score = ruling.score};
    judgement.text =
        u"the score is %1 of 100 (pass %2, marginal %3)"_s.arg(ruling.score).arg(marks.pass).arg(marks.marginal);
    if (ruling.cause) {
        judgement.text += u": %1 is %2 on the canary"_s.arg(
            series[*ruling.cause].name, judge::toWord(ruling.each[*ruling.cause].label));
    }
    if (ruling.verdict == Verdict::Rollback)
        judgement.code = u"evidence"_s;
    return judgement;
}

} // namespace

Judgement Thresholds::operator()(const Case& it) const
{
    if (it.observation != Observation::Counted)
        return judgeMissing(it);
    if (auto back = criticalBreach(it))
        return *back;
    const auto early = notYet(it);
    return early ? *early : judgeByLimits(it);
}

Judgement MannWhitney::operator()(const Case& it) const
{
    if (it.next.percent() >= 100 || it.observation != Observation::Counted)
        return Thresholds{}(it);
    if (const auto early = notYet(it))
        return *early;
    return hasRestarts(it) ? restarted(it) : judgeByScore(it);
}

Judge judgeOf(const Canary& canary)
{
    if (canary.judge == "sequential"_L1)
        return Sequential{};
    return canary.judge == "mann_whitney"_L1 ? Judge{MannWhitney{}} : Judge{Thresholds{}};
}

Judgement decide(const Judge& judge, const Case& it)
{
    auto judgement = std::visit([&it](const auto& one) { return one(it); }, judge);
    // Strict: whoever wants a critical breach to roll back at the step's end has it with any judge.
    if (it.next.mode == "strict"_L1 && judgement.verdict != Verdict::Rollback &&
        it.observation == Observation::Counted) {
        if (auto back = criticalBreach(it)) {
            back->ruling = std::move(judgement.ruling);
            back->score = judgement.score;
            return *back;
        }
    }
    return judgement;
}

QString standingOf(const Canary& canary, const Surroundings& around)
{
    if (around.frozen)
        return u"frozen"_s;
    if (around.restDay)
        return u"rest_day"_s;
    return canary.status == Status::Paused ? u"paused"_s : QString{};
}

} // namespace penelope::canary

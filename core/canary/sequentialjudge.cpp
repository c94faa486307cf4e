#include "core/canary/evidence.h"
#include "core/canary/judging.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

/// What the plain rules say of metrics without evidence: they are one more input, and must agree before a promotion.
judge::PlainRules plainRules(const Case& it)
{
    judge::PlainRules plain;
    for (std::size_t index = 0; index < std::min(it.rows.size(), it.next.metrics.size()); ++index) {
        const auto& metric = it.next.metrics[index];
        const auto status = it.rows[index].status;
        if (isJudgedByEvidence(metric) || metric.dryRun)
            continue;
        plain.criticalBreach = plain.criticalBreach || (metric.critical && status == MetricStatus::Critical);
        plain.breach = plain.breach || status == MetricStatus::Warning || status == MetricStatus::Critical;
        plain.unknown = plain.unknown || (metric.critical && status == MetricStatus::Unknown);
    }
    return plain;
}

judge::Limits limitsOf(const Case& it)
{
    return {
        .absent = it.policy.duration(u"canary.absent"_s) / std::max(1, it.next.timeDivisor),
        .mostRestarts = static_cast<int>(it.policy.integer(u"canary.restarts"_s)),
        .leastRequests = static_cast<double>(it.policy.integer(u"canary.requests"_s))};
}

QString odds(double log)
{
    return log > 30 ? u"more than 10¹³"_s : QString::number(std::exp(log), 'g', 3);
}

QString rateText(const judge::Evidence& row)
{
    return row.plain ? QString::number(*row.plain * 100, 'g', 3) + u" %"_s : u"too few requests to say"_s;
}

QString rollbackText(const judge::State& state, const judge::Ruling& ruling)
{
    const auto cause = ruling.cause.value_or(0);
    const auto& metric = state.setup.metrics[cause];
    const auto& row = ruling.evidence[cause];
    if (ruling.rule == 2) {
        return u"%1 is worse on the canary than on stable: the evidence is %2 to 1, %3 to 1 is needed (failures on the "
               "canary: %4)"_s.arg(metric.name, odds(ruling.logCompare))
                   .arg(judge::rollbackLine)
                   .arg(rateText(row));
    }
    return u"%1 is over its limit of %2 % on the canary: the evidence is %3 to 1, %4 to 1 is needed (failures: %5)"_s
        .arg(metric.name)
        .arg(metric.limit * 100)
        .arg(odds(ruling.logLimit))
        .arg(judge::rollbackLine)
        .arg(rateText(row));
}

/// Why the step goes on, in the order in which a person would ask.
QString waitingText(const Case& it, const judge::Ruling& ruling)
{
    const auto& state = *it.next.evidence;
    const auto named = [&](const QString& text) {
        return ruling.cause ? text.arg(state.setup.metrics[*ruling.cause].name) : text.arg(u"a metric"_s);
    };
    switch (ruling.rule) {
    case 4: return named(u"stable itself is in trouble: %1 is over its limit there too"_s);
    case 5:
        return state.restarts > limitsOf(it).mostRestarts
                   ? u"the canary restarted %1 times in this step"_s.arg(state.restarts)
                   : u"no usable evidence for %1 s (%2)"_s.arg(it.next.frozenFor.count() / 1000)
                         .arg(toWord(state.observation));
    case 6: return named(u"%1 is clearly over its limit, but not proven to be worse than that"_s);
    case 7:
        return ruling.cause || ruling.logShare < std::log(judge::holdLine)
                   ? named(u"%1 gives reason to wait"_s)
                   : u"the canary's share of the traffic is not the one that was set"_s;
    default: break;
    }
    for (std::size_t index = 0; index < ruling.evidence.size(); ++index) {
        const auto& row = ruling.evidence[index];
        if (!row.critical || row.safe >= std::log(judge::safeLine))
            continue;
        const double more = judge::needed(state, index);
        return std::isfinite(more)
                   ? u"%1 is not certain yet: %2 more requests without a failure would be needed"_s
                         .arg(state.setup.metrics[index].name)
                         .arg(more, 0, 'f', 0)
                   : u"%1 cannot be certified: its buckets have no fitting edge"_s.arg(state.setup.metrics[index].name);
    }
    return u"the step waits for its block of intervals to close"_s;
}

} // namespace

Judgement Sequential::operator()(const Case& it) const
{
    const auto& state = *it.next.evidence;
    const auto ruling = judge::rule(state, plainRules(it), limitsOf(it));
    Judgement judgement{.verdict = ruling.verdict, .number = ruling.rule, .ruling = ruling};
    if (ruling.verdict == Verdict::Rollback) {
        judgement.code = ruling.rule == 2 ? u"evidence"_s : ruling.rule == 3 ? u"limit"_s : u"canary_absent"_s;
        judgement.text =
            ruling.rule == 5
                ? u"the canary sent no metrics for %1 s while stable did"_s.arg(it.next.absentFor.count() / 1000)
                : rollbackText(state, ruling);
        return judgement;
    }
    if (!it.standing.isEmpty()) {
        // Watched, may go back, never up.
        judgement.verdict = Verdict::Hold;
        return judgement;
    }
    if (ruling.verdict == Verdict::Promote)
        return judgement;
    judgement.text = waitingText(it, ruling);
    judgement.isStepEnd = state.blockClosed && it.next.stepClock >= it.next.analysis * (it.next.holdsInARow + 1);
    judgement.asksPerson =
        it.next.frozenFor >= it.policy.duration(u"canary.frozen"_s) / std::max(1, it.next.timeDivisor);
    return judgement;
}

} // namespace penelope::canary

#include "core/sophia/judge.h"

#include "core/sophia/reasoning.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace penelope::sophia {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double fullComplexity = 15;

Factor factorOf(const QString& name, const Measured& measured, double limit)
{
    return Factor{
        .name = name,
        .value = measured.value,
        .limit = limit,
        .addsHundredths = 0,
        .source = measured.source,
        .age = measured.age};
}

std::optional<double> metric(const std::map<QString, Json>& metrics, const QString& name)
{
    const auto found = metrics.find(name);
    if (found == metrics.end() || !found->second.isNumber() || !std::isfinite(found->second.toDouble()))
        return std::nullopt;
    return found->second.toDouble();
}

/// Rules 3 and 4 look only at precedents of *intervene* that have an outcome.
bool counts(const wisdom::Match& match, double threshold)
{
    return match.precedent && match.similarity >= threshold && match.precedent->decision == Decision::Intervene &&
           match.precedent->outcome;
}

struct Best
{
    const wisdom::Match* success = nullptr;
    const wisdom::Match* failed = nullptr;
};

Best bestOf(const std::vector<wisdom::Match>& matches, double threshold)
{
    Best best;
    for (const auto& match : matches) {
        if (!counts(match, threshold))
            continue;
        auto& place = *match.precedent->outcome == wisdom::Outcome::Success ? best.success : best.failed;
        if (!place || match.similarity > place->similarity)
            place = &match;
    }
    return best;
}

QString outcomeWord(const wisdom::Precedent& precedent)
{
    if (!precedent.outcome)
        return {};
    switch (*precedent.outcome) {
    case wisdom::Outcome::Success: return u"success"_s;
    case wisdom::Outcome::Failure: return u"failure"_s;
    case wisdom::Outcome::Rollback: return u"rollback"_s;
    }
    Q_UNREACHABLE();
}

/// The one that a rule would cite first, then the rest as they came: nearest first.
std::vector<PrecedentRef> refsOf(const std::vector<wisdom::Match>& matches, const Best& best)
{
    std::vector<PrecedentRef> refs;
    const auto* first = best.success ? best.success : best.failed;
    const auto add = [&refs](const wisdom::Match& match) {
        refs.push_back(PrecedentRef{
            .id = match.precedent->id,
            .similarity = match.similarity,
            .outcome = outcomeWord(*match.precedent),
            .patchId = match.precedent->patchId});
    };
    if (first)
        add(*first);
    for (const auto& match : matches) {
        if (&match != first && match.precedent)
            add(match);
    }
    return refs;
}

Input inputOf(const QString& name, Json value, Json limit, const QString& source)
{
    return Input{.name = name, .value = std::move(value), .limit = std::move(limit), .source = source, .age = {}};
}

std::vector<Input> inputsOf(const JudgeInput& input, const DecisionRecord& record)
{
    const auto& limits = input.limits;
    const double risk = record.risk.totalHundredths / 100.0;
    const double impact = record.impactTenThousandths / 10'000.0;
    const auto window = std::chrono::duration_cast<std::chrono::hours>(limits.similarWindow).count() / 24;
    const auto history = u"journal, last %1 d"_s.arg(window);
    std::vector<Input> inputs{
        inputOf(u"similar"_s, Json{input.similar.total}, Json{limits.transientLeast}, history),
        inputOf(u"self_resolved"_s, Json{input.similar.selfResolved}, Json{limits.transientShare}, history),
        inputOf(u"risk"_s, Json{risk}, Json{impact}, u"service"_s),
        inputOf(u"impact"_s, Json{impact}, Json{}, u"severity and metrics"_s),
        inputOf(u"severity"_s, Json{toWord(input.anomaly.severity)}, Json{u"P1"_s}, input.anomaly.source),
        inputOf(
            u"precedents"_s, Json{static_cast<int>(record.precedents.size())}, Json{limits.similarity}, u"journal"_s)};
    for (const auto& name : {u"error_rate"_s, u"affected_users"_s}) {
        if (const auto value = metric(input.anomaly.metrics, name))
            inputs.push_back(inputOf(name, Json{*value}, Json{}, input.anomaly.source));
        else if (input.anomaly.unknown.contains(name))
            inputs.push_back(inputOf(name, Json{}, Json{}, u"UNKNOWN"_s));
    }
    return inputs;
}

Level levelFrom(const wisdom::Match& match, const Limits& limits)
{
    const bool own = match.similarity > limits.ownLevelSimilarity && match.precedent->level != Level::Observe;
    return own ? match.precedent->level : Level::Surgical;
}

void decide(DecisionRecord& record, const JudgeInput& input, const Best& best)
{
    const auto set = [&record](int rule, Decision decision, Level level) {
        record.rule = rule;
        record.decision = decision;
        record.level = level;
    };
    const auto severity = input.anomaly.severity;
    if (isTransient(input.similar, input.limits)) {
        set(1, Decision::Observe, Level::Observe);
        record.reviewAt = input.now + input.limits.reviewTransient;
    } else if (record.risk.totalHundredths * 100 > record.impactTenThousandths) {
        set(2, Decision::Escalate, Level::Observe);
    } else if (best.success) {
        set(3, Decision::Intervene, levelFrom(*best.success, input.limits));
    } else if (best.failed) {
        set(4, Decision::Escalate, Level::Observe);
    } else if (severity == Severity::P0 || severity == Severity::P1) {
        set(5, Decision::Intervene, Level::Surgical);
    } else {
        set(6, Decision::Observe, Level::Observe);
        record.reviewAt = input.now + input.limits.reviewOtherwise;
    }
}

} // namespace

QStringList Risk::unknown() const
{
    QStringList names;
    for (const auto& factor : factors) {
        if (!factor.value)
            names.append(factor.name);
    }
    return names;
}

Risk assessRisk(const RiskInputs& inputs, const Limits& limits)
{
    Risk risk;
    risk.factors = {
        factorOf(u"complexity"_s, inputs.complexity, limits.complexity),
        factorOf(u"dependencies"_s, inputs.dependencies, limits.dependencies),
        factorOf(u"recent_commits"_s, inputs.recentCommits, limits.recentCommits),
        factorOf(u"coverage"_s, inputs.coverage, limits.coverage)};
    const std::array adds{limits.complexityAdds, limits.dependenciesAdd, limits.recentCommitsAdd, limits.coverageAdds};
    for (std::size_t at = 0; at < adds.size(); ++at) {
        auto& factor = risk.factors[at];
        // What was read but is no number is as unknown as what was not read.
        if (factor.value && !std::isfinite(*factor.value))
            factor.value.reset();
        const bool below = factor.name == "coverage"_L1;
        if (factor.value && (below ? *factor.value < factor.limit : *factor.value > factor.limit))
            factor.addsHundredths = adds[at];
        risk.totalHundredths += factor.addsHundredths;
    }
    risk.totalHundredths = std::min(risk.totalHundredths, 100);
    return risk;
}

std::optional<double> complexityShare(const std::vector<int>& complexities)
{
    if (complexities.empty())
        return std::nullopt;
    const double sum = std::accumulate(complexities.begin(), complexities.end(), 0.0);
    return std::min(1.0, sum / static_cast<double>(complexities.size()) / fullComplexity);
}

int impactTenThousandths(Severity severity, const std::map<QString, Json>& metrics, const Limits& limits)
{
    double impact = limits.baseImpact.at(static_cast<std::size_t>(severity));
    if (const auto rate = metric(metrics, u"error_rate"_s))
        impact += limits.errorsAdd * std::clamp(*rate, 0.0, 1.0);
    if (const auto users = metric(metrics, u"affected_users"_s))
        impact +=
            *users > limits.manyUsers ? limits.manyUsersAdd : (*users > limits.someUsers ? limits.someUsersAdd : 0);
    return static_cast<int>(std::lround(std::min(impact, 10'000.0)));
}

Similar countSimilar(const Anomalies& anomalies, const Anomaly& present, Instant now, Milliseconds window)
{
    Similar similar;
    anomalies.forEach([&](const AnomalyId& id, const std::shared_ptr<const Anomaly>& row) {
        if (id == present.id || row->service != present.service || row->type != present.type || !row->resolvedAt)
            return;
        if (*row->resolvedAt <= now - window || *row->resolvedAt > now)
            return;
        ++similar.total;
        similar.selfResolved += row->withoutIntervention ? 1 : 0;
    });
    return similar;
}

bool isTransient(const Similar& similar, const Limits& limits)
{
    if (similar.total < limits.transientLeast)
        return false;
    // In whole ten-thousandths: 9 of 10 is not more than 90 %, whatever 0.9 is in binary.
    const auto share = std::llround(limits.transientShare * 10'000);
    return static_cast<long long>(similar.selfResolved) * 10'000 > share * similar.total;
}

wisdom::Query queryOf(const Anomaly& anomaly)
{
    return wisdom::Query{
        .service = anomaly.service,
        .type = anomaly.type,
        .severity = anomaly.severity,
        .metrics = anomaly.metrics,
        .context = anomaly.context};
}

DecisionRecord judge(const JudgeInput& input)
{
    DecisionRecord record;
    record.at = input.now;
    record.policySeq = input.policySeq;
    record.risk = assessRisk(input.risk, input.limits);
    record.impactTenThousandths = impactTenThousandths(input.anomaly.severity, input.anomaly.metrics, input.limits);
    const auto best = bestOf(input.precedents, input.limits.similarity);
    record.precedents = refsOf(input.precedents, best);
    decide(record, input, best);
    record.inputs = inputsOf(input, record);
    record.reasoning = reasoningOf(record, input.anomaly, input.similar, input.limits);
    record.wisdomNote = wisdomNoteOf(record.rule);
    const auto* before = input.anomaly.decision();
    record.repeated = before && before->decision == record.decision && before->rule == record.rule;
    return record;
}

} // namespace penelope::sophia

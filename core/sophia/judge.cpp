#include "core/sophia/judge.h"

#include "core/sophia/reasoning.h"

#include <algorithm>
#include <array>
#include <cmath>

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

PrecedentRef refOf(const wisdom::Match& match)
{
    return PrecedentRef{
        .id = match.precedent->id,
        .similarity = match.similarity,
        .outcome = outcomeWord(*match.precedent),
        .patchId = match.precedent->patchId,
        .decision = match.precedent->decision,
        .level = match.precedent->level,
        .recordedAt = match.precedent->recordedAt};
}

/// The one that a rule would cite first, then the rest as they came: nearest first.
std::vector<PrecedentRef> refsOf(const std::vector<wisdom::Match>& matches, double threshold)
{
    std::vector<PrecedentRef> refs;
    for (const auto& match : matches) {
        if (match.precedent)
            refs.push_back(refOf(match));
    }
    const auto best = bestOf(refs, threshold);
    if (const auto* first = best.success ? best.success : best.failed) {
        const auto at = refs.begin() + (first - refs.data());
        std::rotate(refs.begin(), at, at + 1);
    }
    return refs;
}

Input inputOf(const QString& name, Json value, Json limit, const QString& source)
{
    return Input{.name = name, .value = std::move(value), .limit = std::move(limit), .source = source, .age = {}};
}

std::vector<Input> inputsOf(const JudgeInput& input, const Facts& facts, const DecisionRecord& record)
{
    const auto& limits = input.limits;
    const double risk = record.risk.totalHundredths / 100.0;
    const double impact = record.impactTenThousandths / 10'000.0;
    const auto days = std::chrono::duration_cast<std::chrono::hours>(limits.similarWindow).count() / 24;
    const auto history = u"journal, last %1 d"_s.arg(days);
    const auto best = bestOf(facts.precedents, limits.similarity);
    std::vector<Input> inputs{
        inputOf(u"similar"_s, Json{facts.similar.total}, Json{limits.transientLeast}, history),
        inputOf(u"self_resolved"_s, Json{facts.similar.selfResolved}, Json{limits.transientShare}, history),
        inputOf(u"risk"_s, Json{risk}, Json{impact}, u"service"_s),
        inputOf(u"impact"_s, Json{impact}, Json{}, u"severity and metrics"_s),
        inputOf(u"severity"_s, Json{toWord(facts.severity)}, Json{u"P1"_s}, input.anomaly.source),
        inputOf(
            u"precedents"_s, Json{static_cast<int>(facts.precedents.size())}, Json{limits.similarity}, u"journal"_s),
        inputOf(
            u"own_level"_s, best.success ? Json{best.success->similarity} : Json{}, Json{limits.ownLevelSimilarity},
            u"journal"_s),
        inputOf(u"scales"_s, scalesOf(limits), Json{}, u"policy"_s)};
    const auto seen = input.now - input.anomaly.detectedAt;
    for (auto& each : inputs)
        each.age = each.name == "severity"_L1 ? seen : Milliseconds{};
    for (const auto& name : {u"error_rate"_s, u"affected_users"_s}) {
        if (const auto value = metricOf(input.anomaly.metrics, name))
            inputs.push_back(inputOf(name, Json{*value}, Json{}, input.anomaly.source));
        else if (input.anomaly.unknown.contains(name))
            inputs.push_back(inputOf(name, Json{}, Json{}, u"UNKNOWN"_s));
        else
            continue;
        inputs.back().age = seen;
    }
    return inputs;
}

Level levelFrom(const PrecedentRef& precedent, const Limits& limits)
{
    const auto own = precedent.level.value_or(Level::Observe);
    return precedent.similarity > limits.ownLevelSimilarity && own != Level::Observe ? own : Level::Surgical;
}

QStringList unknownOf(const Risk& risk, const Anomaly& anomaly)
{
    auto unknown = risk.unknown();
    for (const auto& name : anomaly.unknown) {
        if (!unknown.contains(name))
            unknown.append(name);
    }
    return unknown;
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

double complexityShare(double mean)
{
    return std::min(1.0, mean / fullComplexity);
}

std::optional<double> metricOf(const std::map<QString, Json>& metrics, const QString& name)
{
    const auto found = metrics.find(name);
    if (found == metrics.end() || !found->second.isNumber() || !std::isfinite(found->second.toDouble()))
        return std::nullopt;
    return found->second.toDouble();
}

int impactTenThousandths(
    Severity severity, std::optional<double> errorRate, std::optional<double> affectedUsers, const Limits& limits)
{
    double impact = limits.baseImpact.at(static_cast<std::size_t>(severity));
    if (errorRate)
        impact += limits.errorsAdd * std::clamp(*errorRate, 0.0, 1.0);
    if (affectedUsers)
        impact += *affectedUsers > limits.manyUsers   ? limits.manyUsersAdd
                  : *affectedUsers > limits.someUsers ? limits.someUsersAdd
                                                      : 0;
    return static_cast<int>(std::lround(std::min(impact, 10'000.0)));
}

int impactTenThousandths(Severity severity, const std::map<QString, Json>& metrics, const Limits& limits)
{
    return impactTenThousandths(
        severity, metricOf(metrics, u"error_rate"_s), metricOf(metrics, u"affected_users"_s), limits);
}

Json scalesOf(const Limits& limits)
{
    auto base = Json::array();
    for (const int each : limits.baseImpact)
        base.append(Json{each / 10'000.0});
    return Json::object(
        {{u"complexity_adds"_s, limits.complexityAdds / 100.0},
         {u"dependencies_adds"_s, limits.dependenciesAdd / 100.0},
         {u"recent_commits_adds"_s, limits.recentCommitsAdd / 100.0},
         {u"coverage_adds"_s, limits.coverageAdds / 100.0},
         {u"impact"_s, base},
         {u"errors_add"_s, limits.errorsAdd / 10'000.0},
         {u"some_users"_s, limits.someUsers},
         {u"some_users_add"_s, limits.someUsersAdd / 10'000.0},
         {u"many_users"_s, limits.manyUsers},
         {u"many_users_add"_s, limits.manyUsersAdd / 10'000.0}});
}

void readScales(const Json& scales, Limits& limits)
{
    const auto whole = [&scales](QStringView name, double unit, int otherwise) {
        const auto value = scales.number(name);
        return value ? static_cast<int>(std::lround(*value * unit)) : otherwise;
    };
    limits.complexityAdds = whole(u"complexity_adds", 100, limits.complexityAdds);
    limits.dependenciesAdd = whole(u"dependencies_adds", 100, limits.dependenciesAdd);
    limits.recentCommitsAdd = whole(u"recent_commits_adds", 100, limits.recentCommitsAdd);
    limits.coverageAdds = whole(u"coverage_adds", 100, limits.coverageAdds);
    const auto& base = scales[u"impact"].toArray();
    for (std::size_t index = 0; index < std::min(base.size(), limits.baseImpact.size()); ++index)
        limits.baseImpact[index] = static_cast<int>(std::lround(base[index].toDouble() * 10'000));
    limits.errorsAdd = whole(u"errors_add", 10'000, limits.errorsAdd);
    limits.someUsers = scales.number(u"some_users").value_or(limits.someUsers);
    limits.someUsersAdd = whole(u"some_users_add", 10'000, limits.someUsersAdd);
    limits.manyUsers = scales.number(u"many_users").value_or(limits.manyUsers);
    limits.manyUsersAdd = whole(u"many_users_add", 10'000, limits.manyUsersAdd);
}

Similar countSimilar(const Episodes& episodes, const Anomaly& present, Instant now, Milliseconds window)
{
    const auto ended = episodes.endedBut(present, now - window, now);
    return {.total = ended.total, .selfResolved = ended.alone};
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

BestPrecedents bestOf(const std::vector<PrecedentRef>& precedents, double threshold)
{
    BestPrecedents best;
    for (const auto& each : precedents) {
        // Rules 3 and 4 look only at precedents of *intervene* that have an outcome.
        if (each.similarity < threshold || each.decision != Decision::Intervene || each.outcome.isEmpty())
            continue;
        auto& place = each.outcome == "success"_L1 ? best.success : best.failed;
        if (!place || each.similarity > place->similarity)
            place = &each;
    }
    return best;
}

Verdict verdictOf(const Facts& facts)
{
    const auto risk = assessRisk(facts.risk, facts.limits).totalHundredths;
    const auto impact = impactTenThousandths(facts.severity, facts.errorRate, facts.affectedUsers, facts.limits);
    const auto best = bestOf(facts.precedents, facts.limits.similarity);
    if (isTransient(facts.similar, facts.limits))
        return {.rule = 1, .decision = Decision::Observe, .level = Level::Observe};
    if (risk * 100 > impact)
        return {.rule = 2, .decision = Decision::Escalate, .level = Level::Observe};
    if (best.success)
        return {.rule = 3, .decision = Decision::Intervene, .level = levelFrom(*best.success, facts.limits)};
    if (best.failed)
        return {.rule = 4, .decision = Decision::Escalate, .level = Level::Observe};
    if (facts.severity == Severity::P0 || facts.severity == Severity::P1)
        return {.rule = 5, .decision = Decision::Intervene, .level = Level::Surgical};
    return {.rule = 6, .decision = Decision::Observe, .level = Level::Observe};
}

Facts factsOf(const JudgeInput& input)
{
    return Facts{
        .similar = input.similar,
        .severity = input.anomaly.severity,
        .errorRate = metricOf(input.anomaly.metrics, u"error_rate"_s),
        .affectedUsers = metricOf(input.anomaly.metrics, u"affected_users"_s),
        .risk = input.risk,
        .precedents = refsOf(input.precedents, input.limits.similarity),
        .limits = input.limits};
}

DecisionRecord judge(const JudgeInput& input)
{
    const auto facts = factsOf(input);
    const auto verdict = verdictOf(facts);
    DecisionRecord record;
    record.at = input.now;
    record.policySeq = input.policySeq;
    record.rule = verdict.rule;
    record.decision = verdict.decision;
    record.level = verdict.level;
    if (verdict.decision == Decision::Observe)
        record.reviewAt = input.now + (verdict.rule == 1 ? input.limits.reviewTransient : input.limits.reviewOtherwise);
    record.risk = assessRisk(input.risk, input.limits);
    record.impactTenThousandths =
        impactTenThousandths(facts.severity, facts.errorRate, facts.affectedUsers, facts.limits);
    record.precedents = facts.precedents;
    record.unknown = unknownOf(record.risk, input.anomaly);
    record.inputs = inputsOf(input, facts, record);
    record.reasoning = reasoningOf(record, input.anomaly, input.similar, input.limits);
    record.wisdomNote = wisdomNoteOf(record.rule);
    const auto* before = input.anomaly.decision();
    record.repeated = before && before->decision == record.decision && before->rule == record.rule;
    return record;
}

} // namespace penelope::sophia

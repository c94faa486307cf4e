#include "core/sophia/explain.h"

#include "core/sophia/changes.h"

#include <algorithm>
#include <array>

namespace penelope::sophia {

using namespace Qt::Literals::StringLiterals;

namespace {

const Input* inputNamed(const DecisionRecord& record, QLatin1String name)
{
    const auto at = std::find_if(
        record.inputs.begin(), record.inputs.end(), [name](const Input& input) { return input.name == name; });
    return at == record.inputs.end() ? nullptr : &*at;
}

/// Reads numbers of the event's inputs and notes those that are not there.
class InputReader
{
public:
    InputReader(const DecisionRecord& record, QStringList& missing)
        : m_record(record)
        , m_missing(missing)
    {}

    double value(QLatin1String name)
    {
        const auto* input = inputNamed(m_record, name);
        return input && input->value.isNumber() ? input->value.toDouble() : missing(QString(name));
    }
    double limit(QLatin1String name)
    {
        const auto* input = inputNamed(m_record, name);
        return input && input->limit.isNumber() ? input->limit.toDouble() : missing(u"%1 limit"_s.arg(name));
    }
    /// One that a service need not have: absent is no gap.
    std::optional<double> optional(QLatin1String name) const
    {
        const auto* input = inputNamed(m_record, name);
        return input && input->value.isNumber() ? std::optional{input->value.toDouble()} : std::nullopt;
    }
    Measured factor(QLatin1String name, double& limit)
    {
        for (const auto& factor : m_record.risk.factors) {
            if (factor.name != name)
                continue;
            limit = factor.limit;
            return {.value = factor.value, .source = factor.source, .age = factor.age};
        }
        missing(QString(name));
        return {};
    }

private:
    double missing(const QString& name)
    {
        m_missing.append(name);
        return 0;
    }

    const DecisionRecord& m_record;
    QStringList& m_missing;
};

Comparison
compared(const QString& input, Json value, const QString& relation, Json limit, const Input* read, bool holds)
{
    return Comparison{
        .input = input,
        .value = std::move(value),
        .relation = relation,
        .limit = std::move(limit),
        .source = read ? read->source : QString{},
        .age = read ? read->age : std::nullopt,
        .holds = holds};
}

Comparison precedentCompared(
    const DecisionRecord& record, const QString& input, const PrecedentRef* found, double threshold, bool wanted)
{
    return compared(
        input, found ? Json{found->similarity} : Json{}, wanted ? u"at_least"_s : u"none"_s,
        wanted ? Json{threshold} : Json{}, inputNamed(record, "precedents"_L1), (found != nullptr) == wanted);
}

RuleLine lineOf(int rule, Decision decides, std::vector<Comparison> comparisons)
{
    RuleLine line{
        .rule = rule, .decides = decides, .comparisons = std::move(comparisons), .fits = false, .fired = false};
    line.fits = std::all_of(line.comparisons.begin(), line.comparisons.end(), [](const Comparison& comparison) {
        return comparison.holds;
    });
    return line;
}

RuleLine transientLine(const DecisionRecord& record, const Facts& facts)
{
    const auto& similar = facts.similar;
    const bool enough = similar.total >= facts.limits.transientLeast;
    auto least = facts.limits;
    least.transientLeast = 1;
    const auto share = similar.total > 0 ? Json{static_cast<double>(similar.selfResolved) / similar.total} : Json{};
    return lineOf(
        1, Decision::Observe,
        {compared(
             u"similar"_s, Json{similar.total}, u"at_least"_s, Json{facts.limits.transientLeast},
             inputNamed(record, "similar"_L1), enough),
         compared(
             u"self_resolved"_s, share, u"more_than"_s, Json{facts.limits.transientShare},
             inputNamed(record, "self_resolved"_L1), isTransient(similar, least))});
}

std::vector<RuleLine> tableOf(const DecisionRecord& record, const Facts& facts)
{
    const auto risk = assessRisk(facts.risk, facts.limits).totalHundredths;
    const auto impact = impactTenThousandths(facts.severity, facts.errorRate, facts.affectedUsers, facts.limits);
    const auto best = bestOf(facts.precedents, facts.limits.similarity);
    const auto threshold = facts.limits.similarity;
    const bool severe = facts.severity == Severity::P0 || facts.severity == Severity::P1;
    std::vector<RuleLine> rules{
        transientLine(record, facts),
        lineOf(
            2, Decision::Escalate,
            {compared(
                u"risk"_s, Json{risk / 100.0}, u"more_than"_s, Json{impact / 10'000.0}, inputNamed(record, "risk"_L1),
                risk * 100 > impact)}),
        lineOf(
            3, Decision::Intervene, {precedentCompared(record, u"precedent_success"_s, best.success, threshold, true)}),
        lineOf(
            4, Decision::Escalate,
            {precedentCompared(record, u"precedent_failure"_s, best.failed, threshold, true),
             precedentCompared(record, u"precedent_success"_s, best.success, threshold, false)}),
        lineOf(
            5, Decision::Intervene,
            {compared(
                u"severity"_s, Json{toWord(facts.severity)}, u"at_least"_s, Json{u"P1"_s},
                inputNamed(record, "severity"_L1), severe)}),
        lineOf(6, Decision::Observe, {})};
    const auto first = std::find_if(rules.begin(), rules.end(), [](const RuleLine& line) { return line.fits; });
    first->fired = true;
    return rules;
}

/// The word by which `escalate` says that a patch's end, not the table, decided.
const Input* followedBy(const DecisionRecord& record)
{
    static const std::array words{"no_proposal"_L1, "rejected"_L1, "expired"_L1, "cancelled"_L1, "refused"_L1};
    if (record.inputs.empty())
        return nullptr;
    const auto& last = record.inputs.back();
    const bool ends = std::find(words.begin(), words.end(), last.name) != words.end();
    return ends ? &last : nullptr;
}

int riskAtMost(const Facts& facts)
{
    auto worst = facts.risk;
    constexpr double bad = 1e9;
    for (auto* input : {&worst.complexity, &worst.dependencies, &worst.recentCommits}) {
        if (!input->value)
            input->value = bad;
    }
    if (!worst.coverage.value)
        worst.coverage.value = -bad;
    return assessRisk(worst, facts.limits).totalHundredths;
}

} // namespace

bool isFollowed(const DecisionRecord& record)
{
    return followedBy(record) != nullptr;
}

Facts factsFrom(const DecisionRecord& record, QStringList& missing)
{
    InputReader read(record, missing);
    Facts facts;
    facts.similar = {static_cast<int>(read.value("similar"_L1)), static_cast<int>(read.value("self_resolved"_L1))};
    facts.limits.transientLeast = static_cast<int>(read.limit("similar"_L1));
    facts.limits.transientShare = read.limit("self_resolved"_L1);
    facts.limits.similarity = read.limit("precedents"_L1);
    facts.limits.ownLevelSimilarity = read.limit("own_level"_L1);
    if (const auto* scales = inputNamed(record, "scales"_L1))
        readScales(scales->value, facts.limits);
    const auto* severity = inputNamed(record, "severity"_L1);
    const auto word = severity ? fromWord<Severity>(severity->value.toString()) : std::nullopt;
    if (word)
        facts.severity = *word;
    else
        missing.append(u"severity"_s);
    facts.errorRate = read.optional("error_rate"_L1);
    facts.affectedUsers = read.optional("affected_users"_L1);
    facts.risk.complexity = read.factor("complexity"_L1, facts.limits.complexity);
    facts.risk.dependencies = read.factor("dependencies"_L1, facts.limits.dependencies);
    facts.risk.recentCommits = read.factor("recent_commits"_L1, facts.limits.recentCommits);
    facts.risk.coverage = read.factor("coverage"_L1, facts.limits.coverage);
    facts.precedents = record.precedents;
    for (const auto& precedent : facts.precedents) {
        if (!precedent.decision || !precedent.level)
            missing.append(u"precedent %1"_s.arg(precedent.id.left(12)));
    }
    return facts;
}

Explanation explain(const DecisionRecord& record)
{
    Explanation explanation;
    explanation.verdict = {.rule = record.rule, .decision = record.decision, .level = record.level};
    explanation.risk = record.risk;
    explanation.impactTenThousandths = record.impactTenThousandths;
    explanation.unknown = record.unknown;
    const auto facts = factsFrom(record, explanation.missing);
    explanation.riskAtMostHundredths = riskAtMost(facts);
    explanation.rules = tableOf(record, facts);
    if (const auto* followed = followedBy(record)) {
        explanation.followed = followed->name;
        explanation.followedDetail = isNothing(followed->value) ? QString{} : followed->value.toString();
        explanation.changes.push_back(Change{
            .input = followed->name,
            .precedent = {},
            .from = followed->value,
            .to = {},
            .distance = 1,
            .verdict = verdictOf(facts)});
    } else if (explanation.missing.isEmpty()) {
        explanation.changes = decisiveChanges(facts);
    }
    return explanation;
}

} // namespace penelope::sophia

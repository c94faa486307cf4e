#include "core/sophia/changes.h"

#include <algorithm>
#include <cmath>

namespace penelope::sophia {

using namespace Qt::Literals::StringLiterals;

namespace {

using Changes = std::vector<Change>;

constexpr double wholeRange = 1; ///< how far away a value is that is not known or not there
constexpr double shareUnit = 0.001;
constexpr double rateUnit = 0.0001; ///< the impact moves by 0.0001 with 1/3000 of the error rate
constexpr double usersRange = 1000;

Change changeOf(const QString& input, Json from, Json to, double distance)
{
    return Change{
        .input = input,
        .precedent = {},
        .from = std::move(from),
        .to = std::move(to),
        .distance = distance,
        .verdict = {}};
}

/// The values beside a boundary, on a grid of `unit`, within 0..most.
std::vector<double> around(double boundary, double unit, double most)
{
    std::vector<double> values;
    const auto cell = std::floor(boundary / unit);
    for (const double step : {-1.0, 0.0, 1.0, 2.0}) {
        // Divided, not multiplied: 900 / 1000 is the same number as 0.9 read from a text.
        const double value = (cell + step) / std::round(1 / unit);
        if (value >= 0 && value <= most)
            values.push_back(value);
    }
    values.push_back(std::clamp(boundary, 0.0, most));
    return values;
}

/// Candidates for a number that may have no value.
void addNumbers(
    Changes& all, const QString& input, const std::optional<double>& now, const std::vector<double>& values,
    double range)
{
    for (const double value : values) {
        if (now == value)
            continue;
        all.push_back(
            changeOf(input, now ? Json{*now} : Json{}, Json{value}, now ? std::abs(value - *now) / range : wholeRange));
    }
}

void addEpisodes(Changes& all, const Facts& facts)
{
    const auto& similar = facts.similar;
    for (int resolved = 0; resolved <= similar.total; ++resolved) {
        if (resolved != similar.selfResolved)
            all.push_back(changeOf(
                u"self_resolved"_s, Json{similar.selfResolved}, Json{resolved},
                std::abs(resolved - similar.selfResolved) / std::max(1.0, double(similar.total))));
    }
    // Further episodes that resolve by themselves raise a share as far as any share below one asks for.
    const int most = facts.limits.transientLeast + 10 * (similar.total - similar.selfResolved + 1);
    for (int more = -similar.selfResolved; more <= most; ++more) {
        const auto range = std::max(facts.limits.transientLeast, similar.total);
        if (more != 0)
            all.push_back(changeOf(
                u"similar"_s, Json{similar.total}, Json{similar.total + more},
                std::abs(more) / std::max(1.0, double(range))));
    }
}

/// Where impact and risk are equal, in terms of the error rate alone.
double decisiveErrorRate(const Facts& facts)
{
    const double full = std::max(1, facts.limits.errorsAdd);
    constexpr double half = 0.5; // the impact is rounded to whole ten-thousandths
    const auto without = impactTenThousandths(facts.severity, std::nullopt, facts.affectedUsers, facts.limits);
    const auto risk = assessRisk(facts.risk, facts.limits).totalHundredths * 100;
    return (risk - without - half) / full;
}

void addImpact(Changes& all, const Facts& facts)
{
    constexpr double steps = 3;
    for (const auto severity : {Severity::P0, Severity::P1, Severity::P2, Severity::P3}) {
        if (severity != facts.severity)
            all.push_back(changeOf(
                u"severity"_s, Json{toWord(facts.severity)}, Json{toWord(severity)},
                std::abs(static_cast<int>(severity) - static_cast<int>(facts.severity)) / steps));
    }
    const auto& limits = facts.limits;
    const std::vector<double> users{0, limits.someUsers, limits.someUsers + 1, limits.manyUsers, limits.manyUsers + 1};
    addNumbers(all, u"error_rate"_s, facts.errorRate, around(decisiveErrorRate(facts), rateUnit, 1), 1);
    addNumbers(all, u"affected_users"_s, facts.affectedUsers, users, usersRange);
}

void addRisk(Changes& all, const Facts& facts)
{
    const auto& limits = facts.limits;
    const auto counts = [](double limit) { return std::vector{std::floor(limit), std::floor(limit) + 1}; };
    addNumbers(all, u"complexity"_s, facts.risk.complexity.value, around(limits.complexity, shareUnit, 1), 1);
    addNumbers(
        all, u"dependencies"_s, facts.risk.dependencies.value, counts(limits.dependencies),
        std::max(1.0, limits.dependencies));
    addNumbers(
        all, u"recent_commits"_s, facts.risk.recentCommits.value, counts(limits.recentCommits),
        std::max(1.0, limits.recentCommits));
    addNumbers(all, u"coverage"_s, facts.risk.coverage.value, around(limits.coverage, shareUnit, 1), 1);
}

void addPrecedents(Changes& all, const Facts& facts)
{
    for (const auto& precedent : facts.precedents) {
        if (precedent.decision != Decision::Intervene)
            continue;
        for (const double similarity : around(facts.limits.similarity, shareUnit, 1)) {
            all.push_back(changeOf(
                u"precedent_similarity"_s, Json{precedent.similarity}, Json{similarity},
                std::abs(similarity - precedent.similarity)));
            all.back().precedent = precedent.id;
        }
        for (const auto& outcome : {u"success"_s, u"failure"_s}) {
            if (outcome == precedent.outcome)
                continue;
            const auto now = precedent.outcome.isEmpty() ? Json{} : Json{precedent.outcome};
            all.push_back(changeOf(u"precedent_outcome"_s, now, Json{outcome}, wholeRange));
            all.back().precedent = precedent.id;
        }
    }
    for (const auto& outcome : {u"success"_s, u"failure"_s}) {
        const auto to = Json::object({{u"similarity"_s, facts.limits.similarity}, {u"outcome"_s, outcome}});
        all.push_back(changeOf(u"precedent"_s, Json{}, to, wholeRange));
    }
}

std::optional<double> numberOf(const Json& value)
{
    return value.isNumber() ? std::optional{value.toDouble()} : std::nullopt;
}

void changePrecedent(Facts& facts, const Change& change)
{
    if (change.input == "precedent"_L1) {
        facts.precedents.push_back(PrecedentRef{
            .id = {},
            .similarity = change.to[u"similarity"].toDouble(),
            .outcome = change.to[u"outcome"].toString(),
            .patchId = {},
            .decision = Decision::Intervene,
            .level = Level::Surgical,
            .recordedAt = {}});
        return;
    }
    for (auto& precedent : facts.precedents) {
        if (precedent.id != change.precedent)
            continue;
        if (change.input == "precedent_outcome"_L1)
            precedent.outcome = change.to.toString();
        else
            precedent.similarity = change.to.toDouble();
    }
}

} // namespace

Facts changed(const Facts& facts, const Change& change)
{
    auto other = facts;
    const auto& input = change.input;
    if (input == "self_resolved"_L1) {
        other.similar.selfResolved = static_cast<int>(change.to.toInteger());
    } else if (input == "similar"_L1) {
        other.similar.total = static_cast<int>(change.to.toInteger());
        other.similar.selfResolved += other.similar.total - facts.similar.total;
    } else if (input == "severity"_L1) {
        other.severity = fromWord<Severity>(change.to.toString()).value_or(facts.severity);
    } else if (input == "error_rate"_L1) {
        other.errorRate = numberOf(change.to);
    } else if (input == "affected_users"_L1) {
        other.affectedUsers = numberOf(change.to);
    } else if (input == "complexity"_L1) {
        other.risk.complexity.value = numberOf(change.to);
    } else if (input == "dependencies"_L1) {
        other.risk.dependencies.value = numberOf(change.to);
    } else if (input == "recent_commits"_L1) {
        other.risk.recentCommits.value = numberOf(change.to);
    } else if (input == "coverage"_L1) {
        other.risk.coverage.value = numberOf(change.to);
    } else {
        changePrecedent(other, change);
    }
    return other;
}

std::vector<Change> decisiveChanges(const Facts& facts)
{
    Changes candidates;
    addEpisodes(candidates, facts);
    addRisk(candidates, facts);
    addImpact(candidates, facts);
    addPrecedents(candidates, facts);

    const auto decided = verdictOf(facts).decision;
    Changes decisive;
    for (auto& candidate : candidates) {
        candidate.verdict = verdictOf(changed(facts, candidate));
        if (candidate.verdict.decision == decided)
            continue;
        const auto known = std::find_if(decisive.begin(), decisive.end(), [&candidate](const Change& other) {
            return other.input == candidate.input;
        });
        if (known == decisive.end())
            decisive.push_back(std::move(candidate));
        else if (candidate.distance < known->distance)
            *known = std::move(candidate);
    }
    std::stable_sort(decisive.begin(), decisive.end(), [](const Change& left, const Change& right) {
        return left.distance < right.distance;
    });
    return decisive;
}

} // namespace penelope::sophia

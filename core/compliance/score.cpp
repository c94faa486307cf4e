#include "core/compliance/score.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::compliance {
namespace {

int weightOf(Principle principle)
{
    switch (principle) {
    case Principle::Sophia: return 20;
    case Principle::Praotes:
    case Principle::Tapeinophrosyne:
    case Principle::Prudence:
    case Principle::Agape: return 15;
    case Principle::Sabbath:
    case Principle::Aletheia: return 10;
    }
    Q_UNREACHABLE();
}

constexpr std::array order{Principle::Sophia, Principle::Praotes, Principle::Tapeinophrosyne, Principle::Prudence,
                           Principle::Agape,  Principle::Sabbath, Principle::Aletheia};

struct Share
{
    qint64 numerator = 0;
    qint64 denominator = 0;
};

/// Counts the facts of the window that `counts`, and those of them that `holds`.
template <typename Fact, typename Counts, typename Holds>
Share share(const std::vector<Fact>& facts, Instant from, Instant to, Counts counts, Holds holds)
{
    Share result;
    for (const auto& fact : facts) {
        if (fact.at <= from || fact.at > to || !counts(fact))
            continue;
        ++result.denominator;
        if (holds(fact))
            ++result.numerator;
    }
    return result;
}

Share measure(Principle principle, const Facts& facts, Instant from, Instant to)
{
    const auto all = [](const auto&) { return true; };
    const auto fresh = [](const DecisionFact& fact) { return !fact.repeated; };
    const auto decided = [](Decision decision) {
        return [decision](const DecisionFact& fact) { return fact.decision == decision; };
    };
    switch (principle) {
    case Principle::Sophia: return share(facts.decisions, from, to, fresh, decided(Decision::Observe));
    case Principle::Praotes: {
        Share lines = share(facts.patches, from, to, all, all);
        lines.numerator = 0;
        for (const auto& patch : facts.patches) {
            if (patch.at > from && patch.at <= to)
                lines.numerator += patch.lines;
        }
        return lines;
    }
    case Principle::Tapeinophrosyne: return share(facts.decisions, from, to, fresh, decided(Decision::Escalate));
    case Principle::Prudence: return {facts.breakersOpen, facts.breakersKnown};
    case Principle::Agape:
        return share(facts.finished, from, to, all, [](const FinishedFact& fact) { return fact.success; });
    case Principle::Sabbath:
        return share(facts.deployments, from, to, all, [](const DeploymentFact& fact) { return fact.respectedRest; });
    case Principle::Aletheia: return {facts.entriesVerified, facts.entriesCounted};
    }
    Q_UNREACHABLE();
}

Standing standingOf(double low)
{
    if (low > 90)
        return Standing::Good;
    return low < 70 ? Standing::Warning : Standing::Caution;
}

} // namespace

const std::vector<Principle>& everyPrinciple()
{
    static const std::vector<Principle> all(order.begin(), order.end());
    return all;
}

std::vector<Mark> marks(Principle principle)
{
    switch (principle) {
    case Principle::Sophia: return {{0, 0}, {0.5, 50}, {0.8, 100}};
    case Principle::Praotes: return {{5, 100}, {15, 50}, {25, 0}};
    case Principle::Tapeinophrosyne: return {{0, 0}, {0.05, 50}, {0.1, 100}, {0.2, 100}, {0.5, 50}, {1, 0}};
    case Principle::Prudence: return {{0, 100}, {1, 0}};
    case Principle::Agape: return {{0, 0}, {0.7, 50}, {1, 100}};
    case Principle::Sabbath:
    case Principle::Aletheia: return {{0, 0}, {1, 100}};
    }
    Q_UNREACHABLE();
}

QString toWord(Principle principle)
{
    switch (principle) {
    case Principle::Sophia: return u"sophia"_s;
    case Principle::Praotes: return u"praotes"_s;
    case Principle::Tapeinophrosyne: return u"tapeinophrosyne"_s;
    case Principle::Prudence: return u"prudence"_s;
    case Principle::Agape: return u"agape"_s;
    case Principle::Sabbath: return u"sabbath"_s;
    case Principle::Aletheia: return u"aletheia"_s;
    }
    Q_UNREACHABLE();
}

QString toWord(Standing standing)
{
    switch (standing) {
    case Standing::Good: return u"good"_s;
    case Standing::Caution: return u"caution"_s;
    case Standing::Warning: return u"warning"_s;
    case Standing::Unmeasured: return u"unmeasured"_s;
    }
    Q_UNREACHABLE();
}

double points(Principle principle, double value)
{
    const auto line = marks(principle);
    if (!(value > line.front().value))
        return line.front().points;
    for (std::size_t index = 1; index < line.size(); ++index) {
        const auto& low = line[index - 1];
        const auto& high = line[index];
        if (value <= high.value) {
            const double part = (value - low.value) / (high.value - low.value);
            return low.points + part * (high.points - low.points);
        }
    }
    return line.back().points;
}

std::optional<double> lost(const PrincipleScore& row)
{
    return row.points ? std::optional{row.weight - *row.points} : std::nullopt;
}

Score scoreFrom(const std::map<Principle, Counted>& counted, Instant at, Milliseconds window)
{
    Score score;
    score.at = at;
    score.window = window;
    double full = 0;
    for (const auto principle : order) {
        PrincipleScore row;
        row.principle = principle;
        row.weight = weightOf(principle);
        full += row.weight;
        if (const auto found = counted.find(principle); found != counted.end() && found->second.denominator > 0) {
            row.numerator = found->second.numerator;
            row.denominator = found->second.denominator;
            row.newest = found->second.newest;
            row.value = static_cast<double>(row.numerator) / static_cast<double>(row.denominator);
            row.points = points(principle, *row.value) * row.weight / 100;
            score.points += *row.points;
            score.measuredWeight += row.weight;
        }
        score.principles.push_back(row);
    }
    score.low = score.points;
    score.high = score.points + full - score.measuredWeight;
    if (score.measuredWeight > 0) {
        score.total = score.points * 100 / score.measuredWeight;
        score.standing = standingOf(score.low);
    }
    return score;
}

Score score(const Facts& facts, Instant at, Milliseconds window)
{
    std::map<Principle, Counted> counted;
    for (const auto principle : order) {
        const auto share = measure(principle, facts, at - window, at);
        counted[principle] = {share.numerator, share.denominator, {}};
    }
    return scoreFrom(counted, at, window);
}

} // namespace penelope::compliance

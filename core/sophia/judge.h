#pragma once

#include "core/base/sharedmap.h"
#include "core/sophia/anomaly.h"
#include "core/sophia/episodes.h"
#include "core/wisdom/similarity.h"

#include <array>
#include <vector>

/// Act, wait or ask (domain.md 3). Pure: "now" and every measured input are parameters.
namespace penelope::sophia {

using Anomalies = SharedMap<AnomalyId, Anomaly>;

/// Policy values.
struct Limits
{
    double complexity = 0.7;
    double dependencies = 10;
    double recentCommits = 3;
    double coverage = 0.90;
    int transientLeast = 5;
    double transientShare = 0.9; ///< strictly more
    Milliseconds similarWindow = std::chrono::hours{24 * 28};
    double similarity = 0.85;
    std::size_t nearest = 10;         ///< most precedents looked at
    double ownLevelSimilarity = 0.90; ///< strictly more
    Milliseconds reviewTransient = std::chrono::minutes{5};
    Milliseconds reviewOtherwise = std::chrono::minutes{10};
    int complexityAdds = 30; ///< hundredths
    int dependenciesAdd = 20;
    int recentCommitsAdd = 25;
    int coverageAdds = 25;
    std::array<int, 4> baseImpact{10'000, 7'000, 4'000, 2'000}; ///< ten-thousandths, of P0 to P3
    int errorsAdd = 3'000;                                      ///< at an error rate of 1
    double someUsers = 100;
    int someUsersAdd = 1'500;
    double manyUsers = 1'000;
    int manyUsersAdd = 3'000;
    bool operator==(const Limits&) const = default;
};

/// Without a value it is UNKNOWN; `source` then says why.
struct Measured
{
    std::optional<double> value;
    QString source;
    std::optional<Milliseconds> age;
};

struct RiskInputs
{
    Measured complexity;    ///< mean cyclomatic complexity / 15, 0..1
    Measured dependencies;  ///< count
    Measured recentCommits; ///< of the last 24 h
    Measured coverage;      ///< 0..1
};
/// Four factors, always in the order above.
Risk assessRisk(const RiskInputs& inputs, const Limits& limits);
/// A mean cyclomatic complexity as the share that is judged: / 15, capped at 1.
double complexityShare(double mean);

/// 0..10 000. `errorRate` is clamped to 0..1; absent ones add nothing.
int impactTenThousandths(
    Severity severity, std::optional<double> errorRate, std::optional<double> affectedUsers, const Limits& limits = {});
/// From severity and the metrics error_rate and affected_users.
int impactTenThousandths(Severity severity, const std::map<QString, Json>& metrics, const Limits& limits = {});
/// What risk and impact add up from, as it stands in DecisionMade (the input "scales"), and read back from there.
Json scalesOf(const Limits& limits);
void readScales(const Json& scales, Limits& limits);
/// A finite number, or nothing.
std::optional<double> metricOf(const std::map<QString, Json>& metrics, const QString& name);

struct Similar
{
    int total = 0;
    int selfResolved = 0;
    bool operator==(const Similar&) const = default;
};
/// Episodes of the same type and service that closed within the window before now; the present one is not counted.
Similar countSimilar(const Episodes& episodes, const Anomaly& present, Instant now, Milliseconds window);
bool isTransient(const Similar& similar, const Limits& limits);

wisdom::Query queryOf(const Anomaly& anomaly);

/// All that the six rules look at, and nothing else. What is written in DecisionMade reads back to the same facts
/// (explain.h), so a decision can be judged again from its event alone.
struct Facts
{
    Similar similar;
    Severity severity = Severity::P2;
    std::optional<double> errorRate;
    std::optional<double> affectedUsers;
    RiskInputs risk;
    std::vector<PrecedentRef> precedents; ///< the one that a rule would cite first
    Limits limits = {};
};

struct Verdict
{
    int rule = 6; ///< the first that fits, 1..6
    Decision decision = Decision::Observe;
    Level level = Level::Observe;
    bool operator==(const Verdict&) const = default;
};
/// The six rules of domain.md 3, first match wins.
Verdict verdictOf(const Facts& facts);

/// The precedents that rules 3 and 4 would cite: the most similar success and the most similar other outcome among
/// those of *intervene* that reach the threshold; null = none.
struct BestPrecedents
{
    const PrecedentRef* success = nullptr;
    const PrecedentRef* failed = nullptr;
};
BestPrecedents bestOf(const std::vector<PrecedentRef>& precedents, double threshold);

struct JudgeInput
{
    Anomaly anomaly;
    Instant now{};
    RiskInputs risk;
    Similar similar;
    std::vector<wisdom::Match> precedents; ///< wisdom::search at Limits::similarity
    Limits limits = {};
    qint64 policySeq = 0;
};
Facts factsOf(const JudgeInput& input);
/// The decision with everything the event needs but its seq and duration, which the caller measures.
DecisionRecord judge(const JudgeInput& input);

} // namespace penelope::sophia

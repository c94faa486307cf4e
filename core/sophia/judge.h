#pragma once

#include "core/base/sharedmap.h"
#include "core/sophia/anomaly.h"
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
/// Mean of complexities / 15, capped at 1; nothing for no functions.
std::optional<double> complexityShare(const std::vector<int>& complexities);

/// 0..10 000, from severity and the metrics error_rate and affected_users.
int impactTenThousandths(Severity severity, const std::map<QString, Json>& metrics, const Limits& limits = {});

struct Similar
{
    int total = 0;
    int selfResolved = 0;
    bool operator==(const Similar&) const = default;
};
/// Episodes of the same type and service that closed within the window before now; the present one is not counted.
Similar countSimilar(const Anomalies& anomalies, const Anomaly& present, Instant now, Milliseconds window);
bool isTransient(const Similar& similar, const Limits& limits);

wisdom::Query queryOf(const Anomaly& anomaly);

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
/// The decision with everything the event needs but its seq and duration, which the caller measures.
DecisionRecord judge(const JudgeInput& input);

} // namespace penelope::sophia

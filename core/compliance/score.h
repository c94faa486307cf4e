#pragma once

#include "core/base/instant.h"
#include "core/base/vocabulary.h"

#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace penelope::compliance {

enum class Principle { Sophia, Praotes, Tapeinophrosyne, Prudence, Agape, Sabbath, Aletheia };
enum class Standing { Good, Caution, Warning, Unmeasured };

struct PrincipleScore
{
    Principle principle = Principle::Sophia;
    int weight = 0;
    std::optional<double> value;   ///< as domain.md 11 measures it
    std::optional<double> points;  ///< 0..weight; absent = unmeasured
    qint64 numerator = 0;          ///< what was counted
    qint64 denominator = 0;        ///< 0 = nothing to measure
    std::optional<Instant> newest; ///< time of the newest fact counted; absent = none, or not known
    bool operator==(const PrincipleScore&) const = default;
};

struct Score
{
    Instant at{};
    Milliseconds window{};
    std::vector<PrincipleScore> principles; ///< in domain.md's order
    double points = 0;
    int measuredWeight = 0;      ///< 0..100; 0 = no score
    std::optional<double> total; ///< weighted mean of what is measured, 0..100
    double low = 0;              ///< unmeasured counted as 0
    double high = 100;           ///< unmeasured counted as full
    Standing standing = Standing::Unmeasured;
    bool operator==(const Score&) const = default;
};

/// All seven, in domain.md's order.
const std::vector<Principle>& everyPrinciple();
QString toWord(Principle principle);
QString toWord(Standing standing);

/// What is counted. Facts outside the window are left out by `score`, so the whole history may be given.
struct DecisionFact
{
    Instant at{};
    Decision decision = Decision::Observe;
    bool repeated = false; ///< a look again with the same decision and rule: not counted
};
struct PatchFact
{
    Instant at{}; ///< proposed
    int lines = 0;
};
struct FinishedFact
{
    Instant at{};
    bool success = false;
};
struct DeploymentFact
{
    Instant at{};
    bool respectedRest = true;
};
struct Facts
{
    std::vector<DecisionFact> decisions;
    std::vector<PatchFact> patches;
    std::vector<FinishedFact> finished;
    std::vector<DeploymentFact> deployments;
    int breakersKnown = 0;      ///< every registered service has one
    int breakersOpen = 0;       ///< at the moment asked for
    qint64 entriesVerified = 0; ///< decisions whose journal entry verifies
    qint64 entriesCounted = 0;  ///< 0 = not looked at
};

/// What one principle is measured by, counted already.
struct Counted
{
    qint64 numerator = 0;
    qint64 denominator = 0; ///< ≤ 0 = nothing to measure
    std::optional<Instant> newest = std::nullopt;
};
/// Every principle's points, the total and its range. A principle that is not named is unmeasured.
Score scoreFrom(const std::map<Principle, Counted>& counted, Instant at, Milliseconds window);
/// Points of the weight that are certainly lost; absent where unmeasured.
std::optional<double> lost(const PrincipleScore& row);

/// The score at `at` over (at − window, at]. Total: never NaN, whatever it is given.
Score score(const Facts& facts, Instant at, Milliseconds window);
struct Mark
{
    double value = 0;
    double points = 0; ///< 0..100
};
/// The corners of a principle's line (domain.md 11), ascending by value.
std::vector<Mark> marks(Principle principle);
/// Linear between the marks, clamped outside. 0..100.
double points(Principle principle, double value);

} // namespace penelope::compliance

#pragma once

#include "core/wisdom/featureindices.h"
#include "core/wisdom/precedents.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

/// Precedents as hashed features (domain.md 4). Pure, exact.
namespace penelope::wisdom {

constexpr double sophiaThreshold = 0.85;
constexpr double browsingThreshold = 0.7;
constexpr int maxMatches = 10; ///< where the policy does not say otherwise

/// SHA-256 of `anomaly_id|service|anomaly_type|DECISION`, lower-case hex.
QString precedentId(const AnomalyId& anomaly, const ServiceName& service, const QString& type, Decision decision);

/// MD5 of the UTF-8 bytes as a 128-bit big-endian integer, mod 768.
int featureIndex(const QString& feature);

/// All that is known of an anomaly.
struct Query
{
    ServiceName service;
    QString type;
    Severity severity = Severity::P2;
    std::map<QString, Json> metrics;
    std::map<QString, QString> context;
};
Query queryOf(const Precedent& precedent);

/// How often each feature's index occurs: indices ascending. The unit vector of domain.md 4 is this divided by the
/// root of `squares`; whole numbers keep the products exact, so a similarity is the same bits in any order of summing.
struct Vector
{
    std::vector<std::pair<int, int>> counts;
    int squares = 0; ///< the sum of the squared counts
    bool operator==(const Vector&) const = default;
};
Vector vectorOf(const Query& query);
/// 0..1.
double cosine(const Vector& left, const Vector& right);

/// The same, where those of its service and type are known.
Vector vectorOf(const Query& query, const GroupFeatures& known);
/// Of the group that begins with it.
GroupFeatures groupFeaturesOf(const Precedent& first);

struct Match
{
    std::shared_ptr<const Precedent> precedent;
    double similarity = 0;
};
/// Same service and type, similarity ≥ threshold, nearest first (ties by id), at most `most`. Exact; a walk over the
/// rows of this service and type only.
std::vector<Match>
search(const Precedents& precedents, const Query& query, double threshold, std::size_t most = maxMatches);

struct SuccessRate
{
    int total = 0; ///< with an outcome
    int successes = 0;
    double rate = 0; ///< 0 when none
    std::optional<Milliseconds> meanDuration;
    bool operator==(const SuccessRate&) const = default;
};
SuccessRate
successRate(const Precedents& precedents, const ServiceName& service, const QString& type, Decision decision);
/// Precedents of this service and type with an outcome.
int casesOf(const Precedents& precedents, const ServiceName& service, const QString& type);
/// From `least` precedents of this service and type with an outcome on.
bool isKnown(const Precedents& precedents, const ServiceName& service, const QString& type, int least = 5);
/// Lower end of the 95 % Wilson interval; 0 for no trials.
double wilsonLower(int successes, int total);

} // namespace penelope::wisdom

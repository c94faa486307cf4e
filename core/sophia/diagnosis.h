#pragma once

#include "core/sophia/judge.h"

#include <map>
#include <optional>
#include <vector>

namespace penelope::sophia {

struct CommitSeen
{
    QString id;
    QString author;
    QString summary;
    Instant at{};
};

/// Policy values: what a confidence is made of (domain.md 3).
struct ConfidenceParts
{
    double similarity = 0.6;  ///< part of the best similarity
    double success = 0.4;     ///< part of the lower bound of the precedents' success
    double noPrecedent = 0.3; ///< with none
    bool operator==(const ConfidenceParts&) const = default;
};

/// What is known when an anomaly is diagnosed. An input that could not be read is absent and named in the result's
/// `unknown`; an empty list means it was read and there is nothing.
struct DiagnosisInput
{
    Anomaly anomaly;
    std::optional<std::vector<CommitSeen>> commits;           ///< newest first, before the onset and after
    std::vector<Anomaly> dependencies;                        ///< anomalies of declared dependencies
    std::map<QString, std::optional<double>> saturation = {}; ///< name → value; none = the query failed
    std::vector<wisdom::Match> precedents = {};
    std::optional<double> callerConfidence = {};
    QStringList unknownRisk = {};                      ///< names of UNKNOWN risk inputs
    Milliseconds commitWindow = std::chrono::hours{1}; ///< a commit so short before the onset is blamed
    Milliseconds dependencyWindow = std::chrono::minutes{30};
    double saturated = 0.9; ///< from this value on
    ConfidenceParts parts = {};
};

/// Cause codes, best evidence first: recent_commit{commit, author, summary, before_ms}, dependency{service, type,
/// anomaly_id, before_ms}, saturation{name, value}, annotation{text}, precedent{id, similarity, reasoning}, unknown{}.
/// Every kind of evidence found is listed in `evidence` as {kind, …args}; the first is the cause.
Diagnosis diagnose(const DiagnosisInput& input);

struct Confidence
{
    double value = 0.3;
    QString source; ///< caller, precedents, none
};
Confidence confidenceOf(
    const std::vector<wisdom::Match>& precedents, std::optional<double> caller, const ConfidenceParts& parts = {});
/// The commit a diagnosis blames, for the revert proposal; empty = none.
QString blamedCommit(const Diagnosis& diagnosis);

/// Anomalies of declared dependencies that began within `window` before `onset`.
std::vector<Anomaly> dependencyAnomalies(
    const Anomalies& anomalies, const Episodes& episodes, const QStringList& dependsOn, Instant onset,
    Milliseconds window);

} // namespace penelope::sophia

#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/base/vocabulary.h"

#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace penelope::patch {

enum class MetricKind { Ratio, Complement, Quantile };

/// One judged metric of a canary (contracts.md 7): selectors of raw counters, never sums or rates.
struct MetricSpec
{
    QString name;
    MetricKind kind = MetricKind::Ratio;
    QString total;   ///< Ratio
    QString bad;     ///< Ratio
    QString of;      ///< Complement: the ratio it is the complement of
    QString buckets; ///< Quantile
    double quantile = 0.99;
    double scale = 1; ///< shown = measured × scale
    double limit = 0;
    bool critical = false;
    std::optional<double> weight; ///< absent = judged by its threshold only
    /// After the canary's start its counts are not judged for so long; absent = the judge's own (none for failures).
    std::optional<Milliseconds> warmUp{};
    bool dryRun = false; ///< measured, recorded and shown; never holds, promotes or rolls back
    bool operator==(const MetricSpec&) const = default;
};

/// The contents of penelope-service.json. Paths are absolute after reading.
struct Registration
{
    ServiceName name;
    Criticality criticality = Criticality::Normal;
    QString repository;
    QString branch;
    QStringList dependsOn;
    QString coverage; ///< absolute, empty = none
    QString prometheus;
    std::map<QString, QString> stableArm; ///< label → value
    std::map<QString, QString> canaryArm;
    std::vector<MetricSpec> metrics;
    QString judge;                         ///< of its canaries; empty = the policy's
    std::map<QString, QString> impact;     ///< name → instant query on the stable arm
    std::map<QString, QString> saturation; ///< name → instant query
    Json router;
    QStringList startCanary;
    QStringList stopCanary;
    QStringList promote;
    QStringList test;
    QString canaryReady;
    QString stableReady;
    QString remedies; ///< absolute folder, empty = none
    QStringList generator;
    QString folder; ///< where relative paths of commands start

    bool operator==(const Registration&) const = default;
};

/// Strict reading; unknown keys, wrong types and unknown {{x}} are errors with the member's path and column.
/// Relative paths start at `folder`.
Result<Registration> readRegistration(const Json& document, const QString& folder);
Json toJson(const Registration& registration);
/// What is written in ServiceRegistered reads back to the same value; total.
Registration registrationFromEvent(const Json& payload);

enum class Arm { Stable, Canary };
/// Replaces {{arm}} and {{service}} by escaped matchers; anything else in double braces is an error with its column.
Result<QString> expand(const QString& query, const Registration& registration, Arm arm);

struct Service
{
    Registration registration;
    Arming arming = Arming::Off;
    Instant registeredAt{};
    bool retired = false;
    bool operator==(const Service&) const = default;
};

} // namespace penelope::patch

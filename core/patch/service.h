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

/// A path that the twin asks for. {{number}} in it is a number of the request's own, 0 … 9999.
struct TwinPath
{
    QString path;
    double share = 0; ///< of the requests, on any positive scale
    bool operator==(const TwinPath&) const = default;
};

/// How the service runs by itself in the digital twin. Without `start` it cannot be tried under load.
struct TwinService
{
    QStringList start; ///< in the foreground; whole {{port}}, {{data}} and {{tree}} are replaced
    int port = 8080;
    QString health = QStringLiteral("/health"); ///< answers 200 once it serves
    std::vector<TwinPath> paths;
    std::optional<double> rate; ///< requests a second; absent = the policy's
    QString data;               ///< folder of the tree that it keeps its data in; empty = none
    QStringList reads;          ///< absolute folders of the machine that it needs besides /usr
    QString accessLog;          ///< absolute; its mix of requests comes before `paths`; empty = none
    bool operator==(const TwinService&) const = default;
};

/// A program that may propose a patch where no remedy does (contracts.md 8). It runs in the sandbox.
struct GeneratorSpec
{
    QString name;        ///< by which people see whose patch it is
    QStringList command; ///< empty = there is no generator; a whole {{tree}} is replaced
    bool network = false;
    Milliseconds limit{60'000};
    QStringList reads; ///< absolute folders of the machine that it needs besides /usr
    bool operator==(const GeneratorSpec&) const = default;
};

/// A number in a settings file of the service that its tuner may change.
struct Tuning
{
    QString file; ///< within the tree
    QString key;  ///< sections and name, "pool.size"
    double least = 0;
    double most = 0;
    std::optional<double> step;   ///< values are the present one and so much more, again and again
    std::optional<double> factor; ///< or so many times as much
    bool up = true;               ///< more of it helps; else less
    QString metric;               ///< of the saturation that it relieves
    double limit = 0.9;           ///< from which on that is saturated
    QString inUse;                ///< gauges of the service's own /metrics that the twin reads; empty = none
    QString size;                 ///< what `inUse` is a share of; empty = it is a share already
    QString metrics = QStringLiteral("/metrics");
    bool operator==(const Tuning&) const = default;
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
    QStringList preStart; ///< gates of a canary, in the sandbox; empty = none
    QStringList prePromote;
    QStringList postPromote;
    QString canaryReady;
    QString stableReady;
    QString remedies; ///< absolute folder, empty = none
    GeneratorSpec generator;
    std::vector<Tuning> tuning;
    TwinService twin;
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

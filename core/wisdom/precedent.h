#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/base/vocabulary.h"
#include "core/wisdom/rows.h"

#include <map>

namespace penelope::wisdom {

enum class Outcome { Success, Failure, Rollback };

/// One handled anomaly and how it ended (domain.md 4). `outcome` is absent until it is known.
struct Precedent
{
    QString id; ///< hex SHA-256 of anomaly_id|service|anomaly_type|DECISION
    AnomalyId anomaly;
    ServiceName service;
    QString type;
    Severity severity = Severity::P2;
    std::map<QString, Json> metrics;
    std::map<QString, QString> context;
    Decision decision = Decision::Observe;
    Level level = Level::Observe;
    QString reasoning;
    std::optional<Outcome> outcome;
    std::optional<Milliseconds> duration;
    QString error;
    QString patchId;
    Instant recordedAt{};
    qint64 seq = 0; ///< of the event that last said something of it
    /// What it is found by; follows from service, type, severity, metrics and context. Precedents::insert sets it.
    Features features = {};
    bool operator==(const Precedent&) const = default;
};

struct Lesson
{
    QString patchId;
    ServiceName service;
    QString expected;
    QString happened;
    QString rootCause; ///< derived from the failing evidence
    QString lesson;
    QString adjustment;
    Instant at{};
    bool operator==(const Lesson&) const = default;
};

} // namespace penelope::wisdom

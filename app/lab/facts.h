#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"

#include <QStringList>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace penelope::lab {

/// What the journal said so far, as far as the stories turn on it: a fold of the events that the core streams.
struct Facts
{
    struct Judged
    {
        QString decision;
        qint64 rule = 0;
        qint64 seq = 0;
    };
    struct Anomaly
    {
        QString id;
        QString service;
        QString severity;
        bool resolved = false;
        std::vector<Judged> decisions;
    };
    struct Patch
    {
        QString id;
        QString service;
        QString anomaly;
        QString origin;
        QString commit;    ///< of the promotion
        QString twin;      ///< what the twin said: passed, failed, unavailable
        QString twinCause; ///< crash, leak, slower, undo, …
        QString twinReason;
        QString refused;
        qint64 rolledBackAtSeq = 0;
        std::optional<bool> watchHealthy;
        bool cancelled = false;
        bool ended() const { return rolledBackAtSeq > 0 || !refused.isEmpty() || cancelled; }
    };
    struct Approval
    {
        QString id;
        QString patch;
        qint64 version = 0;
        QString sha256;
        bool open = true;
        bool granted = false;
        QString by;
    };

    /// Failures and requests of both arms in one interval.
    struct Interval
    {
        double stableRequests = 0;
        double stableFailures = 0;
        double canaryRequests = 0;
        double canaryFailures = 0;
    };
    struct Canary
    {
        QString id;
        int steps = 0;    ///< decided so far
        int byPerson = 0; ///< of those, by a person
        int percent = 0;
        bool confirmed = false;          ///< the share of the step in force, by the router
        std::map<QString, int> verdicts; ///< "hold/4" → intervals
        QString lastVerdict;
        int counted = 0;   ///< intervals with both arms
        Instant lastEnd{}; ///< of the newest interval
        QString paused;    ///< why it waits for a person; empty = it does not
        QString rollbackCode;
        QString rollbackText;
        int rollbackPercent = 0; ///< the share it was rolled back at
        std::optional<Instant> rollbackAt;
        std::optional<Instant> missingFrom; ///< begin of the first interval with stable and without the canary
        int stepsWhenMissing = 0;
        std::optional<Interval> trouble; ///< the first interval with three failures
        double stableFailures = 0;       ///< since the start
        double canaryFailures = 0;
        bool backConfirmed = false; ///< all traffic is on stable again, by the router
        QString status;             ///< how it ended; empty = it has not
    };

    qint64 seq = 0;
    QString journalId;
    std::set<QString> services;
    std::set<QString> operators;
    std::map<QString, QString> arming;
    std::vector<Anomaly> anomalies; ///< in the order they were detected
    std::vector<Patch> patches;
    std::vector<Approval> approvals;
    std::vector<Canary> canaries; ///< in the order of their beginning
    int canariesFinished = 0;
    std::set<QString> openBreakers;

    /// Total: what it does not know changes only `seq`.
    void apply(const Json& envelope);
    const Anomaly* anomaly(const QString& id) const;
    const Patch* patch(const QString& id) const;
    /// The newest; nothing before the first.
    const Canary* canary() const { return canaries.empty() ? nullptr : &canaries.back(); }
    const Anomaly* openAnomaly(const QString& service) const;
};

} // namespace penelope::lab

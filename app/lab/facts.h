#pragma once

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
        QString commit; ///< of the promotion
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

    qint64 seq = 0;
    QString journalId;
    std::set<QString> services;
    std::set<QString> operators;
    std::map<QString, QString> arming;
    std::vector<Anomaly> anomalies; ///< in the order they were detected
    std::vector<Patch> patches;
    std::vector<Approval> approvals;
    std::map<QString, int> percent; ///< canary → decided share
    int canariesFinished = 0;
    std::set<QString> openBreakers;

    /// Total: what it does not know changes only `seq`.
    void apply(const Json& envelope);
    const Anomaly* anomaly(const QString& id) const;
    const Patch* patch(const QString& id) const;
    const Anomaly* openAnomaly(const QString& service) const;
};

} // namespace penelope::lab

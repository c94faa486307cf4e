#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/base/vocabulary.h"

#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace penelope::approval {

struct Vote
{
    QString actor; ///< operator/NAME
    int version = 0;
    QString reason;
    Instant at{};
    bool isVoid = false; ///< the version rose afterwards
    bool breakGlass = false;
    bool operator==(const Vote&) const = default;
};

/// A decision held back for undo: stands for nothing yet.
struct Intent
{
    QString actor;
    QString decision; ///< approve or reject
    Instant holdUntil{};
    bool operator==(const Intent&) const = default;
};

enum class Status { Pending, Approved, Rejected, Expired, Cancelled };

/// One request for a human decision (domain.md 9).
struct Approval
{
    ApprovalId id;
    PatchId patch;
    AnomalyId anomaly; ///< of the patch; empty = none
    ServiceName service;
    int version = 1;
    QString diffSha256;
    QStringList triggers;
    Severity severity = Severity::P2;
    Level level = Level::Surgical;
    int riskHundredths = 0;
    double confidence = 0;
    double gentleness = 0;
    std::vector<Json> evidence;
    QStringList unknown;
    QString twin;
    QString rollback;
    Instant requestedAt{};
    Instant deadline{};
    int need = 1;
    std::optional<Instant> earliest;
    std::vector<Vote> votes;
    std::optional<Intent> intent;
    Status status = Status::Pending;
    QString decidedBy; ///< actor of the last decisive event
    QString reason;
    std::optional<Instant> decidedAt;
    std::optional<Instant> acknowledgedUntil;
    QString acknowledgedBy;
    std::optional<Instant> snoozedUntil;
    int remindedPercent = 0;

    int got() const;
    bool isPending() const { return status == Status::Pending; }
    bool operator==(const Approval&) const = default;
};

QString toWord(Status status);

} // namespace penelope::approval

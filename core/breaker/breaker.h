#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/journal/event.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace penelope::breaker {

enum class Phase { Closed = 0, Open = 1, HalfOpen = 2 }; ///< the numbers are the exported gauge

struct FailureRecord
{
    Instant at{};
    QString patchId;
    QString stage;
    QString error;
    bool operator==(const FailureRecord&) const = default;
};

struct BlockRecord
{
    Instant at{};
    QString patchId;
    bool operator==(const BlockRecord&) const = default;
};

struct Transition
{
    Instant at{};
    Phase to = Phase::Closed;
    QString reason;
    bool operator==(const Transition&) const = default;
};

/// The circuit breaker of one service (domain.md 7). A breaker that no event has touched is closed and never used.
struct Breaker
{
    Phase phase = Phase::Closed;
    std::vector<FailureRecord> failures; ///< all since the last success or reset, oldest first; the window is a view
    std::optional<Instant> openUntil;    ///< end of the cooldown, also when it is over
    QString probe;                       ///< patch that holds the probe; empty = none
    std::vector<BlockRecord> blocked;    ///< the newest 1,000
    std::vector<Transition> transitions; ///< the newest 100, oldest first
    bool used = false;

    bool operator==(const Breaker&) const = default;
};

QString toWord(Phase phase);

} // namespace penelope::breaker

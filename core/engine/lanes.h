#pragma once

#include "core/engine/past.h"

/// What happened in a stretch of the past, as bars and ticks on one time axis. Pure; codes only, words are the
/// caller's.
namespace penelope::engine {

/// Something that lasted. Clipped to the span.
struct LaneBar
{
    QString id; ///< bars of one id share a row
    ServiceName service;
    Instant from{};
    Instant to{};
    QString code;                     ///< the anomaly's type; closed, open, half_open; empty for a canary's step
    std::optional<Severity> severity; ///< of an anomaly
    int percent = 0;                  ///< of a canary's step
    bool goesOn = false;              ///< it was not over at the end of the span
    bool operator==(const LaneBar&) const = default;
};

/// Something that happened to a request for approval, or that a person did about an escalation.
struct LaneTick
{
    QString id;
    ServiceName service;
    Instant at{};
    QString code; ///< asked, acknowledged, snoozed, approved, rejected, expired, cancelled, amended, closed
    QString actor;
    qint64 seq = 0;
    bool operator==(const LaneTick&) const = default;
};

/// The score as it was then; without a value it was unmeasured.
struct LaneScore
{
    Instant at{};
    std::optional<double> total;
    double low = 0;
    double high = 100;
    bool operator==(const LaneScore&) const = default;
};

/// A time in which a source was stale or lost: what came from it is not known.
struct LaneGap
{
    QString source;
    Instant from{};
    Instant to{};
    bool operator==(const LaneGap&) const = default;
};

struct Lanes
{
    Span span;
    std::vector<LaneBar> anomalies;
    std::vector<LaneTick> approvals; ///< in the order of time
    std::vector<LaneBar> breakers;
    std::vector<LaneBar> canaries;
    std::vector<LaneScore> score;
    std::vector<LaneGap> gaps;
    std::vector<Span> off; ///< when the core was stopped: nothing was seen, nothing decided
    bool operator==(const Lanes&) const = default;
};

Lanes lanesOf(const Past& past);

} // namespace penelope::engine

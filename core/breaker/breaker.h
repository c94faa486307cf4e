#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/vocabulary.h"
#include "core/journal/event.h"
#include "core/policy/policy.h"

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
    /// The first of the two people whom a critical service's reset needs; empty = nobody asked since it opened.
    QString resetAskedBy;

    bool operator==(const Breaker&) const = default;
};

QString toWord(Phase phase);

/// What the breaker looks like at a moment; looking never changes it.
enum class View { NeverUsed, Closed, Open, OpenReady, HalfOpen };
View view(const Breaker& breaker, Instant now);
QString toWord(View view); ///< "never used", "closed", "open", "open, ready", "half_open"
/// Failures strictly newer than now − breaker.window, oldest first.
std::vector<FailureRecord> failuresInWindow(const Breaker& breaker, Instant now, const policy::State& policy);
/// Cooldown left; zero where it is over, nothing unless open.
std::optional<Milliseconds> left(const Breaker& breaker, Instant now);
/// The phase at a past moment, by the transitions kept (the newest 100).
Phase phaseAt(const Breaker& breaker, Instant at);

/// What an attempt gets: events to commit in any case, and a refusal (Refused; names what is left) where it may not go.
struct Attempt
{
    journal::Drafts drafts;
    std::optional<Error> refusal;
};

/// Whether a patch may go on, without acquiring anything (the gate before approval). A refusal carries BreakerBlocked.
Attempt ask(const Breaker& breaker, const ServiceName& service, const PatchId& patch, Instant now);
/// The attempt at the canary's start. After the cooldown it takes the one probe; the holder may ask again.
Attempt acquire(const Breaker& breaker, const ServiceName& service, const PatchId& patch, Instant now);
/// `stage`: twin start_canary canary promote watch. Answers BreakerFailureRecorded and, where it opens, BreakerOpened.
journal::Drafts recordFailure(
    const Breaker& breaker, const ServiceName& service, const PatchId& patch, const QString& stage,
    const QString& error, Instant now, const policy::State& policy);
/// A finished watch. Closes a half-open breaker whose probe it was; changes nothing else.
journal::Drafts recordSuccess(const Breaker& breaker, const ServiceName& service, const PatchId& patch);
/// An attempt that ended without success or failure gives its probe back.
journal::Drafts
release(const Breaker& breaker, const ServiceName& service, const PatchId& patch, const QString& reason);
/// By a person. Malformed without a reason; Refused where there is nothing to reset. A critical service needs two
/// people: the first one's reset is BreakerResetAsked and closes nothing, the same person again is Refused.
Result<journal::Drafts> reset(
    const Breaker& breaker, const ServiceName& service, const QString& actor, const QString& reason,
    Criticality criticality = Criticality::Normal);

/// Events of stream breaker/SERVICE; others change nothing.
void apply(Breaker& breaker, const journal::Event& event);
/// ClockStepped is of all breakers: stored wall times move with the clock, so durations stay what they were.
void shift(Breaker& breaker, Milliseconds delta);

} // namespace penelope::breaker

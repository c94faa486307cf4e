#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/journal/event.h"
#include "core/policy/policy.h"

#include <map>
#include <optional>
#include <vector>

/// The global stop (domain.md 13): values and pure decisions. Several freezes may stand side by side; what any of them
/// covers is frozen.
namespace penelope::freeze {

/// What a freeze is about. Its word is "everything", "service:NAME" or "label:NAME=VALUE".
struct Scope
{
    enum class Kind { Everything, Service, Label };
    Kind kind = Kind::Everything;
    QString name;  ///< of the service or the label
    QString value; ///< of the label
    bool operator==(const Scope&) const = default;
};
QString toWord(const Scope& scope);
/// Nothing for a word that is none of the three.
std::optional<Scope> scopeFromWord(const QString& word);

/// What canaries under way do: keep their share and never go up, or give it back.
enum class RunningCanaries { Hold, GoBack };
QString toWord(RunningCanaries running);
std::optional<RunningCanaries> runningFromWord(const QString& word); ///< hold, go_back

struct Freeze
{
    QString id; ///< idFromSeq of its HealingFrozen
    qint64 seq = 0;
    Scope scope;
    RunningCanaries running = RunningCanaries::Hold;
    Instant since{};
    std::optional<Instant> until; ///< absent = until somebody ends it
    QString actor;
    QString reason;
    /// False: the record cannot be read (a newer version, a damaged payload). It then stands for everything, without
    /// an end of its own: what cannot be read is frozen.
    bool readable = true;
    bool operator==(const Freeze&) const = default;
};

struct State
{
    std::vector<Freeze> freezes; ///< in force, oldest first
    bool operator==(const State&) const = default;
};

/// What a freeze may cover. The labels are those of the service's arms and of the alert that is being answered.
struct Subject
{
    ServiceName service;
    std::vector<std::map<QString, QString>> labels;
};
bool covers(const Scope& scope, const Subject& subject);
/// The freeze that lasts longest among those that cover the subject, or null.
const Freeze* covering(const State& state, const Subject& subject);

struct Order
{
    Scope scope;
    RunningCanaries running = RunningCanaries::Hold;
    Instant until{};
    QString reason;
};
/// {scope?, running_canaries?, until_at?, reason}: everything, hold, now + freeze.span where absent. Malformed names
/// the argument; an end that is over or later than freeze.longest is Refused with the limit.
Result<Order> readOrder(const Json& args, Instant now, const policy::State& policy);
journal::Draft frozen(const Order& order);
/// Ends one, or with an empty id all. NotFound where there is none to end.
Result<journal::Drafts> unfreeze(const State& state, const QString& id, const QString& reason);
/// FreezeExpired of those whose time is over.
journal::Drafts due(const State& state, Instant now);

/// Every event of stream `freeze`, of any version: one that is not understood freezes everything.
void apply(State& state, const journal::Event& event);
/// Whether the event was understood.
bool isKnown(const journal::Event& event);
/// ClockStepped: ends move with the wall clock, so a step neither ends a freeze early nor lengthens it.
void shift(State& state, Milliseconds delta);

} // namespace penelope::freeze

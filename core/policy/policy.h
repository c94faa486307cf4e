#pragma once

#include "core/base/instant.h"
#include "core/journal/event.h"

#include <QMap>
#include <QStringList>

#include <optional>
#include <vector>

namespace penelope::policy {

/// The kind of a value decides how it is read and shown. Durations are integer milliseconds in JSON.
enum class Kind { Integer, Ratio, Duration, Text, Words, Boolean, Integers };

/// One number of domain.md: name, type, bounds, default and what it is for.
struct Key
{
    QString name; ///< "room.name"
    Kind kind = Kind::Integer;
    Json fallback; ///< domain.md's default; written as PolicyChanged when a journal is made, never read by a fold
    std::optional<double> min;
    std::optional<double> max;
    QStringList choices; ///< for Text: the allowed words; empty = any
    QString unit;
    QString help;
};

const std::vector<Key>& registry();
const Key* find(const QString& name);
/// Type, range and choices; the sentence names key, value and bounds.
Status validate(const QString& name, const Json& value);

struct Setting
{
    Json value;
    qint64 seq = 0; ///< of the event that set it
    Instant changedAt{};
    QString actor;
    QString reason;
    bool operator==(const Setting&) const = default;
};

/// The policy in force. A key that the journal does not hold is a bug of the start-up and answers the registry's
/// fallback only through `defaults()`.
struct State
{
    QMap<QString, Setting> settings; ///< shared between copies: every decision copies its state
    qint64 seq = 0;                  ///< of the newest change: the policy version a decision cites

    qint64 integer(const QString& name) const;
    double ratio(const QString& name) const;
    Milliseconds duration(const QString& name) const;
    QString text(const QString& name) const;
    QStringList words(const QString& name) const;
    bool flag(const QString& name) const;
    std::vector<int> integers(const QString& name) const;
    bool operator==(const State&) const = default;
};

/// A state with every key at its fallback, for tests and for `PolicyChanged` of a new journal.
State defaults();

/// The PolicyChanged events (without `from`) of the keys that the state does not hold yet: all for a new journal, the
/// added ones for an older one.
journal::Drafts missing(const State& state);

/// Events of kind PolicyChanged; others change nothing.
void apply(State& state, const journal::Event& event);
/// Malformed: unknown key, wrong type, out of range. Refused: no reason, or the value is the one in force.
Result<journal::Drafts> change(const State& state, const QString& name, const Json& value, const QString& reason);

} // namespace penelope::policy

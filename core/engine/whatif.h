#pragma once

#include "core/engine/past.h"

#include <map>

/// The same past under another policy: which decisions would have been others, and why. Pure but `whatIf`.
namespace penelope::engine {

/// Keys of the policy and the values they would have had all along.
using PolicySettings = std::map<QString, Json>;
/// Malformed: an unknown key or a value that it does not take; names the key.
Status checkSettings(const PolicySettings& settings);

/// One decision that would have been another.
struct Otherwise
{
    qint64 seq = 0; ///< of the event
    Instant at{};
    QString stage; ///< decision, gentleness, approval
    ServiceName service;
    QString was; ///< the stage's word: intervene, approved, asked …
    QString reasonWas;
    QString would;
    QString reasonWould;
    bool operator==(const Otherwise&) const = default;
};

struct WhatIf
{
    int judged = 0; ///< decisions that were made again
    std::vector<Otherwise> otherwise;
    int followed = 0;         ///< not by the table: they followed from what happened to a patch
    int incomplete = 0;       ///< the event does not hold all it was judged on, as in journals of earlier versions
    qint64 unknownEvents = 0; ///< written by a newer version: skipped
    QStringList without;      ///< keys that none of these stages looks at
    bool operator==(const WhatIf&) const = default;
};

/// Folds and judges again as it goes. What would have followed from another decision is not guessed: each event is
/// judged on the past as it was.
class Rejudging
{
public:
    /// `state` is the past before the first event that is taken.
    Rejudging(ConsoleState state, PolicySettings settings);

    void take(const journal::Event& event);
    const WhatIf& answer() const { return m_answer; }
    const ConsoleState& state() const { return m_state; }

private:
    void judgeDecision(const journal::Event& event);
    void judgeGentleness(const journal::Event& event);
    void judgeRequest(const journal::Event& event);
    policy::State changedPolicy() const;
    void add(Otherwise otherwise);

    ConsoleState m_state;
    qint64 m_unknownBefore = 0;
    PolicySettings m_settings;
    WhatIf m_answer;
};

WhatIf whatIf(const Past& past, const PolicySettings& settings);
/// The same over the journal, without holding it: events with from < time ≤ to. The past before is folded from the
/// nearest snapshot: the state was what it was under any policy, only what is judged on it differs. The reader's
/// thread.
Result<WhatIf> whatIf(
    JournalReader& reader, const PolicySettings& settings, std::optional<Instant> from, std::optional<Instant> to,
    const std::stop_token& stop = {}, Snapshots* snapshots = nullptr);

Json toJson(const Otherwise& otherwise);
Json toJson(const WhatIf& answer);

} // namespace penelope::engine

#pragma once

#include "core/engine/consolestate.h"
#include "core/journal/event.h"

namespace penelope::engine {

/// The event that a draft will be, as long as nobody else writes in between (the core is the only writer): the time
/// never goes back but in ClockStepped, and CoreStarted begins its own epoch.
journal::Event predict(const ConsoleState& state, const journal::Draft& draft, Instant now);

/// One decision in the making: each draft is applied to a copy of the state at once, so that later parts of the
/// decision see the earlier ones. The copy is made with the first draft.
class Chain
{
public:
    /// `state` must outlive the chain.
    Chain(const ConsoleState& state, Instant now, QString actor);

    const ConsoleState& state() const { return m_copy ? *m_copy : m_base; }
    Instant now() const { return m_now; }
    const QString& actor() const { return m_actor; }
    /// The seq that the next draft will get, and the id of a stream that begins with it (contracts.md 4).
    qint64 nextSeq() const { return m_base.seq + 1 + static_cast<qint64>(m_drafts.size()); }
    QString nextId() const { return idFromSeq(nextSeq()); }
    bool empty() const { return m_drafts.empty(); }

    /// Who the following drafts are by, and which story and cause they belong to.
    void actAs(QString actor) { m_actor = std::move(actor); }
    void tellStory(QString correlation) { m_correlation = std::move(correlation); }
    void becauseOf(std::optional<qint64> seq) { m_cause = seq; }

    /// Answers the draft's seq.
    qint64 add(const QString& kind, const QString& stream, Json payload);
    qint64 add(journal::Draft draft);
    void add(journal::Drafts drafts);

    const journal::Drafts& drafts() const { return m_drafts; }
    journal::Drafts take() { return std::move(m_drafts); }

private:
    const ConsoleState& m_base;
    std::optional<ConsoleState> m_copy;
    Instant m_now;
    QString m_actor;
    QString m_correlation;
    std::optional<qint64> m_cause;
    journal::Drafts m_drafts;
};

} // namespace penelope::engine

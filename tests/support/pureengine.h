#pragma once

#include "core/base/ed25519.h"
#include "core/engine/decide.h"

#include <functional>
#include <map>

namespace penelope::test {

/// The engine without ports: commands and observations in, events out, time as told. Before each, time passes, as the
/// machinery does it.
class PureEngine
{
public:
    /// Called with the state before and the event, for promises that hold at every event.
    using Witness = std::function<void(const engine::ConsoleState& before, const journal::Event& event)>;

    explicit PureEngine(Instant start);

    const engine::ConsoleState& state() const { return m_state; }
    const std::vector<journal::Event>& events() const { return m_events; }
    Instant now() const { return m_now; }
    void watch(Witness witness) { m_witness = std::move(witness); }

    /// A result, or the refusal.
    Result<Json> obey(const QString& name, Json args, const QString& actor = QStringLiteral("core"));
    void observe(const engine::Observation& observation);
    void pass(Milliseconds span);
    /// The wall clock alone moves.
    void step(Milliseconds delta);
    /// A fact that something else wrote.
    void write(journal::Draft draft);

    /// A registered service with one ratio metric, armed where asked.
    void addService(const QString& name, bool armed);
    void policy(const QString& key, const Json& value);
    void addApprover(const QString& name);

    /// What the effects would answer to what the state asks for now: evidence, proposals, looks, starts, weights, ways
    /// back. Answers whether anything was asked for.
    bool settle();
    /// One good or bad interval of each running canary.
    void sample(double errorShare);
    /// An alert begins; answers its anomaly.
    AnomalyId raise(const QString& service, const QString& type, Severity severity);
    void resolve(const AnomalyId& id);

    QString diff; ///< what is proposed next
    QString base = QStringLiteral("base");

    int count(const QString& kind) const;

private:
    void add(journal::Drafts drafts);

    Instant m_now;
    engine::ConsoleState m_state;
    std::vector<journal::Event> m_events;
    Witness m_witness;
    std::map<QString, ed25519::SigningKey> m_keys; ///< of the approvers, by name
    int m_alerts = 0;
    int m_commits = 0;
};

} // namespace penelope::test

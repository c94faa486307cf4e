#pragma once

#include "core/engine/effects/effect.h"

namespace penelope::engine {

/// Polls each Prometheus for its time and tells when a source's freshness changes.
class FreshnessEffect final : public Effect
{
public:
    explicit FreshnessEffect(World world);
    void look(const ConsoleState& state) override;
    void askAgain() override { m_next.clear(); }

private:
    void probe(const QString& name, MetricSource& source);
    void askSoon(const QString& name, SourceLive& live, const Error& error);
    std::map<QString, Tick> m_next;
    std::map<QString, bool> m_busy;
    Tick m_began;
    std::optional<Tick> m_looked;
};

/// Polls the alerts and tells which episodes fire and which are over.
class AlertsEffect final : public Effect
{
public:
    explicit AlertsEffect(World world);
    void look(const ConsoleState& state) override;
    /// What the source sent by itself: new episodes begin, none is over.
    void receive(const std::vector<Alert>& alerts, Answer answer);

private:
    struct Sorted
    {
        std::vector<Episode> firing;  ///< to be told
        std::vector<Episode> present; ///< also what is suppressed and unknown: it is not missing
        QStringList unassigned;
    };
    Sorted sort(const std::vector<Alert>& alerts) const;
    void answered(const Result<std::vector<Alert>>& answer, Tick asked);
    /// Reads what the service's registration asks about a new episode, then tells.
    void measure(const std::shared_ptr<AlertsObserved>& seen, Answer whenDurable);
    std::vector<AnomalyId> countMissing(const std::vector<Episode>& present);

    Tick m_next{};
    bool m_busy = false;
    std::map<AnomalyId, int> m_missing;
};

} // namespace penelope::engine

#pragma once

#include "core/base/sharedmap.h"
#include "core/sophia/anomaly.h"

#include <utility>

namespace penelope::sophia {

/// When an anomaly was, and how it ended.
struct Occurrence
{
    Instant startsAt{};
    std::optional<Instant> resolvedAt;
    bool withoutIntervention = false;
    bool operator==(const Occurrence&) const = default;
};

/// Anomalies by service and type, small enough to be walked at each judgement. Follows from the anomalies; copying
/// shares everything.
class Episodes
{
public:
    /// Notes the anomaly as it is now.
    void note(const Anomaly& anomaly)
    {
        const Occurrence occurrence{anomaly.startsAt, anomaly.resolvedAt, anomaly.withoutIntervention};
        m_groups.update(
            {anomaly.service.value(), anomaly.type}, [&](Group& group) { group.insert(anomaly.id, occurrence); });
    }
    /// visit(id, occurrence) for those of one service and type.
    template <typename Visit> void forEachOf(const ServiceName& service, const QString& type, Visit&& visit) const
    {
        const auto group = m_groups.find({service.value(), type});
        if (group)
            group->forEach([&visit](const AnomalyId& id, const auto& occurrence) { visit(id, *occurrence); });
    }
    /// visit(id, occurrence) for those of any of the services.
    template <typename Visit> void forEachOf(const QStringList& services, Visit&& visit) const
    {
        m_groups.forEach([&](const Key& key, const auto& group) {
            if (services.contains(key.first))
                group->forEach([&visit](const AnomalyId& id, const auto& occurrence) { visit(id, *occurrence); });
        });
    }
    bool operator==(const Episodes&) const = default;

private:
    using Key = std::pair<QString, QString>;
    using Group = SharedMap<AnomalyId, Occurrence>;
    SharedMap<Key, Group> m_groups;
};

} // namespace penelope::sophia

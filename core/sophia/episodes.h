#pragma once

#include "core/base/derived.h"
#include "core/base/sharedmap.h"
#include "core/sophia/anomaly.h"

#include <memory>
#include <tuple>
#include <utility>
#include <vector>

namespace penelope::sophia {

/// When an anomaly was, and how it ended.
struct Occurrence
{
    Instant startsAt{};
    std::optional<Instant> resolvedAt;
    bool withoutIntervention = false;
    bool operator==(const Occurrence&) const = default;
};

/// Anomalies of one service and type that ended, in the order of their ends, in one piece: a judgement counts ten
/// thousand of them in microseconds. Copying shares everything.
class Endings
{
public:
    struct Count
    {
        int total = 0;
        int alone = 0; ///< without an intervention
        bool operator==(const Count&) const = default;
    };

    void add(Instant end, bool alone);
    /// Takes one such ending away; it must be there.
    void remove(Instant end, bool alone);
    /// Of those with after < end ≤ until.
    Count count(Instant after, Instant until) const;

private:
    struct Ending
    {
        Instant at{};
        bool alone = false;
    };
    using Chunk = std::vector<Ending>;
    std::size_t chunkFor(Instant end) const;
    Chunk& writable(std::size_t index);

    std::vector<std::shared_ptr<Chunk>> m_chunks;
};

/// Anomalies by service and type, small enough to be walked at each judgement. Follows from the anomalies; copying
/// shares everything.
class Episodes
{
public:
    /// Notes the anomaly as it is now.
    void note(const Anomaly& anomaly);
    /// How many of one service and type ended with after < end ≤ until, without the anomaly itself.
    Endings::Count endedBut(const Anomaly& anomaly, Instant after, Instant until) const;
    /// visit(id, occurrence) for those of any of the services.
    template <typename Visit> void forEachOf(const QStringList& services, Visit&& visit) const
    {
        m_groups.forEach([&](const Key& key, const auto& group) {
            if (services.contains(key.first))
                group->all.forEach([&visit](const AnomalyId& id, const auto& occurrence) { visit(id, *occurrence); });
        });
    }
    /// Lets those go that ended before the moment, and were noted before a whole chunk of others began after it.
    void forget(Instant before);
    bool operator==(const Episodes&) const = default;
    /// What is kept, for writing it down and reading it back.
    template <typename Self> static auto parts(Self& self) { return std::tie(self.m_groups); }

private:
    using Key = std::pair<QString, QString>;
    struct Group
    {
        SharedMap<AnomalyId, Occurrence> all;
        Derived<Endings> endings;

        Endings made() const;
        bool operator==(const Group&) const = default;
        /// What is kept, for writing it down and reading it back.
        template <typename Self> static auto parts(Self& self) { return std::tie(self.all); }
    };
    SharedMap<Key, Group> m_groups;
};

} // namespace penelope::sophia

#pragma once

#include "core/base/derived.h"
#include "core/base/sharedmap.h"
#include "core/wisdom/precedent.h"
#include "core/wisdom/rows.h"

#include <array>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace penelope::wisdom {

/// Those of one decision that have an outcome.
struct Tally
{
    int total = 0;
    int successes = 0;
    int timed = 0; ///< with a duration
    Milliseconds time{};
    bool operator==(const Tally&) const = default;
};

/// Indices of the features that all precedents of one service and type have.
struct GroupFeatures
{
    int service = 0;
    int type = 0;
    /// By key of the context: those of one precedent, since anomalies of a kind mostly have the same keys.
    std::map<QString, int> context = {};
};

struct Group
{
    std::vector<std::shared_ptr<const Rows>> chunks; ///< ascending; none is empty
    std::array<Tally, 3> tallies;                    ///< by Decision
    qint64 newestSeq = 0;                            ///< of the last event about any of them
    GroupFeatures features = {};
};

/// The wisdom base: precedents in the order of their anomalies, so that what is new is near what is new; and an exact
/// index of them by id, and by service and type, which is made when somebody first searches. Copying shares everything;
/// recording one copies a chunk. A value: any thread may read its own copy.
class Precedents
{
public:
    using Row = std::shared_ptr<const Precedent>;

    bool empty() const { return m_rows.empty(); }
    std::size_t size() const { return m_rows.size(); }
    /// By the index.
    Row find(const QString& id) const { return index().rows.find(id); }
    bool contains(const QString& id) const { return find(id) != nullptr; }
    /// Without the index.
    Row find(const AnomalyId& anomaly, const QString& id) const { return m_rows.find({anomaly, id}); }
    /// In place of one with the same anomaly and id. Of one id under two anomalies, which no decision makes, searches
    /// find that of the lesser one.
    void insert(Precedent precedent);
    /// visit(row), by anomaly and id.
    template <typename Visit> void forEach(Visit&& visit) const
    {
        m_rows.forEach([&visit](const Key&, const Row& row) { visit(row); });
    }
    std::vector<Row> rows() const { return m_rows.rows(); }

    /// Those of one service and type, or null.
    std::shared_ptr<const Group> group(const ServiceName& service, const QString& type) const
    {
        return index().groups.find({service.value(), type});
    }
    /// Makes the index, for who will search where no time is for it.
    void prepare() const { index(); }

    /// What is kept, for writing it down and reading it back: into one that nobody searched yet.
    template <typename Self> static auto parts(Self& self) { return std::tie(self.m_rows); }

    bool operator==(const Precedents& other) const { return m_rows == other.m_rows; }

private:
    using Key = std::pair<AnomalyId, QString>;
    using InOrder = SharedMap<Key, Precedent, 256>;
    using GroupKey = std::pair<QString, QString>;

    struct Index
    {
        SharedMap<QString, Precedent> rows; ///< by id
        SharedMap<GroupKey, Group> groups;

        static Index of(const InOrder& all);
        void put(const Row& row);
    };
    const Index& index() const;

    InOrder m_rows;
    Derived<Index> m_index;
};

} // namespace penelope::wisdom

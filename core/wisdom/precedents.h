#pragma once

#include "core/base/sharedmap.h"
#include "core/wisdom/precedent.h"
#include "core/wisdom/rows.h"

#include <array>
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

struct Group
{
    std::vector<std::shared_ptr<const Rows>> chunks; ///< ascending; none is empty
    std::array<Tally, 3> tallies;                    ///< by Decision
    qint64 newestSeq = 0;                            ///< of the last event about any of them
};

/// The wisdom base: precedents by id, and an exact index of them by service and type. Copying shares everything;
/// recording one copies a chunk. A value: any thread may read its own copy.
class Precedents
{
public:
    using Row = std::shared_ptr<const Precedent>;

    bool empty() const { return m_rows.empty(); }
    std::size_t size() const { return m_rows.size(); }
    Row find(const QString& id) const { return m_rows.find(id); }
    bool contains(const QString& id) const { return m_rows.contains(id); }
    void insert(const QString& id, Precedent precedent);
    template <typename Change> void update(const QString& id, Change&& change)
    {
        const auto row = find(id);
        Precedent precedent = row ? *row : Precedent{};
        change(precedent);
        insert(id, std::move(precedent));
    }
    template <typename Visit> void forEach(Visit&& visit) const { m_rows.forEach(std::forward<Visit>(visit)); }
    std::vector<Row> rows() const { return m_rows.rows(); }

    /// Those of one service and type, or null.
    std::shared_ptr<const Group> group(const ServiceName& service, const QString& type) const
    {
        return m_groups.find({service.value(), type});
    }

    /// Rows and index, for writing them down and reading them back.
    template <typename Self> static auto parts(Self& self) { return std::tie(self.m_rows, self.m_groups); }

    /// The index follows from the rows.
    bool operator==(const Precedents& other) const { return m_rows == other.m_rows; }

private:
    using GroupKey = std::pair<QString, QString>;

    SharedMap<QString, Precedent> m_rows;
    SharedMap<GroupKey, Group> m_groups;
};

} // namespace penelope::wisdom

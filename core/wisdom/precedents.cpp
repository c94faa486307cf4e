#include "core/wisdom/precedents.h"

#include "core/wisdom/similarity.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace penelope::wisdom {

namespace {

constexpr std::size_t chunkRows = 256;

void count(Group& group, const Precedent& precedent, int sign)
{
    if (!precedent.outcome)
        return;
    auto& tally = group.tallies[static_cast<std::size_t>(precedent.decision)];
    tally.total += sign;
    tally.successes += *precedent.outcome == Outcome::Success ? sign : 0;
    if (!precedent.duration)
        return;
    tally.timed += sign;
    tally.time += sign * *precedent.duration;
}

Features featuresOf(const Precedent& precedent)
{
    Features features;
    for (const auto& [index, times] : vectorOf(queryOf(precedent)).counts)
        features.push_back(
            static_cast<std::uint32_t>(index) << countBits | std::min(static_cast<std::uint32_t>(times), mostCount));
    return features;
}

/// Where such a precedent is, or belongs. There is at least one chunk.
auto chunkOf(Group& group, const Precedent& precedent)
{
    const auto after = std::partition_point(
        group.chunks.begin(), group.chunks.end(), [&](const auto& rows) { return !rows->startsAfter(precedent); });
    return after == group.chunks.begin() ? after : std::prev(after);
}

/// In place of one of the same features and id.
void add(Group& group, const Precedents::Row& row)
{
    if (group.chunks.empty()) {
        group.features = groupFeaturesOf(*row);
        auto rows = std::make_shared<Rows>();
        rows->add(row);
        group.chunks.push_back(std::move(rows));
        return;
    }
    const auto at = chunkOf(group, *row);
    // Chunks are shared with earlier copies of the base.
    auto rows = std::make_shared<Rows>(**at);
    rows->add(row);
    std::shared_ptr<const Rows> upper;
    if (rows->rows.size() > chunkRows)
        upper = std::make_shared<const Rows>(rows->splitOff());
    *at = std::move(rows);
    if (upper)
        group.chunks.insert(std::next(at), std::move(upper));
}

void remove(Group& group, const Precedent& precedent)
{
    const auto at = chunkOf(group, precedent);
    auto rows = std::make_shared<Rows>(**at);
    rows->remove(precedent);
    if (rows->rows.empty())
        group.chunks.erase(at);
    else
        *at = std::move(rows);
}

std::pair<QString, QString> groupOf(const Precedent& precedent)
{
    return {precedent.service.value(), precedent.type};
}

/// At least one; all at once, as one after the other would make it.
Group groupFrom(std::vector<Precedents::Row> all)
{
    std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
        return std::tie(left->features, left->id) < std::tie(right->features, right->id);
    });
    Group group;
    group.features = groupFeaturesOf(*all.front());
    std::shared_ptr<Rows> rows;
    for (const auto& row : all) {
        if (!rows || rows->rows.size() == chunkRows / 2) {
            rows = std::make_shared<Rows>();
            group.chunks.push_back(rows);
        }
        rows->add(row);
        count(group, *row, 1);
        group.newestSeq = std::max(group.newestSeq, row->seq);
    }
    return group;
}

} // namespace

void Precedents::Index::put(const Row& row)
{
    const auto before = rows.find(row->id);
    if (before && before->anomaly < row->anomaly)
        return;
    const bool stays = before && before->features == row->features && groupOf(*before) == groupOf(*row);
    if (before && !stays) {
        groups.update(groupOf(*before), [&](Group& group) {
            count(group, *before, -1);
            remove(group, *before);
        });
    }
    groups.update(groupOf(*row), [&](Group& group) {
        if (stays)
            count(group, *before, -1);
        add(group, row);
        count(group, *row, 1);
        group.newestSeq = std::max(group.newestSeq, row->seq);
    });
    rows.share(row->id, row);
}

Precedents::Index Precedents::Index::of(const InOrder& all)
{
    SharedMap<QString, Precedent>::Entries byId;
    byId.reserve(all.size());
    all.forEach([&byId](const Key& key, const Row& row) { byId.emplace_back(key.second, row); });
    const auto lesser = [](const auto& left, const auto& right) { return left.first < right.first; };
    std::stable_sort(byId.begin(), byId.end(), lesser);
    const auto same = [](const auto& left, const auto& right) { return left.first == right.first; };
    byId.erase(std::unique(byId.begin(), byId.end(), same), byId.end());
    std::map<GroupKey, std::vector<Row>> groups;
    for (const auto& [id, row] : byId)
        groups[groupOf(*row)].push_back(row);
    Index index;
    for (auto& [key, rows] : groups)
        index.groups.insert(key, groupFrom(std::move(rows)));
    index.rows = SharedMap<QString, Precedent>::fromSorted(std::move(byId)).value_or(SharedMap<QString, Precedent>{});
    return index;
}

const Precedents::Index& Precedents::index() const
{
    return m_index.get([this] { return Index::of(m_rows); });
}

void Precedents::insert(Precedent precedent)
{
    precedent.features = featuresOf(precedent);
    const auto row = std::make_shared<const Precedent>(std::move(precedent));
    m_rows.share({row->anomaly, row->id}, row);
    m_index.follow([&row](Index& index) { index.put(row); });
}

} // namespace penelope::wisdom

#include "core/wisdom/precedents.h"

#include "core/wisdom/similarity.h"

#include <algorithm>
#include <iterator>

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
auto chunkOf(Group& group, const Features& features, const QString& id)
{
    const auto after = std::partition_point(
        group.chunks.begin(), group.chunks.end(), [&](const auto& rows) { return !rows->startsAfter(features, id); });
    return after == group.chunks.begin() ? after : std::prev(after);
}

void add(Group& group, const QString& id, const Precedent& precedent)
{
    const auto features = featuresOf(precedent);
    if (group.chunks.empty()) {
        auto rows = std::make_shared<Rows>();
        rows->add(features, id);
        group.chunks.push_back(std::move(rows));
        return;
    }
    const auto at = chunkOf(group, features, id);
    // Chunks are shared with earlier copies of the base.
    auto rows = std::make_shared<Rows>(**at);
    rows->add(features, id);
    std::shared_ptr<const Rows> upper;
    if (rows->ids.size() > chunkRows)
        upper = std::make_shared<const Rows>(rows->splitOff());
    *at = std::move(rows);
    if (upper)
        group.chunks.insert(std::next(at), std::move(upper));
}

void remove(Group& group, const QString& id, const Precedent& precedent)
{
    const auto features = featuresOf(precedent);
    const auto at = chunkOf(group, features, id);
    auto rows = std::make_shared<Rows>(**at);
    rows->remove(features, id);
    if (rows->ids.empty())
        group.chunks.erase(at);
    else
        *at = std::move(rows);
}

bool sameFeatures(const Precedent& left, const Precedent& right)
{
    return left.service == right.service && left.type == right.type && left.severity == right.severity &&
           left.metrics == right.metrics && left.context == right.context;
}

} // namespace

void Precedents::Index::put(const Row& row)
{
    const auto keyOf = [](const Precedent& each) { return GroupKey{each.service.value(), each.type}; };
    const auto& id = row->id;
    const auto before = rows.find(id);
    if (before && before->anomaly < row->anomaly)
        return;
    const bool stays = before && sameFeatures(*before, *row);
    if (before && !stays) {
        groups.update(keyOf(*before), [&](Group& group) {
            count(group, *before, -1);
            remove(group, id, *before);
        });
    }
    groups.update(keyOf(*row), [&](Group& group) {
        if (stays)
            count(group, *before, -1);
        else
            add(group, id, *row);
        count(group, *row, 1);
        group.newestSeq = std::max(group.newestSeq, row->seq);
    });
    rows.share(id, row);
}

const Precedents::Index& Precedents::index() const
{
    return m_index.get([this] {
        Index index;
        m_rows.forEach([&index](const Key&, const Row& row) { index.put(row); });
        return index;
    });
}

void Precedents::insert(Precedent precedent)
{
    const auto row = std::make_shared<const Precedent>(std::move(precedent));
    m_rows.share({row->anomaly, row->id}, row);
    m_index.follow([&row](Index& index) { index.put(row); });
}

} // namespace penelope::wisdom

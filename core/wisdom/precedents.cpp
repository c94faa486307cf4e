#include "core/wisdom/precedents.h"

#include "core/wisdom/similarity.h"

#include <algorithm>

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

void append(Rows& rows, const QString& id, const Vector& vector)
{
    for (const auto& [index, times] : vector.counts)
        rows.features.push_back(
            static_cast<std::uint32_t>(index) << Rows::countBits |
            std::min(static_cast<std::uint32_t>(times), Rows::mostCount));
    rows.ids.push_back(id);
    rows.ends.push_back(static_cast<std::uint32_t>(rows.features.size()));
    rows.squares.push_back(static_cast<std::uint32_t>(vector.squares));
}

void add(Group& group, const QString& id, const Precedent& precedent)
{
    const bool full = group.chunks.empty() || group.chunks.back()->ids.size() >= chunkRows;
    // Chunks are shared with earlier copies of the base: the last one is written as a new one.
    auto rows = full ? std::make_shared<Rows>() : std::make_shared<Rows>(*group.chunks.back());
    append(*rows, id, vectorOf(queryOf(precedent)));
    if (full)
        group.chunks.push_back(std::move(rows));
    else
        group.chunks.back() = std::move(rows);
}

std::shared_ptr<const Rows> without(const Rows& rows, std::size_t place)
{
    auto rest = std::make_shared<Rows>();
    std::uint32_t begin = 0;
    for (std::size_t row = 0; row < rows.ids.size(); ++row) {
        if (row != place) {
            rest->features.insert(
                rest->features.end(), rows.features.begin() + begin, rows.features.begin() + rows.ends[row]);
            rest->ids.push_back(rows.ids[row]);
            rest->ends.push_back(static_cast<std::uint32_t>(rest->features.size()));
            rest->squares.push_back(rows.squares[row]);
        }
        begin = rows.ends[row];
    }
    return rest;
}

void remove(Group& group, const QString& id)
{
    for (auto chunk = group.chunks.begin(); chunk != group.chunks.end(); ++chunk) {
        const auto& ids = (*chunk)->ids;
        const auto at = std::find(ids.begin(), ids.end(), id);
        if (at == ids.end())
            continue;
        *chunk = without(**chunk, static_cast<std::size_t>(at - ids.begin()));
        if ((*chunk)->ids.empty())
            group.chunks.erase(chunk);
        return;
    }
}

bool sameFeatures(const Precedent& left, const Precedent& right)
{
    return left.service == right.service && left.type == right.type && left.severity == right.severity &&
           left.metrics == right.metrics && left.context == right.context;
}

} // namespace

void Precedents::insert(const QString& id, Precedent precedent)
{
    const auto keyOf = [](const Precedent& each) { return GroupKey{each.service.value(), each.type}; };
    const auto before = m_rows.find(id);
    const bool stays = before && sameFeatures(*before, precedent);
    if (before) {
        m_groups.update(keyOf(*before), [&](Group& group) {
            count(group, *before, -1);
            if (!stays)
                remove(group, id);
        });
    }
    m_groups.update(keyOf(precedent), [&](Group& group) {
        count(group, precedent, 1);
        group.newestSeq = std::max(group.newestSeq, precedent.seq);
        if (!stays)
            add(group, id, precedent);
    });
    m_rows.insert(id, std::move(precedent));
}

} // namespace penelope::wisdom

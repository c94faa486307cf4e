#include "core/sophia/episodes.h"

#include <algorithm>

namespace penelope::sophia {

namespace {

constexpr std::size_t chunkEndings = 256;

} // namespace

/// The last chunk that begins at or before the end; 0 where none does.
std::size_t Endings::chunkFor(Instant end) const
{
    const auto after = std::upper_bound(m_chunks.begin(), m_chunks.end(), end, [](Instant wanted, const auto& chunk) {
        return wanted < chunk->front().at;
    });
    return after == m_chunks.begin() ? 0 : static_cast<std::size_t>(std::distance(m_chunks.begin(), after)) - 1;
}

/// A chunk that another copy still sees is copied before it is written.
Endings::Chunk& Endings::writable(std::size_t index)
{
    auto& chunk = m_chunks[index];
    if (chunk.use_count() > 1)
        chunk = std::make_shared<Chunk>(*chunk);
    return *chunk;
}

void Endings::add(Instant end, bool alone)
{
    if (m_chunks.empty()) {
        m_chunks.push_back(std::make_shared<Chunk>(1, Ending{end, alone}));
        return;
    }
    const auto index = chunkFor(end);
    auto& chunk = writable(index);
    const auto place = std::upper_bound(
        chunk.begin(), chunk.end(), end, [](Instant wanted, const Ending& ending) { return wanted < ending.at; });
    chunk.insert(place, {end, alone});
    if (chunk.size() <= chunkEndings)
        return;
    const auto middle = chunk.begin() + chunkEndings / 2;
    auto upper = std::make_shared<Chunk>(middle, chunk.end());
    chunk.erase(middle, chunk.end());
    m_chunks.insert(m_chunks.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(upper));
}

void Endings::remove(Instant end, bool alone)
{
    // Equal ends may lie in several chunks; the search goes back from the last of them.
    for (auto index = m_chunks.empty() ? 0 : chunkFor(end) + 1; index-- > 0;) {
        const auto& seen = *m_chunks[index];
        const auto at = std::find_if(seen.begin(), seen.end(), [end, alone](const Ending& ending) {
            return ending.at == end && ending.alone == alone;
        });
        if (at == seen.end())
            continue;
        const auto offset = std::distance(seen.begin(), at);
        auto& chunk = writable(index);
        chunk.erase(chunk.begin() + offset);
        if (chunk.empty())
            m_chunks.erase(m_chunks.begin() + static_cast<std::ptrdiff_t>(index));
        return;
    }
}

Endings::Count Endings::count(Instant after, Instant until) const
{
    Count count;
    for (const auto& chunk : m_chunks) {
        if (chunk->back().at <= after)
            continue;
        if (chunk->front().at > until)
            break;
        for (const auto& ending : *chunk) {
            const bool within = ending.at > after && ending.at <= until;
            count.total += within ? 1 : 0;
            count.alone += within && ending.alone ? 1 : 0;
        }
    }
    return count;
}

Endings Episodes::Group::made() const
{
    Endings made;
    all.forEach([&made](const AnomalyId&, const auto& each) {
        if (each->resolvedAt)
            made.add(*each->resolvedAt, each->withoutIntervention);
    });
    return made;
}

void Episodes::note(const Anomaly& anomaly)
{
    const Occurrence now{anomaly.startsAt, anomaly.resolvedAt, anomaly.withoutIntervention};
    const Key key{anomaly.service.value(), anomaly.type};
    const auto group = m_groups.find(key);
    const auto before = group ? group->all.find(anomaly.id) : nullptr;
    if (before && *before == now)
        return;
    m_groups.update(key, [&](Group& changed) {
        changed.all.insert(anomaly.id, now);
        changed.endings.follow([&](Endings& endings) {
            if (before && before->resolvedAt)
                endings.remove(*before->resolvedAt, before->withoutIntervention);
            if (now.resolvedAt)
                endings.add(*now.resolvedAt, now.withoutIntervention);
        });
    });
}

void Episodes::forget(Instant before)
{
    std::vector<std::pair<Key, AnomalyId>> gone;
    m_groups.forEach([&](const Key& key, const auto& group) {
        for (const auto& chunk : group->all.chunks()) {
            bool younger = true;
            for (const auto& [id, each] : std::as_const(chunk->entries).get()) {
                younger = younger && each->startsAt >= before;
                if (each->resolvedAt && *each->resolvedAt < before)
                    gone.emplace_back(key, id);
            }
            if (younger) // ids count up, so all that follow are younger still
                return;
        }
    });
    for (const auto& [key, id] : gone) {
        m_groups.update(key, [&id = id](Group& group) {
            const auto each = group.all.find(id);
            group.all.erase(id);
            group.endings.follow(
                [&](Endings& endings) { endings.remove(*each->resolvedAt, each->withoutIntervention); });
        });
    }
}

Endings::Count Episodes::endedBut(const Anomaly& anomaly, Instant after, Instant until) const
{
    const auto group = m_groups.find({anomaly.service.value(), anomaly.type});
    if (!group)
        return {};
    auto count = group->endings.get([&group] { return group->made(); }).count(after, until);
    const auto own = group->all.find(anomaly.id);
    if (own && own->resolvedAt && *own->resolvedAt > after && *own->resolvedAt <= until) {
        --count.total;
        count.alone -= own->withoutIntervention ? 1 : 0;
    }
    return count;
}

} // namespace penelope::sophia

#pragma once

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace penelope {

/// A sorted map whose values are shared between copies: copying costs the spine, changing one value costs that value
/// and its chunk. Rows are `shared_ptr<const T>`, so a screen finds what changed by comparing pointers.
/// Values are immutable; `update` replaces one.
template <typename Key, typename T> class SharedMap
{
public:
    using Row = std::shared_ptr<const T>;
    using Entry = std::pair<Key, Row>;

    bool empty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }

    Row find(const Key& key) const
    {
        const auto* chunk = chunkFor(key);
        if (!chunk)
            return nullptr;
        const auto at = lower(*chunk, key);
        return at != chunk->end() && at->first == key ? at->second : nullptr;
    }
    bool contains(const Key& key) const { return find(key) != nullptr; }

    void insert(const Key& key, T value) { put(key, std::make_shared<const T>(std::move(value))); }

    /// Copies the value (or makes one), lets `change` edit the copy, and puts it in place.
    template <typename Change> void update(const Key& key, Change&& change)
    {
        const auto row = find(key);
        T value = row ? *row : T{};
        change(value);
        insert(key, std::move(value));
    }

    /// True where there was one.
    bool erase(const Key& key)
    {
        if (!contains(key))
            return false;
        const auto index = indexFor(key);
        auto& chunk = writable(index);
        chunk.erase(chunk.begin() + std::distance(chunk.cbegin(), lower(chunk, key)));
        if (chunk.empty())
            m_chunks.erase(m_chunks.begin() + static_cast<std::ptrdiff_t>(index));
        --m_size;
        return true;
    }

    /// Takes every entry out whose row `over(key, row)` names; chunks without one stay shared.
    template <typename Over> std::size_t eraseIf(Over&& over)
    {
        const auto before = m_size;
        for (std::size_t index = 0; index < m_chunks.size(); ++index) {
            const auto& seen = *m_chunks[index];
            const auto named = [&over](const Entry& entry) { return over(entry.first, entry.second); };
            if (std::none_of(seen.begin(), seen.end(), named))
                continue;
            m_size -= std::erase_if(writable(index), named);
        }
        std::erase_if(m_chunks, [](const std::shared_ptr<Chunk>& chunk) { return chunk->empty(); });
        return before - m_size;
    }

    /// A map of entries that ascend strictly by key, in one go; nothing where they do not.
    static std::optional<SharedMap> fromSorted(std::vector<Entry> entries)
    {
        SharedMap map;
        for (std::size_t at = 0; at < entries.size(); ++at) {
            if (at > 0 && !(entries[at - 1].first < entries[at].first))
                return std::nullopt;
        }
        constexpr std::size_t fill = chunkRows * 3 / 4; // room to grow without splitting at once
        for (std::size_t at = 0; at < entries.size(); at += fill) {
            const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(at);
            const auto end = begin + static_cast<std::ptrdiff_t>(std::min(fill, entries.size() - at));
            map.m_chunks.push_back(
                std::make_shared<Chunk>(std::make_move_iterator(begin), std::make_move_iterator(end)));
        }
        map.m_size = entries.size();
        return map;
    }

    /// In ascending order of keys.
    template <typename Visit> void forEach(Visit&& visit) const
    {
        for (const auto& chunk : m_chunks) {
            for (const auto& [key, row] : *chunk)
                visit(key, row);
        }
    }
    std::vector<Row> rows() const
    {
        std::vector<Row> all;
        all.reserve(m_size);
        forEach([&all](const Key&, const Row& row) { all.push_back(row); });
        return all;
    }

    bool operator==(const SharedMap& other) const
    {
        if (m_size != other.m_size)
            return false;
        const auto mine = rows();
        const auto theirs = other.rows();
        return std::equal(mine.begin(), mine.end(), theirs.begin(), [](const Row& left, const Row& right) {
            return left == right || *left == *right;
        });
    }

private:
    using Chunk = std::vector<Entry>;
    static constexpr std::size_t chunkRows = 64;

    static auto lower(const Chunk& chunk, const Key& key)
    {
        return std::lower_bound(chunk.begin(), chunk.end(), key, [](const Entry& entry, const Key& wanted) {
            return entry.first < wanted;
        });
    }

    std::size_t indexFor(const Key& key) const
    {
        const auto after = std::upper_bound(
            m_chunks.begin(), m_chunks.end(), key,
            [](const Key& wanted, const std::shared_ptr<Chunk>& chunk) { return wanted < chunk->front().first; });
        return after == m_chunks.begin() ? 0 : static_cast<std::size_t>(std::distance(m_chunks.begin(), after)) - 1;
    }

    const Chunk* chunkFor(const Key& key) const { return m_chunks.empty() ? nullptr : m_chunks[indexFor(key)].get(); }

    /// A chunk that another copy of the map still sees is copied before it is written.
    Chunk& writable(std::size_t index)
    {
        if (m_chunks[index].use_count() > 1)
            m_chunks[index] = std::make_shared<Chunk>(*m_chunks[index]);
        return *m_chunks[index];
    }

    void put(const Key& key, Row row)
    {
        if (m_chunks.empty()) {
            m_chunks.push_back(std::make_shared<Chunk>());
            m_chunks.front()->emplace_back(key, std::move(row));
            m_size = 1;
            return;
        }
        const auto index = indexFor(key);
        auto& chunk = writable(index);
        const auto at = chunk.begin() + std::distance(chunk.cbegin(), lower(chunk, key));
        if (at != chunk.end() && at->first == key) {
            at->second = std::move(row);
            return;
        }
        chunk.emplace(at, key, std::move(row));
        ++m_size;
        if (chunk.size() > chunkRows)
            split(index);
    }

    void split(std::size_t index)
    {
        auto& full = *m_chunks[index];
        const auto middle = full.begin() + static_cast<std::ptrdiff_t>(full.size() / 2);
        auto upper = std::make_shared<Chunk>(std::make_move_iterator(middle), std::make_move_iterator(full.end()));
        full.erase(middle, full.end());
        m_chunks.insert(m_chunks.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(upper));
    }

    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::size_t m_size = 0;
};

} // namespace penelope

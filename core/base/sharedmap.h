#pragma once

#include "core/base/instant.h"
#include "core/base/lazy.h"
#include "core/base/pieces.h"

#include <algorithm>
#include <concepts>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace penelope {

/// What comes to an end: `overSince()` says when; nothing while it goes on.
template <typename T>
concept Ends = requires(const T& row) {
    {
        row.overSince()
    } -> std::same_as<std::optional<Instant>>;
};

/// A sorted map whose values are shared between copies: copying costs the spine, changing one value costs that value
/// and its chunk. Rows are `shared_ptr<const T>`, so a screen finds what changed by comparing pointers.
/// Values are immutable; `update` replaces one. A chunk may be read from where it is kept when it is first looked at.
/// Larger chunks make a shorter spine, for maps of very many entries that change where they are youngest.
template <typename Key, typename T, std::size_t ChunkRows = 64> class SharedMap
{
public:
    using Row = std::shared_ptr<const T>;
    using Entry = std::pair<Key, Row>;
    using Entries = std::vector<Entry>;

    /// A run of neighbouring entries, as it is written down.
    struct Chunk
    {
        Key first;
        std::size_t size = 0;
        PieceId kept; ///< where exactly these entries are kept
        /// When the last of its rows came to its end, if all did: known only where it was written down with them.
        std::optional<Instant> overSince;
        Lazy<Entries> entries;

        explicit Chunk(Entries rows)
            : first(rows.empty() ? Key{} : rows.front().first) // none: of what could not be read
            , size(rows.size())
            , entries(std::move(rows))
        {}
        Chunk(
            Key firstKey, std::size_t count, PieceId piece, std::optional<Instant> over,
            typename Lazy<Entries>::Make read)
            : first(std::move(firstKey))
            , size(count)
            , kept(piece)
            , overSince(over)
            , entries(std::move(read))
        {}

        bool isOverBefore(Instant since) const { return overSince && *overSince < since; }
    };

    bool empty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }

    Row find(const Key& key) const
    {
        const auto* entries = entriesFor(key);
        if (!entries)
            return nullptr;
        const auto at = lower(*entries, key);
        return at != entries->end() && at->first == key ? at->second : nullptr;
    }
    bool contains(const Key& key) const { return find(key) != nullptr; }

    void insert(const Key& key, T value) { put(key, std::make_shared<const T>(std::move(value))); }

    /// A row that another map has too.
    void share(const Key& key, Row row) { put(key, std::move(row)); }

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
        change(indexFor(key), [&key](Entries& entries) {
            entries.erase(entries.begin() + std::distance(entries.cbegin(), lower(entries, key)));
        });
        return true;
    }

    /// Takes every entry out whose row `over(key, row)` names; chunks without one stay shared.
    template <typename Over> std::size_t eraseIf(Over&& over)
    {
        const auto before = m_size;
        for (std::size_t index = m_chunks.size(); index-- > 0;) {
            const auto& seen = entriesAt(index);
            const auto named = [&over](const Entry& entry) { return over(entry.first, entry.second); };
            if (std::any_of(seen.begin(), seen.end(), named))
                change(index, [&named](Entries& entries) { std::erase_if(entries, named); });
        }
        return before - m_size;
    }

    /// A map of entries that ascend strictly by key, in one go; nothing where they do not.
    static std::optional<SharedMap> fromSorted(Entries entries)
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
                std::make_shared<Chunk>(Entries(std::make_move_iterator(begin), std::make_move_iterator(end))));
        }
        map.m_size = entries.size();
        return map;
    }

    /// A map of chunks that were written down; nothing where their first keys do not ascend or one is empty.
    static std::optional<SharedMap> fromChunks(std::vector<std::shared_ptr<Chunk>> chunks)
    {
        SharedMap map;
        for (std::size_t at = 0; at < chunks.size(); ++at) {
            if (chunks[at]->size == 0 || (at > 0 && !(chunks[at - 1]->first < chunks[at]->first)))
                return std::nullopt;
            map.m_size += chunks[at]->size;
        }
        map.m_chunks = std::move(chunks);
        return map;
    }
    const std::vector<std::shared_ptr<Chunk>>& chunks() const { return m_chunks; }

    /// The same map, which shares no chunk that nobody has looked at yet: what is read for it goes with it.
    SharedMap apart() const
    {
        auto map = *this;
        for (auto& chunk : map.m_chunks) {
            if (!chunk->entries.isThere())
                chunk = std::make_shared<Chunk>(
                    chunk->first, chunk->size, chunk->kept, chunk->overSince, chunk->entries.maker());
        }
        return map;
    }

    /// Of a map that is not empty.
    const Key& firstKey() const { return m_chunks.front()->first; }

    /// In ascending order of keys.
    template <typename Visit> void forEach(Visit&& visit) const
    {
        for (const auto& chunk : m_chunks) {
            for (const auto& [key, row] : std::as_const(chunk->entries).get())
                visit(key, row);
        }
    }
    /// The rows that go on, or that were not over before `since`. Most of the others are not even read.
    template <typename Visit>
    void forEachSince(Instant since, Visit&& visit) const
        requires Ends<T>
    {
        for (const auto& chunk : m_chunks) {
            if (chunk->isOverBefore(since))
                continue;
            for (const auto& [key, row] : std::as_const(chunk->entries).get()) {
                const auto over = row->overSince();
                if (!over || *over >= since)
                    visit(key, row);
            }
        }
    }
    /// The rows that go on.
    template <typename Visit>
    void forEachOngoing(Visit&& visit) const
        requires Ends<T>
    {
        forEachSince(Instant::max(), visit);
    }
    /// visit(key, before, now), in ascending order of keys, for each whose row is another in `now`; a null row = there
    /// is none. Chunks that both maps have are not looked at, nor those that are known to have nothing but rows that
    /// were over before `since`.
    template <typename Visit>
    static void
    forEachChange(const SharedMap& before, const SharedMap& now, Visit&& visit, Instant since = Instant::min())
    {
        Cursor old(before);
        Cursor young(now);
        while (!old.isAtEnd() || !young.isAtEnd()) {
            if (old.skipChunkOf(young) || old.skipOver(since) || young.skipOver(since) || old.skipEmptyChunk() ||
                young.skipEmptyChunk() || old.skipSame(young))
                continue;
            const bool hasBoth = !old.isAtEnd() && !young.isAtEnd();
            const bool isGone = young.isAtEnd() || (hasBoth && old.entry().first < young.entry().first);
            const bool isNew = old.isAtEnd() || (hasBoth && young.entry().first < old.entry().first);
            if (isGone)
                visit(old.entry().first, old.entry().second, Row{});
            else if (isNew)
                visit(young.entry().first, Row{}, young.entry().second);
            else
                visit(young.entry().first, old.entry().second, young.entry().second);
            if (!isNew)
                old.advance();
            if (!isGone)
                young.advance();
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
        if (m_chunks == other.m_chunks)
            return true;
        const auto mine = rows();
        const auto theirs = other.rows();
        return std::equal(
            mine.begin(), mine.end(), theirs.begin(), theirs.end(),
            [](const Row& left, const Row& right) { return left == right || *left == *right; });
    }

private:
    static constexpr std::size_t chunkRows = ChunkRows;

    /// Where a walk is.
    class Cursor
    {
    public:
        explicit Cursor(const SharedMap& map)
            : m_map(map)
        {}
        bool isAtEnd() const { return m_chunk == m_map.m_chunks.size(); }
        const Entry& entry() { return entries()[m_at]; }
        void advance(std::size_t count = 1)
        {
            m_at += count;
            if (m_at == entries().size())
                nextChunk();
        }
        /// Both go on behind a chunk that is the same one, where both stand at its begin.
        bool skipChunkOf(Cursor& other)
        {
            if (isAtEnd() || other.isAtEnd() || m_at != 0 || other.m_at != 0 ||
                m_map.m_chunks[m_chunk] != other.m_map.m_chunks[other.m_chunk])
                return false;
            nextChunk();
            other.nextChunk();
            return true;
        }
        bool skipOver(Instant since)
        {
            if (isAtEnd() || m_at != 0 || !m_map.m_chunks[m_chunk]->isOverBefore(since))
                return false;
            nextChunk();
            return true;
        }
        /// Both go on behind entries that are the same: most of a chunk are, and it is quicker than to ask which is
        /// less.
        bool skipSame(Cursor& other)
        {
            if (isAtEnd() || other.isAtEnd())
                return false;
            const auto mine = std::span(entries()).subspan(m_at);
            const auto theirs = std::span(other.entries()).subspan(other.m_at);
            const auto isSame = [](const Entry& left, const Entry& right) {
                return left.second == right.second && left.first == right.first;
            };
            const auto behind = std::mismatch(mine.begin(), mine.end(), theirs.begin(), theirs.end(), isSame).first;
            const auto count = static_cast<std::size_t>(behind - mine.begin());
            advance(count);
            other.advance(count);
            return count > 0;
        }
        /// Of what could not be read.
        bool skipEmptyChunk()
        {
            if (isAtEnd() || !entries().empty())
                return false;
            nextChunk();
            return true;
        }

    private:
        const Entries& entries()
        {
            if (!m_entries)
                m_entries = &m_map.entriesAt(m_chunk);
            return *m_entries;
        }
        void nextChunk()
        {
            ++m_chunk;
            m_at = 0;
            m_entries = nullptr;
        }

        const SharedMap& m_map;
        const Entries* m_entries = nullptr; ///< of the chunk, once they were asked for
        std::size_t m_chunk = 0;
        std::size_t m_at = 0;
    };

    static auto lower(const Entries& entries, const Key& key)
    {
        return std::lower_bound(entries.begin(), entries.end(), key, [](const Entry& entry, const Key& wanted) {
            return entry.first < wanted;
        });
    }

    std::size_t indexFor(const Key& key) const
    {
        const auto after = std::upper_bound(
            m_chunks.begin(), m_chunks.end(), key,
            [](const Key& wanted, const std::shared_ptr<Chunk>& chunk) { return wanted < chunk->first; });
        return after == m_chunks.begin() ? 0 : static_cast<std::size_t>(std::distance(m_chunks.begin(), after)) - 1;
    }

    const Entries& entriesAt(std::size_t index) const { return std::as_const(m_chunks[index]->entries).get(); }
    const Entries* entriesFor(const Key& key) const { return m_chunks.empty() ? nullptr : &entriesAt(indexFor(key)); }

    /// Changes the entries of a chunk. One that another copy of the map still sees is copied before; one that is empty
    /// then goes.
    template <typename Change> void change(std::size_t index, Change&& change)
    {
        auto& chunk = m_chunks[index];
        if (chunk.use_count() > 1)
            chunk = std::make_shared<Chunk>(entriesAt(index));
        auto& entries = chunk->entries.get();
        m_size -= chunk->size;
        change(entries);
        chunk->size = entries.size();
        chunk->kept = {};
        chunk->overSince.reset();
        m_size += chunk->size;
        if (entries.empty())
            m_chunks.erase(m_chunks.begin() + static_cast<std::ptrdiff_t>(index));
        else
            chunk->first = entries.front().first;
    }

    void put(const Key& key, Row row)
    {
        if (m_chunks.empty()) {
            m_chunks.push_back(std::make_shared<Chunk>(Entries{{key, std::move(row)}}));
            m_size = 1;
            return;
        }
        const auto index = indexFor(key);
        change(index, [&key, &row](Entries& entries) {
            const auto at = entries.begin() + std::distance(entries.cbegin(), lower(entries, key));
            if (at != entries.end() && at->first == key)
                at->second = std::move(row);
            else
                entries.emplace(at, key, std::move(row));
        });
        if (m_chunks[index]->size > chunkRows)
            split(index);
    }

    void split(std::size_t index)
    {
        Entries upper;
        change(index, [&upper](Entries& full) {
            const auto middle = full.begin() + static_cast<std::ptrdiff_t>(full.size() / 2);
            upper.assign(std::make_move_iterator(middle), std::make_move_iterator(full.end()));
            full.erase(middle, full.end());
        });
        m_size += upper.size();
        m_chunks.insert(
            m_chunks.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::make_shared<Chunk>(std::move(upper)));
    }

    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::size_t m_size = 0;
};

} // namespace penelope

#pragma once

#include "core/base/lazy.h"
#include "core/base/pieces.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <vector>

namespace penelope {

/// A sequence that only grows and whose copies share what they have in common: copying costs the spine; the first
/// element after a copy costs one chunk. For small values, kept as they are. A chunk may be read from where it is kept
/// when it is first looked at.
template <typename T> class SharedLog
{
public:
    using value_type = T;
    using Items = std::vector<T>;

    /// A run of neighbours, as it is written down; all but the last are full.
    struct Chunk
    {
        std::size_t size = 0;
        PieceId kept; ///< where exactly these items are kept
        Lazy<Items> items;

        explicit Chunk(Items values)
            : size(values.size())
            , items(std::move(values))
        {}
        Chunk(std::size_t count, PieceId piece, typename Lazy<Items>::Make read)
            : size(count)
            , kept(piece)
            , items(std::move(read))
        {}
    };

    /// Backwards too; an element stays where it is as long as the log is not changed.
    class Iterator
    {
    public:
        using iterator_category = std::bidirectional_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = const T&;

        Iterator() = default;
        Iterator(const SharedLog* log, std::size_t at)
            : m_log(log)
            , m_at(at)
        {}
        reference operator*() const { return (*m_log)[m_at]; }
        pointer operator->() const { return &(*m_log)[m_at]; }
        Iterator& operator++()
        {
            ++m_at;
            return *this;
        }
        Iterator operator++(int)
        {
            auto before = *this;
            ++m_at;
            return before;
        }
        Iterator& operator--()
        {
            --m_at;
            return *this;
        }
        Iterator operator--(int)
        {
            auto before = *this;
            --m_at;
            return before;
        }
        bool operator==(const Iterator&) const = default;

    private:
        const SharedLog* m_log = nullptr;
        std::size_t m_at = 0;
    };

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const T& operator[](std::size_t at) const { return itemsOf(at / chunkItems)[at % chunkItems]; }
    const T& front() const { return itemsOf(0).front(); }
    const T& back() const { return itemsOf(m_chunks.size() - 1).back(); }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, m_size}; }
    std::reverse_iterator<Iterator> rbegin() const { return std::reverse_iterator(end()); }
    std::reverse_iterator<Iterator> rend() const { return std::reverse_iterator(begin()); }

    void push_back(T value)
    {
        if (m_size % chunkItems == 0)
            m_chunks.push_back(std::make_shared<Chunk>(Items{}));
        change(m_chunks.size() - 1, [&value](Items& items) { items.push_back(std::move(value)); });
        ++m_size;
    }

    /// Changes every element; the chunks are shared with nobody afterwards.
    template <typename Change> void changeEach(Change&& change)
    {
        for (std::size_t index = 0; index < m_chunks.size(); ++index)
            this->change(index, [&change](Items& items) { std::for_each(items.begin(), items.end(), change); });
    }

    /// Lets the oldest `count` elements go, as far as they fill whole chunks. Answers how many went, and hands each of
    /// them to `gone` before, oldest first.
    template <typename Gone> std::size_t dropFront(std::size_t count, Gone&& gone)
    {
        const auto chunks = std::min(count, m_size) / chunkItems;
        for (std::size_t index = 0; index < chunks; ++index) {
            const auto& items = itemsOf(index);
            std::for_each(items.begin(), items.end(), gone);
        }
        m_chunks.erase(m_chunks.begin(), m_chunks.begin() + static_cast<std::ptrdiff_t>(chunks));
        m_size -= chunks * chunkItems;
        return chunks * chunkItems;
    }
    std::size_t dropFront(std::size_t count)
    {
        return dropFront(count, [](const T&) {});
    }

    /// The first place in [from, to) whose element is not `before`; `to` where all are. The elements must be so
    /// ordered.
    template <typename Before> std::size_t partitionPoint(std::size_t from, std::size_t to, Before&& before) const
    {
        while (from < to) {
            const auto middle = from + (to - from) / 2;
            if (before((*this)[middle]))
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }

    /// A log of chunks that were written down; nothing where one but the last is not full.
    static std::optional<SharedLog> fromChunks(std::vector<std::shared_ptr<Chunk>> chunks)
    {
        SharedLog log;
        for (std::size_t at = 0; at < chunks.size(); ++at) {
            const auto size = chunks[at]->size;
            if (size == 0 || size > chunkItems || (at + 1 < chunks.size() && size < chunkItems))
                return std::nullopt;
            log.m_size += size;
        }
        log.m_chunks = std::move(chunks);
        return log;
    }
    const std::vector<std::shared_ptr<Chunk>>& chunks() const { return m_chunks; }

    bool operator==(const SharedLog& other) const
    {
        return m_size == other.m_size &&
               std::equal(
                   m_chunks.begin(), m_chunks.end(), other.m_chunks.begin(), [](const auto& mine, const auto& theirs) {
                       return mine == theirs || std::as_const(mine->items).get() == std::as_const(theirs->items).get();
                   });
    }

private:
    static constexpr std::size_t chunkItems = 256;

    const Items& itemsOf(std::size_t index) const { return std::as_const(m_chunks[index]->items).get(); }

    /// A chunk that another copy still sees is copied before it is written.
    template <typename Change> void change(std::size_t index, Change&& change)
    {
        auto& chunk = m_chunks[index];
        if (chunk.use_count() > 1)
            chunk = std::make_shared<Chunk>(itemsOf(index));
        change(chunk->items.get());
        chunk->size = chunk->items.get().size();
        chunk->kept = {};
    }

    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::size_t m_size = 0;
};

} // namespace penelope

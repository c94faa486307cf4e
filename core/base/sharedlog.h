#pragma once

#include <algorithm>
#include <memory>
#include <vector>

namespace penelope {

/// A sequence that only grows and whose copies share what they have in common: copying costs the spine; the first
/// element after a copy costs one chunk. For small values, kept as they are.
template <typename T> class SharedLog
{
public:
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const T& operator[](std::size_t at) const { return (*m_chunks[at / chunkItems])[at % chunkItems]; }
    const T& back() const { return m_chunks.back()->back(); }

    void append(T value)
    {
        if (m_size % chunkItems == 0)
            m_chunks.push_back(std::make_shared<Chunk>());
        else if (m_chunks.back().use_count() > 1) // another copy still sees it
            m_chunks.back() = std::make_shared<Chunk>(*m_chunks.back());
        m_chunks.back()->push_back(std::move(value));
        ++m_size;
    }

    /// Lets the oldest `count` elements go, as far as they fill whole chunks. Answers how many went, and hands the
    /// last of them to `last`.
    template <typename Last> std::size_t dropFront(std::size_t count, Last&& last)
    {
        const auto chunks = std::min(count, m_size) / chunkItems;
        if (chunks > 0)
            last((*m_chunks[chunks - 1]).back());
        m_chunks.erase(m_chunks.begin(), m_chunks.begin() + static_cast<std::ptrdiff_t>(chunks));
        m_size -= chunks * chunkItems;
        return chunks * chunkItems;
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

    bool operator==(const SharedLog& other) const
    {
        return m_size == other.m_size &&
               std::equal(
                   m_chunks.begin(), m_chunks.end(), other.m_chunks.begin(),
                   [](const auto& mine, const auto& theirs) { return mine == theirs || *mine == *theirs; });
    }

private:
    using Chunk = std::vector<T>;
    static constexpr std::size_t chunkItems = 256;

    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::size_t m_size = 0;
};

} // namespace penelope

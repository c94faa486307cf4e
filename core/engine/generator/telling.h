#pragma once

#include "core/engine/generator/scribe.h"
#include "core/engine/generator/story.h"

#include <limits>
#include <optional>
#include <queue>
#include <vector>

namespace penelope::engine::generator {

/// Stories that are told side by side: each goes on when its pause is over, in the order of time.
class Telling
{
public:
    explicit Telling(Scribe& scribe)
        : m_scribe(scribe)
    {}

    /// Tells the first part of a story now.
    void begin(Story story)
    {
        if (m_free.empty()) {
            m_free.push_back(m_stories.size());
            m_stories.emplace_back();
        }
        const auto slot = m_free.back();
        m_free.pop_back();
        m_stories[slot] = std::move(story);
        run(slot, m_begun++);
    }
    /// When the next part of a story is due; the end of time where none waits.
    qint64 nextAt() const { return m_waiting.empty() ? std::numeric_limits<qint64>::max() : m_waiting.top().at; }
    void goOn()
    {
        const auto next = m_waiting.top();
        m_waiting.pop();
        m_scribe.now = next.at;
        run(next.slot, next.order);
    }

private:
    struct Waiting
    {
        qint64 at;
        qint64 order; ///< of the beginnings, for stories that go on in the same millisecond
        std::size_t slot;
        bool operator<(const Waiting& other) const { return at != other.at ? at > other.at : order > other.order; }
    };

    void run(std::size_t slot, qint64 order)
    {
        if (m_stories[slot]->goOn()) {
            m_waiting.push({m_scribe.now + m_stories[slot]->pause(), order, slot});
        } else {
            m_stories[slot].reset();
            m_free.push_back(slot);
        }
    }

    Scribe& m_scribe;
    qint64 m_begun = 0;
    std::vector<std::optional<Story>> m_stories;
    std::vector<std::size_t> m_free;
    std::priority_queue<Waiting> m_waiting;
};

} // namespace penelope::engine::generator

#include "core/engine/generator/generator.h"

#include "core/engine/generator/stories.h"

#include <algorithm>
#include <optional>
#include <queue>

namespace penelope::engine::generator {
namespace {

/// Mean number of events of a story, to begin with; the pace corrects itself from there.
constexpr qint64 eventsOfAStory = 17;

class Teller
{
public:
    Teller(const Options& options, const Sink& sink)
        : m_world(options, sink)
        , m_perDay(std::max<qint64>(1, options.events / options.days))
    {}

    void tell()
    {
        auto& scribe = m_world.scribe;
        m_world.found();
        m_written = scribe.nextSeq() - 1;
        begin(calendar(m_world));
        auto arrival = scribe.now + gap();
        while (!scribe.full()) {
            if (!m_waiting.empty() && m_waiting.top().at <= arrival) {
                goOn();
                continue;
            }
            scribe.now = arrival;
            begin(another());
            arrival += gap();
        }
    }

private:
    struct Waiting
    {
        qint64 at;
        qint64 order; ///< of the beginnings, for stories that go on in the same millisecond
        std::size_t slot;
        bool operator<(const Waiting& other) const { return at != other.at ? at > other.at : order > other.order; }
    };

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

    void goOn()
    {
        const auto next = m_waiting.top();
        m_waiting.pop();
        m_world.scribe.now = next.at;
        run(next.slot, next.order);
    }

    void run(std::size_t slot, qint64 order)
    {
        if (m_stories[slot]->goOn()) {
            m_waiting.push({m_world.scribe.now + m_stories[slot]->pause(), order, slot});
        } else {
            m_stories[slot].reset();
            m_free.push_back(slot);
        }
    }

    /// Till the next story begins: by the hour and the day of the week, and so that the days hold all the events.
    qint64 gap()
    {
        const auto now = m_world.scribe.now;
        const auto hour = now % aDay / anHour;
        const bool weekend = (now / aDay + 3) % 7 >= 5;
        const qint64 busy = (hour >= 8 && hour < 18 ? 150 : hour >= 6 && hour < 22 ? 100 : 55) * (weekend ? 70 : 112);
        const auto expected = m_written + (now - toMs(firstMoment)) / aSecond * m_perDay / (aDay / aSecond);
        const auto ahead = m_world.scribe.nextSeq() - 1 - expected;
        const auto correction = std::clamp<qint64>(1000 + ahead * 4000 / m_perDay, 250, 4000);
        const auto mean = eventsOfAStory * aDay / m_perDay * 10'000 / busy * correction / 1000;
        return m_world.random.between(0, 2 * mean);
    }

    std::optional<std::size_t> freeService()
    {
        const auto count = std::ssize(m_world.services);
        const auto first = m_world.random.between(0, count - 1);
        for (qint64 step = 0; step < count; ++step) {
            const auto service = static_cast<std::size_t>((first + step) % count);
            if (!m_world.services[service].busy)
                return service;
        }
        return std::nullopt;
    }

    Story another()
    {
        auto& random = m_world.random;
        const auto roll = random.between(0, 999);
        const auto anywhere = static_cast<std::size_t>(random.between(0, std::ssize(m_world.services) - 1));
        if (roll < 420)
            return selfResolved(m_world, anywhere);
        if (roll < 480)
            return escalated(m_world, anywhere);
        if (roll < 580)
            return noted(m_world);
        if (roll < 630)
            return feedLost(m_world);
        if (roll < 634)
            return policyTried(m_world);
        const auto service = freeService();
        if (!service)
            return selfResolved(m_world, anywhere);
        return aboutPatches(*service, roll);
    }

    Story aboutPatches(std::size_t service, qint64 roll)
    {
        const auto& place = m_world.services[service];
        if (place.openUntil > m_world.scribe.now)
            return blocked(m_world, service);
        if (roll < 642)
            return frozen(m_world, service);
        if (roll < 652 && m_world.restUntil == 0 && place.openUntil == 0)
            return storm(m_world, service);
        if (roll < 720)
            return attempted(m_world, service, Ending::RolledBack);
        if (roll < 770)
            return attempted(m_world, service, Ending::Rejected);
        if (roll < 795)
            return attempted(m_world, service, Ending::Expired);
        if (roll < 820)
            return attempted(m_world, service, Ending::TwinFailed);
        return attempted(m_world, service, Ending::Healed);
    }

    World m_world;
    qint64 m_perDay;
    qint64 m_written = 0; ///< by the founding
    qint64 m_begun = 0;
    std::vector<std::optional<Story>> m_stories;
    std::vector<std::size_t> m_free;
    std::priority_queue<Waiting> m_waiting;
};

} // namespace

Options completed(Options options)
{
    if (options.days == 0)
        options.days = static_cast<int>((options.events + eventsOfADay - 1) / eventsOfADay);
    return options;
}

void generate(const Options& options, const Sink& sink)
{
    Teller(completed(options), sink).tell();
}

} // namespace penelope::engine::generator

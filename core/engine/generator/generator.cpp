#include "core/engine/generator/generator.h"

#include "core/engine/generator/stories.h"
#include "core/engine/generator/telling.h"

#include <algorithm>
#include <optional>

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
        m_telling.begin(calendar(m_world));
        auto arrival = scribe.now + gap();
        while (!scribe.full()) {
            if (m_telling.nextAt() <= arrival) {
                m_telling.goOn();
                continue;
            }
            scribe.now = arrival;
            m_telling.begin(another());
            arrival += gap();
        }
    }

private:
    /// Till the next story begins: by the hour and the day of the week, and so that the days hold all the events.
    qint64 gap()
    {
        const auto now = m_world.scribe.now;
        const auto hour = now % aDay / anHour;
        const bool weekend = (now / aDay + 3) % 7 >= 5;
        const qint64 ofHour = hour >= 8 && hour < 18 ? 150 : hour >= 6 && hour < 22 ? 100 : 55;
        const auto busy = ofHour * (weekend ? 70 : 112);
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
        const auto& trouble = lastingTrouble(m_world, service);
        if (roll < 652 && m_world.restUntil == 0 && place.openUntil == 0 && hasHelped(m_world, service, trouble, 2))
            return storm(m_world, service, trouble);
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
    Telling m_telling{m_world.scribe};
    qint64 m_perDay;
    qint64 m_written = 0; ///< by the founding
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
    if (options.story == "demo")
        tellDemo(options, sink);
    else
        Teller(completed(options), sink).tell();
}

} // namespace penelope::engine::generator

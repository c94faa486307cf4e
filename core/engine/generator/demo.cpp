#include "core/engine/generator/demoday.h"
#include "core/engine/generator/stories.h"
#include "core/engine/generator/telling.h"

#include <algorithm>
#include <functional>

/// The demonstration's evening: 2026-08-22, a Saturday, 20:00Z to 02:00Z. What happens is fixed; the seed only gives
/// commits, shares and counts.
namespace penelope::engine::generator {
namespace {

constexpr Trouble race{
    "token_race",
    "two requests refresh the token cache at once",
    "Share the token cache between workers",
    "auth/token_cache.py",
    "Take the lock before the token cache is read",
    "entry = self._map.get(token)",
    "entry = self._locked_get(token)",
    false};
constexpr Trouble prefetch{
    "queue_age",
    "the oldest job waits too long",
    "Fetch 32 jobs at once",
    "worker.toml",
    "Prefetch 8 instead of 32",
    "prefetch = 32",
    "prefetch = 8",
    true};
constexpr Trouble pool{
    "latency_spike",
    "requests wait for a free connection",
    "Run with a pool of four",
    "service.toml",
    "Raise the connection pool from 4 to 32",
    "size = 4",
    "size = 32",
    true};
constexpr Trouble idle{
    "error_burst",
    "upstream resets idle connections",
    "Keep idle connections for an hour",
    "upstream.toml",
    "Close idle connections after 30 s",
    "idle_s = 3600",
    "idle_s = 30",
    false};

constexpr std::array demoShares{10, 25, 50, 100};
/// The journal is so old when the evening begins, in minutes.
constexpr int dayBefore = 25 * 60;

qint64 at(int minutes, int seconds = 0)
{
    return toMs(demoBegins) + minutes * aMinute + seconds * aSecond;
}

/// The pause to a moment of the evening.
Pause until(const World& world, qint64 moment)
{
    return {std::max<qint64>(0, moment - world.scribe.now)};
}

const Person& person(const World& world, std::string_view name)
{
    return *std::find_if(
        world.people.begin(), world.people.end(), [name](const Person& each) { return each.name == name; });
}

void say(World& world, std::string_view name, std::string_view text)
{
    auto stream = world.scribe.open("note");
    world.scribe.append(
        stream, "NoteAdded", {person(world, name).actor}, Payload{}.text("scope", "shift").text("text", text));
}

void hear(World& world, std::string_view from, std::string_view to, qint64 sampleAt)
{
    world.scribe.append(
        world.system, "SourceFreshnessChanged", {},
        Payload{}
            .text("from", from)
            .whole("last_sample_at", sampleAt)
            .text("reason", to == "fresh" ? "answers" : "no sample for a while")
            .text("source", "prometheus/main")
            .text("to", to));
}

/// What healed before this evening: mild troubles are patched by precedent only.
void learnedBefore(World& world, std::string_view name, const Trouble& trouble)
{
    const auto service = serviceAt(world, name);
    Case story(world, service, 2, trouble);
    story.known();
}

} // namespace

Story demoHealing(World& world)
{
    Case story(world, serviceAt(world, "catalog"), 2, pool);
    story.detected();
    co_await Pause{24};
    story.diagnosed();
    story.decided();
    co_await Pause{2 * aSecond};
    story.proposed();
    story.judged();
    co_await Pause{80 * aSecond};
    story.twinUnderLoad();
    story.canaryBegan();
    for (int step = 0; step < std::ssize(demoShares); ++step) {
        const int percent = demoShares[static_cast<std::size_t>(step)];
        story.step(step + 1, percent);
        co_await Pause{120};
        story.confirmed(percent);
        for (int interval = 0; interval < 4; ++interval) {
            co_await Pause{15 * aSecond};
            if (interval == 0)
                story.measured(percent);
            story.analysed(step + 1, percent, false);
        }
    }
    story.promoted();
    co_await Pause{40 * aSecond};
    story.resolved(false);
    co_await Pause{10 * aMinute};
    story.watched();
}

/// A request that nobody answers: reminded three times, then expired, which is no.
Story demoExpiry(World& world)
{
    Case story(world, serviceAt(world, "worker"), 1, prefetch);
    story.detected();
    co_await Pause{31};
    story.diagnosed();
    story.decided();
    co_await Pause{2 * aSecond};
    story.proposed();
    story.judged();
    co_await Pause{95 * aSecond};
    story.twinUnderLoad();
    story.asked();
    const auto asked = world.scribe.now;
    for (const int percent : {50, 80, 90}) {
        co_await until(world, asked + (story.deadline() - asked) * percent / 100);
        story.reminded(percent);
    }
    co_await until(world, story.deadline());
    story.expired();
    story.followed("expired", {});
    co_await Pause{25 * aMinute};
    story.resolved(false);
    story.escalationClosed(person(world, "davi"));
}

/// The race: two approvers, then a canary that has to wait while the feed is lost.
Story demoRace(World& world)
{
    Case story(world, serviceAt(world, "auth-service"), 0, race);
    story.detected();
    co_await Pause{28};
    story.diagnosed();
    story.decided();
    co_await Pause{2 * aSecond};
    story.proposed();
    story.judged();
    co_await Pause{75 * aSecond};
    story.twinUnderLoad();
    story.asked();
    co_await until(world, at(40, 55));
    story.intended(person(world, "bruno"));
    co_await Pause{3 * aSecond};
    story.granted(person(world, "bruno"));
    co_await until(world, at(56));
    story.acknowledged(person(world, "carla"));
    co_await until(world, at(58));
    story.intended(person(world, "carla"));
    co_await Pause{3 * aSecond};
    story.granted(person(world, "carla"));
    co_await Pause{2 * aSecond};
    story.canaryBegan();
    for (int step = 0; step < std::ssize(demoShares); ++step) {
        const int percent = demoShares[static_cast<std::size_t>(step)];
        story.step(step + 1, percent);
        co_await Pause{140};
        story.confirmed(percent);
        // The feed is lost from 61:20 on: nothing is judged without samples.
        if (step == 2) {
            for (int held = 1; held <= 4; ++held) {
                co_await Pause{90 * aSecond};
                story.held(held, "no fresh samples: the step is judged again");
            }
            co_await until(world, at(68, 10));
        }
        for (int interval = 0; interval < 4; ++interval) {
            co_await Pause{15 * aSecond};
            if (interval == 0)
                story.measured(percent);
            story.analysed(step + 1, percent, false);
        }
    }
    story.promoted();
    co_await Pause{50 * aSecond};
    story.resolved(false);
    co_await Pause{10 * aMinute};
    story.watched();
}

Story demoFeed(World& world)
{
    const auto last = world.scribe.now - 30 * aSecond;
    hear(world, "fresh", "late", last);
    co_await Pause{30 * aSecond};
    hear(world, "late", "stale", last);
    co_await Pause{60 * aSecond};
    hear(world, "stale", "lost", last);
    co_await until(world, at(68));
    hear(world, "lost", "fresh", world.scribe.now);
}

/// Three patches fail in a row: the breaker opens, and a person takes over.
Story demoBreaker(World& world)
{
    const auto service = serviceAt(world, "inventory");
    auto& place = world.services[service];
    Case story(world, service, 2, idle);
    story.detected();
    co_await Pause{35};
    story.diagnosed();
    while (place.openUntil == 0) {
        story.decided();
        co_await Pause{2 * aSecond};
        story.proposed();
        story.judged();
        co_await Pause{50 * aSecond};
        story.twinUnderLoad();
        story.canaryBegan();
        story.step(1, 10);
        story.confirmed(10);
        for (const bool bad : {false, true}) {
            co_await Pause{15 * aSecond};
            story.analysed(1, 10, bad);
        }
        story.rolledBack();
        co_await Pause{60 * aSecond};
    }
    story.givenUp();
    co_await until(world, at(208));
    story.resolved(false);
    story.escalationClosed(person(world, "bruno"));
    co_await until(world, at(212));
    story.breakerClosed(person(world, "ana").actor, "the deployment was rolled back by hand");
}

Story demoBlocked(World& world)
{
    Case story(world, serviceAt(world, "inventory"), 2, pool);
    story.detected();
    co_await Pause{26};
    story.diagnosed();
    story.decided();
    story.proposed();
    story.judged();
    story.breakerBlocked();
    story.refused("breaker", "open", 1, 0);
    story.followed("refused", "the breaker is open");
    co_await Pause{17 * aMinute};
    story.resolved(false);
    story.escalationClosed(person(world, "carla"));
}

Story demoRestDay(World& world)
{
    world.restUntil = at(0) + 4 * anHour + aDay;
    world.scribe.append(
        world.system, "RestDayBegan", {}, Payload{}.whole("ends_at", world.restUntil).text("zone", "UTC"));
    say(world, "bruno", "Handover: patches rest until Monday.");
    co_return;
}

/// Found on the rest day: judged and tried at once, deployed after it.
Story demoSunday(World& world)
{
    Case story(world, serviceAt(world, "search-index"), 2, prefetch);
    story.detected();
    co_await Pause{22};
    story.diagnosed();
    story.decided();
    co_await Pause{2 * aSecond};
    story.proposed();
    story.judged();
    story.queued("rest_day", world.restUntil);
}

/// Still waiting when the evening ends.
Story demoLast(World& world)
{
    Case story(world, serviceAt(world, "mailer"), 1, idle);
    story.detected();
    co_await Pause{29};
    story.diagnosed();
    story.decided();
    co_await Pause{2 * aSecond};
    story.proposed();
    story.judged();
    co_await Pause{70 * aSecond};
    story.twinUnderLoad();
    story.asked();
}

Story demoShift(World& world)
{
    say(world, "ana", "I have the desk until two. Nothing is open.");
    co_return;
}

Options demoOptions()
{
    return {.events = 20'000, .seed = 20'260'822, .days = 1, .story = "demo"};
}

void tellDemo(const Options& options, const Sink& sink)
{
    World world(options, sink);
    world.scribe.now = at(-dayBefore);
    world.found();
    learnedBefore(world, "catalog", pool);
    learnedBefore(world, "inventory", idle);
    learnedBefore(world, "inventory", pool);
    learnedBefore(world, "search-index", prefetch);
    const auto quiet = [&world](std::string_view name) {
        return [&world, name] { return selfResolved(world, serviceAt(world, name)); };
    };
    // In the order of their beginnings.
    auto evening = demoDay(world);
    const std::vector<Beginning> told{
        {at(0, 30), [&] { return demoShift(world); }},
        {at(3), [&] { return demoHealing(world); }},
        {at(12), [&] { return demoExpiry(world); }},
        {at(26), quiet("reports")},
        {at(38), [&] { return demoRace(world); }},
        {at(61, 20), [&] { return demoFeed(world); }},
        {at(100), quiet("geo")},
        {at(150), [&] { return demoBreaker(world); }},
        {at(185), [&] { return demoBlocked(world); }},
        {at(190), quiet("profile")},
        {at(240), [&] { return demoRestDay(world); }},
        {at(260), [&] { return demoSunday(world); }},
        {at(310), quiet("media")},
        {at(335), [&] { return demoLast(world); }}};
    evening.insert(evening.end(), told.begin(), told.end());
    Telling telling(world.scribe);
    const auto end = toMs(demoBegins + demoLasts);
    for (auto next = evening.begin();;) {
        const auto start = next == evening.end() ? end + 1 : next->first;
        if (std::min(start, telling.nextAt()) > end)
            return;
        if (telling.nextAt() <= start) {
            telling.goOn();
        } else {
            world.scribe.now = start;
            telling.begin((next++)->second());
        }
    }
}

} // namespace penelope::engine::generator

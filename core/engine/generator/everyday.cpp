#include "core/engine/generator/stories.h"

namespace penelope::engine::generator {
namespace {

void freshness(World& world, std::string_view source, std::string_view from, std::string_view to, qint64 sampleAt)
{
    world.scribe.append(
        world.system, "SourceFreshnessChanged", {},
        Payload{}
            .text("from", from)
            .whole("last_sample_at", sampleAt)
            .text("reason", to == "fresh" ? "answers" : "no sample for a while")
            .text("source", source)
            .text("to", to));
}

void note(World& world, const Person& person, std::string_view scope, std::string_view text)
{
    auto stream = world.scribe.open("note");
    world.scribe.append(stream, "NoteAdded", {person.actor}, Payload{}.text("scope", scope).text("text", text));
}

constexpr std::array noteTexts{
    "Catalog canary may run through the night.",
    "The store's failover drill is over; ledger alerts are real again.",
    "Mailer is slow because of the campaign, expected until noon.",
    "Looked at the retries of billing: harmless.",
    "Please watch the search index after the new shard.",
    "Feed of the second cluster was restarted.",
    "Rui is on the telephone with the network team."};

void restart(World& world)
{
    world.scribe.append(world.system, "CoreStopped", {}, Payload{}.text("reason", "asked to end"));
    ++world.scribe.epoch;
    world.scribe.append(
        world.system, "CoreStarted", {},
        Payload{}
            .whole("epoch", world.scribe.epoch)
            .text("host", "ops-1")
            .text("mode", "serve")
            .text("version", "0.1.0"));
}

bool isSunday(qint64 time)
{
    return (time / aDay + 4) % 7 == 0; // 1970-01-01 was a Thursday
}

} // namespace

Story feedLost(World& world)
{
    const std::string source = world.random.chance(70) ? "prometheus/main" : "alerts";
    const auto last = world.scribe.now - 30 * aSecond;
    freshness(world, source, "fresh", "late", last);
    co_await Pause{world.random.between(20, 40) * aSecond};
    if (world.random.chance(60)) {
        freshness(world, source, "late", "fresh", world.scribe.now);
        co_return;
    }
    freshness(world, source, "late", "stale", last);
    co_await Pause{world.random.between(1, 20) * aMinute};
    freshness(world, source, "stale", "lost", last);
    co_await Pause{world.random.between(1, 30) * aMinute};
    freshness(world, source, "lost", "fresh", world.scribe.now);
}

Story noted(World& world)
{
    note(world, world.anybody(), world.random.chance(70) ? "shift" : "moment", world.random.oneOf(noteTexts));
    co_return;
}

/// Named for all: a story's frame holds one, and its type must be the same wherever it is compiled.
struct PolicyTrial
{
    const char* key;
    qint64 usual;
    qint64 tried;
    const char* reason;
};

namespace {
constexpr std::array policyTrials{
    PolicyTrial{"approval.lines", 25, 30, "generated configuration is long"},
    PolicyTrial{"canary.requests", 50, 100, "more certainty during the sale"},
    PolicyTrial{"breaker.failures", 3, 2, "be careful while the store moves"},
    PolicyTrial{"sophia.similar", 5, 6, "fewer wrong calm judgements"}};
} // namespace

Story policyTried(World& world)
{
    const auto& change = world.random.oneOf(policyTrials);
    const auto& admin = world.people.front();
    world.changePolicy(admin, change.key, change.usual, change.tried, change.reason);
    co_await Pause{world.random.between(1, 6) * aDay};
    world.changePolicy(admin, change.key, change.tried, change.usual, "back to normal");
}

Story frozen(World& world, std::size_t service)
{
    auto& place = world.services[service];
    place.busy = true;
    auto stream = world.scribe.open("freeze");
    const auto until = world.scribe.now + anHour;
    const auto& person = world.approver();
    world.scribe.append(
        stream, "HealingFrozen", {person.actor},
        Payload{}
            .text("reason", "we deploy by hand")
            .text("running_canaries", "hold")
            .text("scope", "service:" + place.name)
            .whole("until_at", until));
    if (world.random.chance(50)) {
        co_await Pause{world.random.between(10, 50) * aMinute};
        world.scribe.append(stream, "HealingUnfrozen", {person.actor}, Payload{}.text("reason", "done"));
    } else {
        co_await Pause{anHour};
        world.scribe.append(stream, "FreezeExpired", {}, {});
    }
    place.busy = false;
}

Story calendar(World& world)
{
    constexpr qint64 shift = 8 * anHour;
    for (;;) {
        co_await Pause{shift - world.scribe.now % shift};
        const auto now = world.scribe.now;
        if (now % aDay == 0 && world.restUntil > 0) {
            world.restUntil = 0;
            world.scribe.append(
                world.system, "RestDayEnded", {}, Payload{}.text("reflection", "a week like the others"));
        }
        if (now % aDay == 0 && isSunday(now)) {
            world.restUntil = now + aDay;
            world.scribe.append(
                world.system, "RestDayBegan", {}, Payload{}.whole("ends_at", world.restUntil).text("zone", "UTC"));
        } else if (now % (7 * aDay) == 0) {
            restart(world);
        }
        note(world, world.anybody(), "shift", "Handover: nothing open but what the queue shows.");
    }
}

} // namespace penelope::engine::generator

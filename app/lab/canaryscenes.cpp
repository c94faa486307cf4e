#include "app/lab/probes.h"
#include "app/lab/scenes.h"

#include <chrono>
#include <memory>

/// The stories of one canary each. Nothing is wrong at their beginning: lab-ana proposes a change, lab-bruno approves
/// it.
namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString watched = u"payments"_s;
/// Stable is known a little before the canary gets a request: its history is what the canary is held against.
constexpr Milliseconds healthyTime{8s};
constexpr Milliseconds scrapeTime{1s};

const Facts::Canary* canaryOf(const Stage& stage)
{
    return stage.core.facts().canary();
}

bool isPromoted(const Stage& stage)
{
    const auto& patches = stage.core.facts().patches;
    return !patches.empty() && !patches.back().commit.isEmpty();
}

bool isBack(const Stage& stage)
{
    const auto* canary = canaryOf(stage);
    return canary && !canary->rollbackCode.isEmpty() && !canary->status.isEmpty();
}

/// Whatever the end is: the outcome says whether it is the right one.
Step anyEnd(const Stage& stage, Milliseconds limit)
{
    return {
        u"the canary comes to an end"_s,
        {},
        [&stage] { return isBack(stage) || isPromoted(stage) || !canaryOf(stage)->paused.isEmpty(); },
        scripted(stage, limit)};
}

void beginCanary(Stage& stage, Steps& steps, const QString& sentence)
{
    steps.push_back(wait(stage.clock, healthyTime));
    steps.push_back({u"a change is proposed"_s, [&stage, sentence] { submitRemedy(stage, sentence); }, {}, {}});
    steps.push_back(
        {u"the canary gets its first share"_s,
         [&stage] {
             if (!stage.play.operators)
                 stage.story.tell(u"It is your turn: open Approvals, read the request, decide."_s);
         },
         [&stage] {
             const auto& patches = stage.core.facts().patches;
             if (!patches.empty() && patches.back().ended())
                 stage.trouble = u"The patch was not approved (%1)."_s.arg(patches.back().refused);
             return canaryOf(stage) && canaryOf(stage)->confirmed;
         },
         scripted(stage, 90s)});
}

/// The share is confirmed and some intervals of this step, or of those before, were counted.
Step underWay(const Stage& stage, int percent, int counted)
{
    return {
        u"the canary is under way at %1 %"_s.arg(percent),
        {},
        [&stage, percent, counted] {
            const auto* canary = canaryOf(stage);
            return isBack(stage) || (canary->percent >= percent && canary->confirmed && canary->counted >= counted);
        },
        scripted(stage, 150s)};
}

Steps slowLeak(Stage& stage)
{
    Steps steps;
    beginCanary(
        stage, steps,
        u"lab-ana proposes to keep sessions with the store. Nobody sees yet that they are never freed."_s);
    steps.push_back(anyEnd(stage, 200s));
    return steps;
}

Steps lowTraffic(Stage& stage)
{
    constexpr double usualShare = 0.005; // of the calls to the store, in both arms alike
    Steps steps;
    steps.push_back(
        {u"the store is as it usually is"_s,
         [&stage] {
             const auto now = stage.clock.now();
             stage.world.setTrouble(watched, {usualShare, now, now + 24h, {}});
             stage.story.tell(u"One call to the store in 200 fails, as ever, whoever calls."_s);
         },
         {},
         {}});
    beginCanary(stage, steps, u"lab-ana proposes a larger pool. It is sound, but hardly anybody will try it."_s);
    steps.push_back(anyEnd(stage, 200s));
    return steps;
}

/// How much later than the canary's calls stable's must begin to fail, so that each round of readings shows stable's
/// arm a third of a scrape less of it: Prometheus scrapes every target at an offset of its own (a hash of its name),
/// which the lab reads and does not choose. `scrapes`: when each arm was scraped, `poll`: when the core read both.
Milliseconds stableLater(const std::map<QString, Instant>& scrapes, Instant poll)
{
    const auto age = [poll](Instant scraped) {
        const auto over = (poll - scraped) % scrapeTime;
        return std::chrono::duration_cast<Milliseconds>(over < Milliseconds{} ? over + scrapeTime : over);
    };
    return scrapeTime / 3 + age(scrapes.at(u"canary"_s)) - age(scrapes.at(u"stable"_s));
}

/// A scrape of the canary in a while, less a third of a scrape: that one shows the very beginning, and only the
/// canary's.
Instant justBefore(Instant scrape, Instant now)
{
    constexpr Milliseconds until{1500ms}; // instances read the world every 200 ms
    auto at = scrape;
    while (at < now + until)
        at += scrapeTime;
    return at - scrapeTime / 3;
}

void beginOutage(Stage& stage, Milliseconds lasts)
{
    const auto scrapes = lastScrapes(stage.world.ports().prometheus, watched);
    if (!scrapes || !scrapes->contains(u"canary"_s) || !scrapes->contains(u"stable"_s)) {
        stage.trouble = u"Prometheus does not say when it scraped the two arms."_s;
        return;
    }
    constexpr double outage = 0.3;
    const auto from = justBefore(scrapes->at(u"canary"_s), stage.clock.now());
    stage.world.setTrouble(watched, {outage, from, from + lasts, stableLater(*scrapes, canaryOf(stage)->lastEnd)});
    stage.story.tell(
        u"The store refuses 30 % of its calls for %1 s, whoever calls. Readings of the canary show it a third "
        "of a scrape (%2 ms) before those of stable."_s.arg(lasts / 1s)
            .arg((scrapeTime / 3).count()));
}

/// After a shared outage the judge trusts its counts less for an hour: a person who has seen that both arms failed
/// alike takes the canary on.
void promoteByHand(Stage& stage)
{
    if (isBack(stage) || isPromoted(stage))
        return;
    if (!stage.play.operators) {
        stage.story.tell(u"It is your turn: open Canaries, compare the arms, take it one step on (M)."_s);
        return;
    }
    stage.story.tell(u"lab-bruno has compared the arms and takes the canary one step on."_s);
    command(
        stage, u"canary_promote"_s,
        Json::object(
            {{u"id"_s, Json{canaryOf(stage)->id}},
             {u"reason"_s, Json{u"The store failed for both arms alike, and is well again."_s}},
             {u"operator"_s, Json{u"lab-bruno"_s}}}));
}

Step byHand(Stage& stage)
{
    auto before = std::make_shared<int>();
    return {
        u"the canary goes one step on"_s,
        [&stage, before] {
            *before = canaryOf(stage)->steps;
            promoteByHand(stage);
        },
        [&stage, before] {
            const auto* canary = canaryOf(stage);
            return isBack(stage) || isPromoted(stage) || (canary->steps > *before && canary->confirmed);
        },
        scripted(stage, 60s)};
}

Step troubleLeft(const Stage& stage)
{
    return {
        u"the trouble leaves the judge's window"_s,
        {},
        [&stage] {
            const auto* canary = canaryOf(stage);
            return isBack(stage) || isPromoted(stage) || !canary->paused.isEmpty() ||
                   (canary->verdicts.contains(u"hold/4"_s) && canary->lastVerdict != u"hold/4"_s);
        },
        scripted(stage, 90s)};
}

Steps bothArmsOutage(Stage& stage)
{
    constexpr Milliseconds lasts{6s};
    Steps steps;
    beginCanary(stage, steps, u"lab-ana proposes a larger pool."_s);
    steps.push_back(underWay(stage, 25, 0));
    steps.push_back(wait(stage.clock, 4s));
    steps.push_back({u"the store fails"_s, [&stage, lasts] { beginOutage(stage, lasts); }, {}, {}});
    steps.push_back(wait(stage.clock, lasts + 3s));
    steps.push_back({u"told"_s, [&stage] { stage.story.tell(u"The store is well again."_s); }, {}, {}});
    steps.push_back(troubleLeft(stage));
    for (const int percent : {50, 100}) {
        steps.push_back(byHand(stage));
        steps.push_back(underWay(stage, percent, 0));
        steps.push_back(wait(stage.clock, 3s));
    }
    steps.push_back(byHand(stage));
    steps.push_back(anyEnd(stage, 60s));
    return steps;
}

/// The canary is lost in the middle of its first step, by `lose`.
Steps lost(Stage& stage, const std::function<void()>& lose)
{
    constexpr int someIntervals = 6;
    Steps steps;
    beginCanary(stage, steps, u"lab-ana proposes a larger pool."_s);
    steps.push_back(underWay(stage, 10, someIntervals));
    steps.push_back({u"the canary is lost"_s, lose, {}, {}});
    steps.push_back(
        {u"the canary's absence is noticed"_s,
         {},
         [&stage] { return canaryOf(stage)->missingFrom.has_value(); },
         scripted(stage, 20s)});
    steps.push_back(anyEnd(stage, 60s));
    return steps;
}

Steps canaryCrash(Stage& stage)
{
    return lost(stage, [&stage] {
        stage.story.tell(u"The canary's process dies."_s);
        stage.world.crashCanary(watched);
    });
}

Steps silentCanary(Stage& stage)
{
    return lost(stage, [&stage] {
        stage.story.tell(
            u"The canary loses its instrumentation: it serves as before, and its requests are counted nowhere."_s);
        stage.world.silenceCanary(watched);
    });
}

Steps scenesOfCanary(Stage& stage)
{
    switch (stage.play.scenario) {
    case Scenario::SlowLeak: return slowLeak(stage);
    case Scenario::LowTraffic: return lowTraffic(stage);
    case Scenario::BothArmsOutage: return bothArmsOutage(stage);
    case Scenario::CanaryCrash: return canaryCrash(stage);
    case Scenario::SilentCanary: return silentCanary(stage);
    default: return {};
    }
}

} // namespace

Steps canaryScenes(Stage& stage)
{
    auto steps = scenesOfCanary(stage);
    // What Prometheus and the router say afterwards is part of the outcome.
    steps.push_back(wait(stage.clock, 3s));
    return steps;
}

} // namespace penelope::lab

#include "core/engine/generator/stories.h"

namespace penelope::engine::generator {
namespace {

constexpr std::array stepShares{10, 25, 50, 100};

int someSeverity(Random& random)
{
    const auto roll = random.between(0, 99);
    return roll < 3 ? 0 : roll < 25 ? 1 : roll < 70 ? 2 : 3;
}

/// What an approver leaves before deciding, so that the queue looks as it does in life.
void lookAt(World& world, Case& story)
{
    if (world.random.chance(25))
        story.acknowledged(world.approver());
    else if (world.random.chance(8))
        story.snoozed(world.approver(), world.scribe.now + 10 * aMinute);
}

/// A mild trouble that no patch has healed yet is only watched, until a person proposes one: that must be rare.
int severityOf(World& world, std::size_t service, const Trouble& trouble, Ending ending)
{
    const bool asksAnybody = ending == Ending::Rejected || ending == Ending::Expired;
    const int severity = asksAnybody ? static_cast<int>(world.random.between(0, 1)) : someSeverity(world.random);
    const bool isLearning = world.random.chance(50);
    return severity < 2 || isLearning || hasHelped(world, service, trouble, severity) ? severity : 1;
}

const Person& another(World& world, const Person& first)
{
    const auto* second = &world.approver();
    while (second == &first)
        second = &world.approver();
    return *second;
}

} // namespace

Story selfResolved(World& world, std::size_t service)
{
    Case story(world, service, world.random.chance(60) ? 3 : 2, passingTrouble(world, service));
    story.detected();
    co_await Pause{world.random.between(2, 40)};
    story.diagnosed();
    story.decided();
    if (world.random.chance(30)) {
        co_await Pause{story.untilReview()};
        story.decided();
    }
    co_await Pause{world.random.between(20, 280) * aSecond};
    story.resolved(true);
    story.precedent("observe", "success");
}

Story escalated(World& world, std::size_t service)
{
    Case story(world, service, static_cast<int>(world.random.between(1, 2)), lastingTrouble(world, service));
    story.detected(true);
    co_await Pause{world.random.between(2, 40)};
    story.diagnosed();
    story.decided();
    co_await Pause{world.random.between(4, 90) * aMinute};
    story.resolved(false);
    co_await Pause{world.random.between(1, 60) * aMinute};
    story.escalationClosed(world.approver());
}

Story attempted(World& world, std::size_t service, Ending ending)
{
    auto& random = world.random;
    auto& place = world.services[service];
    place.busy = true;
    const auto& trouble = lastingTrouble(world, service);
    Case story(world, service, severityOf(world, service, trouble, ending), trouble);
    // What failed and never helped is not tried again by itself: few stories may begin so, or none would go on.
    if (ending == Ending::RolledBack && !hasHelped(world, service, trouble, story.severity()) && !random.chance(5))
        ending = Ending::Healed;
    story.detected();
    co_await Pause{random.between(2, 40)};
    story.diagnosed();
    const auto decision = story.decided();
    if (decision == Decision::Escalate) {
        co_await Pause{random.between(5, 60) * aMinute};
        story.resolved(false);
        story.escalationClosed(world.approver());
        place.busy = false;
        co_return;
    }
    if (decision == Decision::Observe) {
        co_await Pause{random.between(2, 9) * aMinute};
        story.proposedBy(world.anybody());
    } else {
        co_await Pause{random.between(5, 3000)};
        story.proposed();
    }
    story.judged();
    if (world.restUntil > world.scribe.now) {
        story.queued("rest_day", world.restUntil);
        co_await Pause{world.restUntil - world.scribe.now + random.between(0, 30) * aMinute};
        story.released();
    }
    co_await Pause{random.between(20, 200) * aSecond};
    story.twin(ending != Ending::TwinFailed);
    if (ending == Ending::TwinFailed) {
        story.breakerFailed("twin", "3 of 214 tests failed");
        story.refused("twin", "tests", 3, 0);
        co_await Pause{random.between(10, 50) * aMinute};
        story.resolved(false);
        place.busy = false;
        co_return;
    }
    if (story.severity() < 2) {
        story.asked();
        co_await Pause{random.between(20, 400) * aSecond};
        lookAt(world, story);
        co_await Pause{random.between(20, 1000) * aSecond};
        if (ending == Ending::Expired) {
            co_await Pause{(story.deadline() - world.scribe.now) / 2};
            story.reminded(50);
            co_await Pause{story.deadline() - world.scribe.now};
            story.expired();
        } else if (ending == Ending::Rejected) {
            story.rejected(world.approver());
            story.refused("approval", "rejected", 0, 1);
        }
        if (ending == Ending::Expired || ending == Ending::Rejected) {
            story.followed(ending == Ending::Expired ? "expired" : "rejected", {});
            co_await Pause{random.between(5, 60) * aMinute};
            story.resolved(false);
            story.escalationClosed(world.approver());
            place.busy = false;
            co_return;
        }
        const auto& first = world.approver();
        story.intended(first);
        co_await Pause{8 * aSecond};
        story.granted(first);
        if (story.need() == 2) {
            co_await Pause{random.between(20, 200) * aSecond};
            story.granted(another(world, first));
        }
    }
    if (place.openUntil > 0)
        story.probeAcquired();
    story.canaryBegan();
    const int worst = ending == Ending::RolledBack ? static_cast<int>(random.between(0, 2)) : -1;
    for (int step = 0; step < std::ssize(stepShares); ++step) {
        const int percent = stepShares[static_cast<std::size_t>(step)];
        story.step(step + 1, percent);
        co_await Pause{random.between(5, 400)};
        story.confirmed(percent);
        for (int interval = 0; interval < 4; ++interval) {
            co_await Pause{15 * aSecond};
            const bool bad = step == worst && interval == 2;
            if (interval == 0)
                story.measured(percent);
            story.analysed(step + 1, percent, bad);
            if (!bad)
                continue;
            story.rolledBack();
            story.givenUp();
            co_await Pause{random.between(5, 60) * aMinute};
            story.resolved(false);
            story.escalationClosed(world.approver());
            place.busy = false;
            co_return;
        }
    }
    story.promoted();
    co_await Pause{random.between(10, 120) * aSecond};
    story.resolved(false);
    co_await Pause{10 * aMinute};
    story.watched();
    place.busy = false;
}

Story blocked(World& world, std::size_t service)
{
    Case story(world, service, static_cast<int>(world.random.between(0, 1)), lastingTrouble(world, service));
    story.detected();
    co_await Pause{world.random.between(2, 40)};
    story.diagnosed();
    if (story.decided() == Decision::Intervene) {
        story.proposed();
        story.judged();
        story.breakerBlocked();
        story.refused("breaker", "open", 1, 0);
        story.followed("refused", "the breaker is open");
    }
    co_await Pause{world.random.between(3, 40) * aMinute};
    story.resolved(false);
    story.escalationClosed(world.approver());
}

Story storm(World& world, std::size_t service, const Trouble& trouble)
{
    auto& random = world.random;
    auto& place = world.services[service];
    place.busy = true;
    Case story(world, service, 2, trouble);
    story.detected();
    co_await Pause{random.between(2, 40)};
    story.diagnosed();
    while (place.openUntil == 0) {
        story.decided();
        co_await Pause{random.between(5, 3000)};
        story.proposed();
        story.judged();
        co_await Pause{random.between(20, 60) * aSecond};
        story.twin(true);
        story.canaryBegan();
        story.step(1, 10);
        story.confirmed(10);
        for (const bool bad : {false, true}) {
            co_await Pause{15 * aSecond};
            story.analysed(1, 10, bad);
        }
        story.rolledBack();
        co_await Pause{random.between(5, 60) * aSecond};
    }
    story.givenUp();
    place.busy = false;
    co_await Pause{random.between(15, 50) * aMinute};
    story.resolved(false);
    story.escalationClosed(world.approver());
    if (place.openUntil > 0 && !place.busy && random.chance(40))
        story.breakerClosed(world.people.front().actor, "the store's migration is over");
}

} // namespace penelope::engine::generator

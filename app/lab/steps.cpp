#include "app/lab/operators.h"
#include "app/lab/probes.h"
#include "app/lab/remedies.h"
#include "app/lab/scenes.h"

#include <algorithm>
#include <memory>

namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

Step wait(const Clock& clock, Milliseconds time)
{
    auto until = std::make_shared<Tick>();
    return {
        u"time passes"_s,
        [&clock, until, time] { *until = clock.tick() + time; },
        [&clock, until] { return clock.tick() >= *until; },
        {}};
}

std::optional<Milliseconds> scripted(const Stage& stage, Milliseconds limit)
{
    return stage.play.operators ? std::optional{limit} : std::nullopt;
}

void orTrouble(Stage& stage, const QString& what, const Status& status)
{
    if (!status && stage.trouble.isEmpty())
        stage.trouble = u"%1: %2"_s.arg(what, status.error().message);
}

void command(Stage& stage, const QString& name, const Json& args)
{
    stage.core.link().ask(name, args, [&stage, name](const Result<ControlLink::Answered>& answer) {
        orTrouble(stage, u"The core refuses %1"_s.arg(name), answer ? Status{} : Status{Failure{answer.error()}});
    });
}

void submitRemedy(Stage& stage, const QString& sentence)
{
    const QString service = u"payments"_s;
    auto args = Json::object(
        {{u"service"_s, Json{service}},
         {u"diff"_s, Json{QString::fromUtf8(remedyDiff(stage.play.scenario, service))}},
         {u"intent"_s, Json{remedyIntent(stage.play.scenario)}},
         {u"rollback"_s, Json{u"Reverting restores the earlier settings; no data is touched."_s}},
         {u"operator"_s, Json{u"lab-ana"_s}}});
    if (const auto* anomaly = stage.core.facts().openAnomaly(service))
        args.set(u"anomaly_id"_s, Json{anomaly->id});
    stage.story.tell(sentence);
    command(stage, u"patch_submit"_s, args);
}

namespace {

constexpr auto sick = "payments"_L1;
constexpr Milliseconds quietTime{60s}; ///< of healthy load before a fault
constexpr int episodes = 5;

double p99(const Stage& stage)
{
    const auto value = promql(
        stage.world.ports().prometheus,
        u"histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{job=\"payments\"}[10s])))"_s);
    return value && *value ? **value : 1e9;
}

std::vector<std::pair<QString, Json>> labPolicy(const Play& play)
{
    const auto ms = [speed = play.speed](int value) { return Json{std::max(value / speed, 1000)}; };
    std::vector<std::pair<QString, Json>> policy{
        {u"rest.weekday"_s, Json{u"none"_s}}, {u"budget.hour"_s, Json{1000}}, {u"budget.day"_s, Json{1000}},
        {u"gap.promotion"_s, ms(20000)},      {u"gap.failure"_s, ms(5000)},   {u"canary.analysis"_s, ms(20000)},
        {u"canary.time_divisor"_s, Json{15}}, {u"canary.watch"_s, ms(60000)}, {u"canary.health_lost"_s, ms(12000)}};
    // One key in a thousand needs the usual minute to be met.
    const bool isShort = isTwinStory(play.scenario) && play.scenario != Scenario::TwinCrash;
    if (isShort || play.scenario == Scenario::Tuned)
        policy.emplace_back(u"twin.soak"_s, Json{20000});
    if (!play.judge.isEmpty())
        policy.emplace_back(u"canary.judge"_s, Json{play.judge});
    return policy;
}

void setUpCore(Stage& stage)
{
    for (const auto& [key, value] : labPolicy(stage.play))
        command(
            stage, u"policy_set"_s,
            Json::object({{u"key"_s, Json{key}}, {u"value"_s, value}, {u"reason"_s, Json{u"The lab's pace"_s}}}));
    for (const auto* name : {"lab-ana", "lab-bruno"}) {
        const auto made = makeOperator(stage.world.layout().path(u"keys"_s), QString::fromLatin1(name));
        if (!made) {
            stage.trouble = made.error().message;
            return;
        }
        command(
            stage, u"operator_add"_s,
            Json::object(
                {{u"name"_s, Json{made->name}},
                 {u"public_key"_s, Json{made->publicKey}},
                 {u"role"_s, Json{u"approver"_s}}}));
    }
    // New services begin in shadow; the stories are about acting.
    for (const auto& service : serviceNames())
        command(
            stage, u"arm"_s,
            Json::object(
                {{u"service"_s, Json{service}},
                 {u"to"_s, Json{u"armed"_s}},
                 {u"reason"_s, Json{u"The lab's stories act"_s}},
                 {u"operator"_s, Json{u"lab-ana"_s}}}));
}

bool isSetUp(const Facts& facts)
{
    const auto armed = std::count_if(
        facts.arming.begin(), facts.arming.end(), [](const auto& service) { return service.second == "armed"_L1; });
    return facts.operators.contains(u"lab-ana"_s) && facts.operators.contains(u"lab-bruno"_s) &&
           armed == static_cast<qsizetype>(serviceNames().size());
}

void startWorld(Stage& stage, Steps& steps)
{
    steps.push_back(
        {u"Prometheus, HAProxy and the services start"_s,
         [&stage] { orTrouble(stage, u"The world does not start"_s, stage.world.start()); },
         [&stage] { return stage.world.isReady(); }, 30s});
    steps.push_back(
        {u"the load begins"_s,
         [&stage] {
             const double rate = rateOf(stage.play.scenario);
             stage.world.startLoad(rate);
             stage.story.tell(u"Load: %1 requests a second on payments, %2 on search and on profile."_s.arg(rate).arg(
                 World::otherRate));
         },
         {},
         {}});
}

void startCore(Stage& stage, Steps& steps)
{
    steps.push_back(
        {u"the core answers on its control socket"_s,
         [&stage] { orTrouble(stage, u"The core does not start"_s, stage.core.start()); },
         [&stage] { return stage.core.link().isOpen(); }, 30s});
    steps.push_back(
        {u"the core takes policy, operators and services"_s, [&stage] { setUpCore(stage); },
         [&stage] { return isSetUp(stage.core.facts()); }, 20s});
    steps.push_back(
        {u"told"_s,
         [&stage] {
             stage.story.tell(
                 u"Policy is set to the lab's pace; lab-ana and lab-bruno are operators; the services are armed."_s);
         },
         {},
         {}});
}

Step fault(Stage& stage, bool slow)
{
    return {
        u"the store changes"_s,
        [&stage, slow] {
            stage.world.setSlow(sick, slow);
            stage.story.tell(
                slow
                    ? u"The store of payments gets slow: 30 ms a call instead of 5; four connections cannot carry that."_s
                    : u"The store of payments is as fast as before."_s);
        },
        {},
        {}};
}

const Facts::Patch* patchNo(const Stage& stage, std::size_t number)
{
    const auto& patches = stage.core.facts().patches;
    return patches.size() < number ? nullptr : &patches.at(number - 1);
}

bool granted(const Stage& stage, const QString& patch)
{
    const auto& all = stage.core.facts().approvals;
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.patch == patch && one.granted; });
}

/// Proposed, asked for and approved.
void approved(Stage& stage, Steps& steps, std::size_t number)
{
    // A generator tries some values first, and the twin its patch.
    const bool tuned = stage.play.scenario == Scenario::Tuned;
    steps.push_back(
        {u"a patch is proposed"_s,
         {},
         [&stage, number] { return patchNo(stage, number) != nullptr; },
         tuned ? 180s : 60s});
    if (tuned)
        steps.push_back(
            {u"the twin has tried it"_s,
             {},
             [&stage, number] { return !patchNo(stage, number)->twin.isEmpty(); },
             180s});
    steps.push_back(
        {u"the patch is approved"_s,
         [&stage] {
             if (!stage.play.operators)
                 stage.story.tell(u"It is your turn: open Approvals, read the request, decide."_s);
         },
         [&stage, number] {
             const auto* patch = patchNo(stage, number);
             if (patch->ended())
                 stage.trouble = u"The patch was not approved (%1)."_s.arg(patch->refused);
             return granted(stage, patch->id);
         },
         scripted(stage, 60s)});
}

Steps heal(Stage& stage)
{
    Steps steps;
    steps.push_back(wait(stage.clock, quietTime));
    steps.push_back(fault(stage, true));
    approved(stage, steps, 1);
    steps.push_back(
        {u"the patch is promoted"_s,
         {},
         [&stage] {
             const auto* patch = patchNo(stage, 1);
             if (patch->ended())
                 stage.trouble = u"The patch was rolled back, refused or cancelled."_s;
             return !patch->commit.isEmpty();
         },
         scripted(stage, 200s)});
    steps.push_back(
        {u"the watch ends"_s,
         {},
         [&stage] {
             const auto* patch = patchNo(stage, 1);
             if (patch->ended() || !patch->watchHealthy.value_or(true))
                 stage.trouble = u"The watch did not end well."_s;
             return patch->watchHealthy.value_or(false);
         },
         scripted(stage, 100s)});
    steps.push_back({u"the p99 of payments falls below its limit"_s, {}, [&stage] { return p99(stage) < 0.5; }, 30s});
    return steps;
}

void rolledBack(Stage& stage, Steps& steps, std::size_t number)
{
    steps.push_back(
        {u"the canary is rolled back"_s,
         {},
         [&stage, number] {
             const auto* patch = patchNo(stage, number);
             if (!patch->commit.isEmpty() || !patch->refused.isEmpty() || patch->cancelled)
                 stage.trouble = u"The patch was promoted, refused or cancelled instead."_s;
             return patch->rolledBackAtSeq > 0 && stage.core.facts().canariesFinished >= static_cast<int>(number);
         },
         scripted(stage, 90s)});
}

Steps regression(Stage& stage)
{
    Steps steps;
    steps.push_back(wait(stage.clock, quietTime));
    steps.push_back(fault(stage, true));
    approved(stage, steps, 1);
    rolledBack(stage, steps, 1);
    steps.push_back(
        {u"Sophia escalates because of the failed precedent"_s,
         {},
         [&stage] {
             const auto* anomaly = stage.core.facts().openAnomaly(sick);
             return anomaly && !anomaly->decisions.empty() && anomaly->decisions.back().decision == u"escalate"_s &&
                    anomaly->decisions.back().rule == 4;
         },
         30s});
    for (const std::size_t number : {std::size_t{2}, std::size_t{3}}) {
        steps.push_back(
            {u"lab-ana insists"_s, [&stage] { submitRemedy(stage, u"lab-ana insists on the same patch."_s); }, {}, {}});
        approved(stage, steps, number);
        rolledBack(stage, steps, number);
    }
    steps.push_back(
        {u"the breaker of payments opens"_s,
         {},
         [&stage] { return stage.core.facts().openBreakers.contains(sick); },
         20s});
    return steps;
}

Steps transient(Stage& stage)
{
    Steps steps;
    steps.push_back(wait(stage.clock, quietTime));
    const auto seen = [&stage](std::size_t count) {
        const auto* anomaly = stage.core.facts().openAnomaly(sick);
        return anomaly && stage.core.facts().anomalies.size() >= count && !anomaly->decisions.empty();
    };
    const auto over = [&stage] { return stage.core.facts().openAnomaly(sick) == nullptr; };
    for (std::size_t number = 1; number <= episodes + 1; ++number) {
        steps.push_back(fault(stage, true));
        steps.push_back({u"the alert is seen and judged"_s, {}, [seen, number] { return seen(number); }, 40s});
        if (number > episodes)
            steps.push_back(
                {u"the sixth episode is observed by rule 1"_s,
                 {},
                 [&stage] {
                     const auto* anomaly = stage.core.facts().openAnomaly(sick);
                     return anomaly && anomaly->decisions.back().decision == u"observe"_s &&
                            anomaly->decisions.back().rule == 1;
                 },
                 10s});
        steps.push_back(fault(stage, false));
        steps.push_back({u"the alert goes by itself"_s, {}, over, 60s});
        steps.push_back(wait(stage.clock, 3s));
    }
    return steps;
}

Steps worldOnly(Stage& stage)
{
    Steps steps{wait(stage.clock, quietTime)};
    if (stage.play.scenario != Scenario::Calm && !isCanaryStory(stage.play.scenario) &&
        !isTwinStory(stage.play.scenario))
        steps.push_back(fault(stage, true));
    auto next = std::make_shared<Tick>();
    steps.push_back(
        {u"somebody ends the lab"_s,
         [&stage, next] { *next = stage.clock.tick(); },
         [&stage, next] {
             if (stage.clock.tick() < *next)
                 return false;
             *next = stage.clock.tick() + 10s;
             const auto counts = stage.world.load(sick);
             stage.story.tell(
                 u"p99 of payments: %1 s; %2 requests sent, %3 answered, %4 failed."_s.arg(p99(stage), 0, 'f', 3)
                     .arg(counts.sent)
                     .arg(counts.ok)
                     .arg(counts.failed));
             return false;
         },
         {}});
    return steps;
}

Steps scenesOf(Stage& stage)
{
    switch (stage.play.scenario) {
    case Scenario::Heal:
    case Scenario::Tuned: return heal(stage);
    case Scenario::Regression: return regression(stage);
    case Scenario::Transient: return transient(stage);
    case Scenario::Calm: return {wait(stage.clock, 2 * quietTime)};
    case Scenario::TwinCrash:
    case Scenario::TwinLeak:
    case Scenario::TwinSlow:
    case Scenario::TwinNoWayBack: return twinScenes(stage);
    default: return canaryScenes(stage);
    }
}

} // namespace

Steps stepsOf(Stage& stage)
{
    Steps steps;
    startWorld(stage, steps);
    if (!stage.play.worldOnly)
        startCore(stage, steps);
    const auto scenes = stage.play.worldOnly ? worldOnly(stage) : scenesOf(stage);
    steps.insert(steps.end(), scenes.begin(), scenes.end());
    return steps;
}

} // namespace penelope::lab

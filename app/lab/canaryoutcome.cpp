#include "app/lab/canaryoutcome.h"

namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

int verdictsOf(const Facts::Canary& canary, const QString& verdict)
{
    const auto found = canary.verdicts.find(verdict);
    return found == canary.verdicts.end() ? 0 : found->second;
}

Check ofRollback(const Facts::Canary& canary, const QStringList& codes)
{
    return {
        canary.rollbackCode.isEmpty() ? u"The canary was not rolled back."_s
                                      : u"The canary was rolled back at %1 % for %2: %3"_s.arg(canary.rollbackPercent)
                                            .arg(canary.rollbackCode, canary.rollbackText),
        codes.contains(canary.rollbackCode)};
}

Check ofWayBack(const Facts::Canary& canary)
{
    return {
        canary.backConfirmed ? u"The router confirmed that all traffic is on stable again."_s
                             : u"The router did not confirm that all traffic is on stable."_s,
        canary.backConfirmed && canary.status == u"failed"_s};
}

Check ofSteps(const Facts::Canary& canary, int least, int most)
{
    return {
        u"The canary got %1 steps; at most %2 %."_s.arg(canary.steps).arg(canary.percent),
        canary.steps >= least && canary.steps <= most};
}

std::vector<Check> slowLeak(const Facts::Canary& canary)
{
    const int byEvidence = verdictsOf(canary, u"rollback/2"_s) + verdictsOf(canary, u"rollback/3"_s);
    return {
        ofRollback(canary, {u"evidence"_s, u"limit"_s}),
        {u"It was rule 2 or 3, and not in the first step."_s, byEvidence == 1 && canary.rollbackPercent > 10},
        {u"%1 requests to the canary failed before, %2 to stable."_s.arg(canary.canaryFailures)
             .arg(canary.stableFailures),
         canary.canaryFailures >= 5},
        ofWayBack(canary)};
}

std::vector<Check> lowTraffic(const Facts::Canary& canary)
{
    return {
        {u"The canary was not rolled back."_s, canary.rollbackCode.isEmpty()},
        ofSteps(canary, 1, 1),
        {canary.paused.isEmpty() ? u"Nobody was asked."_s : u"A person is asked: %1"_s.arg(canary.paused),
         canary.paused.contains(u"more requests without a failure would be needed"_s)}};
}

std::vector<Check> bothArmsOutage(const Facts::Canary& canary)
{
    const auto edge = canary.trouble.value_or(Facts::Interval{});
    return {
        {u"First seen with %1 of %2 requests failing on the canary, %3 of %4 on stable; in all %5 and %6."_s
             .arg(edge.canaryFailures)
             .arg(edge.canaryRequests)
             .arg(edge.stableFailures)
             .arg(edge.stableRequests)
             .arg(canary.canaryFailures)
             .arg(canary.stableFailures),
         canary.canaryFailures >= 50 && canary.stableFailures >= 50},
        {u"%1 intervals were held because stable was in trouble too."_s.arg(verdictsOf(canary, u"hold/4"_s)),
         verdictsOf(canary, u"hold/4"_s) > 0},
        {u"The canary was not rolled back."_s, canary.rollbackCode.isEmpty()},
        {u"The canary went through all its steps (%1 decided, %2 of them by a person)."_s.arg(canary.steps)
             .arg(canary.byPerson),
         canary.steps == 5}};
}

std::vector<Check> lost(const Facts::Canary& canary)
{
    constexpr Milliseconds absent{12s}; // 180 s by the divisor of 15
    constexpr Milliseconds late{4s};
    std::vector<Check> checks{ofRollback(canary, {u"canary_absent"_s})};
    if (canary.missingFrom && canary.rollbackAt) {
        const auto after = std::chrono::duration_cast<Milliseconds>(*canary.rollbackAt - *canary.missingFrom);
        checks.push_back(
            {u"Held for %1 intervals, rolled back %2 s after its last sign of life."_s
                 .arg(verdictsOf(canary, u"hold/5"_s))
                 .arg(static_cast<double>(after.count()) / 1000, 0, 'f', 1),
             verdictsOf(canary, u"hold/5"_s) > 0 && after >= absent && after <= absent + late});
    }
    checks.push_back(
        {u"Without its metrics it got no step."_s, canary.missingFrom && canary.steps == canary.stepsWhenMissing});
    checks.push_back(ofWayBack(canary));
    return checks;
}

} // namespace

std::vector<Check> canaryChecks(Scenario scenario, const Facts& facts)
{
    if (!isCanaryStory(scenario))
        return {}; // calm has no canary, and needs none
    const auto* canary = facts.canary();
    if (!canary)
        return {{u"There was no canary."_s, false}};
    switch (scenario) {
    case Scenario::SlowLeak: return slowLeak(*canary);
    case Scenario::LowTraffic: return lowTraffic(*canary);
    case Scenario::BothArmsOutage: return bothArmsOutage(*canary);
    case Scenario::CanaryCrash:
    case Scenario::SilentCanary: return lost(*canary);
    default: return {};
    }
}

} // namespace penelope::lab

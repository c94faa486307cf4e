#include "core/policy/policy.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::policy {
namespace {

constexpr double second = 1000;
constexpr double minute = 60 * second;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;

Key duration(const QString& name, double fallback, const QString& help, double min = 0, double max = 31 * day)
{
    return {name, Kind::Duration, fallback, min, max, {}, u"ms"_s, help};
}
Key integer(const QString& name, int fallback, int min, int max, const QString& unit, const QString& help)
{
    return {name, Kind::Integer, fallback, min, max, {}, unit, help};
}
Key ratio(const QString& name, double fallback, const QString& help)
{
    return {name, Kind::Ratio, fallback, 0, 1, {}, {}, help};
}
Key flag(const QString& name, bool fallback, const QString& help)
{
    return {name, Kind::Boolean, fallback, std::nullopt, std::nullopt, {}, {}, help};
}
Key text(const QString& name, const QString& fallback, const QStringList& choices, const QString& help)
{
    return {name, Kind::Text, fallback, std::nullopt, std::nullopt, choices, {}, help};
}
Key words(const QString& name, const QStringList& fallback, const QString& help)
{
    return {name, Kind::Words, jsonList(fallback), std::nullopt, std::nullopt, {}, {}, help};
}

void addImpact(std::vector<Key>& keys)
{
    keys.push_back(ratio(u"sophia.impact_p0"_s, 1, u"impact of a P0 before error rate and users"_s));
    keys.push_back(ratio(u"sophia.impact_p1"_s, 0.7, u"the same for P1"_s));
    keys.push_back(ratio(u"sophia.impact_p2"_s, 0.4, u"the same for P2"_s));
    keys.push_back(ratio(u"sophia.impact_p3"_s, 0.2, u"the same for P3"_s));
    keys.push_back(ratio(u"sophia.impact_errors"_s, 0.3, u"impact that an error rate of 1 adds; less in proportion"_s));
    keys.push_back(integer(
        u"sophia.some_users"_s, 100, 0, 1'000'000'000, u"users"_s, u"affected users above which impact is added"_s));
    keys.push_back(ratio(u"sophia.impact_some_users"_s, 0.15, u"impact that they add"_s));
    keys.push_back(integer(
        u"sophia.many_users"_s, 1000, 0, 1'000'000'000, u"users"_s, u"affected users above which more is added"_s));
    keys.push_back(ratio(u"sophia.impact_many_users"_s, 0.3, u"impact that so many add"_s));
    keys.push_back(ratio(u"diagnosis.similarity_share"_s, 0.6, u"part of the best similarity in a confidence"_s));
    keys.push_back(ratio(u"diagnosis.success_share"_s, 0.4, u"part of the precedents' success in a confidence"_s));
    keys.push_back(ratio(u"diagnosis.no_precedent"_s, 0.3, u"confidence without a precedent"_s));
}

void addJudgement(std::vector<Key>& keys)
{
    keys.push_back(integer(
        u"sophia.similar"_s, 5, 1, 1000, u"anomalies"_s,
        u"similar closed anomalies from which on one may be called transient"_s));
    keys.push_back(duration(
        u"sophia.similar_window"_s, 28 * day, u"how far back similar anomalies are counted"_s, minute, 366 * day));
    keys.push_back(ratio(u"sophia.transient"_s, 0.9, u"share resolved by themselves above which one is transient"_s));
    keys.push_back(ratio(u"sophia.own_level"_s, 0.9, u"similarity above which a precedent's own level is used"_s));
    keys.push_back(duration(u"sophia.review_transient"_s, 5 * minute, u"look again after a transient"_s, second));
    keys.push_back(duration(u"sophia.review"_s, 10 * minute, u"look again after any other observation"_s, second));
    keys.push_back(ratio(u"sophia.complexity"_s, 0.7, u"risk: mean complexity above this adds 0.30"_s));
    keys.push_back(
        integer(u"sophia.dependencies"_s, 10, 0, 10000, u"dependencies"_s, u"risk: more than this adds 0.20"_s));
    keys.push_back(integer(u"sophia.commits"_s, 3, 0, 10000, u"commits"_s, u"risk: more in 24 h adds 0.25"_s));
    keys.push_back(ratio(u"sophia.coverage"_s, 0.9, u"risk: test coverage below this adds 0.25"_s));
    keys.push_back(ratio(u"sophia.complexity_adds"_s, 0.3, u"risk that too high a complexity adds"_s));
    keys.push_back(ratio(u"sophia.dependencies_adds"_s, 0.2, u"risk that too many dependencies add"_s));
    keys.push_back(ratio(u"sophia.commits_adds"_s, 0.25, u"risk that too many recent commits add"_s));
    keys.push_back(ratio(u"sophia.coverage_adds"_s, 0.25, u"risk that too low a coverage adds"_s));
    keys.push_back(
        duration(u"sophia.commits_window"_s, day, u"how far back recent commits are counted"_s, minute, 31 * day));
    addImpact(keys);
    keys.push_back(ratio(u"wisdom.similarity"_s, 0.85, u"least similarity of a precedent that decides"_s));
    keys.push_back(ratio(u"wisdom.browse"_s, 0.7, u"least similarity of a precedent that is listed"_s));
    keys.push_back(integer(
        u"wisdom.nearest"_s, 10, 1, 100, u"precedents"_s,
        u"most precedents that a judgement looks at, nearest first"_s));
    keys.push_back(integer(
        u"wisdom.known"_s, 5, 1, 1000, u"precedents"_s,
        u"precedents with an outcome from which on a domain is known"_s));
    keys.push_back(
        duration(u"patch.remedy_pause"_s, 7 * day, u"a remedy whose patch failed is not proposed again within"_s));
    keys.push_back(duration(u"diagnosis.recent"_s, day, u"how far back a commit may be to be blamed"_s, minute));
}

void addCompetence(std::vector<Key>& keys)
{
    const auto room = [](QLatin1String name) { return u"tapeinophrosyne."_s + name; };
    const auto points = [&](QLatin1String name, int fallback, const QString& help) {
        keys.push_back(integer(room(name), fallback, 0, 100, u"points"_s, help));
    };
    keys.push_back(ratio(room("sure"_L1), 0.9, u"confidence below which a report names it as a factor"_s));
    keys.push_back(ratio(room("fair"_L1), 0.85, u"confidence below which risk points are given"_s));
    keys.push_back(ratio(room("poor"_L1), 0.7, u"confidence below which more of them are given"_s));
    keys.push_back(ratio(room("poor_gentleness"_L1), 0.7, u"gentleness below which risk points are given"_s));
    keys.push_back(integer(
        room("some_lines"_L1), 15, 0, 10000, u"lines"_s, u"lines above which a report names them and gives points"_s));
    keys.push_back(integer(room("many_lines"_L1), 20, 0, 10000, u"lines"_s, u"lines above which more are given"_s));
    points("points_fair"_L1, 1, u"risk points of a confidence that is not quite fair"_s);
    points("points_poor"_L1, 3, u"risk points of a poor confidence"_s);
    points("points_some_lines"_L1, 1, u"risk points of some lines"_s);
    points("points_many_lines"_L1, 2, u"risk points of many lines"_s);
    points("points_gentleness"_L1, 2, u"risk points of poor gentleness"_s);
    points("medium"_L1, 1, u"risk points from which on the risk is medium"_s);
    points("high"_L1, 3, u"risk points from which on it is high"_s);
    points("critical"_L1, 5, u"risk points from which on it is critical"_s);
}

void addGentleness(std::vector<Key>& keys)
{
    keys.push_back(integer(u"praotes.lines"_s, 25, 1, 10000, u"lines"_s, u"most lines a gentle patch changes"_s));
    keys.push_back(
        integer(u"praotes.functions"_s, 3, 0, 1000, u"functions"_s, u"most functions a gentle patch changes"_s));
    keys.push_back(
        integer(u"praotes.contracts"_s, 0, 0, 1000, u"contracts"_s, u"most contracts a gentle patch breaks"_s));
    keys.push_back(ratio(u"praotes.reversibility"_s, 0.9, u"least reversibility of a gentle patch"_s));
    keys.push_back(
        words(u"praotes.critical_files"_s, {}, u"configuration files beside the built-in ones that cost 0.2"_s));
    keys.push_back(ratio(u"praotes.file_cost"_s, 0.1, u"reversibility that each further file costs"_s));
    keys.push_back(ratio(u"praotes.migration_cost"_s, 0.3, u"reversibility that a migration costs"_s));
    keys.push_back(ratio(u"praotes.critical_cost"_s, 0.2, u"reversibility that a critical configuration file costs"_s));
    keys.push_back(ratio(u"praotes.line_cost"_s, 0.01, u"reversibility that each line costs beyond the free ones"_s));
    keys.push_back(integer(u"praotes.free_lines"_s, 15, 0, 10000, u"lines"_s, u"lines that cost no reversibility"_s));
    keys.push_back(ratio(u"praotes.weight_lines"_s, 0.3, u"part of the lines in the gentleness score"_s));
    keys.push_back(ratio(u"praotes.weight_reversibility"_s, 0.3, u"part of the reversibility in it"_s));
    keys.push_back(ratio(u"praotes.weight_functions"_s, 0.2, u"part of the functions in it"_s));
    keys.push_back(ratio(u"praotes.weight_contracts"_s, 0.2, u"part of the kept contracts in it"_s));
    keys.push_back(ratio(u"praotes.worst_score"_s, 0.45, u"most that a patch scores which is not approved"_s));
    keys.push_back(integer(
        u"patch.surgical_lines"_s, 5, 1, 10000, u"lines"_s, u"most lines of a surgical patch; more is moderate"_s));
    keys.push_back(integer(
        u"patch.moderate_lines"_s, 25, 1, 10000, u"lines"_s, u"most lines of a moderate patch; more is a redesign"_s));
    addCompetence(keys);
    keys.push_back(ratio(u"tapeinophrosyne.confidence"_s, 0.85, u"from this confidence on a known domain is mine"_s));
    keys.push_back(words(
        u"tapeinophrosyne.critical_paths"_s, {u"auth"_s, u"payment"_s, u"user_data"_s, u"security"_s},
        u"path components and file stems that need a person"_s));
}

void addLimits(std::vector<Key>& keys)
{
    keys.push_back(integer(u"breaker.failures"_s, 3, 1, 100, u"failures"_s, u"failures in the window that open"_s));
    keys.push_back(duration(u"breaker.window"_s, 15 * minute, u"sliding window of the failures"_s, second));
    keys.push_back(duration(u"breaker.cooldown"_s, hour, u"time open before one probe may go"_s, second));
    keys.push_back(text(u"rest.zone"_s, u"UTC"_s, {}, u"IANA time zone of the rest day"_s));
    keys.push_back(text(
        u"rest.weekday"_s, u"sun"_s, {u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s, u"none"_s},
        u"the rest day; none = no rest day"_s));
    keys.push_back(
        duration(u"rest.release_after"_s, minute, u"time after the rest day at which deployments go on"_s, 0, day));
    keys.push_back(integer(u"budget.hour"_s, 5, 1, 100000, u"canaries"_s, u"started in a sliding hour"_s));
    keys.push_back(integer(u"budget.day"_s, 20, 1, 1000000, u"canaries"_s, u"started in a sliding day"_s));
    keys.push_back(duration(u"gap.promotion"_s, 15 * minute, u"between patches of a service after a promotion"_s));
    keys.push_back(duration(u"gap.failure"_s, 5 * minute, u"between patches of a service after a failure"_s));
    keys.push_back(duration(u"freeze.span"_s, 4 * hour, u"how long a freeze lasts where it does not say"_s, minute));
    keys.push_back(duration(u"freeze.longest"_s, 7 * day, u"the longest a freeze may last"_s, minute));
}

void addApproval(std::vector<Key>& keys)
{
    keys.push_back(duration(u"approval.deadline"_s, 2 * hour, u"time to decide; then the request expires"_s, minute));
    keys.push_back(ratio(u"approval.risk"_s, 0.7, u"risk from which on two people are asked"_s));
    keys.push_back(
        integer(u"approval.level"_s, 5, 1, 5, {}, u"level of an intervention from which on two people are asked"_s));
    keys.push_back(ratio(u"approval.reason_risk"_s, 0.5, u"risk from which on approving needs a reason"_s));
    keys.push_back(ratio(u"approval.confidence"_s, 0.8, u"confidence below which a person is asked"_s));
    keys.push_back(ratio(u"approval.gentleness"_s, 0.7, u"gentleness below which a person is asked"_s));
    keys.push_back(integer(u"approval.lines"_s, 25, 1, 10000, u"lines"_s, u"lines above which a person is asked"_s));
    keys.push_back(words(u"approval.services"_s, {}, u"services whose every patch asks a person"_s));
    keys.push_back(duration(u"approval.hold"_s, 8 * second, u"hold of a decision for undo"_s, 0, minute));
    keys.push_back(duration(u"approval.hold_p0"_s, 3 * second, u"the same for P0"_s, 0, minute));
    keys.push_back(duration(u"approval.hold_least"_s, 15 * second, u"with less time left there is no hold"_s));
    keys.push_back(duration(u"approval.acknowledge"_s, 15 * minute, u"silence after an acknowledgement"_s, second));
    keys.push_back(
        duration(u"approval.snooze_margin"_s, 10 * minute, u"a snooze ends this long before the deadline"_s));
    keys.push_back(
        flag(u"approval.break_glass"_s, true, u"at P0 one approver may decide alone when the second does not act"_s));
    keys.push_back(duration(
        u"approval.break_glass_wait"_s, 10 * minute, u"time the second approver has before one may decide alone"_s));
    keys.push_back(
        {u"approval.reminders"_s,
         Kind::Integers,
         Json::Array{50, 80, 90},
         1,
         99,
         {},
         u"percent"_s,
         u"shares of the time after which it reminds"_s});
}

void addTwin(std::vector<Key>& keys)
{
    keys.push_back(
        duration(u"twin.limit"_s, 10 * minute, u"longest that a service's tests may run"_s, second, 6 * hour));
    keys.push_back(
        integer(u"twin.memory"_s, 2048, 16, 1048576, u"MiB"_s, u"memory that each process of a trial may take"_s));
    keys.push_back(
        integer(u"twin.processes"_s, 256, 4, 100000, u"processes"_s, u"processes that a trial may have at once"_s));
}

void addCanary(std::vector<Key>& keys)
{
    addTwin(keys);
    keys.push_back(
        {u"canary.steps"_s,
         Kind::Integers,
         Json::Array{10, 25, 50, 100},
         1,
         100,
         {},
         u"percent"_s,
         u"shares of the traffic, one after the other"_s});
    keys.push_back(duration(u"canary.analysis"_s, 15 * minute, u"least time of a step"_s, second, day));
    keys.push_back(integer(u"canary.time_divisor"_s, 1, 1, 3600, {}, u"divides the judge's own times"_s));
    keys.push_back(text(
        u"canary.judge"_s, u"sequential"_s, {u"sequential"_s, u"thresholds"_s, u"mann_whitney"_s},
        u"how a canary is judged"_s));
    keys.push_back(integer(u"canary.pass_mark"_s, 95, 0, 100, u"points"_s, u"mann_whitney: a score that goes up"_s));
    keys.push_back(integer(u"canary.marginal_mark"_s, 75, 0, 100, u"points"_s, u"mann_whitney: a score that holds"_s));
    keys.push_back(text(u"canary.mode"_s, u"normal"_s, {u"normal"_s, u"strict"_s}, u"strict: thresholds also rule"_s));
    keys.push_back(flag(u"canary.auto_promote"_s, true, u"a step goes up without a person"_s));
    keys.push_back(flag(u"canary.auto_rollback"_s, true, u"it goes back without a person"_s));
    keys.push_back({u"canary.hold_back"_s, Kind::Ratio, 0, 0, 0.5, {}, {}, u"share that stays on stable at 100 %"_s});
    keys.push_back(integer(u"canary.requests"_s, 50, 1, 1000000, u"requests"_s, u"below this a value is unknown"_s));
    keys.push_back(integer(u"canary.holds"_s, 3, 0, 100, u"holds"_s, u"in a row before a person is asked"_s));
    keys.push_back(
        duration(u"canary.absent"_s, 3 * minute, u"absent in a row that rolls back (by the divisor)"_s, second));
    keys.push_back(
        duration(u"canary.frozen"_s, 15 * minute, u"without evidence that pauses (by the divisor)"_s, second));
    keys.push_back(integer(u"canary.restarts"_s, 2, 0, 1000, u"restarts"_s, u"more of the canary in a step hold it"_s));
    keys.push_back(
        integer(u"canary.share_requests"_s, 500, 1, 1000000, u"requests"_s, u"after which the split is measured"_s));
    keys.push_back(ratio(u"canary.share_tolerance"_s, 0.05, u"how far the measured split may be off (of 1)"_s));
    keys.push_back(duration(u"canary.watch"_s, 10 * minute, u"watch after a promotion"_s, second, day));
    keys.push_back(
        duration(u"canary.health_lost"_s, 3 * minute, u"health lost in the watch that rolls back"_s, second));
    keys.push_back(
        {u"canary.watch_factor"_s,
         Kind::Ratio,
         2,
         1,
         100,
         {},
         {},
         u"error rate over the baseline that rolls back in the watch"_s});
    keys.push_back(ratio(u"canary.watch_floor"_s, 0.001, u"least baseline of the watch"_s));
    keys.push_back(duration(u"compliance.window"_s, hour, u"window of the score"_s, minute, 366 * day));
}

std::vector<Key> makeRegistry()
{
    std::vector<Key> keys;
    addJudgement(keys);
    addGentleness(keys);
    addLimits(keys);
    addApproval(keys);
    addCanary(keys);
    std::sort(keys.begin(), keys.end(), [](const Key& left, const Key& right) { return left.name < right.name; });
    return keys;
}

} // namespace

const std::vector<Key>& registry()
{
    static const std::vector<Key> keys = makeRegistry();
    return keys;
}

const Key* find(const QString& name)
{
    const auto& keys = registry();
    const auto at = std::lower_bound(
        keys.begin(), keys.end(), name, [](const Key& key, const QString& wanted) { return key.name < wanted; });
    return at != keys.end() && at->name == name ? &*at : nullptr;
}

} // namespace penelope::policy

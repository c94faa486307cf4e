#include "ui/text/policywords.h"

#include <QCoreApplication>

#include <map>

namespace penelope::ui::words {

using namespace Qt::Literals::StringLiterals;

namespace {

using PolicyTable = std::map<QString, const char*>;

const PolicyTable& policyTable()
{
    static const PolicyTable table{
        {u"sophia.similar"_s,
         QT_TRANSLATE_NOOP("policy", "similar closed anomalies from which on one may be called transient")},
        {u"sophia.similar_window"_s, QT_TRANSLATE_NOOP("policy", "how far back similar anomalies are counted")},
        {u"sophia.transient"_s,
         QT_TRANSLATE_NOOP("policy", "share resolved by themselves above which one is transient")},
        {u"sophia.own_level"_s, QT_TRANSLATE_NOOP("policy", "similarity above which a precedent's own level is used")},
        {u"sophia.review_transient"_s, QT_TRANSLATE_NOOP("policy", "look again after a transient")},
        {u"sophia.review"_s, QT_TRANSLATE_NOOP("policy", "look again after any other observation")},
        {u"sophia.complexity"_s, QT_TRANSLATE_NOOP("policy", "risk: mean complexity above this adds 0.30")},
        {u"sophia.dependencies"_s, QT_TRANSLATE_NOOP("policy", "risk: more than this adds 0.20")},
        {u"sophia.commits"_s, QT_TRANSLATE_NOOP("policy", "risk: more in 24 h adds 0.25")},
        {u"sophia.coverage"_s, QT_TRANSLATE_NOOP("policy", "risk: test coverage below this adds 0.25")},
        {u"wisdom.similarity"_s, QT_TRANSLATE_NOOP("policy", "least similarity of a precedent that decides")},
        {u"wisdom.browse"_s, QT_TRANSLATE_NOOP("policy", "least similarity of a precedent that is listed")},
        {u"wisdom.nearest"_s, QT_TRANSLATE_NOOP("policy", "most precedents that a judgement looks at, nearest first")},
        {u"wisdom.known"_s, QT_TRANSLATE_NOOP("policy", "precedents with an outcome from which on a domain is known")},
        {u"patch.remedy_pause"_s,
         QT_TRANSLATE_NOOP("policy", "a remedy whose patch failed is not proposed again within")},
        {u"diagnosis.recent"_s, QT_TRANSLATE_NOOP("policy", "how far back a commit may be to be blamed")},
        {u"praotes.lines"_s, QT_TRANSLATE_NOOP("policy", "most lines a gentle patch changes")},
        {u"praotes.functions"_s, QT_TRANSLATE_NOOP("policy", "most functions a gentle patch changes")},
        {u"praotes.contracts"_s, QT_TRANSLATE_NOOP("policy", "most contracts a gentle patch breaks")},
        {u"praotes.reversibility"_s, QT_TRANSLATE_NOOP("policy", "least reversibility of a gentle patch")},
        {u"praotes.critical_files"_s,
         QT_TRANSLATE_NOOP("policy", "configuration files beside the built-in ones that cost 0.2")},
        {u"tapeinophrosyne.confidence"_s,
         QT_TRANSLATE_NOOP("policy", "from this confidence on a known domain is mine")},
        {u"tapeinophrosyne.critical_paths"_s,
         QT_TRANSLATE_NOOP("policy", "path components and file stems that need a person")},
        {u"breaker.failures"_s, QT_TRANSLATE_NOOP("policy", "failures in the window that open")},
        {u"breaker.window"_s, QT_TRANSLATE_NOOP("policy", "sliding window of the failures")},
        {u"breaker.cooldown"_s, QT_TRANSLATE_NOOP("policy", "time open before one probe may go")},
        {u"rest.zone"_s, QT_TRANSLATE_NOOP("policy", "IANA time zone of the rest day")},
        {u"rest.weekday"_s, QT_TRANSLATE_NOOP("policy", "the rest day; none = no rest day")},
        {u"budget.hour"_s, QT_TRANSLATE_NOOP("policy", "started in a sliding hour")},
        {u"budget.day"_s, QT_TRANSLATE_NOOP("policy", "started in a sliding day")},
        {u"gap.promotion"_s, QT_TRANSLATE_NOOP("policy", "between patches of a service after a promotion")},
        {u"gap.failure"_s, QT_TRANSLATE_NOOP("policy", "between patches of a service after a failure")},
        {u"approval.deadline"_s, QT_TRANSLATE_NOOP("policy", "time to decide; then the request expires")},
        {u"approval.level"_s,
         QT_TRANSLATE_NOOP("policy", "level of an intervention from which on two people are asked")},
        {u"twin.limit"_s, QT_TRANSLATE_NOOP("policy", "longest that a service's tests may run")},
        {u"twin.memory"_s, QT_TRANSLATE_NOOP("policy", "memory that each process of a trial may take")},
        {u"twin.processes"_s, QT_TRANSLATE_NOOP("policy", "processes that a trial may have at once")},
        {u"twin.soak"_s, QT_TRANSLATE_NOOP("policy", "how long both versions are put under load side by side")},
        {u"twin.soak_critical"_s, QT_TRANSLATE_NOOP("policy", "the same where a critical path is changed")},
        {u"twin.rate"_s, QT_TRANSLATE_NOOP("policy", "load on each version, unless its registration says another")},
        {u"twin.slower"_s,
         QT_TRANSLATE_NOOP("policy", "a patched version so much slower than the one before does not pass")},
        {u"twin.leak"_s, QT_TRANSLATE_NOOP("policy", "memory that it may gain on the one before, without end")},
        {u"approval.risk"_s, QT_TRANSLATE_NOOP("policy", "risk from which on two people are asked")},
        {u"approval.reason_risk"_s, QT_TRANSLATE_NOOP("policy", "risk from which on approving needs a reason")},
        {u"approval.confidence"_s, QT_TRANSLATE_NOOP("policy", "confidence below which a person is asked")},
        {u"approval.gentleness"_s, QT_TRANSLATE_NOOP("policy", "gentleness below which a person is asked")},
        {u"approval.lines"_s, QT_TRANSLATE_NOOP("policy", "lines above which a person is asked")},
        {u"approval.services"_s, QT_TRANSLATE_NOOP("policy", "services whose every patch asks a person")},
        {u"approval.hold"_s, QT_TRANSLATE_NOOP("policy", "hold of a decision for undo")},
        {u"approval.hold_p0"_s, QT_TRANSLATE_NOOP("policy", "the same for P0")},
        {u"approval.hold_least"_s, QT_TRANSLATE_NOOP("policy", "with less time left there is no hold")},
        {u"approval.acknowledge"_s, QT_TRANSLATE_NOOP("policy", "silence after an acknowledgement")},
        {u"approval.snooze_margin"_s, QT_TRANSLATE_NOOP("policy", "a snooze ends this long before the deadline")},
        {u"approval.reminders"_s, QT_TRANSLATE_NOOP("policy", "shares of the time after which it reminds")},
        {u"canary.steps"_s, QT_TRANSLATE_NOOP("policy", "shares of the traffic, one after the other")},
        {u"canary.analysis"_s, QT_TRANSLATE_NOOP("policy", "least time of a step")},
        {u"canary.time_divisor"_s, QT_TRANSLATE_NOOP("policy", "divides the judge's own times")},
        {u"canary.judge"_s, QT_TRANSLATE_NOOP("policy", "how a canary is judged")},
        {u"canary.mode"_s, QT_TRANSLATE_NOOP("policy", "strict: thresholds also rule")},
        {u"canary.auto_promote"_s, QT_TRANSLATE_NOOP("policy", "a step goes up without a person")},
        {u"canary.auto_rollback"_s, QT_TRANSLATE_NOOP("policy", "it goes back without a person")},
        {u"canary.hold_back"_s, QT_TRANSLATE_NOOP("policy", "share that stays on stable at 100 %")},
        {u"canary.requests"_s, QT_TRANSLATE_NOOP("policy", "below this a value is unknown")},
        {u"canary.holds"_s, QT_TRANSLATE_NOOP("policy", "in a row before a person is asked")},
        {u"canary.absent"_s, QT_TRANSLATE_NOOP("policy", "absent in a row that rolls back (by the divisor)")},
        {u"canary.frozen"_s, QT_TRANSLATE_NOOP("policy", "without evidence that pauses (by the divisor)")},
        {u"canary.restarts"_s, QT_TRANSLATE_NOOP("policy", "more of the canary in a step hold it")},
        {u"canary.share_requests"_s, QT_TRANSLATE_NOOP("policy", "after which the split is measured")},
        {u"canary.share_tolerance"_s, QT_TRANSLATE_NOOP("policy", "how far the measured split may be off (of 1)")},
        {u"canary.watch"_s, QT_TRANSLATE_NOOP("policy", "watch after a promotion")},
        {u"canary.health_lost"_s, QT_TRANSLATE_NOOP("policy", "health lost in the watch that rolls back")},
        {u"canary.watch_factor"_s,
         QT_TRANSLATE_NOOP("policy", "error rate over the baseline that rolls back in the watch")},
        {u"canary.watch_floor"_s, QT_TRANSLATE_NOOP("policy", "least baseline of the watch")},
        {u"sophia.impact_p0"_s, QT_TRANSLATE_NOOP("policy", "impact of a P0 before error rate and users")},
        {u"sophia.impact_p1"_s, QT_TRANSLATE_NOOP("policy", "the same for P1")},
        {u"sophia.impact_p2"_s, QT_TRANSLATE_NOOP("policy", "the same for P2")},
        {u"sophia.impact_p3"_s, QT_TRANSLATE_NOOP("policy", "the same for P3")},
        {u"sophia.impact_errors"_s,
         QT_TRANSLATE_NOOP("policy", "impact that an error rate of 1 adds; less in proportion")},
        {u"sophia.some_users"_s, QT_TRANSLATE_NOOP("policy", "affected users above which impact is added")},
        {u"sophia.impact_some_users"_s, QT_TRANSLATE_NOOP("policy", "impact that they add")},
        {u"sophia.many_users"_s, QT_TRANSLATE_NOOP("policy", "affected users above which more is added")},
        {u"sophia.impact_many_users"_s, QT_TRANSLATE_NOOP("policy", "impact that so many add")},
        {u"diagnosis.similarity_share"_s, QT_TRANSLATE_NOOP("policy", "part of the best similarity in a confidence")},
        {u"diagnosis.success_share"_s, QT_TRANSLATE_NOOP("policy", "part of the precedents' success in a confidence")},
        {u"diagnosis.no_precedent"_s, QT_TRANSLATE_NOOP("policy", "confidence without a precedent")},
        {u"sophia.complexity_adds"_s, QT_TRANSLATE_NOOP("policy", "risk that too high a complexity adds")},
        {u"sophia.dependencies_adds"_s, QT_TRANSLATE_NOOP("policy", "risk that too many dependencies add")},
        {u"sophia.commits_adds"_s, QT_TRANSLATE_NOOP("policy", "risk that too many recent commits add")},
        {u"sophia.coverage_adds"_s, QT_TRANSLATE_NOOP("policy", "risk that too low a coverage adds")},
        {u"sophia.commits_window"_s, QT_TRANSLATE_NOOP("policy", "how far back recent commits are counted")},
        {u"praotes.file_cost"_s, QT_TRANSLATE_NOOP("policy", "reversibility that each further file costs")},
        {u"praotes.migration_cost"_s, QT_TRANSLATE_NOOP("policy", "reversibility that a migration costs")},
        {u"praotes.critical_cost"_s,
         QT_TRANSLATE_NOOP("policy", "reversibility that a critical configuration file costs")},
        {u"praotes.line_cost"_s,
         QT_TRANSLATE_NOOP("policy", "reversibility that each line costs beyond the free ones")},
        {u"praotes.free_lines"_s, QT_TRANSLATE_NOOP("policy", "lines that cost no reversibility")},
        {u"praotes.weight_lines"_s, QT_TRANSLATE_NOOP("policy", "part of the lines in the gentleness score")},
        {u"praotes.weight_reversibility"_s, QT_TRANSLATE_NOOP("policy", "part of the reversibility in it")},
        {u"praotes.weight_functions"_s, QT_TRANSLATE_NOOP("policy", "part of the functions in it")},
        {u"praotes.weight_contracts"_s, QT_TRANSLATE_NOOP("policy", "part of the kept contracts in it")},
        {u"praotes.worst_score"_s, QT_TRANSLATE_NOOP("policy", "most that a patch scores which is not approved")},
        {u"patch.surgical_lines"_s, QT_TRANSLATE_NOOP("policy", "most lines of a surgical patch; more is moderate")},
        {u"patch.moderate_lines"_s, QT_TRANSLATE_NOOP("policy", "most lines of a moderate patch; more is a redesign")},
        {u"rest.release_after"_s, QT_TRANSLATE_NOOP("policy", "time after the rest day at which deployments go on")},
        {u"freeze.span"_s, QT_TRANSLATE_NOOP("policy", "how long a freeze lasts where it does not say")},
        {u"freeze.longest"_s, QT_TRANSLATE_NOOP("policy", "the longest a freeze may last")},
        {u"approval.break_glass"_s,
         QT_TRANSLATE_NOOP("policy", "at P0 one approver may decide alone when the second does not act")},
        {u"approval.break_glass_wait"_s,
         QT_TRANSLATE_NOOP("policy", "time the second approver has before one may decide alone")},
        {u"canary.pass_mark"_s, QT_TRANSLATE_NOOP("policy", "mann_whitney: a score that goes up")},
        {u"canary.marginal_mark"_s, QT_TRANSLATE_NOOP("policy", "mann_whitney: a score that holds")},
        {u"tapeinophrosyne.sure"_s,
         QT_TRANSLATE_NOOP("policy", "confidence below which a report names it as a factor")},
        {u"tapeinophrosyne.fair"_s, QT_TRANSLATE_NOOP("policy", "confidence below which risk points are given")},
        {u"tapeinophrosyne.poor"_s, QT_TRANSLATE_NOOP("policy", "confidence below which more of them are given")},
        {u"tapeinophrosyne.poor_gentleness"_s,
         QT_TRANSLATE_NOOP("policy", "gentleness below which risk points are given")},
        {u"tapeinophrosyne.some_lines"_s,
         QT_TRANSLATE_NOOP("policy", "lines above which a report names them and gives points")},
        {u"tapeinophrosyne.many_lines"_s, QT_TRANSLATE_NOOP("policy", "lines above which more are given")},
        {u"tapeinophrosyne.points_fair"_s,
         QT_TRANSLATE_NOOP("policy", "risk points of a confidence that is not quite fair")},
        {u"tapeinophrosyne.points_poor"_s, QT_TRANSLATE_NOOP("policy", "risk points of a poor confidence")},
        {u"tapeinophrosyne.points_some_lines"_s, QT_TRANSLATE_NOOP("policy", "risk points of some lines")},
        {u"tapeinophrosyne.points_many_lines"_s, QT_TRANSLATE_NOOP("policy", "risk points of many lines")},
        {u"tapeinophrosyne.points_gentleness"_s, QT_TRANSLATE_NOOP("policy", "risk points of poor gentleness")},
        {u"tapeinophrosyne.medium"_s, QT_TRANSLATE_NOOP("policy", "risk points from which on the risk is medium")},
        {u"tapeinophrosyne.high"_s, QT_TRANSLATE_NOOP("policy", "risk points from which on it is high")},
        {u"tapeinophrosyne.critical"_s, QT_TRANSLATE_NOOP("policy", "risk points from which on it is critical")},
        {u"compliance.window"_s, QT_TRANSLATE_NOOP("policy", "window of the score")}};
    return table;
}

const PolicyTable& unitTable()
{
    static const PolicyTable table{
        {u"anomalies"_s, QT_TRANSLATE_NOOP("policy", "anomalies")},
        {u"dependencies"_s, QT_TRANSLATE_NOOP("policy", "dependencies")},
        {u"commits"_s, QT_TRANSLATE_NOOP("policy", "commits")},
        {u"precedents"_s, QT_TRANSLATE_NOOP("policy", "precedents")},
        {u"lines"_s, QT_TRANSLATE_NOOP("policy", "lines")},
        {u"functions"_s, QT_TRANSLATE_NOOP("policy", "functions")},
        {u"contracts"_s, QT_TRANSLATE_NOOP("policy", "contracts")},
        {u"failures"_s, QT_TRANSLATE_NOOP("policy", "failures")},
        {u"canaries"_s, QT_TRANSLATE_NOOP("policy", "canaries")},
        {u"percent"_s, QT_TRANSLATE_NOOP("policy", "percent")},
        {u"requests"_s, QT_TRANSLATE_NOOP("policy", "requests")},
        {u"holds"_s, QT_TRANSLATE_NOOP("policy", "holds")},
        {u"users"_s, QT_TRANSLATE_NOOP("policy", "users")},
        {u"points"_s, QT_TRANSLATE_NOOP("policy", "points")},
        {u"KiB/min"_s, QT_TRANSLATE_NOOP("policy", "KiB/min")},
        {u"requests/s"_s, QT_TRANSLATE_NOOP("policy", "requests/s")},
        {u"MiB"_s, QT_TRANSLATE_NOOP("policy", "MiB")},
        {u"processes"_s, QT_TRANSLATE_NOOP("policy", "processes")},
        {u"restarts"_s, QT_TRANSLATE_NOOP("policy", "restarts")}};
    return table;
}

} // namespace

QString policyHelp(const policy::Key& key)
{
    const auto found = policyTable().find(key.name);
    return found == policyTable().end() ? key.help : QCoreApplication::translate("policy", found->second);
}

QString policyUnit(const policy::Key& key)
{
    const auto found = unitTable().find(key.unit);
    return found == unitTable().end() ? key.unit : QCoreApplication::translate("policy", found->second);
}

} // namespace penelope::ui::words

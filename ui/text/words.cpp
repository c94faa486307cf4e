#include "ui/text/words.h"

#include <map>

namespace penelope::ui::words {

using namespace Qt::Literals::StringLiterals;

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("words", text);
}

/// Looks a code up; one without words is made readable.
QString sayCode(const std::map<QString, const char*>& table, const QString& key)
{
    const auto found = table.find(key);
    return found != table.end() ? say(found->second) : code(key);
}

} // namespace

QString code(const QString& code)
{
    QString text = code;
    return text.replace(u'_', u' ');
}

QString judged(const QString& code)
{
    static const std::map<QString, const char*> table{
        {u"step_running"_s, QT_TRANSLATE_NOOP("words", "step running")},
        {u"within_limits"_s, QT_TRANSLATE_NOOP("words", "within limits")},
        {u"warning"_s, QT_TRANSLATE_NOOP("words", "warning")},
        {u"critical"_s, QT_TRANSLATE_NOOP("words", "critical")},
        {u"unknown"_s, QT_TRANSLATE_NOOP("words", "unknown")},
        {u"counted"_s, QT_TRANSLATE_NOOP("words", "counted")},
        {u"weight_changed"_s, QT_TRANSLATE_NOOP("words", "weight changed")},
        {u"provider_error"_s, QT_TRANSLATE_NOOP("words", "provider error")},
        {u"stale"_s, QT_TRANSLATE_NOOP("words", "stale")},
        {u"traffic_unconfirmed"_s, QT_TRANSLATE_NOOP("words", "traffic unconfirmed")},
        {u"both_absent"_s, QT_TRANSLATE_NOOP("words", "both absent")},
        {u"canary_absent"_s, QT_TRANSLATE_NOOP("words", "canary absent")},
        {u"stable_absent"_s, QT_TRANSLATE_NOOP("words", "stable absent")},
        {u"inconsistent"_s, QT_TRANSLATE_NOOP("words", "inconsistent")}};
    return sayCode(table, code);
}

QString severity(Severity severity)
{
    return toWord(severity);
}

QString decision(Decision decision)
{
    switch (decision) {
    case Decision::Observe: return say(QT_TRANSLATE_NOOP("words", "observe"));
    case Decision::Intervene: return say(QT_TRANSLATE_NOOP("words", "intervene"));
    case Decision::Escalate: return say(QT_TRANSLATE_NOOP("words", "escalate"));
    }
    Q_UNREACHABLE();
}

QString decision(const QString& code)
{
    static const std::map<QString, const char*> table{{u"observe"_s, QT_TRANSLATE_NOOP("words", "observe")},
                                                      {u"intervene"_s, QT_TRANSLATE_NOOP("words", "intervene")},
                                                      {u"escalate"_s, QT_TRANSLATE_NOOP("words", "escalate")},
                                                      {u"approve"_s, QT_TRANSLATE_NOOP("words", "approve")},
                                                      {u"reject"_s, QT_TRANSLATE_NOOP("words", "reject")},
                                                      {u"agree"_s, QT_TRANSLATE_NOOP("words", "agree")},
                                                      {u"object"_s, QT_TRANSLATE_NOOP("words", "object")},
                                                      {u"approved"_s, QT_TRANSLATE_NOOP("words", "approved")},
                                                      {u"rejected"_s, QT_TRANSLATE_NOOP("words", "rejected")},
                                                      {u"expired"_s, QT_TRANSLATE_NOOP("words", "expired")},
                                                      {u"cancelled"_s, QT_TRANSLATE_NOOP("words", "cancelled")}};
    return sayCode(table, code);
}

QString level(Level level)
{
    switch (level) {
    case Level::Observe: return say(QT_TRANSLATE_NOOP("words", "1, observe"));
    case Level::Config: return say(QT_TRANSLATE_NOOP("words", "2, configuration"));
    case Level::Surgical: return say(QT_TRANSLATE_NOOP("words", "3, surgical"));
    case Level::Moderate: return say(QT_TRANSLATE_NOOP("words", "4, moderate"));
    case Level::Redesign: return say(QT_TRANSLATE_NOOP("words", "5, redesign"));
    }
    Q_UNREACHABLE();
}

QString competence(Competence competence)
{
    switch (competence) {
    case Competence::Autonomous: return say(QT_TRANSLATE_NOOP("words", "autonomous"));
    case Competence::Assisted: return say(QT_TRANSLATE_NOOP("words", "assisted"));
    case Competence::Defer: return say(QT_TRANSLATE_NOOP("words", "defer to people"));
    }
    Q_UNREACHABLE();
}

QString role(Role role)
{
    switch (role) {
    case Role::Viewer: return say(QT_TRANSLATE_NOOP("words", "viewer"));
    case Role::Operator: return say(QT_TRANSLATE_NOOP("words", "operator"));
    case Role::Approver: return say(QT_TRANSLATE_NOOP("words", "approver"));
    case Role::Admin: return say(QT_TRANSLATE_NOOP("words", "admin"));
    }
    Q_UNREACHABLE();
}

QString arming(Arming arming)
{
    switch (arming) {
    case Arming::Off: return say(QT_TRANSLATE_NOOP("words", "off"));
    case Arming::Shadow: return say(QT_TRANSLATE_NOOP("words", "shadow"));
    case Arming::Armed: return say(QT_TRANSLATE_NOOP("words", "armed"));
    }
    Q_UNREACHABLE();
}

QString freshness(Freshness freshness)
{
    switch (freshness) {
    case Freshness::Fresh: return say(QT_TRANSLATE_NOOP("words", "OK"));
    case Freshness::Late: return say(QT_TRANSLATE_NOOP("words", "late"));
    case Freshness::Stale: return say(QT_TRANSLATE_NOOP("words", "STALE"));
    case Freshness::Lost: return say(QT_TRANSLATE_NOOP("words", "LOST"));
    }
    Q_UNREACHABLE();
}

QString approvalStatus(approval::Status status)
{
    switch (status) {
    case approval::Status::Pending: return say(QT_TRANSLATE_NOOP("words", "waiting"));
    case approval::Status::Approved: return say(QT_TRANSLATE_NOOP("words", "approved"));
    case approval::Status::Rejected: return say(QT_TRANSLATE_NOOP("words", "rejected"));
    case approval::Status::Expired: return say(QT_TRANSLATE_NOOP("words", "expired"));
    case approval::Status::Cancelled: return say(QT_TRANSLATE_NOOP("words", "cancelled"));
    }
    Q_UNREACHABLE();
}

QString patchStatus(patch::Status status)
{
    switch (status) {
    case patch::Status::Proposed: return say(QT_TRANSLATE_NOOP("words", "proposed"));
    case patch::Status::Checked: return say(QT_TRANSLATE_NOOP("words", "checked"));
    case patch::Status::Waiting: return say(QT_TRANSLATE_NOOP("words", "waiting"));
    case patch::Status::Running: return say(QT_TRANSLATE_NOOP("words", "running"));
    case patch::Status::Promoted: return say(QT_TRANSLATE_NOOP("words", "promoted"));
    case patch::Status::RolledBack: return say(QT_TRANSLATE_NOOP("words", "rolled back"));
    case patch::Status::Refused: return say(QT_TRANSLATE_NOOP("words", "refused"));
    case patch::Status::Cancelled: return say(QT_TRANSLATE_NOOP("words", "cancelled"));
    case patch::Status::Shadowed: return say(QT_TRANSLATE_NOOP("words", "shadow only"));
    }
    Q_UNREACHABLE();
}

QString canaryStatus(canary::Status status)
{
    switch (status) {
    case canary::Status::Initializing: return say(QT_TRANSLATE_NOOP("words", "starting"));
    case canary::Status::Running: return say(QT_TRANSLATE_NOOP("words", "running"));
    case canary::Status::Paused: return say(QT_TRANSLATE_NOOP("words", "paused"));
    case canary::Status::Promoting: return say(QT_TRANSLATE_NOOP("words", "promoting"));
    case canary::Status::RollingBack: return say(QT_TRANSLATE_NOOP("words", "rolling back"));
    case canary::Status::Completed: return say(QT_TRANSLATE_NOOP("words", "completed"));
    case canary::Status::Failed: return say(QT_TRANSLATE_NOOP("words", "failed"));
    case canary::Status::Cancelled: return say(QT_TRANSLATE_NOOP("words", "cancelled"));
    }
    Q_UNREACHABLE();
}

QString verdict(canary::Verdict verdict)
{
    switch (verdict) {
    case canary::Verdict::Observe: return say(QT_TRANSLATE_NOOP("words", "observe"));
    case canary::Verdict::Promote: return say(QT_TRANSLATE_NOOP("words", "promote"));
    case canary::Verdict::Hold: return say(QT_TRANSLATE_NOOP("words", "hold"));
    case canary::Verdict::Rollback: return say(QT_TRANSLATE_NOOP("words", "roll back"));
    }
    Q_UNREACHABLE();
}

QString metricStatus(canary::MetricStatus status)
{
    switch (status) {
    case canary::MetricStatus::Ok: return say(QT_TRANSLATE_NOOP("words", "OK"));
    case canary::MetricStatus::Warning: return say(QT_TRANSLATE_NOOP("words", "warning"));
    case canary::MetricStatus::Critical: return say(QT_TRANSLATE_NOOP("words", "critical"));
    case canary::MetricStatus::Unknown: return say(QT_TRANSLATE_NOOP("words", "UNKNOWN"));
    }
    Q_UNREACHABLE();
}

QString breakerPhase(breaker::Phase phase)
{
    switch (phase) {
    case breaker::Phase::Closed: return say(QT_TRANSLATE_NOOP("words", "closed"));
    case breaker::Phase::Open: return say(QT_TRANSLATE_NOOP("words", "OPEN"));
    case breaker::Phase::HalfOpen: return say(QT_TRANSLATE_NOOP("words", "HALF-OPEN"));
    }
    Q_UNREACHABLE();
}

QString principle(compliance::Principle principle)
{
    using compliance::Principle;
    switch (principle) {
    case Principle::Sophia: return say(QT_TRANSLATE_NOOP("words", "Sophia: waits when it should"));
    case Principle::Praotes: return say(QT_TRANSLATE_NOOP("words", "Praotes: small patches"));
    case Principle::Tapeinophrosyne: return say(QT_TRANSLATE_NOOP("words", "Tapeinophrosyne: asks for help"));
    case Principle::Prudence: return say(QT_TRANSLATE_NOOP("words", "Prudence: breakers respected"));
    case Principle::Agape: return say(QT_TRANSLATE_NOOP("words", "Agape: users are spared"));
    case Principle::Sabbath: return say(QT_TRANSLATE_NOOP("words", "Sabbath: rest is kept"));
    case Principle::Aletheia: return say(QT_TRANSLATE_NOOP("words", "Aletheia: says what it does not know"));
    }
    Q_UNREACHABLE();
}

QString standing(compliance::Standing standing)
{
    switch (standing) {
    case compliance::Standing::Good: return say(QT_TRANSLATE_NOOP("words", "good"));
    case compliance::Standing::Caution: return say(QT_TRANSLATE_NOOP("words", "CAUTION"));
    case compliance::Standing::Warning: return say(QT_TRANSLATE_NOOP("words", "WARNING"));
    case compliance::Standing::Unmeasured: return say(QT_TRANSLATE_NOOP("words", "UNMEASURED"));
    }
    Q_UNREACHABLE();
}

QString factor(const QString& code)
{
    static const std::map<QString, const char*> table{
        {u"recent_commits"_s, QT_TRANSLATE_NOOP("words", "Recent changes")},
        {u"dependencies"_s, QT_TRANSLATE_NOOP("words", "Dependencies")},
        {u"complexity"_s, QT_TRANSLATE_NOOP("words", "Complexity")},
        {u"coverage"_s, QT_TRANSLATE_NOOP("words", "Test coverage")}};
    return sayCode(table, code);
}

QString trigger(const QString& code)
{
    static const std::map<QString, const char*> table{
        {u"risk"_s, QT_TRANSLATE_NOOP("words", "the risk is high")},
        {u"level"_s, QT_TRANSLATE_NOOP("words", "the change is large for its level")},
        {u"lines"_s, QT_TRANSLATE_NOOP("words", "many lines change")},
        {u"no_precedent"_s, QT_TRANSLATE_NOOP("words", "there is no precedent")},
        {u"confidence"_s, QT_TRANSLATE_NOOP("words", "the diagnosis is not sure enough")},
        {u"competence"_s, QT_TRANSLATE_NOOP("words", "the core does not trust itself with this")},
        {u"praotes"_s, QT_TRANSLATE_NOOP("words", "the patch is not gentle enough")},
        {u"gentleness"_s, QT_TRANSLATE_NOOP("words", "the gentleness score is low")},
        {u"unknown_input"_s, QT_TRANSLATE_NOOP("words", "something could not be measured")},
        {u"critical_path"_s, QT_TRANSLATE_NOOP("words", "the service is critical")},
        {u"service_list"_s, QT_TRANSLATE_NOOP("words", "this service always asks")},
        {u"forced"_s, QT_TRANSLATE_NOOP("words", "the patch was forced")},
        {u"twin"_s, QT_TRANSLATE_NOOP("words", "it passed no twin")},
        {u"file_policy"_s, QT_TRANSLATE_NOOP("words", "build, CI or hook files change")}};
    return sayCode(table, code);
}

QString queueReason(const QString& code)
{
    static const std::map<QString, const char*> table{
        {u"freeze"_s, QT_TRANSLATE_NOOP("words", "healing is frozen")},
        {u"rest_day"_s, QT_TRANSLATE_NOOP("words", "rest day")},
        {u"budget"_s, QT_TRANSLATE_NOOP("words", "the budget is used up")},
        {u"gap"_s, QT_TRANSLATE_NOOP("words", "the gap after the last deployment")},
        {u"canary_running"_s, QT_TRANSLATE_NOOP("words", "another canary of the service runs")},
        {u"clock"_s, QT_TRANSLATE_NOOP("words", "the clock stepped")}};
    return sayCode(table, code);
}

QString anomalyType(const QString& code)
{
    // Those that people use everywhere; any other name is theirs who wrote the rule.
    static const std::map<QString, const char*> table{
        {u"cache_miss_storm"_s, QT_TRANSLATE_NOOP("words", "cache miss storm")},
        {u"disk_full"_s, QT_TRANSLATE_NOOP("words", "disk full")},
        {u"error_burst"_s, QT_TRANSLATE_NOOP("words", "error burst")},
        {u"error_rate_increase"_s, QT_TRANSLATE_NOOP("words", "error rate increase")},
        {u"latency_spike"_s, QT_TRANSLATE_NOOP("words", "latency spike")},
        {u"memory_leak"_s, QT_TRANSLATE_NOOP("words", "memory leak")},
        {u"memory_pressure"_s, QT_TRANSLATE_NOOP("words", "memory pressure")},
        {u"queue_age"_s, QT_TRANSLATE_NOOP("words", "queue age")},
        {u"retry_storm"_s, QT_TRANSLATE_NOOP("words", "retry storm")},
        {u"stale_reads"_s, QT_TRANSLATE_NOOP("words", "stale reads")},
        {u"timeout_burst"_s, QT_TRANSLATE_NOOP("words", "timeout burst")},
        {u"token_race"_s, QT_TRANSLATE_NOOP("words", "token race")}};
    return sayCode(table, code);
}

QString gate(const QString& code)
{
    static const std::map<QString, const char*> table{
        {u"start_canary"_s, QT_TRANSLATE_NOOP("words", "start the canary")},
        {u"stop_canary"_s, QT_TRANSLATE_NOOP("words", "stop the canary")},
        {u"canary_ready"_s, QT_TRANSLATE_NOOP("words", "the canary answers")},
        {u"stable_ready"_s, QT_TRANSLATE_NOOP("words", "the stable version answers")},
        {u"promote"_s, QT_TRANSLATE_NOOP("words", "promote")},
        {u"twin"_s, QT_TRANSLATE_NOOP("words", "twin")}};
    return sayCode(table, code);
}

QString stage(const QString& code)
{
    static const std::map<QString, const char*> table{
        {u"twin"_s, QT_TRANSLATE_NOOP("words", "twin")},
        {u"start_canary"_s, QT_TRANSLATE_NOOP("words", "start of the canary")},
        {u"canary"_s, QT_TRANSLATE_NOOP("words", "canary")},
        {u"promote"_s, QT_TRANSLATE_NOOP("words", "promotion")},
        {u"watch"_s, QT_TRANSLATE_NOOP("words", "watch after the promotion")}};
    return sayCode(table, code);
}

QString actor(const QString& actor)
{
    return actor.contains(u'/') ? actor.section(u'/', 1) : actor;
}

} // namespace penelope::ui::words

#include "ui/text/words.h"

#include <map>

namespace penelope::ui::words {

using namespace Qt::Literals::StringLiterals;

namespace {

using KindTable = std::map<QString, const char*>;

const KindTable& systemKinds()
{
    static const KindTable table{
        {u"JournalCreated"_s, QT_TRANSLATE_NOOP("events", "journal created")},
        {u"CoreStarted"_s, QT_TRANSLATE_NOOP("events", "core started")},
        {u"CoreStopped"_s, QT_TRANSLATE_NOOP("events", "core stopped")},
        {u"SourceFreshnessChanged"_s, QT_TRANSLATE_NOOP("events", "source freshness")},
        {u"ClockStepped"_s, QT_TRANSLATE_NOOP("events", "clock stepped")},
        {u"RestDayBegan"_s, QT_TRANSLATE_NOOP("events", "rest day began")},
        {u"RestDayEnded"_s, QT_TRANSLATE_NOOP("events", "rest day ended")},
        {u"AccessRefused"_s, QT_TRANSLATE_NOOP("events", "access refused")},
        {u"EffectFailed"_s, QT_TRANSLATE_NOOP("events", "effect failed")},
        {u"PolicyChanged"_s, QT_TRANSLATE_NOOP("events", "policy")},
        {u"OperatorAdded"_s, QT_TRANSLATE_NOOP("events", "operator added")},
        {u"OperatorChanged"_s, QT_TRANSLATE_NOOP("events", "operator changed")},
        {u"ServiceRegistered"_s, QT_TRANSLATE_NOOP("events", "service registered")},
        {u"ServiceChanged"_s, QT_TRANSLATE_NOOP("events", "service changed")},
        {u"ServiceRetired"_s, QT_TRANSLATE_NOOP("events", "service retired")},
        {u"ServiceArmed"_s, QT_TRANSLATE_NOOP("events", "service armed")},
        {u"HealingFrozen"_s, QT_TRANSLATE_NOOP("events", "healing frozen")},
        {u"HealingUnfrozen"_s, QT_TRANSLATE_NOOP("events", "freeze ended")},
        {u"FreezeExpired"_s, QT_TRANSLATE_NOOP("events", "freeze expired")},
        {u"PatchShadowed"_s, QT_TRANSLATE_NOOP("events", "would-be act")},
        {u"ServiceCommitSeen"_s, QT_TRANSLATE_NOOP("events", "commit seen")},
        {u"NoteAdded"_s, QT_TRANSLATE_NOOP("events", "note")}};
    return table;
}

const KindTable& patchKinds()
{
    static const KindTable table{
        {u"AnomalyDetected"_s, QT_TRANSLATE_NOOP("events", "anomaly")},
        {u"AnomalySeverityChanged"_s, QT_TRANSLATE_NOOP("events", "severity changed")},
        {u"AnomalyDiagnosed"_s, QT_TRANSLATE_NOOP("events", "diagnosis")},
        {u"DecisionMade"_s, QT_TRANSLATE_NOOP("events", "decision")},
        {u"ProposalFailed"_s, QT_TRANSLATE_NOOP("events", "no proposal")},
        {u"JudgementRequested"_s, QT_TRANSLATE_NOOP("events", "judgement requested")},
        {u"EscalationAcknowledged"_s, QT_TRANSLATE_NOOP("events", "escalation acknowledged")},
        {u"EscalationClosed"_s, QT_TRANSLATE_NOOP("events", "escalation closed")},
        {u"AnomalyResolved"_s, QT_TRANSLATE_NOOP("events", "resolved")},
        {u"PatchProposed"_s, QT_TRANSLATE_NOOP("events", "patch proposed")},
        {u"PatchChecked"_s, QT_TRANSLATE_NOOP("events", "patch checked")},
        {u"PraotesJudged"_s, QT_TRANSLATE_NOOP("events", "gentleness")},
        {u"CompetenceJudged"_s, QT_TRANSLATE_NOOP("events", "competence")},
        {u"TwinFinished"_s, QT_TRANSLATE_NOOP("events", "twin")},
        {u"PatchQueued"_s, QT_TRANSLATE_NOOP("events", "patch waits")},
        {u"PatchReleased"_s, QT_TRANSLATE_NOOP("events", "patch released")},
        {u"PatchExcepted"_s, QT_TRANSLATE_NOOP("events", "exception")},
        {u"PatchRefused"_s, QT_TRANSLATE_NOOP("events", "patch refused")},
        {u"PatchCancelled"_s, QT_TRANSLATE_NOOP("events", "patch cancelled")},
        {u"PatchPromoted"_s, QT_TRANSLATE_NOOP("events", "patch promoted")},
        {u"WatchFinished"_s, QT_TRANSLATE_NOOP("events", "watch finished")},
        {u"PatchRolledBack"_s, QT_TRANSLATE_NOOP("events", "patch rolled back")},
        {u"PrecedentRecorded"_s, QT_TRANSLATE_NOOP("events", "precedent")},
        {u"LessonRecorded"_s, QT_TRANSLATE_NOOP("events", "lesson")}};
    return table;
}

const KindTable& decisionKinds()
{
    static const KindTable table{
        {u"ApprovalRequested"_s, QT_TRANSLATE_NOOP("events", "approval asked")},
        {u"ApprovalAmended"_s, QT_TRANSLATE_NOOP("events", "request amended")},
        {u"ApprovalIntended"_s, QT_TRANSLATE_NOOP("events", "decision held")},
        {u"ApprovalIntentWithdrawn"_s, QT_TRANSLATE_NOOP("events", "decision undone")},
        {u"ApprovalGranted"_s, QT_TRANSLATE_NOOP("events", "approval")},
        {u"ApprovalRejected"_s, QT_TRANSLATE_NOOP("events", "rejection")},
        {u"ApprovalExpired"_s, QT_TRANSLATE_NOOP("events", "expired")},
        {u"ApprovalCancelled"_s, QT_TRANSLATE_NOOP("events", "request cancelled")},
        {u"ApprovalAcknowledged"_s, QT_TRANSLATE_NOOP("events", "acknowledged")},
        {u"ApprovalSnoozed"_s, QT_TRANSLATE_NOOP("events", "snoozed")},
        {u"ApprovalReminded"_s, QT_TRANSLATE_NOOP("events", "reminder")},
        {u"BreakerFailureRecorded"_s, QT_TRANSLATE_NOOP("events", "healing failed")},
        {u"BreakerOpened"_s, QT_TRANSLATE_NOOP("events", "breaker opened")},
        {u"BreakerBlocked"_s, QT_TRANSLATE_NOOP("events", "breaker refused")},
        {u"BreakerProbeAcquired"_s, QT_TRANSLATE_NOOP("events", "probe taken")},
        {u"BreakerProbeReleased"_s, QT_TRANSLATE_NOOP("events", "probe given back")},
        {u"BreakerResetAsked"_s, QT_TRANSLATE_NOOP("events", "breaker reset asked")},
        {u"BreakerClosed"_s, QT_TRANSLATE_NOOP("events", "breaker closed")},
        {u"CanaryCreated"_s, QT_TRANSLATE_NOOP("events", "canary prepared")},
        {u"CanaryStarted"_s, QT_TRANSLATE_NOOP("events", "canary started")},
        {u"CanaryStepDecided"_s, QT_TRANSLATE_NOOP("events", "canary step")},
        {u"TrafficConfirmed"_s, QT_TRANSLATE_NOOP("events", "traffic confirmed")},
        {u"TrafficUnconfirmed"_s, QT_TRANSLATE_NOOP("events", "traffic unconfirmed")},
        {u"CanaryAnalysed"_s, QT_TRANSLATE_NOOP("events", "canary analysis")},
        {u"CanaryHeld"_s, QT_TRANSLATE_NOOP("events", "canary held")},
        {u"CanaryPaused"_s, QT_TRANSLATE_NOOP("events", "canary paused")},
        {u"CanaryResumed"_s, QT_TRANSLATE_NOOP("events", "canary resumed")},
        {u"CanaryRollbackDecided"_s, QT_TRANSLATE_NOOP("events", "rollback decided")},
        {u"GateFinished"_s, QT_TRANSLATE_NOOP("events", "gate")},
        {u"CanaryFinished"_s, QT_TRANSLATE_NOOP("events", "canary finished")}};
    return table;
}

} // namespace

QString eventKind(const QString& kind)
{
    for (const auto* table : {&systemKinds(), &patchKinds(), &decisionKinds()}) {
        const auto found = table->find(kind);
        if (found != table->end())
            return QCoreApplication::translate("events", found->second);
    }
    // Written by a newer version: shown as it is.
    return kind;
}

} // namespace penelope::ui::words

#include "app/lab/narration.h"

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A word, or the number of the judge's table.
QString ruleOf(const Json& rule)
{
    return rule.isNumber() ? u"rule %1"_s.arg(rule.toInteger()) : rule.toString();
}

QString percentOf(double ratio)
{
    return QString::number(ratio * 100, 'f', 1) + u" %"_s;
}

QString shortened(const QString& text)
{
    return text.size() <= 160 ? text : text.left(159) + u'…';
}

QString ofPatch(const Facts& facts, const QString& id)
{
    const auto* patch = facts.patch(id);
    return patch ? u"%1 (patch %2)"_s.arg(patch->service, id) : u"patch "_s + id;
}

QString ofAnomaly(const QString& kind, const QString& id, const Json& payload, const Facts& before)
{
    if (kind == u"AnomalyDetected"_s)
        return u"Penelope sees %1 on %2, %3."_s.arg(
            payload[u"type"].toString().replace(u'_', u' '), payload[u"service"].toString(),
            payload[u"severity"].toString());
    const auto* anomaly = before.anomaly(id);
    const auto service = anomaly ? anomaly->service : id;
    if (kind == u"DecisionMade"_s)
        return u"Sophia decides for %1: %2, by rule %3. %4"_s.arg(service, payload[u"decision"].toString())
            .arg(payload[u"rule"].toInteger())
            .arg(shortened(payload[u"reasoning"].toString()))
            .trimmed();
    if (kind == u"ProposalFailed"_s)
        return u"No proposal for %1 could be found."_s.arg(service);
    if (kind == u"EscalationAcknowledged"_s)
        return u"Somebody has the escalation of %1."_s.arg(service);
    if (kind == u"EscalationClosed"_s)
        return u"The escalation of %1 is closed: %2."_s.arg(service, payload[u"reason"].toString());
    if (kind == u"AnomalyResolved"_s)
        return payload[u"without_intervention"].toBool() ? u"The trouble of %1 has gone by itself."_s.arg(service)
                                                         : u"The trouble of %1 is over."_s.arg(service);
    return {};
}

QString ofPatchEvent(const QString& kind, const QString& id, const Json& payload, const Facts& before)
{
    if (kind == u"PatchProposed"_s)
        return u"A patch for %1 is proposed (%2, from %3): %4."_s.arg(
            payload[u"service"].toString(), id, payload[u"origin"].toString(),
            shortened(payload[u"intent"].toString()));
    const auto subject = ofPatch(before, id);
    if (kind == u"PraotesJudged"_s)
        return u"Praotes judges %1: %2, gentleness %3."_s.arg(subject, payload[u"result"].toString())
            .arg(payload[u"score"].toDouble(), 0, 'f', 2);
    if (kind == u"CompetenceJudged"_s)
        return u"Competence for %1: %2."_s.arg(subject, payload[u"level"].toString());
    if (kind == u"TwinFinished"_s)
        return u"The twin of %1: %2%3."_s.arg(
            subject, payload[u"result"].toString(),
            payload.contains(u"reason") ? u", "_s + payload[u"reason"].toString() : QString{});
    if (kind == u"PatchQueued"_s)
        return u"%1 waits: %2."_s.arg(subject, payload[u"reason"].toString());
    if (kind == u"PatchRefused"_s)
        return u"%1 is refused at %2: %3."_s.arg(subject, payload[u"stage"].toString(), payload[u"rule"].toString());
    if (kind == u"PatchCancelled"_s)
        return u"%1 is cancelled: %2."_s.arg(subject, payload[u"reason"].toString());
    if (kind == u"PatchPromoted"_s)
        return u"%1 is promoted, commit %2."_s.arg(subject, payload[u"commit"].toString().left(10));
    if (kind == u"PatchRolledBack"_s)
        return u"%1 is rolled back: %2"_s.arg(subject, shortened(payload[u"reason"][u"text"].toString()));
    if (kind == u"WatchFinished"_s)
        return u"The watch over %1 ends: %2."_s.arg(
            subject, payload[u"healthy"].toBool() ? u"healthy"_s : u"not healthy"_s);
    if (kind == u"LessonRecorded"_s)
        return u"A lesson is recorded for %1."_s.arg(subject);
    return {};
}

QString ofApproval(const QString& kind, const QString& id, const Json& envelope, const Facts& before)
{
    const auto& payload = envelope[u"payload"];
    const auto actor = envelope[u"actor"].toString().section(u'/', -1);
    if (kind == u"ApprovalRequested"_s)
        return u"A person is asked to approve %1 (request %2), because of: %3."_s.arg(
            ofPatch(before, payload[u"patch_id"].toString()), id, stringList(payload[u"triggers"]).join(u", "_s));
    if (kind == u"ApprovalAmended"_s)
        return u"Request %1 is now version %2."_s.arg(id).arg(payload[u"version"].toInteger());
    if (kind == u"ApprovalGranted"_s)
        return u"%1 approves request %2 (%3 of %4)."_s.arg(actor, id)
            .arg(payload[u"got"].toInteger(1))
            .arg(payload[u"need"].toInteger(1));
    if (kind == u"ApprovalRejected"_s)
        return u"%1 rejects request %2: %3."_s.arg(actor, id, payload[u"reason"].toString());
    if (kind == u"ApprovalExpired"_s)
        return u"Request %1 has expired."_s.arg(id);
    return {};
}

QString ofCanary(const QString& kind, const QString& id, const Json& payload)
{
    if (kind == u"CanaryCreated"_s)
        return u"A canary of %1 begins (%2)."_s.arg(payload[u"service"].toString(), id);
    if (kind == u"CanaryStepDecided"_s)
        return payload[u"percent"].toInteger() > 0
                   ? u"Canary %1: %2 % of the traffic."_s.arg(id).arg(payload[u"percent"].toInteger())
                   : u"Canary %1: step %2."_s.arg(id).arg(payload[u"step"].toInteger());
    if (kind == u"TrafficConfirmed"_s && payload.contains(u"requests"))
        return u"HAProxy confirms canary %1: %2 of %3 requests."_s.arg(id, percentOf(payload[u"share"].toDouble()))
            .arg(payload[u"requests"].toInteger());
    if (kind == u"TrafficUnconfirmed"_s)
        return u"The traffic of canary %1 is not as decided: %2."_s.arg(id, payload[u"reason"].toString());
    if (kind == u"CanaryAnalysed"_s && payload[u"verdict"].toString() != u"observe"_s)
        return u"Canary %1 at %2 %: %3 (%4)."_s.arg(id)
            .arg(payload[u"percent"].toInteger())
            .arg(payload[u"verdict"].toString(), ruleOf(payload[u"rule"]));
    if (kind == u"CanaryHeld"_s)
        return u"Canary %1 holds: %2."_s.arg(id, payload[u"reason"].toString());
    if (kind == u"CanaryPaused"_s)
        return u"Canary %1 is paused: %2."_s.arg(id, payload[u"reason"].toString());
    if (kind == u"CanaryRollbackDecided"_s)
        return u"Canary %1 goes back: %2"_s.arg(id, shortened(payload[u"reason"][u"text"].toString()));
    if (kind == u"CanaryFinished"_s)
        return u"Canary %1 has ended: %2."_s.arg(id, payload[u"status"].toString());
    return {};
}

QString ofSystem(const QString& kind, const QString& id, const Json& payload)
{
    if (kind == u"JournalCreated"_s)
        return u"A new journal, %1."_s.arg(payload[u"journal_id"].toString());
    if (kind == u"CoreStarted"_s)
        return u"The core has started (%1)."_s.arg(payload[u"mode"].toString());
    if (kind == u"SourceFreshnessChanged"_s)
        return u"Source %1 is %2."_s.arg(payload[u"source"].toString(), payload[u"to"].toString());
    if (kind == u"EffectFailed"_s)
        return u"An effect failed (%1): %2."_s.arg(
            payload[u"effect"].toString(), shortened(payload[u"error"].toString()));
    if (kind == u"ServiceRegistered"_s)
        return u"Service %1 is registered."_s.arg(id);
    if (kind == u"BreakerFailureRecorded"_s)
        return u"The breaker of %1 counts a failure (%2)."_s.arg(id, payload[u"stage"].toString());
    if (kind == u"BreakerOpened"_s)
        return u"The breaker of %1 is open."_s.arg(id);
    if (kind == u"BreakerClosed"_s)
        return u"The breaker of %1 is closed."_s.arg(id);
    return {};
}

} // namespace

QString narrate(const Json& envelope, const Facts& before)
{
    const auto kind = envelope[u"kind"].toString();
    const auto stream = envelope[u"stream"].toString();
    const auto group = stream.section(u'/', 0, 0);
    const auto id = stream.section(u'/', 1);
    const auto& payload = envelope[u"payload"];
    if (group == u"anomaly"_s)
        return ofAnomaly(kind, id, payload, before);
    if (group == u"patch"_s)
        return ofPatchEvent(kind, id, payload, before);
    if (group == u"approval"_s)
        return ofApproval(kind, id, envelope, before);
    if (group == u"canary"_s)
        return ofCanary(kind, id, payload);
    return ofSystem(kind, id, payload);
}

} // namespace penelope::lab

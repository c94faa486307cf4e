#include "app/lab/facts.h"

#include <algorithm>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename All> auto* byId(All& all, const QString& id)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

void applyAnomaly(Facts& facts, const QString& kind, const QString& id, const Json& payload)
{
    if (kind == u"AnomalyDetected"_s) {
        facts.anomalies.push_back({id, payload[u"service"].toString(), payload[u"severity"].toString(), false, {}});
        return;
    }
    auto* anomaly = byId(facts.anomalies, id);
    if (!anomaly)
        return;
    if (kind == u"DecisionMade"_s)
        anomaly->decisions.push_back({payload[u"decision"].toString(), payload[u"rule"].toInteger(), facts.seq});
    else if (kind == u"AnomalyResolved"_s)
        anomaly->resolved = true;
}

void applyPatch(Facts& facts, const QString& kind, const QString& id, const Json& payload)
{
    if (kind == u"PatchProposed"_s) {
        Facts::Patch patch;
        patch.id = id;
        patch.service = payload[u"service"].toString();
        patch.anomaly = payload[u"anomaly_id"].toString();
        patch.origin = payload[u"origin"].toString();
        facts.patches.push_back(patch);
        return;
    }
    auto* patch = byId(facts.patches, id);
    if (!patch)
        return;
    if (kind == u"PatchPromoted"_s)
        patch->commit = payload[u"commit"].toString();
    else if (kind == u"TwinFinished"_s) {
        patch->twin = payload[u"result"].toString();
        patch->twinCause = payload[u"cause"].toString();
        patch->twinReason = payload[u"reason"].toString();
    } else if (kind == u"PatchRolledBack"_s)
        patch->rolledBackAtSeq = facts.seq;
    else if (kind == u"PatchRefused"_s)
        patch->refused = payload[u"stage"].toString() + u": "_s + payload[u"rule"].toString();
    else if (kind == u"PatchCancelled"_s)
        patch->cancelled = true;
    else if (kind == u"WatchFinished"_s)
        patch->watchHealthy = payload[u"healthy"].toBool();
}

void applyApproval(Facts& facts, const QString& kind, const QString& id, const Json& envelope)
{
    const auto& payload = envelope[u"payload"];
    if (kind == u"ApprovalRequested"_s) {
        facts.approvals.push_back(
            {id,
             payload[u"patch_id"].toString(),
             payload[u"version"].toInteger(1),
             payload[u"diff_sha256"].toString(),
             true,
             false,
             {}});
        return;
    }
    auto* approval = byId(facts.approvals, id);
    if (!approval)
        return;
    if (kind == u"ApprovalAmended"_s) {
        approval->version = payload[u"version"].toInteger();
    } else if (kind == u"ApprovalGranted"_s) {
        approval->granted = payload[u"got"].toInteger(1) >= payload[u"need"].toInteger(1);
        approval->open = !approval->granted;
        approval->by = envelope[u"actor"].toString();
    } else if (kind == u"ApprovalRejected"_s || kind == u"ApprovalExpired"_s || kind == u"ApprovalCancelled"_s) {
        approval->open = false;
    }
}

void applyAnalysis(Facts::Canary& canary, const Json& payload)
{
    const auto& rule = payload[u"rule"];
    canary.lastVerdict =
        payload[u"verdict"].toString() + u'/' + (rule.isNumber() ? QString::number(rule.toInteger()) : rule.toString());
    ++canary.verdicts[canary.lastVerdict];
    canary.lastEnd = instantFromMs(payload[u"to_at"].toInteger());
    const auto& counts = payload[u"counts"][u"error_rate"];
    if (!counts.contains(u"stable"))
        return;
    if (!counts.contains(u"canary")) {
        if (!canary.missingFrom) {
            canary.missingFrom = instantFromMs(payload[u"from_at"].toInteger());
            canary.stepsWhenMissing = canary.steps;
        }
        return;
    }
    ++canary.counted;
    const Facts::Interval interval{
        counts[u"stable"][u"n"].toDouble(), counts[u"stable"][u"y"].toDouble(), counts[u"canary"][u"n"].toDouble(),
        counts[u"canary"][u"y"].toDouble()};
    canary.stableFailures += interval.stableFailures;
    canary.canaryFailures += interval.canaryFailures;
    constexpr double noticed = 3;
    if (!canary.trouble && interval.stableFailures + interval.canaryFailures >= noticed)
        canary.trouble = interval;
}

void applyTraffic(Facts::Canary& canary, qint64 percent)
{
    canary.confirmed = canary.confirmed || percent == canary.percent;
    // A rollback and a promotion both end with everything on stable.
    canary.backConfirmed = canary.backConfirmed || percent == 0;
}

void applyCanary(Facts& facts, const QString& kind, const QString& id, const Json& envelope)
{
    const auto& payload = envelope[u"payload"];
    if (kind == u"CanaryCreated"_s) {
        facts.canaries.emplace_back().id = id;
        return;
    }
    auto* canary = byId(facts.canaries, id);
    if (!canary)
        return;
    if (kind == u"CanaryStepDecided"_s) {
        ++canary->steps;
        canary->byPerson += payload[u"by"].toString().startsWith(u"operator/"_s) ? 1 : 0;
        canary->percent = static_cast<int>(payload[u"percent"].toInteger());
        canary->confirmed = false;
    } else if (kind == u"TrafficConfirmed"_s) {
        applyTraffic(*canary, payload[u"percent"].toInteger(-1));
    } else if (kind == u"CanaryAnalysed"_s) {
        applyAnalysis(*canary, payload);
    } else if (kind == u"CanaryPaused"_s) {
        canary->paused = payload[u"reason"].toString();
    } else if (kind == u"CanaryResumed"_s) {
        canary->paused.clear();
    } else if (kind == u"CanaryRollbackDecided"_s) {
        canary->rollbackCode = payload[u"reason"][u"code"].toString();
        canary->rollbackText = payload[u"reason"][u"text"].toString();
        canary->rollbackPercent = canary->percent;
        canary->rollbackAt = instantFromMs(envelope[u"time"].toInteger());
    } else if (kind == u"CanaryFinished"_s) {
        canary->status = payload[u"status"].toString();
        ++facts.canariesFinished;
    }
}

} // namespace

void Facts::apply(const Json& envelope)
{
    seq = envelope[u"seq"].toInteger(seq);
    const auto kind = envelope[u"kind"].toString();
    const auto stream = envelope[u"stream"].toString();
    const auto group = stream.section(u'/', 0, 0);
    const auto id = stream.section(u'/', 1);
    const auto& payload = envelope[u"payload"];
    if (kind == u"JournalCreated"_s)
        journalId = payload[u"journal_id"].toString();
    else if (kind == u"ServiceRegistered"_s)
        services.insert(id);
    else if (kind == u"ServiceArmed"_s)
        arming[id] = payload[u"to"].toString();
    else if (kind == u"OperatorAdded"_s)
        operators.insert(id);
    else if (kind == u"BreakerOpened"_s)
        openBreakers.insert(id);
    else if (kind == u"BreakerClosed"_s)
        openBreakers.erase(id);
    else if (group == u"anomaly"_s)
        applyAnomaly(*this, kind, id, payload);
    else if (group == u"patch"_s)
        applyPatch(*this, kind, id, payload);
    else if (group == u"approval"_s)
        applyApproval(*this, kind, id, envelope);
    else if (group == u"canary"_s)
        applyCanary(*this, kind, id, envelope);
}

const Facts::Anomaly* Facts::anomaly(const QString& id) const
{
    return byId(anomalies, id);
}

const Facts::Patch* Facts::patch(const QString& id) const
{
    return byId(patches, id);
}

const Facts::Anomaly* Facts::openAnomaly(const QString& service) const
{
    for (auto it = anomalies.rbegin(); it != anomalies.rend(); ++it) {
        if (it->service == service && !it->resolved)
            return &*it;
    }
    return nullptr;
}

} // namespace penelope::lab

#include "core/engine/limits.h"
#include "core/engine/pipeline.h"
#include "core/engine/sentences.h"
#include "core/engine/wanted.h"
#include "core/sophia/diagnosis.h"
#include "core/sophia/events.h"
#include "core/sophia/reasoning.h"
#include "core/wisdom/events.h"

#include <algorithm>

namespace penelope::engine::pipeline {

using namespace Qt::Literals::StringLiterals;

namespace {

void followSeverity(Chain& chain, const QString& source, const Episode& episode)
{
    AnomalyId found;
    Severity was = episode.severity;
    chain.state().anomalies.forEachOngoing([&](const AnomalyId& id, const auto& anomaly) {
        if (anomaly->isOpen() && anomaly->source == source && anomaly->fingerprint == episode.fingerprint &&
            anomaly->startsAt == episode.startsAt) {
            found = id;
            was = anomaly->severity;
        }
    });
    if (!found.isEmpty() && was != episode.severity) {
        chain.add(
            u"AnomalySeverityChanged"_s, sophia::streamOf(found),
            sophia::anomalySeverityChanged(was, episode.severity));
    }
}

wisdom::Precedent precedentOf(const sophia::Anomaly& anomaly, const sophia::DecisionRecord& record, Instant now)
{
    wisdom::Precedent precedent;
    precedent.id = wisdom::precedentId(anomaly.id, anomaly.service, anomaly.type, record.decision);
    precedent.anomaly = anomaly.id;
    precedent.service = anomaly.service;
    precedent.type = anomaly.type;
    precedent.severity = anomaly.severity;
    precedent.metrics = anomaly.metrics;
    precedent.context = anomaly.context;
    precedent.decision = record.decision;
    precedent.level = record.level;
    precedent.reasoning = record.reasoning;
    precedent.recordedAt = now;
    return precedent;
}

/// An observation gets its outcome when it is over: success when the anomaly went by itself, failure when a later look
/// decided otherwise.
void settleObservation(Chain& chain, const sophia::Anomaly& anomaly, bool success)
{
    const auto* last = anomaly.decision();
    if (!last || last->decision != Decision::Observe)
        return;
    auto precedent = precedentOf(anomaly, *last, chain.now());
    precedent.outcome = success ? wisdom::Outcome::Success : wisdom::Outcome::Failure;
    precedent.duration = chain.now() - anomaly.detectedAt;
    if (!success)
        precedent.error = u"a later look decided otherwise"_s;
    chain.add(u"PrecedentRecorded"_s, sophia::streamOf(anomaly.id), wisdom::precedentRecorded(precedent));
}

bool wasTouched(const ConsoleState& state, const sophia::Anomaly& anomaly)
{
    for (const auto& id : anomaly.patches) {
        const auto patch = state.patches.find(PatchId{id});
        if (patch && !patch->canary.isEmpty())
            return true;
    }
    // A canary of its service was meanwhile a touch too, whichever anomaly asked for it.
    bool meanwhile = false;
    state.canaries.forEachSince(anomaly.detectedAt, [&](const CanaryId&, const auto& canary) {
        meanwhile =
            meanwhile || (canary->service == anomaly.service &&
                          (canary->isActive() || (canary->finishedAt && *canary->finishedAt >= anomaly.detectedAt)));
    });
    return meanwhile;
}

std::map<QString, std::optional<double>>
saturationOf(const sophia::Anomaly& anomaly, const patch::Registration& registration, const EvidenceGathered& seen)
{
    std::map<QString, std::optional<double>> saturation;
    for (const auto& [name, query] : registration.saturation) {
        const auto asked = seen.saturation.find(name);
        saturation[name] = sophia::metricOf(anomaly.metrics, name);
        if (!saturation[name] && asked != seen.saturation.end())
            saturation[name] = asked->second;
    }
    return saturation;
}

sophia::Diagnosis diagnosisOf(
    const Chain& chain, const sophia::Anomaly& anomaly, const patch::Registration& registration,
    const EvidenceGathered& seen, const std::vector<wisdom::Match>& precedents)
{
    const auto& state = chain.state();
    sophia::DiagnosisInput input;
    input.anomaly = anomaly;
    input.commits = seen.commits;
    input.commitWindow = state.policy.duration(u"diagnosis.recent"_s);
    input.dependencies = sophia::dependencyAnomalies(
        state.anomalies, state.episodes, registration.dependsOn + seen.dependencies, anomaly.startsAt,
        input.dependencyWindow);
    input.saturation = saturationOf(anomaly, registration, seen);
    input.precedents = precedents;
    input.callerConfidence = anomaly.confidence;
    input.parts = confidenceParts(state.policy);
    input.unknownRisk = sophia::assessRisk(seen.risk, sophiaLimits(state.policy)).unknown();
    return sophia::diagnose(input);
}

/// Whether anything that a judgement goes by is another than at the last one.
bool evidenceDiffers(const sophia::Anomaly& anomaly, const sophia::Diagnosis& diagnosis, const sophia::Risk& risk)
{
    if (!anomaly.diagnosis || anomaly.diagnosis->evidence != diagnosis.evidence ||
        anomaly.diagnosis->unknown != diagnosis.unknown)
        return true;
    const auto& before = anomaly.decision()->risk.factors;
    return !std::equal(
        before.begin(), before.end(), risk.factors.begin(), risk.factors.end(),
        [](const sophia::Factor& left, const sophia::Factor& right) {
            return left.value.has_value() == right.value.has_value() && left.addsHundredths == right.addsHundredths;
        });
}

} // namespace

AnomalyId detect(Chain& chain, const QString& source, const Episode& episode)
{
    sophia::Anomaly anomaly;
    anomaly.id = AnomalyId{chain.nextId()};
    anomaly.type = episode.type;
    anomaly.service = episode.service;
    anomaly.severity = episode.severity;
    anomaly.source = source;
    anomaly.fingerprint = episode.fingerprint;
    anomaly.startsAt = episode.startsAt;
    anomaly.detectedAt = chain.now();
    anomaly.metrics = episode.metrics;
    anomaly.context = episode.context;
    anomaly.unknown = episode.unknown;
    anomaly.confidence = episode.confidence;
    const auto stream = sophia::streamOf(anomaly.id);
    chain.tellStory(stream);
    chain.add(u"AnomalyDetected"_s, stream, sophia::anomalyDetected(anomaly));
    return anomaly.id;
}

void alertsObserved(Chain& chain, const AlertsObserved& seen)
{
    chain.actAs(u"source/"_s + seen.source);
    for (const auto& episode : seen.firing) {
        const auto service = chain.state().services.find(episode.service);
        if (!service || service->retired)
            continue;
        if (wanted::isKnown(chain.state(), seen.source, episode))
            followSeverity(chain, seen.source, episode);
        else
            detect(chain, seen.source, episode);
    }
    for (const auto& id : seen.over)
        resolve(chain, id, u"source/"_s + seen.source);
}

void resolve(Chain& chain, const AnomalyId& id, const QString& by)
{
    const auto anomaly = chain.state().anomalies.find(id);
    if (!anomaly || !anomaly->isOpen())
        return;
    const bool alone = !wasTouched(chain.state(), *anomaly);
    const auto stream = sophia::streamOf(id);
    chain.tellStory(stream);
    chain.add(u"AnomalyResolved"_s, stream, sophia::anomalyResolved(chain.now(), by, alone));
    if (alone)
        settleObservation(chain, *anomaly, true);
}

void evidenceGathered(Chain& chain, const EvidenceGathered& seen)
{
    const auto anomaly = chain.state().anomalies.find(seen.anomaly);
    if (!anomaly)
        return;
    const bool due = wanted::judgement(chain.state(), *anomaly, chain.now());
    if (!due && !wanted::reconsideration(chain.state(), *anomaly))
        return;
    const auto service = chain.state().services.find(anomaly->service);
    const auto registration = service ? service->registration : patch::Registration{};
    const auto stream = sophia::streamOf(anomaly->id);
    chain.actAs(u"core"_s);
    chain.tellStory(stream);

    const auto limits = sophiaLimits(chain.state().policy);
    const auto precedents =
        wisdom::search(chain.state().precedents, sophia::queryOf(*anomaly), limits.similarity, limits.nearest);
    const auto diagnosis = diagnosisOf(chain, *anomaly, registration, seen, precedents);
    if (!due && !evidenceDiffers(*anomaly, diagnosis, sophia::assessRisk(seen.risk, limits)))
        return;
    if (anomaly->diagnosis != diagnosis)
        chain.becauseOf(chain.add(u"AnomalyDiagnosed"_s, stream, sophia::anomalyDiagnosed(diagnosis)));

    const auto previous = anomaly->decision() ? std::optional{*anomaly->decision()} : std::nullopt;
    auto record = sophia::judge(
        {.anomaly = *anomaly,
         .now = chain.now(),
         .risk = seen.risk,
         .similar = sophia::countSimilar(chain.state().episodes, *anomaly, chain.now(), limits.similarWindow),
         .precedents = precedents,
         .limits = limits,
         .policySeq = chain.state().policy.seq});
    record.durationUs = std::chrono::duration_cast<std::chrono::microseconds>(seen.took).count();
    if (previous && previous->decision == Decision::Observe && record.decision != Decision::Observe)
        settleObservation(chain, *anomaly, false);
    chain.add(u"DecisionMade"_s, stream, sophia::decisionMade(record));
    if (record.decision == Decision::Observe && (!previous || previous->decision != Decision::Observe)) {
        chain.add(
            u"PrecedentRecorded"_s, stream, wisdom::precedentRecorded(precedentOf(*anomaly, record, chain.now())));
    }
}

void escalate(Chain& chain, const AnomalyId& id, const QString& why, const PatchId& patch, const QString& detail)
{
    const auto anomaly = chain.state().anomalies.find(id);
    if (!anomaly || !anomaly->isOpen() || !anomaly->decision())
        return;
    auto record = *anomaly->decision();
    if (record.decision == Decision::Escalate)
        return;
    record.decision = Decision::Escalate;
    record.reasoning = sentences::escalated(why, patch.value(), detail);
    record.wisdomNote.clear();
    record.reviewAt.reset();
    record.durationUs = 0;
    record.policySeq = chain.state().policy.seq;
    record.inputs.push_back(
        {.name = why, .value = detail.isEmpty() ? patch.value() : detail, .limit = {}, .source = u"core"_s, .age = {}});
    chain.actAs(u"core"_s);
    chain.add(u"DecisionMade"_s, sophia::streamOf(id), sophia::decisionMade(record));
}

} // namespace penelope::engine::pipeline

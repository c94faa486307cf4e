#pragma once

#include "core/journal/event.h"
#include "core/sophia/judge.h"

/// The anomaly stream of contracts.md 4: the fold, and the payload of each event (named like the event).
namespace penelope::sophia {

/// Folds the anomaly stream, and PatchProposed, which adds to its anomaly's patches. Total.
void apply(Anomalies& anomalies, const journal::Event& event);

QString streamOf(const AnomalyId& id);

Json anomalyDetected(const Anomaly& anomaly);
Json anomalySeverityChanged(Severity from, Severity to);
Json anomalyDiagnosed(const Diagnosis& diagnosis);
Json decisionMade(const DecisionRecord& record);
Json proposalFailed(const QStringList& tried);
/// A person has it; it calls again at `until`.
Json escalationAcknowledged(Instant until);
Json escalationClosed(const QString& reason);
/// A person wants an open anomaly judged again.
Json judgementRequested(const QString& reason);
/// `by`: the source or actor that ended it.
Json anomalyResolved(Instant resolvedAt, const QString& by, bool withoutIntervention);

Diagnosis diagnosisFrom(const Json& payload);
/// Without seq, time and `repeated`, which the envelope and the fold know.
DecisionRecord decisionFrom(const Json& payload);
Json toJson(const Risk& risk);
Risk riskFrom(const Json& value);

} // namespace penelope::sophia

#pragma once

#include "core/engine/consolestate.h"
#include "core/sophia/explain.h"

#include <QString>

/// The sentences of the core, made again in the user's language from the codes and values of its events (contracts.md
/// 4). What was written by a person, an alert or a tool stays as it is, made safe to look at.
namespace penelope::ui::words {

/// "error rate"; names a service made up itself are made readable.
QString metric(const QString& name);
/// "Recent changes", "similar episodes", "severity": what a rule looks at.
QString input(const QString& name);
/// An input's value as people read it: shares in percent, counts whole, what is not there UNKNOWN.
QString inputValue(const QString& name, const Json& value);
/// Where an input was read, or why it could not be: "journal", "git log, last 24 h".
QString source(const QString& name);
QString outcome(const QString& code); ///< of a precedent: "success"
/// The cause of a diagnosis as a sentence with a full stop.
QString cause(const QString& code, const Json& args);
/// A step of the causal chain: a cause, or the symptom with which every chain ends.
QString chainStep(const sophia::ChainStep& step, const sophia::Diagnosis& diagnosis, const sophia::Anomaly& anomaly);
/// Where the confidence comes from: "from precedents".
QString confidenceSource(const QString& code);
/// Why this decision, in one sentence without its rule.
QString reasoning(const sophia::DecisionRecord& record, const sophia::Anomaly& anomaly);
/// What a rule asks for.
QString ruleAsks(int rule);
/// "Risk 0.75, needs more than 0.70".
QString comparison(const sophia::Comparison& comparison);
/// "With recent changes 4 instead of 3, rule 2 would have decided: escalate."
QString change(const sophia::Change& change);
/// Why a rollback happened; `detail` is what was measured.
QString rollback(const QString& code, const QString& detail);
/// Why a person is needed after what happened to a patch.
QString followed(const QString& code, const QString& detail);

} // namespace penelope::ui::words

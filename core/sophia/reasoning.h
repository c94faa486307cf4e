#pragma once

#include "core/sophia/judge.h"

/// The English of Sophia's decisions and diagnoses, stored in events for CLI, API and auditors.
namespace penelope::sophia {

/// Why this decision, in one or two sentences with numbers.
QString reasoningOf(const DecisionRecord& record, const Anomaly& anomaly, const Similar& similar, const Limits& limits);
/// A short word of wisdom; rule 1 refers to Ecclesiastes 3:1.
QString wisdomNoteOf(int rule);
/// The cause of a diagnosis as a sentence, from its code and args.
QString causeText(const QString& code, const Json& args);
/// "complexity 0.80 above 0.70 adds 0.30; coverage UNKNOWN".
QString riskText(const Risk& risk);
/// Two decimals of hundredths: "0.70".
QString hundredths(int value);

} // namespace penelope::sophia

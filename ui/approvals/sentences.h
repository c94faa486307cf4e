#pragma once

#include "core/engine/consolestate.h"
#include "ui/approvals/rows.h"

#include <QString>

namespace penelope::ui::approvals {

/// The sentences of the Approvals page, from the same values that the core judged.

QString stateVerb(const Row& row);              ///< "waiting", "seen by", "approved"
QString stateText(const Row& row, Instant now); ///< "seen by bruno", "look again in 4 min"
QString changeText(const Row& row);             ///< "+8 −2", "no patch yet"
QString needText(const Row& row);               ///< "1 of 2", "a person"
QString leftText(const Row& row, Instant now);  ///< time left, age of what has none, time of day of what is decided
QString groupTitle(Group group, int count, std::optional<Instant> nextLook);
/// Everything a row shows, as one sentence for a screen reader.
QString spoken(const Row& row, Instant now);

/// "Latency spike: p99 latency 2 500 ms, error rate 12 %, since 02:49:31Z"; what could not be read is named.
QString anomalyText(const sophia::Anomaly& anomaly);
/// What was measured and is not nought, for the second line of a row; the kind of anomaly where there is no such.
QString symptomText(const sophia::Anomaly& anomaly);
QString metricText(const QString& name, const Json& value);
/// "passed", "not passed": how a trial in the twin ended.
QString twinResultText(const QString& result);
/// What begins when the last vote is given.
QString ifApproved(const approval::Approval& approval, const engine::ConsoleState& state, Instant now);
/// What became of an approved patch, when and why; empty while nothing did.
QString outcomeText(const approval::Approval& approval, const patch::Patch& patch);
/// What happens when nobody acts.
QString ifNothing(const approval::Approval& approval, const engine::ConsoleState& state, Instant now);
/// One sentence of consequence for the sheets.
QString approveConsequence(const approval::Approval& approval, const engine::ConsoleState& state, Instant now);
QString originText(const patch::Patch& patch);
/// The change that a request's row is about, with the program that proposed it, if one did.
QString proposalText(const Row& row);
/// "0.45, two of four factors raise it; 0.75 if the unknown one does too".
QString riskSentence(const sophia::Risk& risk);
/// What the unknown factors could add, in hundredths, capped so that the sum stays 100.
int reachHundredths(const sophia::Risk& risk);

} // namespace penelope::ui::approvals

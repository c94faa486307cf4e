#pragma once

#include "core/engine/consolestate.h"
#include "core/ports/journalreader.h"

/// Why an event says what it says: rule, measured value and limit.
namespace penelope::engine {

/// One thing that a gate compares.
struct GateLine
{
    QString rule;     ///< a word: lines, confidence, breaker …
    Json measured;    ///< an empty object = not in the event
    QString relation; ///< at_most, below, at_least, is, is_not; empty = only told
    Json limit;
    bool holds = true;      ///< false: this is what refuses, asks or lowers
    QString policyKey = {}; ///< where the limit comes from; empty = fixed or in the event
};

struct GateExplanation
{
    QString outcome; ///< the gate's word: approved, assisted, refused, asked, waits
    std::vector<GateLine> lines;
    /// The single change after which the outcome would be another; absent where one alone does not suffice.
    std::optional<GateLine> nearest;
    /// Keys of limits that were changed after the event: the limits shown are the present ones.
    QStringList changedSince;
};

/// PraotesJudged, CompetenceJudged, PatchRefused, PatchQueued, ApprovalRequested. Unsupported for other kinds.
/// Limits that the event does not hold are those of the policy given.
Result<GateExplanation> explainGate(const journal::Event& event, const policy::State& policy);

/// The view "explain" {seq}: a DecisionMade by judging it again (sophia/explain.h), a gate's event as above, every
/// other kind Unsupported. Lists of sentences stand beside the codes and values.
Result<Json> explainView(JournalReader& reader, const ConsoleState& state, const Json& args);

} // namespace penelope::engine

#pragma once

#include "core/engine/document.h"
#include "core/engine/lanes.h"

/// The report of an incident review: what happened, who decided what and had seen what, what is still open, and what
/// proves it. English, for people and archives. Pure.
namespace penelope::engine {

struct IncidentInput
{
    const Past& past;
    /// One story; empty = everything in the span.
    AnomalyId anomaly = {};
    compliance::Verified verified = {};
    std::optional<qint64> signedTo = {}; ///< newest signed checkpoint that was verified
    QString title = {};                  ///< empty = made from the anomaly or the span
};

Document incidentReport(const IncidentInput& input);

/// From a little before the anomaly to a little after its end and the end of its patches, or to `now` where something
/// of it goes on. NotFound names the anomaly.
Result<Span> spanOf(const ConsoleState& state, const AnomalyId& anomaly, Instant now);

} // namespace penelope::engine

#pragma once

#include "core/engine/incident.h"

#include <set>

/// What a report is about, chosen from the past: shared by its sections.
namespace penelope::engine::incident {

struct Facts
{
    const IncidentInput& input;
    ConsoleState end; ///< at the end of the span
    Lanes lanes;
    std::vector<const journal::Event*> story; ///< of the incident, in order
    std::set<QString> anomalies;
    std::set<QString> patches;
    std::set<QString> approvals;
    std::set<QString> canaries;
};

Facts factsOf(const IncidentInput& input);

/// "2026-08-22 03:41:20Z".
QString momentText(Instant at);
/// "operator/ana" → "ana".
QString actorText(const QString& actor);

void addDecisions(Document& document, const Facts& facts);
void addApprovals(Document& document, const Facts& facts);
void addPatches(Document& document, const Facts& facts);
void addCanaries(Document& document, const Facts& facts);
void addOpenQuestions(Document& document, const Facts& facts);
void addVerification(Document& document, const Facts& facts);

} // namespace penelope::engine::incident

#pragma once

#include "core/engine/effects/effect.h"
#include "core/patch/generatoranswer.h"
#include "core/sophia/anomaly.h"

namespace penelope::engine {

/// What a generator is asked, and with what.
struct GeneratorOrder
{
    patch::Registration registration;
    QString tree; ///< absolute folder of the service's head
    std::vector<RepositoryHistory::File> files;
    QString leftOut; ///< why `files` are not all; empty = they are
    Json anomaly;
    Json diagnosis;
};
/// Of an anomaly: {id, type, service, severity, starts_at, metrics, context} and {cause, confidence, evidence}.
Json anomalyForGenerator(const sophia::Anomaly& anomaly);
Json diagnosisForGenerator(const sophia::Anomaly& anomaly);
/// Text files of a service's tree that go along; what is larger or no text stays behind.
RepositoryHistory::Wanted filesForGenerator();

/// The sandbox's job. Unsupported: the program that comes with us is not installed.
Result<Sandbox::Job> generatorJob(const Settings& settings, const GeneratorOrder& order);
/// Its answer, or why it is no proposal, with the end of what it printed on an error of its own.
Result<patch::GeneratorAnswer>
generatorAnswer(const Result<Sandbox::Outcome>& outcome, const patch::GeneratorSpec& generator);

} // namespace penelope::engine

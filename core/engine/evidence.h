#pragma once

#include "core/engine/observation.h"
#include "core/engine/ports.h"
#include "core/patch/service.h"

#include <memory>

/// What a judgement needs to know of a service's repository and reports. Blocking: called in the background.
namespace penelope::engine {

/// The complexity of a branch is counted once per head. Touched in the background only, where works run one after the
/// other.
class ComplexityCache
{
public:
    /// Of the head `commit`; UNKNOWN where sources could not all be read or have no function.
    sophia::Measured measure(RepositoryHistory& history, const Branch& branch, const QString& commit);

private:
    struct Entry
    {
        QString commit;
        sophia::Measured measured;
    };
    std::map<std::pair<QString, QString>, Entry> m_entries;
};

/// Everything that can be read without asking Prometheus; an input that could not be read says why in its source.
EvidenceGathered readEvidence(
    const Ports& ports, const patch::Registration& registration, Instant now, Milliseconds commitsWindow,
    ComplexityCache& cache);

/// The mean over the functions, as domain.md 3 wants it.
sophia::Measured complexityOf(const Result<RepositoryHistory::Files>& sources);
sophia::Measured coverageOf(const Result<FileRead>& file, const QString& path, Instant now);
/// Declared ones and those of the first compose file that docker would take, each once; UNKNOWN where that file cannot
/// be read. `names` gets them.
sophia::Measured dependenciesOf(
    const patch::Registration& registration, const Result<RepositoryHistory::Files>& compose,
    const DependencyReader& reader, QStringList& names);

} // namespace penelope::engine

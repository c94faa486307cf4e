#include "core/engine/evidence.h"

#include "core/engine/effects/effect.h"
#include "core/patch/coverage.h"
#include "core/source/complexity.h"

#include <algorithm>
#include <array>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int logLimit = 200;
constexpr qsizetype longestAuthor = 100;
constexpr qsizetype longestSummary = 300;

/// In the order in which docker takes them.
constexpr std::array composeNames{
    "compose.yaml"_L1, "compose.yml"_L1, "docker-compose.yaml"_L1, "docker-compose.yml"_L1};

bool isCompose(const QString& path)
{
    return std::find(composeNames.begin(), composeNames.end(), path) != composeNames.end();
}

sophia::Measured unknownBecause(const QString& why)
{
    return {.value = std::nullopt, .source = why, .age = std::nullopt};
}

sophia::Measured measuredNow(double value, const QString& source)
{
    return {.value = value, .source = source, .age = Milliseconds{}};
}

void takeCommits(EvidenceGathered& seen, const Result<std::vector<RepositoryHistory::Commit>>& commits)
{
    if (!commits) {
        seen.risk.recentCommits = unknownBecause(commits.error().message);
        return;
    }
    seen.commits.emplace();
    for (const auto& commit : *commits)
        seen.commits->push_back(
            {commit.id, commit.author.left(longestAuthor), commit.summary.left(longestSummary), commit.at});
    seen.risk.recentCommits = measuredNow(static_cast<double>(commits->size()), u"git log, last 24 h"_s);
}

const RepositoryHistory::File* firstCompose(const RepositoryHistory::Files& files)
{
    for (const auto& name : composeNames) {
        for (const auto& file : files.files) {
            if (file.path == name)
                return &file;
        }
    }
    return nullptr;
}

Result<FileRead> coverageFile(const Ports& ports, const patch::Registration& registration)
{
    if (registration.coverage.isEmpty())
        return failure(ErrorCode::NotFound, u"no coverage report is registered"_s);
    if (!ports.files)
        return failure(ErrorCode::Unsupported, u"files cannot be read here"_s);
    return ports.files(registration.coverage);
}

} // namespace

sophia::Measured complexityOf(const Result<RepositoryHistory::Files>& sources)
{
    if (!sources)
        return unknownBecause(sources.error().message);
    if (!sources->leftOut.isEmpty())
        return unknownBecause(sources->leftOut);
    source::Complexity complexity;
    for (const auto& file : sources->files)
        complexity.add(file.path, file.bytes);
    if (complexity.functions == 0)
        return unknownBecause(u"the repository has no function of a known language"_s);
    const auto mean = static_cast<double>(complexity.sum) / complexity.functions;
    return measuredNow(
        sophia::complexityShare(mean), u"%1 functions in %2 files of %3"_s.arg(complexity.functions)
                                           .arg(complexity.files)
                                           .arg(sources->commit.left(12)));
}

sophia::Measured coverageOf(const Result<FileRead>& file, const QString& path, Instant now)
{
    if (!file)
        return unknownBecause(path.isEmpty() ? file.error().message : u"%1: %2"_s.arg(path, file.error().message));
    const auto share = patch::readCoverage(file->bytes);
    if (!share)
        return unknownBecause(u"%1: %2"_s.arg(path, share.error().message));
    return {.value = *share, .source = path, .age = now - file->writtenAt};
}

sophia::Measured dependenciesOf(
    const patch::Registration& registration, const Result<RepositoryHistory::Files>& compose,
    const DependencyReader& reader, QStringList& names)
{
    names = registration.dependsOn;
    names.removeDuplicates();
    // The declaration alone counts where there is no repository to look into: the log then says that it is not there.
    const auto* file = compose ? firstCompose(*compose) : nullptr;
    if (compose && !compose->leftOut.isEmpty())
        return unknownBecause(compose->leftOut);
    if (!compose)
        return unknownBecause(compose.error().message);
    if (!file)
        return measuredNow(static_cast<double>(names.size()), u"registration"_s);
    const auto read =
        reader ? reader(file->bytes, registration.name.value())
               : Result<std::optional<QStringList>>{failure(ErrorCode::Unsupported, u"cannot be read here"_s)};
    if (!read)
        return unknownBecause(u"%1: %2"_s.arg(file->path, read.error().message));
    if (!*read)
        return measuredNow(
            static_cast<double>(names.size()), u"registration; %1 does not name the service"_s.arg(file->path));
    names += **read;
    names.removeDuplicates();
    return measuredNow(static_cast<double>(names.size()), u"registration and %1"_s.arg(file->path));
}

sophia::Measured ComplexityCache::measure(RepositoryHistory& history, const Branch& branch, const QString& commit)
{
    auto& entry = m_entries[{branch.repository, branch.name}];
    if (entry.commit != commit) {
        const auto sources = history.files(branch, {.path = source::isOwnSource});
        entry = {sources ? sources->commit : QString{}, complexityOf(sources)};
    }
    return entry.measured;
}

EvidenceGathered readEvidence(
    const Ports& ports, const patch::Registration& registration, Instant now, Milliseconds commitsWindow,
    ComplexityCache& cache)
{
    EvidenceGathered seen;
    const auto branch = branchOf(registration);
    takeCommits(seen, ports.history.log(branch, now - commitsWindow, logLimit));
    const auto compose = ports.history.files(branch, {.path = isCompose});
    seen.risk.dependencies = dependenciesOf(registration, compose, ports.dependencies, seen.dependencies);
    seen.risk.complexity =
        compose ? cache.measure(ports.history, branch, compose->commit) : unknownBecause(compose.error().message);
    seen.risk.coverage = coverageOf(coverageFile(ports, registration), registration.coverage, now);
    return seen;
}

} // namespace penelope::engine

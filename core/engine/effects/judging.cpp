#include "core/engine/effects/judging.h"

#include "core/engine/wanted.h"
#include "core/patch/coverage.h"
#include "core/patch/diff.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int logLimit = 200;

struct ReadEvidence
{
    Result<std::vector<RepositoryHistory::Commit>> commits;
    Result<FileRead> coverage;
};

sophia::Measured unknownBecause(const QString& why)
{
    return {.value = std::nullopt, .source = why, .age = std::nullopt};
}

sophia::Measured coverageOf(const Result<FileRead>& file, const QString& path, Instant now)
{
    if (!file)
        return unknownBecause(file.error().message);
    const auto share = patch::readCoverage(file->bytes);
    if (!share)
        return unknownBecause(share.error().message);
    return {.value = *share, .source = path, .age = now - file->writtenAt};
}

void takeCommits(EvidenceGathered& seen, const Result<std::vector<RepositoryHistory::Commit>>& commits)
{
    if (!commits) {
        seen.risk.recentCommits = unknownBecause(commits.error().message);
        return;
    }
    seen.commits.emplace();
    for (const auto& commit : *commits)
        seen.commits->push_back({commit.id, commit.author, commit.summary, commit.at});
    seen.risk.recentCommits = {
        .value = static_cast<double>(commits->size()), .source = u"git log"_s, .age = Milliseconds{}};
}

} // namespace

void EvidenceEffect::look(const ConsoleState& state)
{
    state.anomalies.forEach([&](const AnomalyId& id, const auto& anomaly) {
        if (!anomaly->isOpen() || !m_attempts.mayTry(id.value()) || !wanted::judgement(state, *anomaly, now()))
            return;
        m_attempts.begin(id.value());
        gather(state, *anomaly);
    });
}

void EvidenceEffect::gather(const ConsoleState& state, const sophia::Anomaly& anomaly)
{
    const auto registration = registrationOf(state, anomaly.service);
    const auto since = now() - state.policy.duration(u"sophia.commits_window"_s);
    background(
        [ports = m_world.ports, registration, since] {
            return ReadEvidence{
                ports.history.log(branchOf(registration), since, logLimit),
                registration.coverage.isEmpty() || !ports.files
                    ? Result<FileRead>{failure(ErrorCode::NotFound, u"no coverage report is registered"_s)}
                    : ports.files(registration.coverage)};
        },
        [this, registration, id = anomaly.id, began = tick()](const ReadEvidence& read) {
            EvidenceGathered seen;
            seen.anomaly = id;
            seen.risk.complexity = unknownBecause(u"no source file of a known language was read"_s);
            seen.risk.dependencies = {
                .value = static_cast<double>(registration.dependsOn.size()),
                .source = u"registration"_s,
                .age = Milliseconds{}};
            seen.risk.coverage = coverageOf(read.coverage, registration.coverage, now());
            takeCommits(seen, read.commits);
            seen.took = tick() - began;
            m_attempts.done(id.value());
            m_world.tell(seen);
        });
}

void ProposalEffect::look(const ConsoleState& state)
{
    state.anomalies.forEach([&](const AnomalyId& id, const auto& anomaly) {
        if (!anomaly->isOpen() || !wanted::proposal(state, *anomaly))
            return;
        const auto key = u"%1/%2"_s.arg(id.value()).arg(anomaly->decision()->seq);
        if (!m_attempts.mayTry(key))
            return;
        m_attempts.begin(key);
        search(state, *anomaly, key);
    });
}

void ProposalEffect::search(const ConsoleState& state, const sophia::Anomaly& anomaly, const QString& key)
{
    auto search = std::make_shared<Search>();
    search->anomaly = anomaly.id;
    search->decisionSeq = anomaly.decision()->seq;
    search->registration = registrationOf(state, anomaly.service);
    search->symptom = {anomaly.type, anomaly.service.value(), anomaly.context};
    search->key = key;
    const auto pause = state.policy.duration(u"patch.remedy_pause"_s);
    state.patches.forEach([&](const PatchId&, const auto& patch) {
        if (patch->service != anomaly.service)
            return;
        if (patch->anomaly == anomaly.id)
            search->excluded[patch->diffSha256] = u"it was proposed for this anomaly already"_s;
        else if (patch->status == patch::Status::RolledBack && patch->endedAt && now() - *patch->endedAt < pause)
            search->excluded[patch->diffSha256] = u"it failed lately"_s;
    });
    const auto& precedents = anomaly.decision()->precedents;
    if (anomaly.decision()->rule == 3 && !precedents.empty()) {
        if (const auto patch = state.patches.find(PatchId{precedents.front().patchId})) {
            search->candidates.push_back(
                {u"precedent"_s, u"patch "_s + patch->id.value(), patch->diff, patch->intent, patch->rollbackNote, {}});
        }
    }
    background(
        [ports = m_world.ports, registration = search->registration] {
            return ports.remedies && !registration.remedies.isEmpty() ? ports.remedies(registration)
                                                                      : std::vector<patch::Remedy>{};
        },
        [this, search](const Result<std::vector<patch::Remedy>>& catalogue) {
            if (!catalogue)
                search->tried.append(u"remedies: %1"_s.arg(catalogue.error().message));
            for (const auto& remedy :
                 catalogue ? patch::candidates(*catalogue, search->symptom) : std::vector<patch::Remedy>{}) {
                search->candidates.push_back(
                    {u"remedy"_s, u"remedy "_s + remedy.name, remedy.diff, remedy.intent, remedy.rollback,
                     remedy.query});
            }
            if (search->candidates.empty())
                search->tried.append(u"no remedy matches"_s);
            consider(search, 0);
        });
}

void ProposalEffect::consider(const SearchRow& search, std::size_t index)
{
    if (index == search->candidates.size()) {
        m_attempts.done(search->key);
        m_world.tell(ProposalMissing{search->anomaly, search->decisionSeq, search->tried});
        return;
    }
    const auto& candidate = search->candidates[index];
    const auto excluded = search->excluded.find(patch::diffSha256(candidate.diff));
    if (excluded != search->excluded.end())
        pass(search, index, excluded->second);
    else if (!candidate.query.isEmpty())
        ask(search, index);
    else
        check(search, index);
}

void ProposalEffect::pass(const SearchRow& search, std::size_t index, const QString& why)
{
    search->tried.append(u"%1: %2"_s.arg(search->candidates[index].name, why));
    consider(search, index + 1);
}

void ProposalEffect::ask(const SearchRow& search, std::size_t index)
{
    const auto expression = patch::expand(search->candidates[index].query, search->registration, patch::Arm::Stable);
    auto* metrics = metricsOf(m_world.ports, search->registration);
    if (!expression || !metrics) {
        pass(search, index, expression ? u"UNKNOWN: no Prometheus is configured"_s : expression.error().message);
        return;
    }
    metrics->query(*expression, guarded([this, search, index](Result<prometheus::Answer> answer) {
        if (!answer)
            pass(search, index, u"UNKNOWN: "_s + answer.error().message);
        else if (answer->series.empty())
            pass(search, index, u"its condition does not hold"_s);
        else
            check(search, index);
    }));
}

void ProposalEffect::check(const SearchRow& search, std::size_t index)
{
    background(
        [ports = m_world.ports, branch = branchOf(search->registration), diff = search->candidates[index].diff] {
            return ports.repository.check(branch, diff.toUtf8());
        },
        [this, search, index](const Result<PatchRepository::Checked>& checked) {
            if (!checked) {
                pass(search, index, checked.error().message);
                return;
            }
            const auto& candidate = search->candidates[index];
            m_attempts.done(search->key);
            m_world.tell(ProposalFound{
                search->anomaly, search->decisionSeq, candidate.origin, candidate.diff, candidate.intent,
                candidate.rollback, checked->baseCommit});
        });
}

void CheckEffect::look(const ConsoleState& state)
{
    state.patches.forEach([&](const PatchId& id, const auto& patch) {
        if (patch->isFinished() || !m_attempts.mayTry(id.value()))
            return;
        if (!wanted::check(*patch) && !wanted::start(state, *patch, now()))
            return;
        m_attempts.begin(id.value());
        background(
            [ports = m_world.ports, branch = branchOf(registrationOf(state, patch->service)), diff = patch->diff] {
                return ports.repository.check(branch, diff.toUtf8());
            },
            [this, id](const Result<PatchRepository::Checked>& checked) {
                if (!checked && isPassing(checked.error())) {
                    m_attempts.failed(id.value(), u"check"_s, m_world.state().seq, checked.error().message);
                    return;
                }
                m_attempts.done(id.value());
                m_world.tell(PatchLooked{id, checked});
            });
    });
}

} // namespace penelope::engine

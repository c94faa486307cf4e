#include "core/engine/effects/judging.h"

#include "core/engine/effects/generating.h"
#include "core/engine/pastrows.h"
#include "core/engine/wanted.h"
#include "core/patch/diff.h"

#include <cmath>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A finite number of one series, or nothing.
std::optional<double> numberOf(const Result<prometheus::Answer>& answer)
{
    if (!answer || answer->series.size() != 1 || answer->series.front().samples.empty())
        return std::nullopt;
    const auto value = answer->series.front().samples.back().value;
    return value && std::isfinite(*value) ? value : std::nullopt;
}

} // namespace

struct EvidenceEffect::Gathering
{
    AnomalyId anomaly;
    patch::Registration registration;
    std::map<QString, std::optional<double>> saturation;
    Tick began{};
};

void EvidenceEffect::look(const ConsoleState& state)
{
    const auto pause = state.policy.duration(u"sophia.review"_s);
    std::erase_if(m_looked, [&state](const auto& entry) {
        const auto anomaly = state.anomalies.find(entry.first);
        return !anomaly || !anomaly->isOpen();
    });
    state.anomalies.forEachOngoing([&](const AnomalyId& id, const auto& anomaly) {
        if (!m_attempts.mayTry(id.value()))
            return;
        if (!wanted::judgement(state, *anomaly, now())) {
            if (!wanted::reconsideration(state, *anomaly))
                return;
            const auto looked = m_looked.find(id);
            if (now() - (looked == m_looked.end() ? anomaly->decision()->at : looked->second) < pause)
                return;
        }
        m_looked[id] = now();
        m_attempts.begin(id.value());
        gather(state, *anomaly);
    });
}

void EvidenceEffect::gather(const ConsoleState& state, const sophia::Anomaly& anomaly)
{
    auto gathering = std::make_shared<Gathering>();
    gathering->anomaly = anomaly.id;
    gathering->registration = registrationOf(state, anomaly.service);
    gathering->began = tick();
    // The last copy of `finish` that goes reads the rest: when every question was answered, or at once without any.
    const std::shared_ptr<void> finish(nullptr, guarded([this, gathering](std::nullptr_t) { read(gathering); }));
    auto* metrics = metricsOf(m_world.ports, gathering->registration);
    for (const auto& [name, query] : gathering->registration.saturation) {
        // What came with the alert was asked at its detection; who reports an anomaly need not know such numbers.
        if (anomaly.metrics.contains(name) || anomaly.unknown.contains(name))
            continue;
        auto& place = gathering->saturation[name];
        const auto expression = patch::expand(query, gathering->registration, patch::Arm::Stable);
        if (!metrics || !expression)
            continue;
        metrics->query(*expression, [gathering, finish, &place](const Result<prometheus::Answer>& answer) {
            place = numberOf(answer);
        });
    }
}

void EvidenceEffect::read(const std::shared_ptr<Gathering>& gathering)
{
    background(
        [ports = m_world.ports, gathering, cache = m_complexity, at = now(),
         window = m_world.state().policy.duration(u"sophia.commits_window"_s)] {
            return readEvidence(ports, gathering->registration, at, window, *cache);
        },
        [this, gathering](EvidenceGathered seen) {
            seen.anomaly = gathering->anomaly;
            seen.saturation = gathering->saturation;
            seen.took = tick() - gathering->began;
            m_attempts.done(gathering->anomaly.value());
            m_world.tell(std::move(seen));
        });
}

void ProposalEffect::look(const ConsoleState& state)
{
    dropUnwanted(state);
    state.anomalies.forEachOngoing([&](const AnomalyId& id, const auto& anomaly) {
        if (!wanted::proposal(state, *anomaly))
            return;
        const auto key = u"%1/%2"_s.arg(id.value()).arg(anomaly->decision()->seq);
        if (!m_attempts.mayTry(key))
            return;
        m_attempts.begin(key);
        search(state, *anomaly, key);
    });
}

/// The wisdom base outlives the patches it tells of: one that has left the state is read from the journal.
std::shared_ptr<const patch::Patch> ProposalEffect::patchOf(const ConsoleState& state, const PatchId& id) const
{
    if (auto known = state.patches.find(id))
        return known;
    auto proposed = proposedPatch(m_world.ports.reader, id);
    return proposed ? std::make_shared<const patch::Patch>(std::move(*proposed)) : nullptr;
}

void ProposalEffect::search(const ConsoleState& state, const sophia::Anomaly& anomaly, const QString& key)
{
    auto search = std::make_shared<Search>();
    search->anomaly = anomaly.id;
    search->decisionSeq = anomaly.decision()->seq;
    search->registration = registrationOf(state, anomaly.service);
    search->symptom = {anomaly.type, anomaly.service.value(), anomaly.context};
    search->key = key;
    search->anomalyTold = anomalyForGenerator(anomaly);
    search->diagnosis = diagnosisForGenerator(anomaly);
    const auto pause = state.policy.duration(u"patch.remedy_pause"_s);
    state.patches.forEachSince(now() - pause, [&](const PatchId&, const auto& patch) {
        if (patch->service == anomaly.service && patch->status == patch::Status::RolledBack && patch->endedAt &&
            now() - *patch->endedAt < pause)
            search->excluded[patch->diffSha256] = u"it failed lately"_s;
    });
    for (const auto& id : anomaly.patches) {
        if (const auto patch = state.patches.find(PatchId{id}))
            search->excluded[patch->diffSha256] = u"it was proposed for this anomaly already"_s;
    }
    const auto& precedents = anomaly.decision()->precedents;
    if (anomaly.decision()->rule == 3 && !precedents.empty()) {
        if (const auto patch = patchOf(state, PatchId{precedents.front().patchId})) {
            search->candidates.push_back(
                {u"precedent"_s, u"patch "_s + patch->id.value(), patch->diff, patch->intent, patch->rollbackNote, {}});
        } else {
            search->tried.append(u"precedent %1: it has no patch"_s.arg(precedents.front().id.left(12)));
        }
    }
    if (anomaly.diagnosis)
        search->blamed = anomaly.diagnosis->causeCode == "recent_commit"_L1 ? anomaly.diagnosis->causeArgs : Json{};
    background(
        [ports = m_world.ports, registration = search->registration, commit = search->blamed[u"commit"].toString()] {
            return Offers{
                commit.isEmpty() ? Result<QByteArray>{QByteArray{}}
                                 : ports.history.reverting(branchOf(registration), commit),
                ports.remedies && !registration.remedies.isEmpty() ? ports.remedies(registration)
                                                                   : std::vector<patch::Remedy>{}};
        },
        [this, search](const Offers& offers) {
            addRevert(*search, offers.revert);
            addRemedies(*search, offers.remedies);
            consider(search, 0);
        });
}

void ProposalEffect::addRevert(Search& search, const Result<QByteArray>& diff)
{
    const auto commit = search.blamed[u"commit"].toString();
    if (commit.isEmpty())
        return;
    const auto name = u"revert of commit %1"_s.arg(commit.left(12));
    if (!diff) {
        search.tried.append(u"%1: %2"_s.arg(name, diff.error().message));
        return;
    }
    const auto text = QString::fromUtf8(*diff);
    // What is not UTF-8 would come back as another patch.
    if (text.toUtf8() != *diff) {
        search.tried.append(u"%1: its diff is not UTF-8"_s.arg(name));
        return;
    }
    search.candidates.push_back(
        {u"revert"_s,
         name,
         text,
         u"Revert \"%1\" (%2)"_s.arg(search.blamed[u"summary"].toString(), commit.left(12)),
         u"Reverting restores what commit %1 by %2 had changed."_s.arg(
             commit.left(12), search.blamed[u"author"].toString()),
         {}});
}

void ProposalEffect::addRemedies(Search& search, const Result<std::vector<patch::Remedy>>& catalogue)
{
    if (!catalogue) {
        search.tried.append(u"remedies: %1"_s.arg(catalogue.error().message));
        return;
    }
    const auto fitting = patch::candidates(*catalogue, search.symptom);
    for (const auto& remedy : fitting)
        search.candidates.push_back(
            {u"remedy"_s, u"remedy "_s + remedy.name, remedy.diff, remedy.intent, remedy.rollback, remedy.query});
    if (fitting.empty())
        search.tried.append(u"no remedy matches"_s);
}

void ProposalEffect::consider(const SearchRow& search, std::size_t index)
{
    if (index == search->candidates.size()) {
        if (!search->asked && !search->registration.generator.command.isEmpty())
            return generate(search);
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
                candidate.rollback, checked->baseCommit, candidate.generated});
        });
}

void CheckEffect::look(const ConsoleState& state)
{
    state.patches.forEachOngoing([&](const PatchId& id, const auto& patch) {
        if (patch->isFinished() || !m_attempts.mayTry(id.value()))
            return;
        if (!wanted::check(*patch) && !wanted::start(state, *patch))
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

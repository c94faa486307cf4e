#include "core/engine/effects/generating.h"
#include "core/engine/effects/judging.h"
#include "core/engine/wanted.h"
#include "core/patch/diff.h"

#include <algorithm>
#include <utility>

/// The part of ProposalEffect that asks a service's generator.
namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

ProposalEffect::~ProposalEffect()
{
    // Nobody hears of them any more: after a restart each is asked anew.
    for (const auto& search : std::exchange(m_generating, {})) {
        search->dropped = true;
        if (search->ticket)
            m_world.ports.sandbox->cancel(*search->ticket);
    }
}

void ProposalEffect::dropUnwanted(const ConsoleState& state)
{
    const auto all = m_generating;
    for (const auto& search : all) {
        const auto anomaly = state.anomalies.find(search->anomaly);
        const bool isWanted = anomaly && anomaly->isOpen() && wanted::proposal(state, *anomaly) &&
                              anomaly->decision()->seq == search->decisionSeq;
        if (isWanted || search->dropped)
            continue;
        search->dropped = true;
        if (search->ticket)
            m_world.ports.sandbox->cancel(*search->ticket);
    }
}

void ProposalEffect::generate(const SearchRow& search)
{
    search->asked = true;
    if (!m_world.ports.sandbox)
        return generated(search, failure(ErrorCode::Unsupported, u"there is no sandbox"_s));
    const auto name = u"generator-"_s + search->anomaly.value();
    search->tree = u"%1/%2/%3"_s.arg(m_world.settings.worktreeFolder, search->registration.name.value(), name);
    m_generating.push_back(search);
    background(
        [ports = m_world.ports, search, name]() -> Result<RepositoryHistory::Files> {
            const auto branch = branchOf(search->registration);
            auto files = ports.history.files(branch, filesForGenerator());
            if (!files)
                return files;
            const auto tree = ports.worktrees.checkOut(branch, name, {}, search->tree);
            return tree ? files : Result<RepositoryHistory::Files>{Failure{tree.error()}};
        },
        [this, search](const Result<RepositoryHistory::Files>& files) {
            if (!files)
                return generated(search, Failure{files.error()});
            runGenerator(search, *files);
        });
}

void ProposalEffect::runGenerator(const SearchRow& search, const RepositoryHistory::Files& files)
{
    if (search->dropped)
        return generated(search, failure(ErrorCode::Refused, u"it is no longer wanted"_s));
    auto job = generatorJob(
        m_world.settings,
        {search->registration, search->tree, files.files, files.leftOut, search->anomalyTold, search->diagnosis});
    if (!job)
        return generated(search, Failure{job.error()});
    search->ticket =
        m_world.ports.sandbox->run(std::move(*job), guarded([this, search](const Result<Sandbox::Outcome>& outcome) {
                                       search->ticket.reset();
                                       generated(search, generatorAnswer(outcome, search->registration.generator));
                                   }));
}

/// The tree goes; then what was answered is looked at like any other candidate.
void ProposalEffect::generated(const SearchRow& search, const Result<patch::GeneratorAnswer>& answer)
{
    background(
        [ports = m_world.ports, search] {
            return search->tree.isEmpty() ? Status{}
                                          : ports.worktrees.remove(branchOf(search->registration), search->tree);
        },
        [this, search, answer](const Status&) {
            std::erase(m_generating, search);
            if (search->dropped)
                return m_attempts.done(search->key);
            const auto& name = search->registration.generator.name;
            if (!answer) {
                search->tried.append(u"generator %1: %2"_s.arg(name, answer.error().message));
                return consider(search, search->candidates.size());
            }
            search->candidates.push_back(
                {u"generator"_s,
                 u"generator "_s + name,
                 answer->diff,
                 answer->intent,
                 answer->rollback,
                 {},
                 patch::Generated{name, answer->confidence, answer->curve}});
            consider(search, search->candidates.size() - 1);
        });
}

} // namespace penelope::engine

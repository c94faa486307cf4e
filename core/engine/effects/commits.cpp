#include "core/engine/effects/commits.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Milliseconds betweenReads{60'000};
constexpr int mostCommits = 500;

} // namespace

void CommitsEffect::look(const ConsoleState& state)
{
    if (state.shadow.episodes.empty())
        return;
    state.services.forEach([&](const ServiceName& name, const auto& service) {
        if (service->retired || service->arming != Arming::Shadow || m_next[name] > tick() ||
            !m_attempts.mayTry(name.value()))
            return;
        m_next[name] = tick() + betweenReads;
        if (const auto since = shadow::evidenceSince(state.shadow, name, now() - shadow::month))
            read(name, service->registration, *since);
    });
}

void CommitsEffect::read(const ServiceName& service, const patch::Registration& registration, Instant since)
{
    m_attempts.begin(service.value());
    background(
        [ports = m_world.ports, registration, since] {
            return ports.history.log(branchOf(registration), since, mostCommits);
        },
        [this, service](const Result<std::vector<RepositoryHistory::Commit>>& commits) {
            if (!commits) {
                m_attempts.failed(service.value(), u"commits"_s, m_world.state().seq, commits.error().message);
                return;
            }
            m_attempts.done(service.value());
            CommitsSeen seen{service, {}};
            for (const auto& commit : *commits)
                seen.commits.push_back({commit.id, commit.author, commit.summary, commit.at});
            if (!seen.commits.empty())
                m_world.tell(std::move(seen));
        });
}

} // namespace penelope::engine

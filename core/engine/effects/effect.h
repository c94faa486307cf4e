#pragma once

#include "core/engine/command.h"
#include "core/engine/consolestate.h"
#include "core/engine/observation.h"
#include "core/engine/ports.h"

#include <map>
#include <memory>

namespace penelope::engine {

/// What effects share. Core thread.
struct World
{
    const Ports& ports;
    const Settings& settings;
    Live& live;
    std::function<const ConsoleState&()> state;
    /// The answer, where one is wanted, comes after the events are durable.
    std::function<void(Observation, Answer)> take;

    void tell(Observation observation) const { take(std::move(observation), {}); }
};

/// When something may be tried again: 1, 2, 4 … 60 s after each failure, spread by up to a quarter either way.
class Attempts
{
public:
    explicit Attempts(const World& world)
        : m_world(world)
    {}

    bool mayTry(const QString& key) const;
    void begin(const QString& key) { m_tries[key].busy = true; }
    void done(const QString& key) { m_tries.erase(key); }
    /// Answers how often it has failed now; tells of it. Every fifth time `pause` is paused, so that a person looks.
    int failed(const QString& key, const QString& effect, qint64 forSeq, const QString& error, CanaryId pause = {});

private:
    struct Try
    {
        bool busy = false;
        int failures = 0;
        Tick next{};
    };
    World m_world;
    std::map<QString, Try> m_tries;
};

/// Reacts to what the state asks for (design.md). Idempotent: after a restart the same look starts the same work.
class Effect
{
public:
    explicit Effect(World world)
        : m_world(std::move(world))
        , m_attempts(m_world)
    {}
    virtual ~Effect() = default;
    Effect(const Effect&) = delete;
    Effect& operator=(const Effect&) = delete;

    /// Starts what the state asks for and is not on its way. After each commit, at the start, and as time passes.
    virtual void look(const ConsoleState& state) = 0;
    /// Somebody wants to know now: what is asked again and again is asked at the next look. Not so the alerts: each
    /// answer without one counts towards its end.
    virtual void askAgain() {}

protected:
    /// The call, dropped once the effect is gone: ports outlive effects.
    template <typename Call> auto guarded(Call call) const
    {
        return [alive = std::weak_ptr(m_alive), call = std::move(call)](auto&&... values) mutable {
            if (!alive.expired())
                call(std::forward<decltype(values)>(values)...);
        };
    }
    /// Runs `work` in the background and `done` with its value here. Work may outlive the core: it holds its own copy
    /// of the ports.
    template <typename Work, typename Done> void background(Work work, Done done) const
    {
        using Value = std::invoke_result_t<Work&>;
        auto value = std::make_shared<std::optional<Value>>();
        m_world.ports.background(
            [value, work = std::move(work)]() mutable { value->emplace(work()); },
            guarded([value, done = std::move(done)]() mutable { done(std::move(**value)); }));
    }
    Instant now() const { return m_world.ports.clock.now(); }
    Tick tick() const { return m_world.ports.clock.tick(); }

    World m_world;
    Attempts m_attempts;

private:
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

/// Whether trying again may help; else the answer is a fact.
bool isPassing(const Error& error);
patch::Registration registrationOf(const ConsoleState& state, const ServiceName& service);
Branch branchOf(const patch::Registration& registration);
/// {{tree}}, {{patch}}, {{commit}} in single elements.
QStringList substitute(const QStringList& argv, const QString& tree, const QString& patch, const QString& commit);
QString worktreeOf(const Settings& settings, const ServiceName& service, const PatchId& patch);
Milliseconds pollOf(const Settings& settings, const QString& prometheus);
/// The Prometheus of a service, or null.
MetricSource* metricsOf(const Ports& ports, const patch::Registration& registration);

} // namespace penelope::engine

#pragma once

#include "core/engine/effects/effect.h"

namespace penelope::engine {

/// The gates of a canary, in the order they are passed.
inline const QString preStartGate = QStringLiteral("pre_start");
inline const QString prePromoteGate = QStringLiteral("pre_promote");
inline const QString postPromoteGate = QStringLiteral("post_promote");

/// Its command, as registered; empty = there is none.
const QStringList& gateCommand(const patch::Registration& registration, const QString& gate);
/// The gate has a command that has not ended yet.
bool gateAsks(const canary::Canary& canary, const patch::Registration& registration, const QString& gate);

struct GateOrder
{
    CanaryId canary;
    QString gate;
    PatchId patch;
    patch::Registration registration;
    QString tree; ///< absolute folder of the patched tree; the command works on a copy
    QString commit;
    bool committed = false; ///< the commit is on the service's branch
};
/// Runs gates with the limits of the twin's tests (policy twin.limit, twin.memory, twin.processes). `handler` once,
/// maybe at once. Without a sandbox it cannot run, and is not passed.
class Gates
{
public:
    explicit Gates(World world)
        : m_world(std::move(world))
    {}
    /// Ends what runs. No handler is called after that.
    ~Gates();
    Gates(const Gates&) = delete;
    Gates& operator=(const Gates&) = delete;

    void run(const GateOrder& order, std::function<void(GateSeen)> handler);
    /// Ends at once each whose canary is no longer in one of the states that it was to let through.
    void look(const ConsoleState& state);

private:
    World m_world;
    std::shared_ptr<std::map<CanaryId, Sandbox::Ticket>> m_running =
        std::make_shared<std::map<CanaryId, Sandbox::Ticket>>();
};

} // namespace penelope::engine

#pragma once

#include "core/engine/decide.h"
#include "core/engine/ports.h"

#include <functional>
#include <memory>

namespace penelope::engine {

class Machinery;

/// Runs the fold: commands and facts in, decisions durable, then applied, answered, published and acted on. Lives on
/// one thread (the core's), where everything below is called; other threads come through `link` and `subscribe`.
class DecisionCore
{
public:
    DecisionCore(Ports ports, Settings settings);
    ~DecisionCore();
    DecisionCore(const DecisionCore&) = delete;
    DecisionCore& operator=(const DecisionCore&) = delete;

    /// Folds the journal, writes `genesis` into an empty one, the policy keys that it lacks, and CoreStarted; then the
    /// effects go on where they stood (contracts.md 6).
    Status start(const Genesis& genesis);
    /// CoreStopped and a signed end. Nothing is decided after it.
    Status stop(const QString& reason);
    /// Time has passed. Called a few times a second; everything timed hangs on it and on the clock.
    void tick();

    /// Takes a command of the table. The answer comes after its events are durable; a refused command answers at once.
    void send(Command command, Answer answer);
    /// Takes a fact. It is decided in its turn; the answer, where one is wanted, comes after its events are durable.
    void observe(Observation observation, Answer answer = {});
    /// Takes alerts that their source sent by itself (a webhook), as if a poll had listed them: what is new becomes an
    /// anomaly, nothing is over. The answer comes after the events are durable.
    void receiveAlerts(const std::vector<Alert>& alerts, Answer answer);
    /// Decides what waits now, instead of when the event loop comes round.
    void drain();

    const ConsoleState& state() const;
    Snapshot snapshot() const;

    /// Core thread: after each published snapshot (at most ten times a second; urgent ones at once).
    using Listener = std::function<void(const Snapshot&)>;
    void listen(Listener listener);
    /// How much of the journal was verified meanwhile; published with the next snapshot.
    void noteVerified(compliance::Verified verified);
    /// Core thread: the seq after each commit, for tails of the journal.
    void listenCommits(std::function<void(qint64 seq)> listener);

    /// A handle for the thread that owns `home`: answers and snapshots come there. May outlive the core; it then
    /// answers Unavailable.
    std::unique_ptr<CoreLink> link(const Mailbox& home);
    /// Snapshots on the thread of `home`, until either is gone.
    void subscribe(const Mailbox& home, Listener listener);

    /// Where letters for the core's thread go.
    Mailbox::Address address() const;

private:
    std::unique_ptr<Machinery> m_machinery;
    std::shared_ptr<Machinery*> m_handle; ///< what links hold weakly
};

} // namespace penelope::engine

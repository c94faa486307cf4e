#pragma once

#include "core/engine/decisioncore.h"
#include "core/engine/effects/effect.h"

#include <deque>

namespace penelope::engine {

class AlertsEffect;
class ObservingEffect;

/// What stands behind DecisionCore: the queue, the batch, the commit, and who is told.
class Machinery
{
public:
    Machinery(Ports ports, Settings settings);
    ~Machinery();

    Status start(const Genesis& genesis);
    Status stop(const QString& reason);
    void tick();
    void take(Command command, Answer answer);
    void take(Observation observation, Answer answer = {});
    void receive(const std::vector<Alert>& alerts, Answer answer);
    void drain();
    void noteVerified(compliance::Verified verified);

    Snapshot snapshot() const;
    const ConsoleState& state() const { return m_state; }
    Mailbox::Address address() const { return m_mailbox.address(); }
    void listen(DecisionCore::Listener listener) { m_listeners.push_back(std::move(listener)); }
    void listenCommits(std::function<void(qint64)> listener) { m_commitListeners.push_back(std::move(listener)); }

private:
    struct Waiting
    {
        std::variant<Command, Observation> what;
        Answer answer;
    };
    struct Answering
    {
        Answer answer;
        Result<Outcome> outcome;
        std::size_t events = 0; ///< of the batch up to and with its own
    };
    struct Batch
    {
        std::vector<JournalStore::Entry> entries;
        std::vector<Answering> answers;
        qint64 bytes = 0;
    };

    void wake();
    void decideOne(Batch& batch, Waiting waiting);
    void decideCommand(Batch& batch, const Command& command, Answer answer);
    void decideObservation(Batch& batch, const Observation& observation, Answer answer);
    void add(Batch& batch, journal::Drafts drafts);
    void learnVersion(const Batch& batch, const QString& stream);
    void noticeSteps();
    bool isFull(const Batch& batch, Tick began) const;
    /// One transaction. True: something was written.
    bool commit(Batch batch);
    void answerAll(Batch& batch, std::optional<Error> trouble, qint64 lastSeq);
    Status writeStart(const Genesis& genesis);
    Status write(journal::Drafts drafts);
    void look();
    void publish();
    void publishIfDue(bool urgent);

    Ports m_ports;
    Settings m_settings;
    Mailbox m_mailbox;
    Live m_live;
    ConsoleState m_state;   ///< what is durable
    ConsoleState m_working; ///< with what is decided and not yet durable
    std::deque<Waiting> m_waiting;
    bool m_awake = false;
    bool m_draining = false;
    bool m_running = false;
    bool m_dirty = false;
    bool m_askAgain = false; ///< somebody wants each Prometheus asked now
    Tick m_published{};
    Tick m_heartbeat{};
    std::optional<std::pair<Instant, Tick>> m_lastTime;
    std::optional<WallStepped> m_stepped;
    std::vector<DecisionCore::Listener> m_listeners;
    std::vector<std::function<void(qint64)>> m_commitListeners;
    std::vector<std::unique_ptr<Effect>> m_effects;
    AlertsEffect* m_alerts = nullptr;       ///< one of the effects
    ObservingEffect* m_observing = nullptr; ///< another
};

} // namespace penelope::engine

#pragma once

#include "core/base/ed25519.h"
#include "core/engine/command.h"
#include "core/engine/consolestate.h"
#include "core/ports/journalstore.h"

#include <map>
#include <set>

namespace penelope::engine {

/// Plays a told story into a journal of its own, as a demonstration: what is due is appended, and what people decide
/// meanwhile is decided by the same rules, signed with the story's test key, and appended beside it. What the story
/// told about a request that a person has settled otherwise is left out. No effect runs: nothing is sent anywhere.
/// One thread.
class StoryPlay
{
public:
    struct Desk
    {
        OperatorName who;
        ed25519::SigningKey key; ///< of `who`, as the story's journal knows it
    };

    /// `store` is empty and outlives the play; `told` are the events of the story, in order.
    StoryPlay(JournalStore& store, std::vector<journal::Event> told, Desk desk);

    /// Appends all that is due at `now`. The store's errors; what could not be written is due again.
    Status playTo(Instant now);
    /// One of `isPlayable`'s commands. NotPermitted: any other, with the reason.
    Result<Outcome> send(const QString& command, Json args, Instant now);
    /// What a person can do in it: decide requests, acknowledge, put off, note.
    static bool isPlayable(const QString& command);

    const ConsoleState& state() const { return *m_state; }
    std::shared_ptr<const ConsoleState> shared() const { return m_state; }
    /// When the next event is due that a person would stop at; nothing after the last.
    std::optional<Instant> nextStep(Instant after) const;
    /// The sources as the journal has them at `now`: one that is fresh was heard a moment ago.
    std::map<QString, SourceLive> sources(Instant now) const;

private:
    Status playSome(Instant now);
    bool fits(const journal::Event& event) const;
    JournalStore::Entry entryOf(const journal::Event& event);
    Status append(std::vector<JournalStore::Entry> entries);
    void settle(const Json& args);

    JournalStore& m_store;
    std::vector<journal::Event> m_told;
    std::size_t m_next = 0;
    Desk m_desk;
    std::shared_ptr<ConsoleState> m_state;
    std::map<QString, qint64> m_versions; ///< of each stream, as written
    std::map<qint64, qint64> m_written;   ///< seq as told → as written
    std::map<QString, QString> m_storyOf; ///< stream → the anomaly that it belongs to
    std::set<QString> m_settled;          ///< anomalies whose story a person has ended
    Instant m_last{};
};

} // namespace penelope::engine

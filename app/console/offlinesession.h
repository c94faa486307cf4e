#pragma once

#include "core/base/worker.h"
#include "ui/shell/session.h"

namespace penelope::console {

/// A journal file as of a moment: read-only, no core, no clock. `mode` is Replay when a moment was asked for.
class OfflineSession : public ui::Session
{
    Q_OBJECT

public:
    /// Over the journal folded up to `at` (its end without it).
    static std::unique_ptr<OfflineSession>
    over(engine::ConsoleState state, const QString& file, std::optional<Instant> at);

    /// Over the front of what it is folded up to; `complete` follows.
    static std::unique_ptr<OfflineSession> overFront(engine::ConsoleState front, const QString& file);
    void complete(engine::ConsoleState state);

    /// Over a journal of which only the end is known yet, browsed while it is added up; `complete` follows.
    static std::unique_ptr<OfflineSession> overEnd(qint64 seq, Instant at, const QString& file);
    void showReading(qint64 folded, qint64 last);
    /// It cannot be added up; its records are there all the same.
    void showTrouble(const Error& error);

    /// Begins to verify the whole file on a thread of its own.
    void verify();

    const engine::Snapshot& snapshot() const override { return m_snapshot; }
    Instant now() const override { return m_now; }
    Mode mode() const override { return m_mode; }
    bool isWhole() const override { return m_whole; }
    std::optional<Reading> reading() const override { return m_reading; }
    QString readOnlyReason() const override;
    OperatorName operatorName() const override { return {}; }
    /// Refuses: nothing is decided in the past.
    void send(const QString& command, Json args, engine::Answer answer) override;

private:
    OfflineSession(engine::ConsoleState state, const QString& file, std::optional<Instant> at);

    engine::Snapshot m_snapshot;
    QString m_file;
    Instant m_now{};
    Mode m_mode = Mode::Offline;
    bool m_whole = true;
    std::optional<Reading> m_reading;
    Mailbox m_mailbox;
    Worker m_worker;
    Task m_verifying;
};

} // namespace penelope::console

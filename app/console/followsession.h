#pragma once

#include "core/base/worker.h"
#include "core/ports/clock.h"
#include "ui/shell/session.h"

#include <QTimer>

namespace penelope::console {

/// A journal that another process writes: read-only, following its tail once a second on a thread of its own.
class FollowSession : public ui::Session
{
    Q_OBJECT

public:
    /// Over what is there now; `clock` outlives the session.
    static std::unique_ptr<FollowSession> over(engine::ConsoleState state, const QString& file, const Clock& clock);
    /// Over the front of that; `complete` follows, and until then nothing does.
    static std::unique_ptr<FollowSession>
    overFront(engine::ConsoleState front, const QString& file, const Clock& clock);
    void complete(engine::ConsoleState state);

    const engine::Snapshot& snapshot() const override { return m_snapshot; }
    Instant now() const override { return m_clock.now(); }
    Mode mode() const override { return Mode::ReadOnly; }
    bool isWhole() const override { return m_whole; }
    QString readOnlyReason() const override { return m_reason; }
    OperatorName operatorName() const override { return {}; }
    /// Refuses: the writer decides.
    void send(const QString& command, Json args, engine::Answer answer) override;
    void refresh() override { follow(); }

private:
    struct Tail;

    FollowSession(engine::ConsoleState state, const QString& file, const Clock& clock);
    void follow();
    QString writer() const;

    const Clock& m_clock;
    QString m_file;
    QString m_reason;
    engine::Snapshot m_snapshot;
    Mailbox m_mailbox;
    std::shared_ptr<Tail> m_tail; ///< touched by the worker only
    Worker m_worker;
    Task m_reading;
    bool m_busy = false;
    bool m_whole = true;
    QTimer m_second;
};

} // namespace penelope::console

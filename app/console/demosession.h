#pragma once

#include "core/adapters/sqlite/store.h"
#include "core/adapters/system/journallock.h"
#include "core/base/worker.h"
#include "core/engine/storyplay.h"
#include "core/ports/clock.h"
#include "ui/shell/session.h"

#include <QTimer>

namespace penelope::console {

/// The demonstration: an evening that the journal generator tells, played into a journal of its own. There is no core
/// behind it, no source and no effect; nothing here knows a socket. GUI thread.
class DemoSession : public ui::Session, private ui::Pace
{
    Q_OBJECT

public:
    /// Begins the story anew in `journal`, whatever an earlier demonstration left there, at its opening moment.
    /// Conflict: another demonstration runs; Storage: the folder cannot be written. `clock` outlives the session.
    static Result<std::unique_ptr<DemoSession>> open(const QString& journal, const Clock& clock);
    /// $XDG_DATA_HOME/penelope/demo/journal.db: never the journal that counts.
    static QString place();

    const engine::Snapshot& snapshot() const override { return m_snapshot; }
    Instant now() const override { return m_now; }
    Mode mode() const override { return Mode::Demo; }
    /// The disk is full …: then nothing can be decided.
    QString readOnlyReason() const override { return m_trouble; }
    OperatorName operatorName() const override;
    QString keyNotice() const override;
    ui::Pace* pace() override { return this; }
    void send(const QString& command, Json args, engine::Answer answer) override;

private:
    struct Parts
    {
        std::unique_ptr<system::JournalLock> lock;
        std::unique_ptr<sqlite::Store> store;
        std::unique_ptr<engine::StoryPlay> play;
    };

    DemoSession(Parts parts, const QString& journal, const Clock& clock);
    int speed() const override { return m_timer.isActive() ? m_speed : 0; }
    void setSpeed(int times) override;
    void skip() override;
    bool isOver() const override;
    void advance();
    void moveTo(Instant now);
    void publish();
    void verify();

    const Clock& m_clock;
    QString m_journal;
    Parts m_parts;
    engine::Snapshot m_snapshot;
    Instant m_now{};
    Tick m_last{};
    int m_speed = 1;
    QString m_trouble;
    QTimer m_timer;
    Mailbox m_mailbox;
    Worker m_worker;
    Task m_verifying;
    bool m_isVerifying = false;
};

} // namespace penelope::console

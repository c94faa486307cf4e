#pragma once

#include "core/base/mailbox.h"
#include "core/ports/clock.h"
#include "ui/shell/session.h"

#include <QTimer>

namespace penelope::console {

/// The running core as the pages see it: its newest snapshot, the wall clock, one way for commands. GUI thread.
class LiveSession : public ui::Session
{
    Q_OBJECT

public:
    LiveSession(const Clock& clock, const OperatorName& who);

    /// Where snapshots and answers of the core come to.
    const Mailbox& mailbox() const { return m_mailbox; }
    /// The way to the core. Without one, commands answer Unavailable.
    void connectTo(std::unique_ptr<engine::CoreLink> link) { m_link = std::move(link); }
    void publish(const engine::Snapshot& snapshot);
    /// Another console writes, no key at hand …; empty = decisions are possible.
    void setReadOnly(const QString& reason);
    void onRefresh(std::function<void()> refresh) { m_refresh = std::move(refresh); }

    const engine::Snapshot& snapshot() const override { return m_snapshot; }
    Instant now() const override { return m_clock.now(); }
    Mode mode() const override { return m_reason.isEmpty() ? Mode::Live : Mode::ReadOnly; }
    QString readOnlyReason() const override;
    OperatorName operatorName() const override { return m_who; }
    void send(const QString& command, Json args, engine::Answer answer) override;
    void refresh() override;

private:
    const Clock& m_clock;
    OperatorName m_who;
    Mailbox m_mailbox;
    engine::Snapshot m_snapshot;
    std::unique_ptr<engine::CoreLink> m_link;
    std::function<void()> m_refresh;
    QString m_reason;
    QTimer m_second;
};

} // namespace penelope::console

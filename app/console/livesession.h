#pragma once

#include "core/adapters/keyring/keyring.h"
#include "core/adapters/system/keystore.h"
#include "core/base/mailbox.h"
#include "core/base/worker.h"
#include "core/ports/clock.h"
#include "ui/shell/session.h"

#include <QTimer>

namespace penelope::console {

/// The running core as the pages see it: its newest snapshot, the wall clock, one way for commands. GUI thread.
class LiveSession : public ui::Session
{
    Q_OBJECT

public:
    /// Decisions are signed here, on the operator's side, with the key of `who` from the files beside the journal.
    LiveSession(const Clock& clock, const OperatorName& who, const QString& journal);

    /// Where snapshots and answers of the core come to.
    const Mailbox& mailbox() const { return m_mailbox; }
    /// The way to the core. Without one, commands answer Unavailable.
    void connectTo(std::unique_ptr<engine::CoreLink> link) { m_link = std::move(link); }
    void publish(const engine::Snapshot& snapshot);
    /// Until the core publishes the whole.
    void showFront(engine::ConsoleState front);
    /// Another console writes, no key at hand …; empty = decisions are possible.
    void setReadOnly(const QString& reason);
    /// Once the journal is open: a new journal has just made the key of its creator.
    void openOwnKey();

    const engine::Snapshot& snapshot() const override { return m_snapshot; }
    Instant now() const override { return m_clock.now(); }
    Mode mode() const override { return m_reason.isEmpty() ? Mode::Live : Mode::ReadOnly; }
    bool isWhole() const override { return m_whole; }
    QString readOnlyReason() const override;
    OperatorName operatorName() const override { return m_who; }
    std::vector<OperatorChoice> operatorChoices() const override;
    void switchOperator(const OperatorName& name, Secret passphrase, std::function<void(Status)> answer) override;
    QString keyNotice() const override;
    bool isKeyOpen() const override { return m_kind == KeyKind::Plain; }
    void send(const QString& command, Json args, engine::Answer answer) override;
    void refresh() override;

private:
    Result<Json> signedArgs(const QString& command, Json args) const;
    KeyKind kindOf(const OperatorName& name) const;
    Status take(const OperatorName& name, Result<ed25519::SigningKey> key, KeyKind kind);
    void openFile(const OperatorName& name, Secret passphrase, std::function<void(Status)> answer);
    void takeFromKeyring(keyring::Answer answer);

    const Clock& m_clock;
    OperatorName m_who;
    system::KeyStore m_keys;
    KeyKind m_kind = KeyKind::None; ///< of the operator who acts
    std::optional<ed25519::SigningKey> m_key;
    Mailbox m_mailbox;
    engine::Snapshot m_snapshot;
    bool m_whole = true;
    std::unique_ptr<engine::CoreLink> m_link;
    QString m_reason;
    QTimer m_second;
    Worker m_worker; ///< a passphrase costs about a second
    Task m_opening;
    QString m_keyTrouble; ///< the keyring refused
};

} // namespace penelope::console

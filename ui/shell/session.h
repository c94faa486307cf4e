#pragma once

#include "core/base/secret.h"
#include "core/engine/command.h"
#include "core/engine/consolestate.h"
#include "ui/shell/pace.h"

#include <QObject>

namespace penelope::ui {

/// What every page looks at: the newest snapshot, the time it is seen at, who looks, and the way commands go.
/// GUI thread. Live, replay and offline differ only in what feeds it; pages cannot tell but by `mode`.
class Session : public QObject
{
    Q_OBJECT

public:
    /// Demo: an invented story that is played, in which requests can be decided; nothing is sent anywhere.
    enum class Mode { Live, ReadOnly, Replay, Offline, Demo };

    using QObject::QObject;

    virtual const engine::Snapshot& snapshot() const = 0;
    const engine::ConsoleState& state() const { return *snapshot().state; }
    /// The wall clock when live, the chosen moment in replay.
    virtual Instant now() const = 0;
    virtual Mode mode() const = 0;
    /// False while only the front of the state is there (retirement.h): what is open, and what ended within a day.
    /// `completed` follows.
    virtual bool isWhole() const { return true; }
    /// How far the events of a journal have been added up.
    struct Reading
    {
        qint64 folded = 0;
        qint64 last = 0;
        QString trouble; ///< why it does not go on; empty = it does
    };
    /// While of the state only its seq and its time are there: a journal that is browsed before it is added up. None =
    /// there is something to show. `changed` tells that it went on.
    virtual std::optional<Reading> reading() const { return std::nullopt; }
    /// Why decisions are not possible (another console writes, core lost, offline …); empty when they are.
    virtual QString readOnlyReason() const = 0;
    virtual OperatorName operatorName() const = 0;

    /// How this desk holds the key of an operator. None: not in a file; the keyring may have it.
    enum class KeyKind { None, Plain, Sealed, Keyring };
    struct OperatorChoice
    {
        OperatorName name;
        Role role = Role::Viewer;
        KeyKind key = KeyKind::None;
    };
    /// Who can act at this desk: active operators, those whose key is here first. Empty where nothing can be decided.
    virtual std::vector<OperatorChoice> operatorChoices() const { return {}; }
    /// From then on this operator acts and signs. The passphrase is for a sealed key. NotPermitted: it is wrong, or the
    /// key is not the one that the journal knows; the operator before stays. The answer comes on the GUI thread.
    virtual void switchOperator(const OperatorName& name, Secret passphrase, std::function<void(Status)> answer);
    /// What is to be known of the key in use, as a sentence: where it is, and whether it lies open. Empty = no key.
    virtual QString keyNotice() const { return {}; }
    /// Whether that sentence is a warning.
    virtual bool isKeyOpen() const { return false; }
    /// The present behind a replay; this one where nothing is replayed.
    virtual const Session& present() const { return *this; }
    /// What goes on and waits for people: the present where it still changes, else what is shown.
    const Session& watched() const;
    /// Whether a replay can be left, and leaving it.
    virtual bool canGoBack() const { return false; }
    virtual void backToPresent() {}

    Role role() const;
    /// The story goes on as if it were live.
    bool isRunning() const { return mode() == Mode::Live || mode() == Mode::Demo; }
    bool canDecide() const { return isRunning() && isWhole() && readOnlyReason().isEmpty(); }
    /// Of a demonstration; null where time goes by itself.
    virtual Pace* pace() { return nullptr; }

    /// Sends a command in the name of the operator; the answer comes on the GUI thread.
    virtual void send(const QString& command, Json args, engine::Answer answer) = 0;

    /// Asks every source again now, and the core if it was lost (Ctrl+R).
    virtual void refresh() {}

signals:
    /// A new snapshot, or another mode. Pages compare before they tell.
    void changed();
    /// The whole state is there, after `changed`; once, and only where it was not at first.
    void completed();
    /// Once a second, for count-downs and ages; also after `changed`.
    void ticked();
};

} // namespace penelope::ui

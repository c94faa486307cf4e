#pragma once

#include "core/engine/command.h"
#include "core/engine/consolestate.h"

#include <QObject>

namespace penelope::ui {

/// What every page looks at: the newest snapshot, the time it is seen at, who looks, and the way commands go.
/// GUI thread. Live, replay and offline differ only in what feeds it; pages cannot tell but by `mode`.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class Mode { Live, ReadOnly, Replay, Offline };

    using QObject::QObject;

    virtual const engine::Snapshot& snapshot() const = 0;
    const engine::ConsoleState& state() const { return *snapshot().state; }
    /// The wall clock when live, the chosen moment in replay.
    virtual Instant now() const = 0;
    virtual Mode mode() const = 0;
    /// Why decisions are not possible (another console writes, core lost, offline …); empty when they are.
    virtual QString readOnlyReason() const = 0;
    virtual OperatorName operatorName() const = 0;
    Role role() const;
    bool canDecide() const { return mode() == Mode::Live && readOnlyReason().isEmpty(); }

    /// Sends a command in the name of the operator; the answer comes on the GUI thread.
    virtual void send(const QString& command, Json args, engine::Answer answer) = 0;

    /// Asks every source again now, and the core if it was lost (Ctrl+R).
    virtual void refresh() {}

signals:
    /// A new snapshot, or another mode. Pages compare before they tell.
    void changed();
    /// Once a second, for count-downs and ages; also after `changed`.
    void ticked();
};

} // namespace penelope::ui

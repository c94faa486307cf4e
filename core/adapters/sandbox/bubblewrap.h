#pragma once

#include "core/adapters/sandbox/command.h"
#include "core/adapters/sandbox/controlgroup.h"
#include "core/base/mailbox.h"
#include "core/base/worker.h"
#include "core/ports/clock.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

namespace penelope::sandbox {

/// The sandbox of bubblewrap: namespaces without a daemon. Where this process is root the program runs as the user
/// nobody, so that limits on processes hold. Core thread, with an event loop. Copies lie in the folder for temporary
/// files and are gone when the answer comes; those of a process that was killed are removed at the next start. Jobs
/// that are asked for in one turn of the event loop start together, when the last of them has its copies: two versions
/// that are compared meet the same machine.
class Bubblewrap final : public QObject, public Sandbox
{
    Q_OBJECT

public:
    explicit Bubblewrap(const Clock& clock);
    /// Ends what runs and waits until its copies are gone.
    ~Bubblewrap() override;

    Ticket run(Job job, Handler handler) override;
    void cancel(Ticket ticket) override;

private:
    struct Running;
    void measure();
    void prepare(Ticket ticket);
    /// Those of one turn, once each of them has its copies.
    void beginTurn(qint64 turn);
    void begin(Ticket ticket);
    /// A group for one of them; none where no group is delegated to this process.
    std::unique_ptr<ControlGroup> boundsFor(const Limits& limits);
    void collect(Ticket ticket, Outcome outcome);
    void answer(Ticket ticket, Result<Outcome> result);

    const Clock& m_clock;
    Mailbox m_home;
    Worker m_worker;
    Task m_sweep;
    std::map<Ticket, std::unique_ptr<Running>> m_running;
    QTimer m_disk;
    std::optional<Result<QString>> m_groups; ///< where they are made; asked for once
    Ticket m_last = 0;
    qint64 m_turn = 0;
    bool m_turnEnds = false;
};

/// bubblewrap, penelope-confine and the folders of this machine. Unsupported: what is missing.
Result<Machine> machineHere();

} // namespace penelope::sandbox

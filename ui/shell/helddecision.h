#pragma once

#include "ui/shell/session.h"

#include <QString>
#include <QTimer>

namespace penelope::ui {

/// The hold after a commit in the decision sheet (ux.md): the intent is recorded at once, the decision itself is sent
/// when the hold is over, Ctrl+Z withdraws it. One at a time. If the process dies in between, nothing was decided.
/// GUI thread. `session` outlives it.
class HeldDecision : public QObject
{
    Q_OBJECT

public:
    enum class Kind { Approve, Reject };
    /// What the person committed to; the hash and version that were on the screen.
    struct Request
    {
        Kind kind = Kind::Approve;
        ApprovalId approval;
        PatchId patch;
        ServiceName service;
        int version = 1;
        QString diffSha256;
        QString reason;
        Severity severity = Severity::P2; ///< P0 holds 3 s instead of 8
        Instant deadline{};               ///< no hold under 15 s left
        /// Further arguments of the command (accepted older evidence …), merged into it.
        Json more;
    };
    enum class Phase { Idle, Holding, Sending, Done, Withdrawn, Failed };

    explicit HeldDecision(Session& session, QObject* parent = nullptr);

    Phase phase() const { return m_phase; }
    bool isBusy() const { return m_phase == Phase::Holding || m_phase == Phase::Sending; }
    const Request& request() const { return m_request; }
    /// Whole seconds left of the hold, rounded up.
    int secondsLeft() const;
    /// What happened, for the strip: "Approved 03:44:10Z, audit 10 000 413". Empty while nothing did.
    const QString& resultText() const { return m_result; }
    /// Seq of the decision's event; 0 = none.
    qint64 resultSeq() const { return m_seq; }

    /// How long a decision is held, by policy: 8 s, P0 3 s, none under 15 s left.
    static Milliseconds hold(const policy::State& policy, const Request& request, Instant now);

public slots:
    /// Starts a hold. Refused (false) while another is under way or when decisions are not possible.
    bool commit(const Request& request);
    /// Ctrl+Z. Does nothing unless holding.
    void undo();
    /// Back to idle once the result has been read.
    void clear();

signals:
    /// Phase, seconds or result changed.
    void changed();

private:
    void beginHold(Milliseconds span);
    void tick();
    bool sleptThrough() const;
    void withdraw(const QString& result);
    void sendDecision();
    void takeAnswer(const Result<engine::Outcome>& outcome);
    void setPhase(Phase phase, const QString& result = {});

    Session& m_session;
    Request m_request;
    Phase m_phase = Phase::Idle;
    QString m_result;
    qint64 m_seq = 0;
    Instant m_resultAt{}; ///< since when the result stands
    QTimer m_timer;
    Instant m_holdUntil{};
};

} // namespace penelope::ui

#pragma once

#include "tests/support/demostate.h"
#include "ui/shell/session.h"

#include <vector>

namespace penelope::test {

/// A session over a made-up night, for screens without a core. Commands are kept, and answered when the test says so.
class DemoSession : public ui::Session
{
public:
    struct Sent
    {
        QString command;
        Json args;
        engine::Answer answer;
    };

    explicit DemoSession(engine::ConsoleState state = demoNight()) { show(std::move(state)); }

    const engine::Snapshot& snapshot() const override { return m_snapshot; }
    Instant now() const override { return m_now; }
    Mode mode() const override { return m_mode; }
    QString readOnlyReason() const override { return m_reason; }
    OperatorName operatorName() const override { return m_operator; }
    std::vector<OperatorChoice> operatorChoices() const override { return choices; }
    void switchOperator(const OperatorName& name, Secret passphrase, std::function<void(Status)> answer) override
    {
        asked = {name, passphrase.bytes().toByteArray()};
        answerSwitch = std::move(answer);
    }
    QString keyNotice() const override { return notice; }
    bool isWhole() const override { return !unread && !isFront; }
    std::optional<Reading> reading() const override { return unread; }
    bool isKeyOpen() const override { return !notice.isEmpty(); }
    void send(const QString& command, Json args, engine::Answer answer) override
    {
        sent.push_back({command, std::move(args), std::move(answer)});
    }

    void show(engine::ConsoleState state)
    {
        m_snapshot.state = std::make_shared<const engine::ConsoleState>(withLedger(std::move(state)));
        emit changed();
        emit ticked();
    }
    void showLive(engine::Live live)
    {
        m_snapshot.live = std::move(live);
        emit changed();
        emit ticked();
    }
    void setMode(Mode mode, const QString& reason)
    {
        m_mode = mode;
        m_reason = reason;
        emit changed();
    }
    void setOperator(const QString& name)
    {
        m_operator = OperatorName{name};
        emit changed();
    }
    /// Moves the clock; the heart-beat and the sources stay where they are unless told.
    void advance(Milliseconds span)
    {
        m_now += span;
        emit ticked();
    }

    std::vector<Sent> sent;
    std::vector<OperatorChoice> choices;
    std::pair<OperatorName, QByteArray> asked; ///< of the last switch
    std::function<void(Status)> answerSwitch;
    QString notice;
    std::optional<Reading> unread; ///< while a long journal is added up
    bool isFront = false;          ///< what is open is there, the rest is not yet

private:
    engine::Snapshot m_snapshot{nullptr, demoLive()};
    Instant m_now = demoNow();
    Mode m_mode = Mode::Live;
    QString m_reason;
    OperatorName m_operator{QStringLiteral("ana")};
};

} // namespace penelope::test

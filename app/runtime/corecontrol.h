#pragma once

#include "core/engine/decisioncore.h"
#include "core/ports/controlport.h"

namespace penelope::runtime {

/// The core as the control socket sees it: views are read from the published state, everything else is a command.
/// Core thread.
class CoreControl final : public ControlPort
{
public:
    CoreControl(engine::DecisionCore& core, JournalReader& reader, const Clock& clock, QString mode);

    Greeting greeting() const override;
    void ask(const QString& command, const Json& args, const QString& user, Answer answer) override;
    Result<std::vector<Json>> events(qint64 after, int limit) override;

private:
    engine::DecisionCore& m_core;
    JournalReader& m_reader;
    const Clock& m_clock;
    QString m_mode;
};

/// A login name as the handle of an operator (contracts.md 3): lower case, other characters become "-".
QString handleOf(const QString& login);

} // namespace penelope::runtime

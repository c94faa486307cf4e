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

} // namespace penelope::runtime

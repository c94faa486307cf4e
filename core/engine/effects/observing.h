#pragma once

#include "core/engine/effects/effect.h"

namespace penelope::engine {

/// Reads a canary's series from Prometheus when a screen asks for them. Nothing is decided by them and nothing of them
/// goes into the journal.
class ObservingEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState&) override {}
    /// `canary_series {id}`; answers canary::toJson(Observed) in `result`. NotFound: no such canary; Unavailable: no
    /// Prometheus is configured for its service.
    void ask(const Command& command, const Answer& answer);
    /// `canary_past {service} + canary::toJson(PastRange)`; answers canary::toJson(PastEvidence). The service gives the
    /// templates and the Prometheus. Errors: NotFound, Unavailable, and those of pastQuestions and pastEvidence.
    void askPast(const Command& command, const Answer& answer);

private:
    struct Round;
    struct PastRound;
};

} // namespace penelope::engine

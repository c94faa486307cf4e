#pragma once

#include "core/engine/effects/effect.h"

namespace penelope::engine {

/// Reads once a minute what people committed to services in shadow that have would-be acts to grade.
class CommitsEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;

private:
    void read(const ServiceName& service, const patch::Registration& registration, Instant since);
    std::map<ServiceName, Tick> m_next;
};

} // namespace penelope::engine

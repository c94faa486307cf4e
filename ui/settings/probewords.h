#pragma once

#include "core/ports/connectionprobe.h"

#include <QString>

/// What the test of a connection says, in the person's language: one sentence for each way to fail.
namespace penelope::ui::probewords {

/// DNS, TCP, TLS …
QString kind(ProbeStep::Kind kind);
/// ok, failed, not used, 3 of 7.
QString outcome(const ProbeStep& step);
/// What it found, or what went wrong and what to do about it. Empty = nothing to say.
QString sentence(const ProbeStep& step);
/// One line of all of them: "DNS ok 3 ms · TCP ok 8 ms · …".
QString line(const std::vector<ProbeStep>& steps);

} // namespace penelope::ui::probewords

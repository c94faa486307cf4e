#pragma once

#include "core/ports/sandbox.h"

namespace penelope::engine {

/// What the sandbox refused, a sentence each: "the system call mount, 2 times". At most 50.
QStringList refusalsOf(const Sandbox::Outcome& outcome);
/// Of a service under load: without what its own player causes.
QStringList refusalsUnderLoad(const Sandbox::Outcome& outcome);

} // namespace penelope::engine

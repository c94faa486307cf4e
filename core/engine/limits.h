#pragma once

#include "core/patch/diff.h"
#include "core/policy/policy.h"
#include "core/praotes/gentleness.h"
#include "core/sophia/diagnosis.h"
#include "core/sophia/judge.h"
#include "core/tapeinophrosyne/competence.h"

/// The rooms' limits, read from the policy in force.
namespace penelope::engine {

sophia::Limits sophiaLimits(const policy::State& policy);
praotes::Limits praotesLimits(const policy::State& policy);
tapeinophrosyne::Limits competenceLimits(const policy::State& policy);
sophia::ConfidenceParts confidenceParts(const policy::State& policy);
patch::LevelLines levelLines(const policy::State& policy);

} // namespace penelope::engine

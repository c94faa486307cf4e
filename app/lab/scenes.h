#pragma once

#include "app/lab/script.h"

namespace penelope::lab {

/// What the scenes of several stories are made of.

Step wait(const Clock& clock, Milliseconds time);
/// Limits hold where nobody has to be waited for.
std::optional<Milliseconds> scripted(const Stage& stage, Milliseconds limit);
void orTrouble(Stage& stage, const QString& what, const Status& status);
/// Tells the core; a refusal is the stage's trouble.
void command(Stage& stage, const QString& name, const Json& args);
/// lab-ana proposes the scenario's patch for `payments`.
void submitRemedy(Stage& stage, const QString& sentence);

/// The scenes of a canary's story (`isCanaryStory`).
Steps canaryScenes(Stage& stage);
/// The scenes of a twin's story (`isTwinStory`).
Steps twinScenes(Stage& stage);

} // namespace penelope::lab

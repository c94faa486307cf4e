#pragma once

#include "core/engine/lanes.h"
#include "core/engine/suggestions.h"
#include "core/engine/whatif.h"

#include <QCoreApplication>

/// The words of lanes, suggestions and answers (tr).
namespace penelope::ui::review {

/// "auth-service, latency spike", "OPEN payment", "checkout 10 %".
QString barWords(const engine::LaneBar& bar);
/// "asked", "seen by ana", "bruno approves"; the first of a request also names its service.
QString tickWords(const engine::LaneTick& tick, bool first);
/// "P0: latency spike of auth-service".
QString suggestionWords(const engine::Suggestion& suggestion);
QString stageWords(const engine::Otherwise& otherwise);
/// "intervene, level 2" and the other words of a stage, in the user's language.
QString outcomeWords(const QString& stage, const QString& outcome);
/// Why, as the stage says it.
QString reasonWords(const QString& stage, const QString& reason);

} // namespace penelope::ui::review

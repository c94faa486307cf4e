#pragma once

#include "core/base/sharedlog.h"
#include "core/journal/event.h"
#include "core/wisdom/similarity.h"

namespace penelope::wisdom {

using Lessons = SharedLog<std::shared_ptr<const Lesson>>;

QString toWord(Outcome outcome);
std::optional<Outcome> outcomeFromWord(const QString& word);

/// Folds PrecedentRecorded and LessonRecorded. The same id again updates outcome, duration and error.
void apply(Precedents& precedents, Lessons& lessons, const journal::Event& event);

Json precedentRecorded(const Precedent& precedent);
Json lessonRecorded(const Lesson& lesson);

/// Why a patch failed, as the events say it.
struct Failing
{
    QString stage;  ///< file_policy, breaker, twin, approval, start_canary, canary, promote, watch
    QString code;   ///< a rollback reason of contracts.md 4, a refusal's rule
    QString metric; ///< canary metric or test that failed; empty = none
    std::optional<double> measured;
    std::optional<double> limit;
    QString text; ///< the reason's sentence
};
/// The lesson of a failed patch: expected, happened, root cause, lesson and adjustment follow from the failing
/// evidence.
Lesson lessonFrom(
    const QString& patchId, const ServiceName& service, const QString& intent, const Failing& failing, Instant at);

} // namespace penelope::wisdom

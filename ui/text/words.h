#pragma once

#include "core/engine/consolestate.h"

#include <QCoreApplication>
#include <QString>

/// The screens' words for codes and values (tr). Sentences that events store are core/engine/sentences' business.
namespace penelope::ui::words {

QString severity(Severity severity); ///< "P0"
QString decision(Decision decision); ///< "observe"
QString decision(const QString& code);
QString level(Level level); ///< "4, moderate"
QString competence(Competence competence);
QString role(Role role);
QString arming(Arming arming);
QString freshness(Freshness freshness); ///< "OK", "late", "STALE", "LOST"
QString approvalStatus(approval::Status status);
QString patchStatus(patch::Status status);
QString canaryStatus(canary::Status status);
QString verdict(canary::Verdict verdict);
QString metricStatus(canary::MetricStatus status);
QString breakerPhase(breaker::Phase phase);
QString principle(compliance::Principle principle);
QString standing(compliance::Standing standing);
QString factor(const QString& code);      ///< "dependencies" → "Dependencies"
QString trigger(const QString& code);     ///< of an approval
QString queueReason(const QString& code); ///< rest_day, budget …
QString anomalyType(const QString& code); ///< "memory_leak" → "memory leak"
QString eventKind(const QString& kind);   ///< "ApprovalGranted" → "approval granted"
QString gate(const QString& code);
QString stage(const QString& code); ///< of a breaker's failure: "canary", "start canary", "watch"
/// The part of an actor that people read: "operator/ana" → "ana", "core" → "core", "effect/git" → "git".
QString actor(const QString& actor);
/// A code that has no words yet, made readable: underscores to blanks. Never fails.
QString code(const QString& code);
/// Why a judge of canaries says what it says, or what an interval was: "step_running", "stale".
QString judged(const QString& code);
/// The name of a member of an event's payload; one that is not known here, made readable.
QString field(const QString& key);

} // namespace penelope::ui::words

#pragma once

#include "core/engine/consolestate.h"
#include "core/engine/observation.h"

/// What the state asks the effects for. Pure; the effects look here, and the decisions look again when the answer
/// comes, so an answer that fits no longer is dropped.
namespace penelope::engine::wanted {

/// Whether the source's alert has its anomaly, open or over: it begins no second one.
bool isKnown(const ConsoleState& state, const QString& source, const Episode& episode);
/// The anomaly needs a judgement now (domain.md 3): none yet, a review is due, its patch was rolled back or did not end
/// the trouble, a refusal's condition ended, its severity changed, a person asked for it, or it is an escalation and
/// there are new precedents. Never while a patch is on its way, nor after a person closed the escalation.
bool judgement(const ConsoleState& state, const sophia::Anomaly& anomaly, Instant now);
/// It is an escalation that new evidence may change: the evidence is read again from time to time, and judged only
/// where it differs.
bool reconsideration(const ConsoleState& state, const sophia::Anomaly& anomaly);
/// Its last decision asks for a patch and none was proposed since.
bool proposal(const ConsoleState& state, const sophia::Anomaly& anomaly);
/// The patch was proposed and not looked at.
bool check(const patch::Patch& patch);
/// It was looked at and waits for its trial in the digital twin.
bool twin(const ConsoleState& state, const patch::Patch& patch);
/// Everything before the canary's start said yes: it is looked at once more and then started.
bool start(const ConsoleState& state, const patch::Patch& patch);
/// A canary of the service is on its way or a promoted patch of it goes back.
bool serviceBusy(const ConsoleState& state, const ServiceName& service, const PatchId& except);
/// It is promoted and watched.
bool watch(const patch::Patch& patch);
/// The newest patch of an anomaly, or null.
std::shared_ptr<const patch::Patch> newestPatch(const ConsoleState& state, const sophia::Anomaly& anomaly);

} // namespace penelope::engine::wanted

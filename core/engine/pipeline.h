#pragma once

#include "core/engine/chain.h"
#include "core/engine/command.h"
#include "core/engine/observation.h"

/// The stages of the pipeline (domain.md 1, contracts.md 5), each adding what it decides to a chain. Pure. Facts that
/// fit no longer add nothing.
namespace penelope::engine::pipeline {

// anomalies
void alertsObserved(Chain& chain, const AlertsObserved& seen);
/// Answers the anomaly's id.
AnomalyId detect(Chain& chain, const QString& source, const Episode& episode);
void resolve(Chain& chain, const AnomalyId& id, const QString& by);
void evidenceGathered(Chain& chain, const EvidenceGathered& seen);
/// A decision that a person is needed, after what happened to a patch; nothing where one stands already.
void escalate(Chain& chain, const AnomalyId& id, const QString& why, const PatchId& patch, const QString& detail);

// proposals and gates
struct Proposal
{
    ServiceName service;
    AnomalyId anomaly;
    QString origin;
    QString diff;
    QString intent;
    QString rollbackNote;
    QString baseCommit;
    bool forced = false;
    QString judge{};   ///< of its canary; empty = the registration's, or the policy's
    QString retryOf{}; ///< the canary that is tried again; empty = none
    QString reason{};  ///< why it is tried again
    std::optional<patch::Generated> generated{};
};
Result<PatchId> propose(Chain& chain, const Proposal& proposal);
void proposalFound(Chain& chain, const ProposalFound& seen);
void proposalMissing(Chain& chain, const ProposalMissing& seen);
void patchLooked(Chain& chain, const PatchLooked& seen);
/// The answer of the digital twin: a failure is a refusal and a failure of the breaker, all else goes on.
void twinSeen(Chain& chain, const TwinSeen& seen);
/// A person does not wait for the twin's answer: it is unavailable then, and asks. What runs in it is ended by the next
/// look of its effect.
Result<Json> cancelTrial(Chain& chain, const Command& command);
/// After the twin. False: the patch ends in shadow, or a person is asked first.
bool goesOn(Chain& chain, const PatchId& id);
/// Gates, twin, and the request or the start, for a patch that was judged gentle or not.
void advance(Chain& chain, const PatchId& id, bool fresh);
void cancelPatch(Chain& chain, const PatchId& id, const QString& reason);
void refuse(Chain& chain, const PatchId& id, const patch::Refusal& refusal);
/// What the queue waits for, or nothing: the patch may go on.
std::optional<patch::Queue> waits(const Chain& chain, const patch::Patch& patch);

// approvals
void requestApproval(Chain& chain, const PatchId& id);
/// Raises the version of the open requests whose evidence, risk or need is no longer what was asked about; earlier
/// votes are void then. Nothing where all is as it was.
void amendRequests(Chain& chain);
/// The words that make a person be asked for this patch; empty = none.
QStringList approvalTriggers(const ConsoleState& state, const patch::Patch& patch);
/// What a decisive event means for the patch.
void approvalEnded(Chain& chain, const ApprovalId& id);

// canaries
void trialStarted(Chain& chain, const TrialStarted& seen);
void trialFailed(Chain& chain, const TrialFailed& seen);
/// A gate command that is not passed takes the canary back; one that could not run says nothing of the patch.
void gateSeen(Chain& chain, const GateSeen& seen);
void trafficSeen(Chain& chain, const TrafficSeen& seen);
void samplesSeen(Chain& chain, const SamplesSeen& seen);
void trialCommitted(Chain& chain, const TrialCommitted& seen);
void trialPromoted(Chain& chain, const TrialPromoted& seen);
void trialReverted(Chain& chain, const TrialReverted& seen);
void watchSeen(Chain& chain, const WatchSeen& seen);
void patchReverted(Chain& chain, const PatchReverted& seen);
/// The error rate of the stable arm while the canary ran: the watch's baseline.
std::optional<double> baselineErrorRate(const ConsoleState& state, const patch::Patch& patch);

// time
void timePassed(Chain& chain);

} // namespace penelope::engine::pipeline

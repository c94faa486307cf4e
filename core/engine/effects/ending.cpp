#include "core/engine/effects/ending.h"

#include "core/engine/restraint.h"
#include "core/engine/sentences.h"
#include "core/engine/wanted.h"

#include <QSet>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Milliseconds endingLimit{60'000};
constexpr int promotionAttempts = 5;

PatchRepository::Trailers trailersOf(const ConsoleState& state, const patch::Patch& patch, qint64 seq)
{
    PatchRepository::Trailers trailers{
        {u"Penelope-Journal"_s, state.journalId}, {u"Penelope-Patch"_s, patch.id.value()}};
    if (!patch.approval.isEmpty())
        trailers.emplace_back(u"Penelope-Approval"_s, patch.approval);
    trailers.emplace_back(u"Penelope-Seq"_s, QString::number(seq));
    return trailers;
}

/// All the traffic is on stable, or why not.
TrafficSeen stableOnlySeen(const CanaryId& canary, const QString& trouble = {})
{
    TrafficSeen seen;
    seen.canary = canary;
    seen.confirmed = trouble.isEmpty();
    seen.readBack = seen.confirmed ? 0 : -1;
    seen.reason = trouble;
    return seen;
}

/// The revert of this commit that stands already, by an earlier run or by a person: what was to be done is done.
Result<QString>
standingRevert(RepositoryHistory& history, const Branch& branch, const QString& commit, const Error& refused)
{
    constexpr int depth = 1000;
    const auto commits = history.log(branch, Instant{}, depth);
    if (!commits)
        return Failure{commits.error()};
    QSet<QString> undone;
    for (const auto& later : *commits) {
        if (later.reverts.isEmpty() || undone.contains(later.id))
            continue;
        if (later.reverts == commit)
            return later.id;
        undone.insert(later.reverts);
    }
    return Failure{refused};
}

} // namespace

EndingEffect::JourneyRow
EndingEffect::journeyOf(const ConsoleState& state, const patch::Patch& patch, const QString& key) const
{
    auto journey = std::make_shared<Journey>();
    journey->key = key;
    journey->canary = CanaryId{patch.canary};
    journey->patch = patch.id;
    journey->registration = registrationOf(state, patch.service);
    journey->diff = patch.diff;
    journey->intent = patch.intent;
    journey->folder = worktreeOf(m_world.settings, patch.service, patch.id);
    journey->commit = patch.commit;
    const auto canary = state.canaries.find(journey->canary);
    if (journey->commit.isEmpty() && canary)
        journey->commit = canary->promotionCommit;
    journey->seq = canary && !canary->stepLog.empty() ? canary->stepLog.back().seq : state.seq;
    journey->atEnd = canary && canary->step() > static_cast<int>(canary->steps.size());
    journey->trailers = trailersOf(state, patch, journey->seq);
    return journey;
}

void EndingEffect::retry(const JourneyRow& journey, const QString& effect, const Error& error)
{
    m_attempts.failed(journey->key, effect, journey->seq, error.message);
}

void EndingEffect::stableOnly(const JourneyRow& journey, const Next& next, const Otherwise& otherwise)
{
    m_world.ports.router.set(
        journey->registration.router, 0, guarded([next, otherwise](const Result<TrafficRouter::Split>& split) {
            if (!split)
                otherwise(split.error());
            else if (split->canaryPercent != 0)
                otherwise({ErrorCode::Unavailable, u"the router keeps %1 % on the canary"_s.arg(split->canaryPercent)});
            else
                next();
        }));
}

void EndingEffect::deploy(const JourneyRow& journey, const Next& next, const Otherwise& otherwise)
{
    const auto& registration = journey->registration;
    const auto commit = journey->revertCommit.isEmpty() ? journey->commit : journey->revertCommit;
    m_world.ports.runner.run(
        substitute(registration.promote, registration.repository, journey->patch.value(), commit), registration.folder,
        endingLimit, guarded([this, journey, next, otherwise](Result<CommandRunner::Finished> finished) {
            if (finished && finished->exitCode != 0) {
                finished = failure(
                    ErrorCode::Refused,
                    u"promote exited %1: %2"_s.arg(finished->exitCode).arg(finished->logTail.right(400)));
            }
            if (!finished) {
                otherwise(finished.error());
                return;
            }
            m_world.ports.runner.waitReady(
                journey->registration.stableReady, endingLimit, guarded([next, otherwise](const Status& ready) {
                    if (ready)
                        next();
                    else
                        otherwise({ErrorCode::Refused, u"stable is not ready: %1"_s.arg(ready.error().message)});
                }));
        }));
}

void EndingEffect::stopCanary(const JourneyRow& journey, const Next& next, const Otherwise& otherwise)
{
    const auto& registration = journey->registration;
    m_world.ports.runner.run(
        substitute(registration.stopCanary, journey->folder, journey->patch.value(), journey->commit),
        registration.folder, endingLimit, guarded([next, otherwise](const Result<CommandRunner::Finished>& finished) {
            if (!finished)
                otherwise(finished.error());
            else if (finished->exitCode != 0)
                otherwise(
                    {ErrorCode::Unavailable,
                     u"stop_canary exited %1: %2"_s.arg(finished->exitCode).arg(finished->logTail.right(400))});
            else
                next();
        }));
}

void EndingEffect::removeTree(const JourneyRow& journey, const Next& next, const Otherwise& otherwise)
{
    background(
        [ports = m_world.ports, journey] {
            return ports.worktrees.remove(branchOf(journey->registration), journey->folder);
        },
        [next, otherwise](const Status& removed) {
            // A tree that is not there is what was wanted.
            if (removed || removed.error().code == ErrorCode::NotFound)
                next();
            else
                otherwise(removed.error());
        });
}

void PromotionEffect::look(const ConsoleState& state)
{
    m_gates.look(state);
    state.canaries.forEachOngoing([&](const CanaryId& id, const auto& canary) {
        if (canary->status != canary::Status::Promoting || !m_attempts.mayTry(id.value()))
            return;
        const auto patch = state.patches.find(canary->patch);
        // Nothing begins while it is held; what has begun is finished.
        if (!patch || (canary->promotionCommit.isEmpty() && restraint::goingUp(state, *canary)))
            return;
        m_attempts.begin(id.value());
        m_underWay.insert(id);
        const auto journey = journeyOf(state, *patch, id.value());
        if (journey->commit.isEmpty())
            gate(journey, prePromoteGate, &PromotionEffect::commit);
        else
            deployed(journey);
    });
}

void PromotionEffect::gate(const JourneyRow& journey, const QString& name, Passed passed)
{
    const auto canary = m_world.state().canaries.find(journey->canary);
    if (!canary || !gateAsks(*canary, journey->registration, name))
        return (this->*passed)(journey);
    const bool committed = !journey->commit.isEmpty();
    m_gates.run(
        {journey->canary, name, journey->patch, journey->registration, journey->folder,
         committed ? journey->commit : canary->commit, committed},
        guarded([this, journey, passed](GateSeen seen) {
            const bool well = seen.result == "passed"_L1;
            m_world.take(std::move(seen), guarded([this, journey, passed, well](const Result<Outcome>&) {
                             if (well && isStillWanted(journey))
                                 return (this->*passed)(journey);
                             m_attempts.done(journey->key);
                             settled(journey);
                         }));
        }));
}

bool PromotionEffect::isStillWanted(const JourneyRow& journey) const
{
    const auto canary = m_world.state().canaries.find(journey->canary);
    return canary && canary->status == canary::Status::Promoting;
}

void PromotionEffect::settled(const JourneyRow& journey)
{
    m_underWay.erase(journey->canary);
    m_goingHome.erase(journey->canary);
}

void PromotionEffect::commit(const JourneyRow& journey)
{
    background(
        [ports = m_world.ports, journey] {
            return ports.repository.promote(
                branchOf(journey->registration), journey->diff.toUtf8(), journey->intent, journey->trailers);
        },
        [this, journey](const Result<QString>& commit) {
            if (!commit) {
                failed(journey, commit.error(), !isPassing(commit.error()));
                return;
            }
            // Deployed by the next look, once the journal has it.
            m_world.take(TrialCommitted{journey->canary, *commit}, guarded([this, journey](const Result<Outcome>&) {
                             m_attempts.done(journey->key);
                             settled(journey);
                         }));
        });
}

void PromotionEffect::deployed(const JourneyRow& journey)
{
    deploy(
        journey,
        [this, journey] {
            if (isStillWanted(journey)) {
                gate(journey, postPromoteGate, &PromotionEffect::cleanUp);
                return;
            }
            m_attempts.done(journey->key);
            settled(journey);
        },
        [this, journey](const Error& error) { failed(journey, error, !isPassing(error)); });
}

void PromotionEffect::cleanUp(const JourneyRow& journey)
{
    m_goingHome.insert(journey->canary);
    const auto again = [this, journey](const Error& error) {
        settled(journey);
        retry(journey, u"promotion"_s, error);
    };
    const auto unconfirmed = [this, journey, again](const Error& error) {
        m_world.tell(stableOnlySeen(journey->canary, error.message));
        again(error);
    };
    stableOnly(
        journey,
        [this, journey, again] {
            m_world.tell(stableOnlySeen(journey->canary));
            stopCanary(
                journey,
                [this, journey, again] {
                    removeTree(
                        journey,
                        [this, journey] {
                            m_attempts.done(journey->key);
                            settled(journey);
                            m_world.tell(TrialPromoted{journey->canary, journey->commit});
                        },
                        again);
                },
                again);
        },
        unconfirmed);
}

void PromotionEffect::failed(const JourneyRow& journey, const Error& error, bool final)
{
    settled(journey);
    const int failures = m_attempts.failed(journey->key, u"promotion"_s, journey->seq, error.message);
    if (!final && failures < promotionAttempts)
        return;
    m_attempts.done(journey->key);
    m_world.tell(TrialFailed{journey->canary, u"promote"_s, error.message, journey->commit});
}

void RollbackEffect::look(const ConsoleState& state)
{
    state.canaries.forEachOngoing([&](const CanaryId& id, const auto& canary) {
        if (canary->status != canary::Status::RollingBack || !m_attempts.mayTry(id.value()))
            return;
        if (canary->backConfirmedAt && m_promoting(id))
            return;
        const auto patch = state.patches.find(canary->patch);
        if (!patch)
            return;
        m_attempts.begin(id.value());
        auto journey = journeyOf(state, *patch, id.value());
        journey->reason = sentences::rollback(canary->rollbackCode, canary->rollbackText);
        goBack(journey);
    });
    state.patches.forEachOngoing([&](const PatchId& id, const auto& patch) {
        if (!patch->isToRevert() || !m_attempts.mayTry(id.value()))
            return;
        m_attempts.begin(id.value());
        auto journey = journeyOf(state, *patch, id.value());
        journey->reason = sentences::rollback(u"watch"_s, {});
        revert(journey, [this, journey] {
            m_attempts.done(journey->key);
            m_world.tell(PatchReverted{journey->patch, journey->revertCommit});
        });
    });
}

void RollbackEffect::goBack(const JourneyRow& journey)
{
    const auto again = [this, journey](const Error& error) { retry(journey, u"rollback"_s, error); };
    const auto unconfirmed = [this, journey, again](const Error& error) {
        m_world.tell(stableOnlySeen(journey->canary, error.message));
        again(error);
    };
    const auto finish = [this, journey] {
        m_attempts.done(journey->key);
        m_world.tell(TrialReverted{journey->canary, journey->revertCommit});
    };
    stableOnly(
        journey,
        [this, journey, finish, again] {
            m_world.tell(stableOnlySeen(journey->canary));
            if (m_promoting(journey->canary)) {
                // Its commit may be on its way; the next look knows it.
                m_attempts.done(journey->key);
                return;
            }
            const auto undone = [this, journey, finish] { undo(journey, finish); };
            stopCanary(
                journey, [this, journey, undone, again] { removeTree(journey, undone, again); }, again);
        },
        unconfirmed);
}

void RollbackEffect::undo(const JourneyRow& journey, const Next& next)
{
    if (!journey->commit.isEmpty()) {
        revert(journey, next);
        return;
    }
    if (!journey->atEnd) {
        next();
        return;
    }
    // A core that died between the commit and its event left no word of it: the branch is asked.
    background(
        [ports = m_world.ports, journey] {
            return ports.repository.find(branchOf(journey->registration), journey->trailers);
        },
        [this, journey, next](const Result<QString>& commit) {
            if (!commit)
                retry(journey, u"revert"_s, commit.error());
            else if (commit->isEmpty())
                next();
            else // reverted by the next look, once the journal has it
                m_world.take(TrialCommitted{journey->canary, *commit}, guarded([this, journey](const Result<Outcome>&) {
                                 m_attempts.done(journey->key);
                             }));
        });
}

void RollbackEffect::revert(const JourneyRow& journey, const Next& next)
{
    background(
        [ports = m_world.ports, journey]() -> Result<QString> {
            const auto branch = branchOf(journey->registration);
            auto reverted = ports.repository.revert(branch, journey->commit, journey->reason, journey->trailers);
            if (!reverted && reverted.error().code == ErrorCode::Refused)
                return standingRevert(ports.history, branch, journey->commit, reverted.error());
            return reverted;
        },
        [this, journey, next](const Result<QString>& reverted) {
            if (!reverted) {
                retry(journey, u"revert"_s, reverted.error());
                return;
            }
            journey->revertCommit = *reverted;
            deploy(journey, next, [this, journey](const Error& error) { retry(journey, u"revert"_s, error); });
        });
}

} // namespace penelope::engine

#include "core/engine/decide.h"

#include "core/canary/machine.h"
#include "core/engine/ordering.h"
#include "core/engine/pipeline.h"

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;

void onFreshness(Chain& chain, const FreshnessSeen& seen)
{
    const auto known = chain.state().sources.find(seen.source);
    const auto from = known == chain.state().sources.end() ? Freshness::Stale : known->second.freshness;
    if (known != chain.state().sources.end() && from == seen.to)
        return;
    chain.actAs(u"core"_s);
    Json payload = Json::object(
        {{u"source"_s, seen.source},
         {u"from"_s, toWord(from)},
         {u"to"_s, toWord(seen.to)},
         {u"reason"_s, seen.reason}});
    if (seen.lastSampleAt)
        payload.set(u"last_sample_at"_s, Json{toMs(*seen.lastSampleAt)});
    chain.add(u"SourceFreshnessChanged"_s, u"system"_s, std::move(payload));
}

void onTrouble(Chain& chain, const EffectTrouble& seen)
{
    // A retry that never ends is told of less and less often.
    const bool told = seen.attempt <= 3 || seen.attempt % 10 == 0 || !seen.nextTryAt;
    chain.actAs(u"effect/"_s + seen.effect);
    if (told) {
        Json payload = Json::object(
            {{u"effect"_s, seen.effect},
             {u"for_seq"_s, seen.forSeq},
             {u"attempt"_s, seen.attempt},
             {u"error"_s, seen.error}});
        if (seen.nextTryAt)
            payload.set(u"next_try_at"_s, Json{toMs(*seen.nextTryAt)});
        chain.add(u"EffectFailed"_s, u"system"_s, std::move(payload));
    }
    const auto canary = chain.state().canaries.find(seen.pause);
    if (!canary || canary->status != canary::Status::Running)
        return;
    chain.actAs(u"core"_s);
    if (auto drafts = canary::pause(*canary, seen.error))
        chain.add(std::move(*drafts));
}

/// What the core itself committed, from `since` on, is known by its patch.
bool isOwnCommit(const ConsoleState& state, const QString& commit, Instant since)
{
    bool own = false;
    state.patches.forEachSince(since, [&](const PatchId&, const auto& patch) {
        own = own || patch->commit == commit || patch->revertCommit == commit;
    });
    return own;
}

void onCommits(Chain& chain, const CommitsSeen& seen)
{
    const auto since = shadow::evidenceSince(chain.state().shadow, seen.service, chain.now() - shadow::month);
    if (!since)
        return;
    chain.actAs(u"source/git"_s);
    for (auto commit = seen.commits.rbegin(); commit != seen.commits.rend(); ++commit) {
        if (commit->at < *since || shadow::knows(chain.state().shadow, seen.service, commit->id) ||
            isOwnCommit(chain.state(), commit->id, *since))
            continue;
        chain.add(shadow::commitSeen(seen.service, commit->id, commit->author, commit->summary, commit->at));
    }
}

void onDenied(Chain& chain, const AccessDenied& seen)
{
    chain.actAs(u"core"_s);
    chain.add(
        u"AccessRefused"_s, u"system"_s,
        Json::object({{u"who"_s, seen.who}, {u"what"_s, seen.what}, {u"reason"_s, seen.reason}}));
}

struct Observed
{
    Chain& chain;

    void operator()(const AlertsObserved& seen) const { pipeline::alertsObserved(chain, seen); }
    void operator()(const EvidenceGathered& seen) const { pipeline::evidenceGathered(chain, seen); }
    void operator()(const ProposalFound& seen) const { pipeline::proposalFound(chain, seen); }
    void operator()(const ProposalMissing& seen) const { pipeline::proposalMissing(chain, seen); }
    void operator()(const TwinSeen& seen) const { pipeline::twinSeen(chain, seen); }
    void operator()(const GateSeen& seen) const { pipeline::gateSeen(chain, seen); }
    void operator()(const PatchLooked& seen) const { pipeline::patchLooked(chain, seen); }
    void operator()(const TrialStarted& seen) const { pipeline::trialStarted(chain, seen); }
    void operator()(const TrialFailed& seen) const { pipeline::trialFailed(chain, seen); }
    void operator()(const TrafficSeen& seen) const { pipeline::trafficSeen(chain, seen); }
    void operator()(const SamplesSeen& seen) const { pipeline::samplesSeen(chain, seen); }
    void operator()(const TrialCommitted& seen) const { pipeline::trialCommitted(chain, seen); }
    void operator()(const TrialPromoted& seen) const { pipeline::trialPromoted(chain, seen); }
    void operator()(const TrialReverted& seen) const { pipeline::trialReverted(chain, seen); }
    void operator()(const WatchSeen& seen) const { pipeline::watchSeen(chain, seen); }
    void operator()(const PatchReverted& seen) const { pipeline::patchReverted(chain, seen); }
    void operator()(const FreshnessSeen& seen) const { onFreshness(chain, seen); }
    void operator()(const EffectTrouble& seen) const { onTrouble(chain, seen); }
    void operator()(const CommitsSeen& seen) const { onCommits(chain, seen); }
    void operator()(const AccessDenied& seen) const { onDenied(chain, seen); }
    void operator()(const TimePassed&) const { pipeline::timePassed(chain); }
    void operator()(const WallStepped& seen) const
    {
        chain.actAs(u"core"_s);
        chain.add(
            u"ClockStepped"_s, u"system"_s, Json::object({{u"delta_ms"_s, static_cast<qint64>(seen.delta.count())}}));
    }
};

} // namespace

Result<Verdict> decide(const ConsoleState& state, const Command& command, Instant now)
{
    const auto* entry = findCommand(command.name);
    if (!entry)
        return failure(ErrorCode::NotFound, u"there is no command %1"_s.arg(command.name), u"command"_s);
    if (auto valid = checkArgs(*entry, command.args); !valid)
        return Failure{valid.error()};
    const auto actor = actorOf(command);
    const auto role = roleOf(state, command);
    if (!role || *role < entry->role) {
        return failure(
            ErrorCode::NotPermitted,
            role ? u"%1 needs the role %2; %3 is %4"_s.arg(entry->name, toWord(entry->role), actor, toWord(*role))
                 : u"%1 needs the role %2; %3 is no active operator"_s.arg(entry->name, toWord(entry->role), actor));
    }
    Command named = command;
    named.name = entry->name;
    Chain chain(state, now, actor);
    auto result = obey(chain, named);
    if (!result)
        return Failure{result.error()};
    if (!chain.empty())
        pipeline::amendRequests(chain);
    return Verdict{chain.take(), std::move(*result)};
}

journal::Drafts decide(const ConsoleState& state, const Observation& observation, Instant now)
{
    Chain chain(state, now, u"core"_s);
    std::visit(Observed{chain}, observation);
    if (!chain.empty())
        pipeline::amendRequests(chain);
    return chain.take();
}

journal::Draft accessRefused(const Command& command, const Error& error)
{
    journal::Draft refused;
    refused.kind = u"AccessRefused"_s;
    refused.stream = u"system"_s;
    refused.actor = u"core"_s;
    refused.payload =
        Json::object({{u"who"_s, actorOf(command)}, {u"what"_s, command.name}, {u"reason"_s, error.message}});
    return refused;
}

journal::Drafts genesis(const Genesis& genesis)
{
    const auto actor = u"bootstrap"_s;
    journal::Drafts drafts;
    Json created = Json::object({{u"journal_id"_s, genesis.journalId}, {u"version"_s, genesis.version}});
    if (!genesis.publicKey.isEmpty())
        created.set(u"public_key"_s, Json{genesis.publicKey});
    drafts.push_back({.kind = u"JournalCreated"_s, .stream = u"system"_s, .payload = created, .actor = actor});
    for (auto& draft : policy::missing({})) {
        draft.actor = actor;
        drafts.push_back(std::move(draft));
    }
    Json added = Json::object({{u"role"_s, toWord(Role::Admin)}});
    if (!genesis.creatorKey.isEmpty())
        added.set(u"public_key"_s, Json{genesis.creatorKey});
    drafts.push_back(
        {.kind = u"OperatorAdded"_s,
         .stream = u"operator/"_s + genesis.creator.value(),
         .payload = added,
         .actor = actor});
    return drafts;
}

} // namespace penelope::engine

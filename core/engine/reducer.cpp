#include "core/engine/reducer.h"

#include "core/engine/ledgerfold.h"
#include "core/engine/retirement.h"
#include "core/patch/events.h"
#include "core/sophia/events.h"
#include "core/wisdom/events.h"

#include <algorithm>
#include <array>
#include <future>

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;
using journal::Event;

void remember(ConsoleState& state, const Event& event, const ServiceName& service, const QString& what)
{
    state.decided.push_back(std::make_shared<const Decided>(Decided{
        .at = event.time,
        .actor = event.actor,
        .service = service,
        .what = what,
        .seq = event.seq,
        .byPerson = event.actor.startsWith("operator/"_L1)}));
}

ServiceName serviceOfPatch(const ConsoleState& state, const PatchId& id)
{
    const auto patch = state.patches.find(id);
    return patch ? patch->service : ServiceName{};
}

void foldFreshness(ConsoleState& state, const Event& event)
{
    auto& source = state.sources[event.payload[u"source"].toString()];
    source.freshness = fromWord<Freshness>(event.payload[u"to"].toString()).value_or(Freshness::Stale);
    if (const auto at = event.payload.integer(u"last_sample_at"))
        source.lastSampleAt = instantFromMs(*at);
    source.reason = event.payload[u"reason"].toString();
    source.changedAt = event.time;
}

void foldClockStep(ConsoleState& state, const Event& event)
{
    const Milliseconds delta{event.payload[u"delta_ms"].toInteger()};
    std::vector<ServiceName> names;
    state.breakers.forEach([&names](const ServiceName& name, const auto&) { names.push_back(name); });
    for (const auto& name : names)
        state.breakers.update(name, [delta](breaker::Breaker& breaker) { breaker::shift(breaker, delta); });
    freeze::shift(state.freeze, delta);
    for (auto* moments : {&state.lastPromotion, &state.lastFailure}) {
        for (auto& [service, at] : *moments)
            at += delta;
    }
    state.deployments.changeEach([delta](std::shared_ptr<const DeploymentRecord>& row) {
        auto moved = *row;
        moved.usedAt += delta;
        row = std::make_shared<const DeploymentRecord>(std::move(moved));
    });
}

void foldRestDay(ConsoleState& state, const Event& event)
{
    state.restDay = event.kind == "RestDayBegan"_L1;
    if (state.restDay) {
        state.restDayEndsAt = instantFromMs(event.payload.integer(u"ends_at").value_or(toMs(event.time)));
        return;
    }
    state.reflections.push_back(std::make_shared<const Reflection>(
        Reflection{.seq = event.seq, .at = event.time, .report = event.payload[u"reflection"]}));
}

bool foldSystem(ConsoleState& state, const Event& event)
{
    const auto& kind = event.kind;
    if (kind == "JournalCreated"_L1)
        state.journalId = event.payload[u"journal_id"].toString();
    else if (kind == "CoreStarted"_L1)
        state.coreRunning = true;
    else if (kind == "CoreStopped"_L1)
        state.coreRunning = false;
    else if (kind == "SourceFreshnessChanged"_L1)
        foldFreshness(state, event);
    else if (kind == "ClockStepped"_L1)
        foldClockStep(state, event);
    else if (kind == "RestDayBegan"_L1 || kind == "RestDayEnded"_L1)
        foldRestDay(state, event);
    else
        return kind == "AccessRefused"_L1 || kind == "EffectFailed"_L1 || kind == "JournalKeyRotated"_L1 ||
               kind == "JournalKeyRevoked"_L1;
    return true;
}

bool foldOperator(ConsoleState& state, const Event& event)
{
    const OperatorName name{event.subject()};
    auto& person = state.operators[name];
    person.name = name;
    const auto& key = event.payload[u"public_key"];
    const auto& role = event.payload[u"role"];
    if (event.kind == "OperatorAdded"_L1 || event.kind == "OperatorKeyRotated"_L1) {
        person.publicKey = QByteArray::fromBase64(key.toString().toLatin1());
        if (!person.publicKey.isEmpty())
            state.operatorKeys.emplace(person.publicKey, name);
    }
    if (event.kind == "OperatorAdded"_L1 || event.kind == "OperatorChanged"_L1) {
        person.role = fromWord<Role>(role.toString()).value_or(person.role);
        person.active = event.payload[u"active"].toBool(person.active);
    } else if (event.kind == "OperatorErased"_L1) {
        person.active = false;
    }
    static const std::array known{
        "OperatorAdded"_L1, "OperatorChanged"_L1, "OperatorKeyRotated"_L1, "OperatorDisplayNameSealed"_L1,
        "OperatorErased"_L1};
    return std::find(known.begin(), known.end(), event.kind) != known.end();
}

bool foldAnomaly(ConsoleState& state, const Event& event)
{
    sophia::apply(state.anomalies, event);
    wisdom::apply(state.precedents, state.lessons, event);
    shadow::apply(state.shadow, event, nullptr);
    if (event.kind == "AnomalyDetected"_L1 || event.kind == "AnomalyResolved"_L1) {
        if (const auto anomaly = state.anomalies.find(AnomalyId{event.subject()}))
            state.episodes.note(*anomaly);
    } else if (event.kind == "DecisionMade"_L1) {
        const auto anomaly = state.anomalies.find(AnomalyId{event.subject()});
        if (anomaly && anomaly->decision() && !anomaly->decision()->repeated)
            remember(state, event, anomaly->service, toWord(anomaly->decision()->decision));
    }
    static const std::array known{"AnomalyDetected"_L1,       "AnomalySeverityChanged"_L1, "AnomalyDiagnosed"_L1,
                                  "DecisionMade"_L1,          "ProposalFailed"_L1,         "EscalationClosed"_L1,
                                  "AnomalyResolved"_L1,       "PrecedentRecorded"_L1,      "JudgementRequested"_L1,
                                  "EscalationAcknowledged"_L1};
    return std::find(known.begin(), known.end(), event.kind) != known.end();
}

bool foldPatch(ConsoleState& state, const Event& event)
{
    const auto watch = state.policy.duration(u"canary.watch"_s);
    patch::apply(state.patches, event, watch);
    sophia::apply(state.anomalies, event);
    wisdom::apply(state.precedents, state.lessons, event);
    const PatchId id{event.subject()};
    const auto service = serviceOfPatch(state, id);
    if (const auto row = state.patches.find(id))
        shadow::apply(state.shadow, event, row.get());
    if (event.kind == "PatchPromoted"_L1)
        state.lastPromotion[service] = event.time;
    else if (event.kind == "PatchRolledBack"_L1 && event.payload[u"reason"][u"code"].toString() != "cancelled"_L1)
        state.lastFailure[service] = event.time;
    else if (event.kind == "PatchChecked"_L1 && event.payload.contains(u"base_commit") && state.patches.contains(id))
        state.patches.update(
            id, [&event](patch::Patch& patch) { patch.baseCommit = event.payload[u"base_commit"].toString(); });
    static const std::array known{
        "PatchProposed"_L1, "PatchChecked"_L1,    "PraotesJudged"_L1,     "CompetenceJudged"_L1,
        "TwinFinished"_L1,  "PatchQueued"_L1,     "PatchReleased"_L1,     "PatchExcepted"_L1,
        "PatchShadowed"_L1, "PatchRefused"_L1,    "PatchCancelled"_L1,    "PatchPromoted"_L1,
        "WatchFinished"_L1, "PatchRolledBack"_L1, "PrecedentRecorded"_L1, "LessonRecorded"_L1};
    return std::find(known.begin(), known.end(), event.kind) != known.end();
}

bool foldApproval(ConsoleState& state, const Event& event)
{
    const ApprovalId id{event.subject()};
    const bool first = event.kind == "ApprovalRequested"_L1;
    if (!first && !state.approvals.contains(id))
        return event.kind.startsWith("Approval"_L1);
    state.approvals.update(id, [&](approval::Approval& approval) {
        approval.id = id;
        approval::apply(approval, event);
        if (const auto patch = first ? state.patches.find(approval.patch) : nullptr) {
            approval.anomaly = patch->anomaly;
            approval.service = patch->service;
        }
    });
    const auto watch = state.policy.duration(u"canary.watch"_s);
    patch::apply(state.patches, event, watch);
    const auto service = state.approvals.find(id)->service;
    if (event.kind == "ApprovalGranted"_L1)
        remember(state, event, service, u"approved"_s);
    else if (event.kind == "ApprovalRejected"_L1)
        remember(state, event, service, u"rejected"_s);
    else if (event.kind == "ApprovalExpired"_L1)
        remember(state, event, service, u"expired"_s);
    static const std::array known{"ApprovalRequested"_L1,       "ApprovalAmended"_L1, "ApprovalIntended"_L1,
                                  "ApprovalIntentWithdrawn"_L1, "ApprovalGranted"_L1, "BreakGlassReviewed"_L1,
                                  "ApprovalRejected"_L1,        "ApprovalExpired"_L1, "ApprovalCancelled"_L1,
                                  "ApprovalAcknowledged"_L1,    "ApprovalSnoozed"_L1, "ApprovalReminded"_L1};
    return std::find(known.begin(), known.end(), event.kind) != known.end();
}

bool foldBreaker(ConsoleState& state, const Event& event)
{
    state.breakers.update(
        ServiceName{event.subject()}, [&event](breaker::Breaker& breaker) { breaker::apply(breaker, event); });
    static const std::array known{"BreakerFailureRecorded"_L1, "BreakerOpened"_L1,        "BreakerBlocked"_L1,
                                  "BreakerProbeAcquired"_L1,   "BreakerProbeReleased"_L1, "BreakerClosed"_L1,
                                  "BreakerResetAsked"_L1};
    return std::find(known.begin(), known.end(), event.kind) != known.end();
}

bool foldCanary(ConsoleState& state, const Event& event)
{
    const CanaryId id{event.subject()};
    if (event.kind != "CanaryCreated"_L1 && !state.canaries.contains(id))
        return event.kind.startsWith("Canary"_L1);
    state.canaries.update(id, [&](canary::Canary& canary) {
        canary.id = id;
        canary::apply(canary, event);
        if (event.kind == "CanaryStepDecided"_L1 && !canary.stepLog.empty())
            canary.stepLog.back().seq = event.seq;
    });
    patch::apply(state.patches, event, state.policy.duration(u"canary.watch"_s));
    if (event.kind == "CanaryStarted"_L1) {
        const auto canary = state.canaries.find(id);
        const auto patch = state.patches.find(canary->patch);
        state.deployments.push_back(std::make_shared<const DeploymentRecord>(DeploymentRecord{
            .at = event.time,
            .service = canary->service,
            .patch = canary->patch,
            .respectedRest = !patch || (patch->exceptions.isEmpty() && !patch->forced),
            .usedAt = event.time}));
    }
    static const std::array known{"CanaryCreated"_L1,    "CanaryStarted"_L1,      "CanaryStepDecided"_L1,
                                  "TrafficConfirmed"_L1, "TrafficUnconfirmed"_L1, "CanaryAnalysed"_L1,
                                  "CanaryHeld"_L1,       "CanaryPaused"_L1,       "CanaryResumed"_L1,
                                  "GateFinished"_L1,     "CanaryFinished"_L1,     "CanaryRollbackDecided"_L1};
    return std::find(known.begin(), known.end(), event.kind) != known.end();
}

bool foldNote(ConsoleState& state, const Event& event)
{
    if (event.kind != "NoteAdded"_L1)
        return false;
    const NoteId id{event.subject()};
    state.notes.insert(
        id, Note{
                .id = id,
                .scope = event.payload[u"scope"].toString(),
                .ref = event.payload[u"ref"].toString(),
                .text = event.payload[u"text"].toString(),
                .actor = event.actor,
                .at = event.time});
    return true;
}

bool foldService(ConsoleState& state, const Event& event)
{
    patch::apply(state.services, event);
    shadow::apply(state.shadow, event, nullptr);
    return event.kind == "ServiceRegistered"_L1 || event.kind == "ServiceChanged"_L1 ||
           event.kind == "ServiceRetired"_L1 || event.kind == "ServiceArmed"_L1 || event.kind == "ServiceCommitSeen"_L1;
}

bool foldPolicy(ConsoleState& state, const Event& event)
{
    policy::apply(state.policy, event);
    return event.kind == "PolicyChanged"_L1;
}

bool dispatch(ConsoleState& state, const Event& event)
{
    using Fold = bool (*)(ConsoleState&, const Event&);
    static const std::map<QString, Fold> folds{{u"system"_s, foldSystem},     {u"policy"_s, foldPolicy},
                                               {u"operator"_s, foldOperator}, {u"service"_s, foldService},
                                               {u"anomaly"_s, foldAnomaly},   {u"patch"_s, foldPatch},
                                               {u"approval"_s, foldApproval}, {u"breaker"_s, foldBreaker},
                                               {u"canary"_s, foldCanary},     {u"note"_s, foldNote}};
    // What cannot be understood of a freeze is frozen, so this room sees every version.
    if (event.streamKind() == "freeze"_L1) {
        freeze::apply(state.freeze, event);
        return freeze::isKnown(event);
    }
    const auto fold = folds.find(event.streamKind());
    // Another version of a payload may mean anything: it is kept and shown raw, and folded as nothing.
    return fold != folds.end() && event.version == 1 && fold->second(state, event);
}

} // namespace

namespace {

void take(ConsoleState& state, const Event& event)
{
    const LedgerFold ledger(state, event);
    state.seq = event.seq;
    state.at = event.time;
    state.latest = std::max(state.latest, event.time);
    state.epoch = event.epoch;
    state.streamVersions.insert(event.stream, event.streamVersion);
    if (!dispatch(state, event)) {
        ++state.unknownEvents;
        return;
    }
    ledger.record(state);
    count(state.tally, state, event);
}

} // namespace

void apply(ConsoleState& state, const Event& event)
{
    take(state, event);
    if (retirement::isDue(event.seq))
        retirement::retire(state);
}

namespace {

constexpr int foldPage = 1000;

/// The events of a page that are wished for; `more` says whether the next page may hold others.
Result<std::vector<Event>> readWished(JournalReader& reader, qint64 from, const FoldWish& wish, bool& more)
{
    const auto limit = wish.to ? std::clamp<qint64>(*wish.to - from + 1, 0, foldPage) : qint64{foldPage};
    auto events = limit > 0 ? reader.read(from, static_cast<int>(limit)) : std::vector<Event>{};
    if (!events)
        return events;
    more = events->size() == static_cast<std::size_t>(foldPage);
    const auto later = std::find_if(
        events->begin(), events->end(), [&wish](const Event& event) { return wish.at && event.time > *wish.at; });
    more = more && later == events->end();
    events->erase(later, events->end());
    return events;
}

void applyAll(ConsoleState& state, const std::vector<Event>& events, const FoldWish& wish)
{
    for (const auto& event : events) {
        apply(state, event);
        if (wish.snapshots && Snapshots::isDue(event.seq))
            wish.snapshots->offer(state, Snapshots::Occasion::Folding);
    }
}

} // namespace

namespace {

Result<ConsoleState> foldFrom(ConsoleState state, JournalReader& reader, const FoldWish& wish)
{
    const auto last = reader.lastSeq();
    if (!last)
        return Failure{last.error()};
    auto read = state.seq;
    // Reading and decoding a page costs as much as folding one: the next is read while this one is folded.
    std::future<void> folding;
    for (bool more = true; more;) {
        auto events = readWished(reader, read + 1, wish, more);
        if (folding.valid())
            folding.get();
        if (!events)
            return Failure{events.error()};
        if (wish.stop.stop_requested())
            return failure(ErrorCode::Unavailable, u"reading the journal was given up"_s);
        if (wish.progress)
            wish.progress(read, *last);
        read += static_cast<qint64>(events->size());
        folding =
            std::async(more ? std::launch::async : std::launch::deferred, [&state, &wish, events = std::move(*events)] {
                applyAll(state, events, wish);
            });
    }
    folding.get();
    return state;
}

} // namespace

Result<ConsoleState> fold(JournalReader& reader, const FoldWish& wish)
{
    const auto known = wish.snapshots ? wish.snapshots->nearest(wish.to, wish.at) : nullptr;
    auto state = foldFrom(known ? *known : ConsoleState{}, reader, wish);
    if (state && known && !wish.snapshots->soundness()()) // a part that was read on the way is damaged
        state = foldFrom({}, reader, wish);
    if (state && wish.snapshots && state->seq > 0)
        wish.snapshots->offer(*state, wish.at || wish.to ? Snapshots::Occasion::Running : Snapshots::Occasion::Folded);
    return state;
}

Result<ConsoleState> fold(JournalReader& reader, std::optional<Instant> at)
{
    return fold(reader, FoldWish{.at = at});
}

} // namespace penelope::engine

#include "core/engine/statusview.h"

#include "core/engine/restraintviews.h"
#include "core/engine/viewvalues.h"

#include <algorithm>
#include <map>

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

Json sourcesView(const Snapshot& snapshot, Instant now)
{
    auto list = Json::array();
    for (const auto& [name, record] : snapshot.state->sources) {
        const auto live = snapshot.live.sources.find(name);
        const bool known = live != snapshot.live.sources.end();
        const auto word = known ? freshness(live->second, now) : record.freshness;
        list.append(Json::object(
            {{u"source"_s, name},
             {u"freshness"_s, toWord(word)},
             {u"last_sample_at"_s, viewed::at(known ? live->second.lastSampleAt : record.lastSampleAt)},
             {u"reason"_s, viewed::text(known ? live->second.lastError : record.reason)}}));
    }
    return list;
}

/// What goes on in the digital twin.
Json trialsView(const Live& live)
{
    static const std::map<TrialLive::Phase, QString> words{
        {TrialLive::Phase::Preparing, u"preparing"_s},
        {TrialLive::Phase::Tests, u"tests"_s},
        {TrialLive::Phase::Load, u"load"_s}};
    auto list = Json::array();
    for (const auto& [patch, trial] : live.trials)
        list.append(Json::object(
            {{u"patch_id"_s, patch.value()},
             {u"phase"_s, words.at(trial.phase)},
             {u"since_at"_s, toMs(trial.since)},
             {u"lasts_ms"_s, static_cast<qint64>(trial.lasts.count())}}));
    return list;
}

} // namespace

Json statusView(const Snapshot& snapshot, Instant now)
{
    const auto& state = *snapshot.state;
    int waiting = 0;
    int canaries = 0;
    int open = 0;
    int anomalies = 0;
    state.approvals.forEachOngoing([&](const ApprovalId&, const auto& row) { waiting += row->isPending(); });
    state.canaries.forEachOngoing([&](const CanaryId&, const auto& row) { canaries += row->isActive(); });
    state.anomalies.forEachOngoing([&](const AnomalyId&, const auto& row) { anomalies += row->isOpen(); });
    state.breakers.forEach([&](const ServiceName&, const auto& row) { open += row->phase == breaker::Phase::Open; });
    const auto used = [&](Milliseconds span) {
        return std::count_if(state.deployments.begin(), state.deployments.end(), [&](const auto& deployment) {
            return deployment->usedAt > now - span;
        });
    };
    return Json::object(
        {{u"journal_id"_s, state.journalId},
         {u"seq"_s, state.seq},
         {u"now_at"_s, toMs(now)},
         {u"core_running"_s, state.coreRunning},
         {u"waiting"_s, waiting},
         {u"anomalies_open"_s, anomalies},
         {u"canaries_active"_s, canaries},
         {u"breakers_open"_s, open},
         {u"rest_day"_s, state.restDay},
         {u"freeze"_s, freezeView(state)},
         {u"budget_hour"_s, static_cast<qint64>(used(1h))},
         {u"budget_hour_limit"_s, state.policy.integer(u"budget.hour"_s)},
         {u"budget_day"_s, static_cast<qint64>(used(24h))},
         {u"budget_day_limit"_s, state.policy.integer(u"budget.day"_s)},
         {u"sources"_s, sourcesView(snapshot, now)},
         {u"trials"_s, trialsView(snapshot.live)},
         {u"unassigned_alerts"_s, jsonList(snapshot.live.unassignedAlerts)},
         {u"trouble"_s, viewed::text(snapshot.live.storageTrouble + snapshot.live.checkpointTrouble)}});
}

} // namespace penelope::engine

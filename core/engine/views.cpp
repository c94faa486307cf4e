#include "core/engine/views.h"

#include "core/engine/approvalviews.h"
#include "core/engine/canaryviews.h"
#include "core/engine/competenceview.h"
#include "core/engine/metricfamilies.h"
#include "core/engine/restraintviews.h"
#include "core/engine/retirement.h"
#include "core/engine/scoreview.h"
#include "core/engine/statusview.h"
#include "core/engine/viewvalues.h"
#include "core/patch/events.h"
#include "core/policy/policy.h"
#include "core/rest/rest.h"
#include "core/sophia/events.h"

#include <algorithm>
#include <functional>
#include <map>

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr qint64 mostItems = 1000;

Json anomalyView(const sophia::Anomaly& anomaly)
{
    auto view = sophia::anomalyDetected(anomaly);
    view.set(u"id"_s, anomaly.id.value());
    view.set(u"detected_at"_s, toMs(anomaly.detectedAt));
    if (anomaly.diagnosis)
        view.set(u"diagnosis"_s, sophia::anomalyDiagnosed(*anomaly.diagnosis));
    auto decisions = Json::array();
    for (const auto& record : anomaly.decisions) {
        auto decision = sophia::decisionMade(record);
        decision.set(u"seq"_s, record.seq);
        decision.set(u"at"_s, toMs(record.at));
        decisions.append(std::move(decision));
    }
    view.set(u"decisions"_s, std::move(decisions));
    view.set(u"patches"_s, jsonList(anomaly.patches));
    view.set(u"open"_s, anomaly.isOpen());
    if (anomaly.acknowledged) {
        view.set(u"acknowledged_by"_s, anomaly.acknowledged->by);
        view.set(u"acknowledged_until"_s, toMs(anomaly.acknowledged->until));
    }
    if (anomaly.resolvedAt)
        view.set(u"resolved_at"_s, toMs(*anomaly.resolvedAt));
    return view;
}

Json patchView(const patch::Patch& patch)
{
    auto view = patch::patchProposed(patch);
    view.set(u"id"_s, patch.id.value());
    view.set(u"from"_s, patch.generated ? u"%1 %2"_s.arg(patch.origin, patch.generated->name) : patch.origin);
    view.set(u"status"_s, patch::toWord(patch.status));
    view.set(u"proposed_at"_s, toMs(patch.proposedAt));
    view.set(u"files"_s, jsonList(patch.files));
    if (patch.gentleness)
        view.set(u"praotes"_s, patch::praotesJudged(*patch.gentleness));
    if (patch.competence)
        view.set(u"competence"_s, patch::competenceJudged(*patch.competence));
    if (patch.queue)
        view.set(u"queue"_s, patch::patchQueued(*patch.queue));
    if (patch.refusal)
        view.set(u"refusal"_s, patch::patchRefused(*patch.refusal));
    for (const auto& [key, value] :
         {std::pair{u"twin"_s, patch.twinResult}, std::pair{u"commit"_s, patch.commit},
          std::pair{u"revert_commit"_s, patch.revertCommit}, std::pair{u"approval_id"_s, patch.approval},
          std::pair{u"canary_id"_s, patch.canary}, std::pair{u"end_reason"_s, patch.endReason},
          std::pair{u"end_text"_s, patch.endText}}) {
        if (!value.isEmpty())
            view.set(key, value);
    }
    return view;
}

Json breakerView(const ServiceName& service, const breaker::Breaker& breaker, const policy::State& policy, Instant now)
{
    const auto left = breaker::left(breaker, now);
    return Json::object(
        {{u"service"_s, service.value()},
         {u"state"_s, breaker::toWord(breaker::view(breaker, now))},
         {u"failures"_s, static_cast<int>(breaker::failuresInWindow(breaker, now, policy).size())},
         {u"limit"_s, policy.integer(u"breaker.failures"_s)},
         {u"until_at"_s, viewed::at(breaker.openUntil)},
         {u"left_ms"_s, left ? std::optional<Json>{Json{static_cast<qint64>(left->count())}} : std::nullopt},
         {u"probe"_s, viewed::text(breaker.probe)},
         {u"used"_s, breaker.used}});
}

Json resultsView(const canary::Canary& canary)
{
    auto list = Json::array();
    if (canary.analyses.empty())
        return list;
    const auto& results = canary.analyses.back()->results;
    for (std::size_t index = 0; index < results.size(); ++index) {
        const auto& result = results[index];
        auto row = Json::object(
            {{u"metric"_s, result.metric},
             {u"canary"_s, viewed::number(result.canary)},
             {u"control"_s, viewed::number(result.control)},
             {u"limit"_s, result.limit},
             {u"status"_s, canary::toWord(result.status)}});
        if (index < canary.metrics.size() && canary.metrics[index].dryRun)
            row.set(u"dry_run"_s, true);
        list.append(std::move(row));
    }
    return list;
}

Json canaryView(const canary::Canary& canary)
{
    auto steps = Json::array();
    for (const int step : canary.steps)
        steps.append(step);
    const auto* last = canary.stepLog.empty() ? nullptr : &canary.stepLog.back();
    return Json::object(
        {{u"id"_s, canary.id.value()},
         {u"patch_id"_s, canary.patch.value()},
         {u"service"_s, canary.service.value()},
         {u"status"_s, canary::toWord(canary.status)},
         {u"judge"_s, canary.judge},
         {u"steps"_s, steps},
         {u"step"_s, canary.step()},
         {u"percent"_s, canary.percent()},
         {u"confirmed"_s, last && last->confirmedAt},
         {u"share"_s, last ? viewed::number(last->share) : std::nullopt},
         {u"analysis_ms"_s, static_cast<qint64>(canary.analysis.count())},
         {u"step_clock_ms"_s, static_cast<qint64>(canary.stepClock.count())},
         {u"holds"_s, canary.holdsInARow},
         {u"paused_reason"_s, viewed::text(canary.pausedReason)},
         {u"rollback_code"_s, viewed::text(canary.rollbackCode)},
         {u"rollback_text"_s, viewed::text(canary.rollbackText)},
         {u"traffic_trouble"_s, canary.trafficTrouble ? viewed::text(*canary.trafficTrouble) : std::nullopt},
         {u"results"_s, resultsView(canary)},
         {u"created_at"_s, toMs(canary.createdAt)},
         {u"started_at"_s, viewed::at(canary.startedAt)},
         {u"finished_at"_s, viewed::at(canary.finishedAt)}});
}

Json serviceView(const patch::Service& service)
{
    auto view = patch::toJson(service.registration);
    view.set(u"arming"_s, toWord(service.arming));
    view.set(u"retired"_s, service.retired);
    view.set(u"registered_at"_s, toMs(service.registeredAt));
    return view;
}

Json policyView(const policy::State& state, const policy::Key& key)
{
    const auto setting = state.settings.find(key.name);
    const bool known = setting != state.settings.end();
    return Json::object(
        {{u"key"_s, key.name},
         {u"value"_s, known ? setting->value : key.fallback},
         {u"default"_s, key.fallback},
         {u"unit"_s, viewed::text(key.unit)},
         {u"min"_s, viewed::number(key.min)},
         {u"max"_s, viewed::number(key.max)},
         {u"choices"_s, key.choices.isEmpty() ? std::nullopt : std::optional{jsonList(key.choices)}},
         {u"help"_s, viewed::text(key.help)},
         {u"changed_at"_s, known ? viewed::at(setting->changedAt) : std::nullopt},
         {u"actor"_s, known ? viewed::text(setting->actor) : std::nullopt},
         {u"reason"_s, known ? viewed::text(setting->reason) : std::nullopt}});
}

/// Where a row may be that has left the state.
QString whereElse(const ConsoleState& state, const QString& id)
{
    bool isNumber = false;
    const auto seq = id.toLongLong(&isNumber, 16);
    if (!isNumber || seq < 1 || seq > state.seq || state.retired.rows == 0)
        return {};
    return u" in the present state; what ended more than %1 days ago is in the journal: penelopectl shows it"_s.arg(
        std::chrono::duration_cast<std::chrono::hours>(retirement::keptRows).count() / 24);
}

/// Items of one table, newest (greatest key) first where asked; one of them where `id` is given.
template <typename Key, typename T, std::size_t ChunkRows, typename View>
Result<Json> table(
    const Snapshot& snapshot, const SharedMap<Key, T, ChunkRows>& rows, const Json& args, Instant now,
    const QString& what, View view)
{
    if (const auto id = args.text(u"id")) {
        const auto row = rows.find(Key{*id});
        if (!row)
            return failure(
                ErrorCode::NotFound, u"there is no %1 %2"_s.arg(what, *id) + whereElse(*snapshot.state, *id), u"id"_s);
        return view(Key{*id}, *row);
    }
    const auto after = args.text(u"after");
    std::vector<std::pair<Key, std::shared_ptr<const T>>> wanted;
    rows.forEach([&](const Key& key, const auto& row) {
        if (!after || key < Key{*after})
            wanted.emplace_back(key, row);
    });
    const auto limit = std::clamp<qint64>(args.integer(u"limit").value_or(mostItems), 1, mostItems);
    const bool cut = static_cast<qint64>(wanted.size()) > limit;
    if (cut)
        wanted.erase(wanted.begin(), wanted.end() - limit);
    auto items = Json::array();
    for (auto each = wanted.rbegin(); each != wanted.rend(); ++each)
        items.append(view(each->first, *each->second));
    auto answer = Json::object(
        {{u"seq"_s, snapshot.state->seq},
         {u"now_at"_s, toMs(now)},
         {u"items"_s, std::move(items)},
         {u"complete"_s, !cut}});
    if (cut)
        answer.set(u"next"_s, Json{wanted.front().first.value()});
    return answer;
}

Json policyTable(const Snapshot& snapshot, const Json& args, Instant now)
{
    auto items = Json::array();
    const auto wanted = args.text(u"key");
    for (const auto& key : policy::registry()) {
        if (!wanted || *wanted == key.name)
            items.append(policyView(snapshot.state->policy, key));
    }
    return Json::object(
        {{u"seq"_s, snapshot.state->policy.seq}, {u"now_at"_s, toMs(now)}, {u"items"_s, std::move(items)}});
}

using Reader = std::function<Result<Json>(const Snapshot&, const Json&, Instant)>;

const std::map<QString, Reader>& readers()
{
    static const std::map<QString, Reader> all{
        {u"status"_s, [](const Snapshot& snapshot, const Json&, Instant now) { return statusView(snapshot, now); }},
        {u"anomalies"_s,
         [](const Snapshot& snapshot, const Json& args, Instant now) {
             return table(
                 snapshot, snapshot.state->anomalies, args, now, u"anomaly"_s,
                 [](const AnomalyId&, const sophia::Anomaly& row) { return anomalyView(row); });
         }},
        {u"patches"_s,
         [](const Snapshot& snapshot, const Json& args, Instant now) {
             return table(
                 snapshot, snapshot.state->patches, args, now, u"patch"_s,
                 [](const PatchId&, const patch::Patch& row) { return patchView(row); });
         }},
        {u"approvals"_s,
         [](const Snapshot& snapshot, const Json& args, Instant now) {
             return table(
                 snapshot, snapshot.state->approvals, args, now, u"approval"_s,
                 [&state = *snapshot.state](const ApprovalId&, const approval::Approval& row) {
                     return approvalView(state, row);
                 });
         }},
        {u"breakers"_s,
         [](const Snapshot& snapshot, const Json& args, Instant now) {
             const auto& policy = snapshot.state->policy;
             const auto& breakers = snapshot.state->breakers;
             // Every registered service has a breaker, used or not.
             return table(
                 snapshot, snapshot.state->services, args, now, u"service"_s,
                 [&policy, &breakers, now](const ServiceName& name, const patch::Service&) {
                     const auto row = breakers.find(name);
                     return breakerView(name, row ? *row : breaker::Breaker{}, policy, now);
                 });
         }},
        {u"canaries"_s,
         [](const Snapshot& snapshot, const Json& args, Instant now) {
             return table(
                 snapshot, snapshot.state->canaries, args, now, u"canary"_s,
                 // The intervals of one canary cost milliseconds; nobody reads them in a list.
                 [single = args.contains(u"id")](const CanaryId&, const canary::Canary& row) {
                     auto view = canaryView(row);
                     if (single)
                         view.set(u"evidence"_s, evidenceView(row));
                     if (single && row.readingsGone > 0)
                         view.set(u"readings_gone"_s, Json{row.readingsGone});
                     return view;
                 });
         }},
        {u"services"_s,
         [](const Snapshot& snapshot, const Json& args, Instant now) {
             return table(
                 snapshot, snapshot.state->services, args, now, u"service"_s,
                 [](const ServiceName&, const patch::Service& row) { return serviceView(row); });
         }},
        {u"freeze"_s, [](const Snapshot& snapshot, const Json&, Instant) { return freezeView(*snapshot.state); }},
        {u"freezes"_s, [](const Snapshot& snapshot, const Json&, Instant) { return freezeView(*snapshot.state); }},
        {u"shadow"_s, [](const Snapshot& snapshot, const Json& args,
                         Instant now) { return shadowView(*snapshot.state, args, now); }},
        {u"reflections"_s,
         [](const Snapshot& snapshot, const Json&, Instant) { return reflectionsView(*snapshot.state); }},
        {u"operators"_s,
         [](const Snapshot& snapshot, const Json&, Instant now) { return operatorsView(snapshot, now); }},
        {u"policy"_s,
         [](const Snapshot& snapshot, const Json& args, Instant now) { return policyTable(snapshot, args, now); }},
        {u"metrics"_s,
         [](const Snapshot& snapshot, const Json&, Instant now) {
             return Json::object(
                 {{u"seq"_s, snapshot.state->seq},
                  {u"now_at"_s, toMs(now)},
                  {u"items"_s, metrics::toJson(families(snapshot, now))}});
         }},
        {u"compliance"_s, scoreView},
        {u"competence"_s, competenceView}};
    return all;
}

} // namespace

bool isView(const QString& name)
{
    return readers().contains(name);
}

Result<Json> readView(const Snapshot& snapshot, const QString& name, const Json& args, Instant now)
{
    const auto reader = readers().find(name);
    if (reader == readers().end())
        return failure(ErrorCode::NotFound, u"there is no view \"%1\""_s.arg(name), u"command"_s);
    return reader->second(snapshot, args, now);
}

} // namespace penelope::engine

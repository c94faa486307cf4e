#include "core/engine/competenceview.h"

#include "core/patch/events.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;
using tapeinophrosyne::Escalated;
using tapeinophrosyne::Judged;

namespace {

constexpr qint64 mostReports = 1000;
constexpr qint64 usualReports = 50;
constexpr std::size_t mostLessons = 20;

Judged::End endOf(const patch::Patch& patch)
{
    if (patch.status == patch::Status::RolledBack)
        return patch.endReason == "cancelled"_L1 ? Judged::End::Open : Judged::End::RolledBack;
    if (!patch.watchHealthy)
        return Judged::End::Open;
    return *patch.watchHealthy ? Judged::End::Held : Judged::End::RolledBack;
}

Json rateView(const tapeinophrosyne::Rate& rate)
{
    auto view = Json::object({{u"count"_s, rate.count}, {u"of"_s, rate.of}});
    view.set(u"rate"_s, rate.value());
    return view;
}

/// Newest first.
Json reportsView(const ConsoleState& state, qint64 limit)
{
    const auto rows = state.patches.rows();
    auto reports = Json::array();
    for (auto row = rows.rbegin(); row != rows.rend() && limit > 0; ++row) {
        const auto& patch = **row;
        if (!patch.competence)
            continue;
        --limit;
        auto report = patch::competenceJudged(*patch.competence);
        report.set(u"patch_id"_s, patch.id.value());
        report.set(u"service"_s, patch.service.value());
        report.set(u"status"_s, patch::toWord(patch.status));
        reports.append(std::move(report));
    }
    return reports;
}

Json lessonsView(const ConsoleState& state)
{
    auto lessons = Json::array();
    const auto& all = state.lessons;
    for (auto row = all.rbegin(); row != all.rend() && lessons.toArray().size() < mostLessons; ++row) {
        const auto& lesson = **row;
        lessons.append(Json::object(
            {{u"patch_id"_s, lesson.patchId},
             {u"service"_s, lesson.service.value()},
             {u"expected"_s, lesson.expected},
             {u"happened"_s, lesson.happened},
             {u"root_cause"_s, lesson.rootCause},
             {u"lesson"_s, lesson.lesson},
             {u"adjustment"_s, lesson.adjustment},
             {u"at"_s, toMs(lesson.at)}}));
    }
    return lessons;
}

} // namespace

std::optional<Judged> judgedOf(const patch::Patch& patch)
{
    return patch.competence ? std::optional{Judged{patch.competence->level, endOf(patch)}} : std::nullopt;
}

std::optional<Escalated> escalationOf(const sophia::Anomaly& anomaly)
{
    const bool escalated = std::any_of(anomaly.decisions.begin(), anomaly.decisions.end(), [](const auto& decision) {
        return decision.decision == Decision::Escalate;
    });
    if (!escalated)
        return std::nullopt;
    if (anomaly.escalationClosedAt)
        return Escalated{Escalated::End::Needed};
    if (!anomaly.resolvedAt)
        return Escalated{Escalated::End::Open};
    return Escalated{anomaly.withoutIntervention ? Escalated::End::Resolved : Escalated::End::Needed};
}

tapeinophrosyne::Statistics competenceStatistics(const ConsoleState& state)
{
    std::vector<Judged> patches;
    state.patches.forEach([&patches](const PatchId&, const auto& patch) {
        if (const auto judged = judgedOf(*patch))
            patches.push_back(*judged);
    });
    std::vector<Escalated> escalations;
    state.anomalies.forEach([&escalations](const AnomalyId&, const auto& anomaly) {
        if (const auto escalation = escalationOf(*anomaly))
            escalations.push_back(*escalation);
    });
    auto statistics = tapeinophrosyne::count(patches, escalations);
    statistics.add(state.retired.competence);
    return statistics;
}

Result<Json> competenceView(const Snapshot& snapshot, const Json& args, Instant now)
{
    const auto& state = *snapshot.state;
    const auto statistics = competenceStatistics(state);
    const auto limit = std::clamp<qint64>(args.integer(u"limit").value_or(usualReports), 1, mostReports);
    return Json::object(
        {{u"seq"_s, state.seq},
         {u"now_at"_s, toMs(now)},
         {u"autonomous"_s, statistics.autonomous},
         {u"assisted"_s, statistics.assisted},
         {u"deferred"_s, statistics.deferred},
         {u"false_confidence"_s, rateView(statistics.falseConfidence)},
         {u"appropriate_escalation"_s, rateView(statistics.appropriateEscalations)},
         {u"items"_s, reportsView(state, limit)},
         {u"lessons"_s, lessonsView(state)}});
}

} // namespace penelope::engine

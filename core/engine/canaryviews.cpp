#include "core/engine/canaryviews.h"

#include "core/canary/trail.h"

#include <cmath>

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;

std::optional<Json> finite(double value)
{
    return std::isfinite(value) ? std::optional<Json>{Json{value}} : std::nullopt;
}

std::optional<Json> sequenceView(const std::optional<canary::judge::Sequence>& sequence)
{
    if (!sequence)
        return std::nullopt;
    return Json::object(
        {{u"low"_s, sequence->low},
         {u"high"_s, sequence->high},
         {u"likeliest"_s, sequence->likeliest},
         {u"low_open"_s, sequence->lowOpen},
         {u"high_open"_s, sequence->highOpen}});
}

Json standingView(const canary::Standing& standing)
{
    const auto& logE = standing.logE;
    return Json::object(
        {{u"metric"_s, standing.metric},
         {u"critical"_s, standing.critical},
         {u"decidable"_s, standing.decidable},
         {u"limit"_s, standing.limit},
         {u"lambda"_s, standing.lambda},
         {u"log_e"_s, Json::object(
                          {{u"share"_s, finite(logE.share)},
                           {u"bet"_s, finite(logE.bet)},
                           {u"worse"_s, finite(standing.worse)},
                           {u"limit"_s, finite(logE.limit)},
                           {u"stable"_s, finite(logE.stable)},
                           {u"safe"_s, finite(logE.safe)}})},
         {u"e_worse"_s, finite(std::exp(standing.worse))},
         {u"e_over"_s, finite(std::exp(logE.limit))},
         {u"e_safe"_s, finite(std::exp(logE.safe))},
         {u"safe_line"_s, canary::judge::safeLine},
         {u"ratio"_s, sequenceView(standing.ratio)},
         {u"rate"_s, sequenceView(standing.rate)},
         {u"requests_needed"_s, finite(standing.needed)},
         {u"verdict_in_ms"_s,
          standing.after ? std::optional<Json>{Json{static_cast<qint64>(standing.after->count())}} : std::nullopt}});
}

/// Of the running step and those still to come.
Json feasibilityView(const canary::Canary& canary)
{
    auto list = Json::array();
    for (int step = std::max(1, canary.step()); step <= static_cast<int>(canary.steps.size()); ++step) {
        for (const auto& row : canary::feasibility(canary, step)) {
            const auto text = canary::sentenceOf(canary, row, step);
            list.append(Json::object(
                {{u"metric"_s, row.metric},
                 {u"step"_s, step},
                 {u"percent"_s, canary::percentOfStep(canary, step)},
                 {u"requests"_s, finite(row.requests)},
                 {u"needed"_s, finite(row.needed)},
                 {u"decidable"_s, row.decidable},
                 {u"feasible"_s, row.isFeasible()},
                 {u"text"_s, text.isEmpty() ? std::nullopt : std::optional<Json>{Json{text}}}}));
        }
    }
    return list;
}

} // namespace

Json evidenceView(const canary::Canary& canary)
{
    canary::Trail trail;
    trail.follow(canary);
    auto metrics = Json::array();
    for (const auto& standing : trail.standings())
        metrics.append(standingView(standing));
    const auto* last = trail.judged().empty() ? nullptr : &trail.judged().back();
    return Json::object(
        {{u"log_e_worse"_s, last ? finite(last->worse) : std::nullopt},
         {u"log_e_over"_s, last ? finite(last->over) : std::nullopt},
         {u"rollback_line"_s, canary::judge::rollbackLine},
         {u"hold_line"_s, canary::judge::holdLine},
         {u"metrics"_s, std::move(metrics)},
         {u"feasibility"_s, feasibilityView(canary)}});
}

} // namespace penelope::engine

#include "core/engine/restraintviews.h"

#include "core/engine/restraint.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

Json freezeView(const ConsoleState& state)
{
    auto items = Json::array();
    for (const auto& freeze : state.freeze.freezes) {
        auto item = Json::object(
            {{u"id"_s, freeze.id},
             {u"scope"_s, freeze::toWord(freeze.scope)},
             {u"running_canaries"_s, freeze::toWord(freeze.running)},
             {u"since_at"_s, toMs(freeze.since)},
             {u"actor"_s, freeze.actor},
             {u"reason"_s, freeze.reason},
             {u"readable"_s, freeze.readable}});
        if (freeze.until)
            item.set(u"until_at"_s, toMs(*freeze.until));
        items.append(std::move(item));
    }
    auto held = Json::array();
    for (const auto& one : restraint::heldBack(state))
        held.append(restraint::toJson(one));
    return Json::object(
        {{u"frozen"_s, !state.freeze.freezes.empty()}, {u"items"_s, std::move(items)}, {u"held_back"_s, held}});
}

Result<Json> shadowView(const ConsoleState& state, const Json& args, Instant now)
{
    const ServiceName name{args[u"service"].toString()};
    const auto service = state.services.find(name);
    if (!service)
        return failure(ErrorCode::NotFound, u"there is no service \"%1\""_s.arg(name.value()), u"service"_s);
    const auto days = args.contains(u"days") ? args.integer(u"days").value_or(0) : 30;
    if (days < 1 || days > 366)
        return failure(ErrorCode::Malformed, u"days is a whole number from 1 to 366"_s, u"days"_s);
    const auto score = shadow::score(state.shadow, name, now - days * 24h, now);
    auto levels = Json::array();
    for (const auto& [level, tally] : score.levels) {
        auto row = shadow::toJson(tally);
        row.set(u"level"_s, static_cast<int>(level));
        levels.append(std::move(row));
    }
    auto graded = Json::array();
    for (const auto& one : score.graded) {
        auto evidence = Json::array();
        for (const auto seq : one.evidence)
            evidence.append(seq);
        graded.append(Json::object(
            {{u"seq"_s, one.act.seq},
             {u"at"_s, toMs(one.act.at)},
             {u"patch_id"_s, one.act.patch.value()},
             {u"act"_s, one.act.act},
             {u"level"_s, static_cast<int>(one.act.level)},
             {u"grade"_s, shadow::toWord(shadow::gradeOf(one.outcome))},
             {u"outcome"_s, shadow::toWord(one.outcome)},
             {u"evidence"_s, std::move(evidence)}}));
    }
    return Json::object(
        {{u"service"_s, name.value()},
         {u"arming"_s, toWord(service->arming)},
         {u"from_at"_s, toMs(score.from)},
         {u"to_at"_s, toMs(score.to)},
         {u"text"_s, u"If it had been armed in the last %1 days: %2."_s.arg(days).arg(shadow::sentence(score.all))},
         {u"all"_s, shadow::toJson(score.all)},
         {u"levels"_s, std::move(levels)},
         {u"graded"_s, std::move(graded)}});
}

Json reflectionsView(const ConsoleState& state)
{
    auto items = Json::array();
    for (auto row = state.reflections.rbegin(); row != state.reflections.rend(); ++row) {
        items.append(
            Json::object({{u"seq"_s, (*row)->seq}, {u"at"_s, toMs((*row)->at)}, {u"reflection"_s, (*row)->report}}));
    }
    return Json::object({{u"seq"_s, state.seq}, {u"items"_s, std::move(items)}});
}

} // namespace penelope::engine

#include "core/engine/reflection.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// So that a bad week still fits one event.
constexpr std::size_t toldLessons = 50;

struct Week
{
    Instant from{};
    Instant to{};
    bool holds(Instant at) const { return at > from && at <= to; }
    bool holds(std::optional<Instant> at) const { return at && holds(*at); }
};

Json countWords(const std::map<QString, int>& counts)
{
    Json json;
    for (const auto& [word, count] : counts)
        json.set(word, count);
    return json;
}

std::map<QString, int> outcomesOf(const ConsoleState& state, const Week& week)
{
    std::map<QString, int> counts{
        {u"promoted"_s, 0}, {u"rolled_back"_s, 0}, {u"refused"_s, 0}, {u"cancelled"_s, 0}, {u"shadowed"_s, 0}};
    state.patches.forEachSince(week.from, [&](const PatchId&, const auto& patch) {
        if (week.holds(patch->promotedAt))
            ++counts[u"promoted"_s];
        const auto word = patch::toWord(patch->status);
        if (week.holds(patch->endedAt) && word != "promoted"_L1 && counts.contains(word))
            ++counts[word];
    });
    return counts;
}

Json lessonsOf(const ConsoleState& state, const Week& week, int& total)
{
    auto list = Json::array();
    total = 0;
    for (auto lesson = state.lessons.rbegin(); lesson != state.lessons.rend(); ++lesson) {
        if (!week.holds((*lesson)->at) || static_cast<std::size_t>(++total) > toldLessons)
            continue;
        list.append(Json::object(
            {{u"at"_s, toMs((*lesson)->at)},
             {u"service"_s, (*lesson)->service.value()},
             {u"patch_id"_s, (*lesson)->patchId},
             {u"lesson"_s, (*lesson)->lesson},
             {u"adjustment"_s, (*lesson)->adjustment}}));
    }
    return list;
}

} // namespace

Json reflect(const ConsoleState& state, Instant from, Instant to)
{
    const Week week{from, to};
    std::map<QString, int> decisions{{u"observe"_s, 0}, {u"intervene"_s, 0}, {u"escalate"_s, 0}};
    std::map<QString, int> approvals{{u"approved"_s, 0}, {u"rejected"_s, 0}, {u"expired"_s, 0}};
    for (const auto& decided : state.decided) {
        if (!week.holds(decided->at))
            continue;
        for (auto* counts : {&decisions, &approvals}) {
            if (const auto count = counts->find(decided->what); count != counts->end())
                ++count->second;
        }
    }
    int canaries = 0;
    int exceptions = 0;
    for (const auto& deployment : state.deployments) {
        canaries += week.holds(deployment->at);
        exceptions += week.holds(deployment->at) && !deployment->respectedRest;
    }
    const auto outcomes = outcomesOf(state, week);
    int lessons = 0;
    const auto told = lessonsOf(state, week, lessons);
    const auto text =
        u"%1 observed, %2 intervened, %3 escalated; %4 canaries, %5 promoted, %6 rolled back; %7 lessons."_s
            .arg(decisions[u"observe"_s])
            .arg(decisions[u"intervene"_s])
            .arg(decisions[u"escalate"_s])
            .arg(canaries)
            .arg(outcomes.at(u"promoted"_s))
            .arg(outcomes.at(u"rolled_back"_s))
            .arg(lessons);
    return Json::object(
        {{u"from_at"_s, toMs(from)},
         {u"to_at"_s, toMs(to)},
         {u"decisions"_s, countWords(decisions)},
         {u"approvals"_s, countWords(approvals)},
         {u"canaries"_s, canaries},
         {u"exceptions"_s, exceptions},
         {u"outcomes"_s, countWords(outcomes)},
         {u"lessons"_s, told},
         {u"lessons_total"_s, lessons},
         {u"text"_s, text}});
}

} // namespace penelope::engine

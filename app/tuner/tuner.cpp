#include "app/tuner/tuner.h"

#include "app/tuner/trial.h"
#include "core/twin/setting.h"
#include "core/twin/tuning.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <utility>

namespace penelope::tuner {

using namespace Qt::Literals::StringLiterals;

namespace {

using Steady = std::chrono::steady_clock;
constexpr Milliseconds overhead{2'000}; ///< of a try: start, first answers, end
constexpr Milliseconds longestTry{8'000};
constexpr Milliseconds shortestTry{1'500};

Json nothing(const QString& why)
{
    return Json::object({{u"no_proposal"_s, Json{why}}});
}

QString rounded(double value)
{
    constexpr int digits = 3;
    constexpr double hundred = 100;
    return std::abs(value) >= hundred ? QString::number(std::round(value), 'f', 0)
                                      : QString::number(value, 'g', digits);
}

QString pointText(const patch::CurvePoint& point)
{
    const auto what = point.trouble.isEmpty() ? u"p99 %1 ms"_s.arg(rounded(point.p99Ms)) : point.trouble;
    return u"%1: %2"_s.arg(twin::settingText(point.value), what);
}

QString curveText(const std::vector<patch::CurvePoint>& tried)
{
    QStringList parts;
    for (const auto& point : tried)
        parts.append(pointText(point));
    return parts.join(u"; "_s);
}

/// How long each value may be under load, so that the most tries fit into four fifths of the time.
Milliseconds lengthOf(Milliseconds limit, int tries)
{
    const Milliseconds share{limit.count() * 4 / 5 / tries};
    return std::clamp(share - overhead, shortestTry, longestTry);
}

std::vector<patch::CurvePoint>::iterator pointAt(std::vector<patch::CurvePoint>& tried, double value)
{
    return std::find_if(
        tried.begin(), tried.end(), [value](const patch::CurvePoint& point) { return point.value == value; });
}

QString effectText(const patch::CurvePoint& before, const patch::CurvePoint& after)
{
    if (!before.trouble.isEmpty())
        return u"%1 before"_s.arg(before.trouble);
    return u"p99 from %1 ms to %2 ms"_s.arg(rounded(before.p99Ms), rounded(after.p99Ms));
}

Json proposal(
    const patch::Tuning& tuning, const QString& text, const twin::Setting& setting,
    std::vector<patch::CurvePoint>& tried, const twin::TuningTarget& target, double chosen)
{
    const auto from = twin::settingText(setting.value);
    const auto to = twin::settingText(chosen);
    patch::Curve curve;
    curve.setting = tuning.file + u' ' + tuning.key;
    curve.metric = tuning.metric;
    curve.chosen = chosen;
    curve.points = tried;
    std::sort(curve.points.begin(), curve.points.end(), [](const auto& left, const auto& right) {
        return left.value < right.value;
    });
    return Json::object(
        {{u"diff"_s, Json{twin::settingDiff(tuning.file, text, setting, chosen)}},
         {u"intent"_s, Json{u"%1 %2 from %3 to %4; in the twin %5"_s.arg(
                           tuning.up ? u"Raise"_s : u"Lower"_s, tuning.key, from, to,
                           effectText(*pointAt(tried, setting.value), *pointAt(tried, chosen)))}},
         {u"rollback"_s,
          Json{u"Reverting restores %1 = %2 in %3; no data is touched."_s.arg(tuning.key, from, tuning.file)}},
         {u"confidence"_s, Json{twin::confidenceIn(chosen, tried, target, tuning.up)}},
         {u"curve"_s, patch::toJson(curve)}});
}

/// The value just short of the chosen one, which was not well: it may be the machine that stalled. That passes, and is
/// gone when it is measured again. Nothing where that was done, or where it is the present one.
std::optional<double> neighbourOfChosen(
    const std::vector<double>& values, const std::vector<patch::CurvePoint>& tried, const twin::TuningTarget& target,
    const std::set<double>& twice)
{
    const auto chosen = twin::smallestWell(values, tried, target);
    const auto at = chosen ? std::find(values.begin(), values.end(), *chosen) - values.begin() : 0;
    if (at < 2)
        return std::nullopt;
    const auto neighbour = values[static_cast<std::size_t>(at - 1)];
    return twice.contains(neighbour) ? std::nullopt : std::optional{neighbour};
}

patch::CurvePoint better(const patch::CurvePoint& first, const patch::CurvePoint& second)
{
    if (!second.trouble.isEmpty())
        return first;
    return std::pair{second.failed, second.p99Ms} < std::pair{first.failed, first.p99Ms} ? second : first;
}

/// Nothing fits: what was seen says why.
QString
whyNothing(const patch::Tuning& tuning, const std::vector<patch::CurvePoint>& tried, const twin::TuningTarget& target)
{
    if (tried.empty())
        return u"there was no time for a single try"_s;
    if (twin::isWell(tried.front(), target))
        return u"with %1 = %2 the service is well in the twin (p99 %3 ms): what ails it does not show there"_s.arg(
            tuning.key, twin::settingText(tried.front().value), rounded(tried.front().p99Ms));
    return u"no value of %1 that was tried is well: %2"_s.arg(tuning.key, curveText(tried));
}

} // namespace

Result<Question> questionFrom(const QByteArray& input)
{
    const auto document = parseForeign(input);
    if (!document)
        return Failure{document.error()};
    if ((*document)[u"format"].toInteger() != 1)
        return failure(ErrorCode::Unsupported, u"only format 1 is known"_s, u"format"_s);
    Question question;
    question.service = patch::registrationFromEvent(Json::object({{u"registration"_s, (*document)[u"service"]}}));
    for (const auto& [name, value] : (*document)[u"anomaly"][u"metrics"].toObject()) {
        if (value.isNumber())
            question.metrics[name] = value.toDouble();
    }
    for (const auto& evidence : (*document)[u"diagnosis"][u"evidence"].toArray()) {
        if (evidence[u"kind"].toString() == "saturation"_L1 && evidence[u"value"].isNumber())
            question.metrics[evidence[u"name"].toString()] = evidence[u"value"].toDouble();
    }
    for (const auto& [path, text] : (*document)[u"files"].toObject())
        question.files[path] = text.toString();
    question.limit = Milliseconds{(*document)[u"limit_ms"].toInteger(question.limit.count())};
    return question;
}

Result<patch::Tuning> settingFor(const Question& question)
{
    QStringList seen;
    for (const auto& tuning : question.service.tuning) {
        const auto metric = question.metrics.find(tuning.metric);
        if (metric != question.metrics.end() && metric->second >= tuning.limit)
            return tuning;
        seen.append(
            metric == question.metrics.end()
                ? u"%1 is not known"_s.arg(tuning.metric)
                : u"%1 is %2, below %3"_s.arg(tuning.metric, rounded(metric->second), rounded(tuning.limit)));
    }
    if (seen.isEmpty())
        return failure(ErrorCode::Refused, u"the registration names no setting to tune"_s);
    return failure(ErrorCode::Refused, u"nothing that a setting relieves is saturated: %1"_s.arg(seen.join(u", "_s)));
}

Json propose(const Question& question, const QString& tree)
{
    if (question.service.twin.start.isEmpty() || question.service.twin.paths.empty())
        return nothing(u"the registration does not say how the service runs in the twin"_s);
    const auto tuning = settingFor(question);
    if (!tuning)
        return nothing(tuning.error().message);
    const auto text = question.files.find(tuning->file);
    if (text == question.files.end())
        return nothing(u"there is no %1"_s.arg(tuning->file));
    const auto setting = twin::findSetting(text->second, tuning->key);
    if (!setting)
        return nothing(u"%1: %2"_s.arg(tuning->file, setting.error().message));
    const auto values = twin::valuesOf(*tuning, setting->value);
    if (values.size() < 2)
        return nothing(u"%1 is at the end of its range already"_s.arg(tuning->key));
    const auto target = twin::targetOf(question.service, *tuning);
    constexpr int spare = 3; // to measure one again
    const auto lasts = lengthOf(question.limit, twin::mostTries(values) + spare);
    const auto end = Steady::now() + question.limit;
    Trials trials(question.service, *tuning, tree, lasts);
    std::vector<patch::CurvePoint> tried;
    std::set<double> twice;
    for (;;) {
        auto value = twin::nextValue(values, tried, target);
        const bool again = !value;
        if (again)
            value = neighbourOfChosen(values, tried, target, twice);
        // A try that would not end in time would leave no answer at all.
        if (!value || Steady::now() + lasts + 2 * overhead > end)
            break;
        auto point = trials.measure(*value, twin::withSetting(text->second, *setting, *value));
        if (const auto before = again ? pointAt(tried, *value) : tried.end(); before != tried.end()) {
            twice.insert(*value);
            *before = better(*before, point);
        } else {
            tried.push_back(std::move(point));
        }
    }
    if (const auto chosen = twin::smallestWell(values, tried, target))
        return proposal(*tuning, text->second, *setting, tried, target, *chosen);
    return nothing(whyNothing(*tuning, tried, target));
}

} // namespace penelope::tuner

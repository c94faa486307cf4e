#include "core/engine/scoreview.h"

#include "core/engine/comparisonview.h"
#include "core/engine/scorefacts.h"
#include "core/engine/viewvalues.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Json principleView(const compliance::PrincipleScore& one, Instant at)
{
    const auto age = one.newest ? std::optional{static_cast<qint64>((at - *one.newest).count())} : std::nullopt;
    return Json::object(
        {{u"principle"_s, compliance::toWord(one.principle)},
         {u"weight"_s, one.weight},
         {u"value"_s, viewed::number(one.value)},
         {u"points"_s, viewed::number(one.points)},
         {u"lost"_s, viewed::number(compliance::lost(one))},
         {u"numerator"_s, one.numerator},
         {u"denominator"_s, one.denominator},
         {u"age_ms"_s, viewed::number(age)}});
}

/// A moment as milliseconds or ISO 8601, as `at` may be given.
Result<std::optional<Instant>> momentFrom(const Json& args)
{
    const auto* given = args.find(u"at");
    if (!given)
        return std::nullopt;
    if (const auto ms = args.integer(u"at"))
        return instantFromMs(*ms);
    bool whole = false;
    const auto ms = given->toString().toLongLong(&whole);
    const auto moment = whole ? std::optional{instantFromMs(ms)} : instantFromIso(given->toString());
    if (!moment)
        return failure(ErrorCode::Malformed, u"a moment is milliseconds since 1970 or ISO 8601 with a zone"_s, u"at"_s);
    return moment;
}

Result<Milliseconds> windowFrom(const Json& args, const policy::State& policy)
{
    constexpr qint64 longest = qint64{100} * 366 * 24 * 3600 * 1000;
    const auto* given = args.find(u"window");
    if (!given) {
        const auto usual = policy.duration(u"compliance.window"_s);
        return usual.count() > 0 ? usual : Milliseconds{1h};
    }
    bool whole = given->isNumber();
    const auto ms = whole ? given->toInteger() : given->toString().toLongLong(&whole);
    if (!whole || ms < 1 || ms > longest)
        return failure(ErrorCode::Malformed, u"a window is milliseconds, 1 to %1"_s.arg(longest), u"window"_s);
    return Milliseconds{ms};
}

} // namespace

Result<Json> scoreView(const Snapshot& snapshot, const Json& args, Instant now)
{
    const auto given = momentFrom(args);
    if (!given)
        return Failure{given.error()};
    const auto window = windowFrom(args, snapshot.state->policy);
    if (!window)
        return Failure{window.error()};
    const auto moment = given->value_or(now);
    const auto score = scoreAt(snapshot, moment, *window);
    auto principles = Json::array();
    for (const auto& one : score.principles)
        principles.append(principleView(one, moment));
    const auto& verified = snapshot.live.verified;
    return Json::object(
        {{u"seq"_s, snapshot.state->seq},
         {u"at"_s, toMs(moment)},
         {u"window_ms"_s, static_cast<qint64>(window->count())},
         {u"total"_s, viewed::number(score.total)},
         {u"points"_s, score.points},
         {u"measured_weight"_s, score.measuredWeight},
         {u"low"_s, score.low},
         {u"high"_s, score.high},
         {u"standing"_s, compliance::toWord(score.standing)},
         {u"verified_to"_s, verified.to},
         {u"verify_trouble"_s, verified.trouble.isEmpty() ? std::nullopt : std::optional{Json{verified.trouble}}},
         {u"principles"_s, principles},
         {u"prometheus"_s, given->has_value() || *window != compliance::exportedWindow
                               ? notCompared(u"Prometheus is asked about the hour before now only"_s)
                               : comparisonView(snapshot, now)}});
}

} // namespace penelope::engine

#include "core/patch/generated.h"

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostCurveLetters = 200;

Json pointToJson(const CurvePoint& point)
{
    auto json = Json::object(
        {{u"value"_s, Json{point.value}},
         {u"requests"_s, Json{point.requests}},
         {u"failed"_s, Json{point.failed}},
         {u"p99_ms"_s, Json{point.p99Ms}}});
    json.set(u"saturation"_s, point.saturation);
    if (!point.trouble.isEmpty())
        json.set(u"trouble"_s, Json{point.trouble});
    return json;
}

CurvePoint pointFrom(const Json& json)
{
    CurvePoint point;
    point.value = json[u"value"].toDouble();
    point.requests = json[u"requests"].toInteger();
    point.failed = json[u"failed"].toDouble();
    point.p99Ms = json[u"p99_ms"].toDouble();
    point.saturation = json.number(u"saturation");
    point.trouble = json[u"trouble"].toString();
    return point;
}

Curve curveOf(const Json& json)
{
    Curve curve;
    curve.setting = json[u"setting"].toString();
    curve.metric = json[u"metric"].toString();
    curve.chosen = json[u"chosen"].toDouble();
    for (const auto& point : json[u"points"].toArray())
        curve.points.push_back(pointFrom(point));
    return curve;
}

Failure isNoCurve(const QString& what, const QString& place)
{
    return failure(ErrorCode::Malformed, u"its curve is malformed at %1: %2"_s.arg(place, what), place);
}

penelope::Status checkPoint(const Json& point, const QString& place)
{
    for (const auto& name : {u"value"_s, u"requests"_s, u"failed"_s, u"p99_ms"_s}) {
        if (!point[name].isNumber())
            return isNoCurve(u"a number is needed"_s, place + u'.' + name);
    }
    if (const auto* saturation = point.find(u"saturation"); saturation && !saturation->isNumber())
        return isNoCurve(u"a number is needed"_s, place + u".saturation"_s);
    const auto* trouble = point.find(u"trouble");
    if (trouble && (!trouble->isString() || trouble->toString().size() > mostCurveLetters))
        return isNoCurve(u"a short text is needed"_s, place + u".trouble"_s);
    return {};
}

} // namespace

Json toJson(const Curve& curve)
{
    Json::Array points;
    for (const auto& point : curve.points)
        points.push_back(pointToJson(point));
    return Json::object(
        {{u"setting"_s, Json{curve.setting}},
         {u"metric"_s, Json{curve.metric}},
         {u"chosen"_s, Json{curve.chosen}},
         {u"points"_s, Json{std::move(points)}}});
}

Json toJson(const Generated& generated)
{
    auto json = Json::object({{u"name"_s, Json{generated.name}}, {u"confidence"_s, Json{generated.confidence}}});
    if (generated.curve)
        json.set(u"curve"_s, toJson(*generated.curve));
    return json;
}

Generated generatedFrom(const Json& json)
{
    Generated generated;
    generated.name = json[u"name"].toString();
    generated.confidence = json[u"confidence"].toDouble();
    if (const auto* curve = json.find(u"curve"))
        generated.curve = curveOf(*curve);
    return generated;
}

Result<Curve> curveFrom(const Json& json)
{
    for (const auto& name : {u"setting"_s, u"metric"_s}) {
        const auto& text = json[name];
        if (!text.isString() || text.toString().isEmpty() || text.toString().size() > mostCurveLetters)
            return isNoCurve(u"a short text is needed"_s, name);
    }
    if (!json[u"chosen"].isNumber())
        return isNoCurve(u"a number is needed"_s, u"chosen"_s);
    const auto& points = json[u"points"].toArray();
    if (points.empty() || points.size() > mostCurvePoints)
        return isNoCurve(u"1 to %1 points are needed"_s.arg(mostCurvePoints), u"points"_s);
    for (std::size_t at = 0; at < points.size(); ++at) {
        if (auto sound = checkPoint(points[at], u"points[%1]"_s.arg(at)); !sound)
            return Failure{sound.error()};
    }
    return curveOf(json);
}

} // namespace penelope::patch

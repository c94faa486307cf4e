#include "core/sophia/explaintext.h"

#include "core/sophia/events.h"
#include "core/sophia/reasoning.h"

namespace penelope::sophia {

using namespace Qt::Literals::StringLiterals;

namespace {

QString valueText(const Json& value)
{
    if (isNothing(value))
        return u"UNKNOWN"_s;
    if (value.isNumber())
        return QString::number(value.toDouble(), 'g', 6);
    if (value.isString())
        return value.toString();
    return u"%1 with similarity %2"_s.arg(
        value[u"outcome"].toString(), QString::number(value[u"similarity"].toDouble(), 'g', 6));
}

QString verdictText(const Verdict& verdict)
{
    return u"rule %1 would have decided %2"_s.arg(verdict.rule).arg(toWord(verdict.decision));
}

std::optional<Json> given(const Json& value)
{
    return isNothing(value) ? std::nullopt : std::optional{value};
}

std::optional<Json> wordOf(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional{Json{text}};
}

Json verdictToJson(const Verdict& verdict)
{
    return Json::object(
        {{u"decision"_s, toWord(verdict.decision)},
         {u"rule"_s, verdict.rule},
         {u"level"_s, static_cast<int>(verdict.level)}});
}

Json comparisonToJson(const Comparison& comparison)
{
    return Json::object(
        {{u"input"_s, comparison.input},
         {u"value"_s, given(comparison.value)},
         {u"relation"_s, comparison.relation},
         {u"limit"_s, given(comparison.limit)},
         {u"source"_s, wordOf(comparison.source)},
         {u"age_ms"_s,
          comparison.age ? std::optional{Json{static_cast<qint64>(comparison.age->count())}} : std::nullopt},
         {u"holds"_s, comparison.holds},
         {u"sentence"_s, comparisonText(comparison)}});
}

Json lineToJson(const RuleLine& line)
{
    auto comparisons = Json::array();
    for (const auto& comparison : line.comparisons)
        comparisons.append(comparisonToJson(comparison));
    return Json::object(
        {{u"rule"_s, line.rule},
         {u"decides"_s, toWord(line.decides)},
         {u"fits"_s, line.fits},
         {u"fired"_s, line.fired},
         {u"sentence"_s, ruleText(line.rule)},
         {u"comparisons"_s, std::move(comparisons)}});
}

Json changeToJson(const Change& change)
{
    return Json::object(
        {{u"input"_s, change.input},
         {u"precedent"_s, wordOf(change.precedent)},
         {u"from"_s, given(change.from)},
         {u"to"_s, given(change.to)},
         {u"distance"_s, change.distance},
         {u"then"_s, verdictToJson(change.verdict)},
         {u"sentence"_s, changeText(change)}});
}

} // namespace

QString ruleText(int rule)
{
    switch (rule) {
    case 1: return u"transient: enough similar episodes, and nearly all went away by themselves"_s;
    case 2: return u"intervening is riskier than waiting"_s;
    case 3: return u"a similar case was healed before"_s;
    case 4: return u"a similar case was tried before and failed, and none succeeded"_s;
    case 5: return u"severity P0 or P1"_s;
    default: return u"otherwise"_s;
    }
}

QString comparisonText(const Comparison& comparison)
{
    const auto name = QString(comparison.input).replace(u'_', u' ');
    if (comparison.relation == "none"_L1)
        return comparison.holds ? u"no %1"_s.arg(name) : u"there is a %1 (%2)"_s.arg(name, valueText(comparison.value));
    const auto relation = comparison.relation == "at_least"_L1 ? u"at least"_s : u"more than"_s;
    if (isNothing(comparison.value))
        return u"no %1 of %2 %3"_s.arg(name, relation, valueText(comparison.limit));
    const auto is = comparison.holds ? u"is"_s : u"is not"_s;
    return u"%1 %2 %3 %4 %5"_s.arg(name, valueText(comparison.value), is, relation, valueText(comparison.limit));
}

QString changeText(const Change& change)
{
    const auto name = QString(change.input).replace(u'_', u' ');
    if (isNothing(change.to))
        return u"had the patch not ended so (%1), %2"_s.arg(name, verdictText(change.verdict));
    if (change.input == "precedent"_L1)
        return u"with one more precedent, a %1, %2"_s.arg(valueText(change.to), verdictText(change.verdict));
    const auto subject = change.precedent.isEmpty() ? name : u"%1 of %2"_s.arg(name, change.precedent.left(12));
    if (change.input == "similar"_L1)
        return u"with %1 similar episodes instead of %2, the others resolved by themselves, %3"_s.arg(
            valueText(change.to), valueText(change.from), verdictText(change.verdict));
    return u"with %1 %2 instead of %3 %4"_s.arg(
        subject, valueText(change.to), valueText(change.from), verdictText(change.verdict));
}

Json toJson(const Explanation& explanation)
{
    auto rules = Json::array();
    for (const auto& line : explanation.rules)
        rules.append(lineToJson(line));
    auto changes = Json::array();
    for (const auto& change : explanation.changes)
        changes.append(changeToJson(change));
    const auto* nearest = explanation.nearest();
    return Json::object(
        {{u"verdict"_s, verdictToJson(explanation.verdict)},
         {u"rules"_s, std::move(rules)},
         {u"risk"_s, toJson(explanation.risk)},
         {u"risk_text"_s, riskText(explanation.risk)},
         {u"risk_at_most"_s, explanation.riskAtMostHundredths / 100.0},
         {u"impact"_s, explanation.impactTenThousandths / 10'000.0},
         {u"unknown"_s, jsonList(explanation.unknown)},
         {u"followed"_s, wordOf(explanation.followed)},
         {u"followed_detail"_s, wordOf(explanation.followedDetail)},
         {u"nearest"_s, nearest ? std::optional{changeToJson(*nearest)} : std::nullopt},
         {u"changes"_s, std::move(changes)},
         {u"missing"_s, jsonList(explanation.missing)}});
}

} // namespace penelope::sophia

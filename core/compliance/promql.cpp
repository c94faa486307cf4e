#include "core/compliance/promql.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace penelope::compliance {
namespace {

/// What a counter of the journal grew by in the last hour.
QString grown(const QString& counter)
{
    return u"sum(%1 - min_over_time(%1[1h]))"_s.arg(counter);
}

QString part(const QString& numerator, const QString& denominator)
{
    return grown(numerator) + u" / ("_s + grown(denominator) + u" > 0)"_s;
}

const QString& decisions()
{
    static const QString name = u"penelope_decisions_total"_s;
    return name;
}

/// Nothing where the core has not verified its entries: only it can.
QString told()
{
    return u"max(penelope_compliance_principle_score{principle=\"aletheia\"})"_s;
}

/// Above 0 where there is something to measure.
QString measurable(Principle principle)
{
    switch (principle) {
    case Principle::Sophia:
    case Principle::Tapeinophrosyne: return grown(decisions());
    case Principle::Praotes: return grown(u"penelope_patch_size_lines_count"_s);
    case Principle::Prudence: return u"count(penelope_circuit_breaker_state)"_s;
    case Principle::Agape: return grown(u"penelope_patch_deployments_total"_s);
    case Principle::Sabbath: return grown(u"penelope_canary_deployments_total{status=\"running\"}"_s);
    case Principle::Aletheia: return u"count(penelope_compliance_principle_score{principle=\"aletheia\"})"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

std::vector<Selector> selectors(Principle principle)
{
    const auto whole = [](const QString& name) { return Selector{name, {}, {}}; };
    switch (principle) {
    case Principle::Sophia:
    case Principle::Tapeinophrosyne: return {whole(decisions())};
    case Principle::Praotes:
        return {whole(u"penelope_patch_size_lines_sum"_s), whole(u"penelope_patch_size_lines_count"_s)};
    case Principle::Prudence: return {whole(u"penelope_circuit_breaker_state"_s)};
    case Principle::Agape: return {whole(u"penelope_patch_deployments_total"_s)};
    case Principle::Sabbath:
        return {
            whole(u"penelope_patch_deployment_exceptions_total"_s),
            {u"penelope_canary_deployments_total"_s, u"status"_s, u"running"_s}};
    case Principle::Aletheia:
        return {{u"penelope_compliance_principle_score"_s, u"principle"_s, toWord(Principle::Aletheia)}};
    }
    Q_UNREACHABLE();
}

QString promql(Principle principle)
{
    switch (principle) {
    case Principle::Sophia: return part(u"penelope_decisions_total{decision=\"observe\"}"_s, decisions());
    case Principle::Praotes: return part(u"penelope_patch_size_lines_sum"_s, u"penelope_patch_size_lines_count"_s);
    case Principle::Tapeinophrosyne: return part(u"penelope_decisions_total{decision=\"escalate\"}"_s, decisions());
    case Principle::Prudence:
        return u"(count(penelope_circuit_breaker_state == 1) or vector(0)) / count(penelope_circuit_breaker_state)"_s;
    case Principle::Agape:
        return part(u"penelope_patch_deployments_total{status=\"success\"}"_s, u"penelope_patch_deployments_total"_s);
    case Principle::Sabbath:
        return u"1 - "_s + part(
                               u"penelope_patch_deployment_exceptions_total"_s,
                               u"penelope_canary_deployments_total{status=\"running\"}"_s);
    case Principle::Aletheia: return told() + u" / 100"_s;
    }
    Q_UNREACHABLE();
}

QString promqlPoints(Principle principle)
{
    // Sums of clamped pieces, each as long as one stretch between two points of domain.md 11.
    const auto value = u'(' + promql(principle) + u')';
    switch (principle) {
    case Principle::Sophia: return u"clamp(100 * %1, 0, 50) + clamp((%1 - 0.5) * 500 / 3, 0, 50)"_s.arg(value);
    case Principle::Praotes: return u"100 - clamp((%1 - 5) * 5, 0, 100)"_s.arg(value);
    case Principle::Tapeinophrosyne:
        return u"clamp(1000 * %1, 0, 100) - clamp((%1 - 0.2) * 500 / 3, 0, 50) - clamp((%1 - 0.5) * 100, 0, 50)"_s.arg(
            value);
    case Principle::Prudence: return u"100 - 100 * %1"_s.arg(value);
    case Principle::Agape: return u"clamp(%1 * 500 / 7, 0, 50) + clamp((%1 - 0.7) * 500 / 3, 0, 50)"_s.arg(value);
    case Principle::Sabbath: return u"100 * %1"_s.arg(value);
    case Principle::Aletheia: return told();
    }
    Q_UNREACHABLE();
}

QString promqlScore()
{
    QStringList points;
    QStringList weights;
    for (const auto& one : score({}, Instant{}, Milliseconds{1}).principles) {
        points.append(u"(%1 * (%2) or vector(0))"_s.arg(one.weight).arg(promqlPoints(one.principle)));
        weights.append(u"(%1 * (%2 > bool 0) or vector(0))"_s.arg(one.weight).arg(measurable(one.principle)));
    }
    return u"(\n%1\n) / ((\n%2\n) > 0)"_s.arg(points.join(u"\n+ "_s), weights.join(u"\n+ "_s));
}

} // namespace penelope::compliance

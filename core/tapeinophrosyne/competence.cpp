#include "core/tapeinophrosyne/competence.h"

namespace penelope::tapeinophrosyne {

using namespace Qt::Literals::StringLiterals;

namespace {

int pointsOf(const Input& input, const Limits& limits)
{
    int points = 0;
    if (input.confidence < limits.poorConfidence)
        points += limits.poorPoints;
    else if (input.confidence < limits.fairConfidence)
        points += limits.fairPoints;
    if (input.lines > limits.manyLines)
        points += limits.manyLinesPoints;
    else if (input.lines > limits.someLines)
        points += limits.someLinesPoints;
    if (input.gentleness < limits.poorGentleness)
        points += limits.gentlenessPoints;
    return points;
}

QString riskOf(int points, const Limits& limits)
{
    if (points >= limits.critical)
        return u"critical"_s;
    if (points >= limits.high)
        return u"high"_s;
    return points >= limits.medium ? u"medium"_s : u"low"_s;
}

QStringList factorsOf(const Input& input, const Limits& limits)
{
    QStringList factors;
    if (input.confidence < limits.sureConfidence)
        factors.append(u"low_confidence"_s);
    if (input.precedents == 0)
        factors.append(u"no_precedent"_s);
    if (input.lines > limits.someLines)
        factors.append(u"many_lines"_s);
    for (const auto& name : input.unknownRisk)
        factors.append(u"unknown:"_s + name);
    return factors;
}

QString stemOf(const QString& name)
{
    // A name such as .auth has no ending: the dot in front belongs to the stem.
    const auto dot = name.lastIndexOf('.'_L1);
    return dot > 0 ? name.left(dot) : name;
}

} // namespace

patch::CompetenceReport judge(const Input& input, const Limits& limits)
{
    patch::CompetenceReport report;
    if (input.knownDomain)
        report.level = input.confidence >= limits.autonomousConfidence ? Competence::Autonomous : Competence::Assisted;
    report.points = pointsOf(input, limits);
    report.overallRisk = riskOf(report.points, limits);
    report.factors = factorsOf(input, limits);
    report.inputs = Json::object(
        {{u"known_cases"_s, input.knownCases},
         {u"confidence"_s, input.confidence},
         {u"precedents"_s, input.precedents},
         {u"lines"_s, input.lines},
         {u"gentleness"_s, input.gentleness}});
    return report;
}

QStringList criticalFiles(const QStringList& files, const QStringList& words)
{
    QStringList critical;
    for (const auto& file : files) {
        auto parts = file.split('/'_L1);
        parts.append(stemOf(parts.last()));
        for (const auto& part : parts) {
            if (words.contains(part) && !critical.contains(file))
                critical.append(file);
        }
    }
    return critical;
}

} // namespace penelope::tapeinophrosyne

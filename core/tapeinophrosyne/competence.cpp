#include "core/tapeinophrosyne/competence.h"

namespace penelope::tapeinophrosyne {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double sureConfidence = 0.90;
constexpr double poorConfidence = 0.70;
constexpr double fairConfidence = 0.85;
constexpr double poorGentleness = 0.70;
constexpr int someLines = 15;
constexpr int manyLines = 20;

int pointsOf(const Input& input)
{
    int points = 0;
    if (input.confidence < poorConfidence)
        points += 3;
    else if (input.confidence < fairConfidence)
        points += 1;
    if (input.lines > manyLines)
        points += 2;
    else if (input.lines > someLines)
        points += 1;
    if (input.gentleness < poorGentleness)
        points += 2;
    return points;
}

QString riskOf(int points)
{
    if (points >= 5)
        return u"critical"_s;
    if (points >= 3)
        return u"high"_s;
    return points >= 1 ? u"medium"_s : u"low"_s;
}

QStringList factorsOf(const Input& input)
{
    QStringList factors;
    if (input.confidence < sureConfidence)
        factors.append(u"low_confidence"_s);
    if (input.precedents == 0)
        factors.append(u"no_precedent"_s);
    if (input.lines > someLines)
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
    report.points = pointsOf(input);
    report.overallRisk = riskOf(report.points);
    report.factors = factorsOf(input);
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

#include "core/sophia/reasoning.h"

#include <cmath>

namespace penelope::sophia {

using namespace Qt::Literals::StringLiterals;

namespace {

QString percentText(int part, int whole)
{
    const auto tenths = std::lround(1000.0 * part / whole);
    return tenths % 10 == 0 ? QString::number(tenths / 10) : QString::number(static_cast<double>(tenths) / 10, 'f', 1);
}

QString minutesUntil(const DecisionRecord& record)
{
    if (!record.reviewAt)
        return {};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*record.reviewAt - record.at).count();
    const auto text = seconds % 60 == 0 ? u"%1 min"_s.arg(seconds / 60) : u"%1 s"_s.arg(seconds);
    return u"; looking again in %1"_s.arg(text);
}

QString impactText(const DecisionRecord& record)
{
    const auto value = record.impactTenThousandths;
    return value % 100 == 0 ? hundredths(value / 100) : QString::number(value / 10'000.0, 'f', 4);
}

QString levelText(Level level)
{
    switch (level) {
    case Level::Observe: return u"observe"_s;
    case Level::Config: return u"config"_s;
    case Level::Surgical: return u"surgical, 1-5 lines"_s;
    case Level::Moderate: return u"moderate, 6-25 lines"_s;
    case Level::Redesign: return u"redesign, more than 25 lines"_s;
    }
    Q_UNREACHABLE();
}

QString precedentText(const DecisionRecord& record)
{
    if (record.precedents.empty())
        return u"a precedent"_s;
    const auto& precedent = record.precedents.front();
    const auto patch = precedent.patchId.isEmpty() ? QString() : u", patch %1"_s.arg(precedent.patchId);
    return u"precedent %1 (similarity %2%3)"_s.arg(
        precedent.id.left(12), QString::number(precedent.similarity, 'f', 3), patch);
}

QString
transientText(const DecisionRecord& record, const Anomaly& anomaly, const Similar& similar, const Limits& limits)
{
    const auto days = std::chrono::duration_cast<std::chrono::hours>(limits.similarWindow).count() / 24;
    const auto period = days % 7 == 0 ? u"%1 weeks"_s.arg(days / 7) : u"%1 days"_s.arg(days);
    return u"%1 of %2 similar anomalies (%3 of %4) in the last %5 went away without intervention: %6 %%7."_s
        .arg(similar.selfResolved)
        .arg(similar.total)
        .arg(
            anomaly.type, anomaly.service.value(), period, percentText(similar.selfResolved, similar.total),
            minutesUntil(record));
}

QString factorText(const Factor& factor)
{
    if (!factor.value)
        return factor.source.isEmpty() ? u"%1 UNKNOWN"_s.arg(factor.name)
                                       : u"%1 UNKNOWN (%2)"_s.arg(factor.name, factor.source);
    const bool below = factor.name == "coverage"_L1;
    const auto digits = factor.name == "dependencies"_L1 || factor.name == "recent_commits"_L1 ? 0 : 2;
    const auto value = QString::number(*factor.value, 'f', digits);
    const auto limit = QString::number(factor.limit, 'f', digits);
    if (factor.addsHundredths == 0)
        return u"%1 %2 is fine"_s.arg(factor.name, value);
    return u"%1 %2 %3 %4 adds %5"_s.arg(
        factor.name, value, below ? u"below"_s : u"above"_s, limit, hundredths(factor.addsHundredths));
}

QString beforeText(const Json& args)
{
    const auto minutes = args[u"before_ms"].toInteger() / 60'000;
    return minutes < 1 ? u"less than a minute before"_s : u"%1 min before"_s.arg(minutes);
}

} // namespace

QString hundredths(int value)
{
    return QString::number(value / 100.0, 'f', 2);
}

QString riskText(const Risk& risk)
{
    QStringList parts;
    for (const auto& factor : risk.factors)
        parts.append(factorText(factor));
    return parts.join(u"; "_s);
}

QString reasoningOf(const DecisionRecord& record, const Anomaly& anomaly, const Similar& similar, const Limits& limits)
{
    const auto risk = hundredths(record.risk.totalHundredths);
    const auto impact = impactText(record);
    const auto severity = toWord(anomaly.severity);
    switch (record.rule) {
    case 1: return transientText(record, anomaly, similar, limits);
    case 2:
        return u"Risk %1 is above the impact %2, so a person must decide. %3."_s.arg(
            risk, impact, riskText(record.risk));
    case 3:
        return u"The %1 succeeded: intervening at level %2 (%3). Risk %4 is not above the impact %5."_s
            .arg(precedentText(record))
            .arg(static_cast<int>(record.level))
            .arg(levelText(record.level), risk, impact);
    case 4:
        return u"The %1 ended in %2 and none succeeded, so a person must decide."_s.arg(
            precedentText(record), record.precedents.empty() ? u"failure"_s : record.precedents.front().outcome);
    case 5:
        return u"Severity %1 with impact %2 and risk %3, and no precedent with an outcome: intervening at level 3 (%4)."_s
            .arg(severity, impact, risk, levelText(Level::Surgical));
    default:
        return u"Severity %1 with impact %2 and risk %3, and no precedent: nothing forces an intervention%4."_s.arg(
            severity, impact, risk, minutesUntil(record));
    }
}

QString wisdomNoteOf(int rule)
{
    switch (rule) {
    case 1: return u"To every thing there is a season (Ecclesiastes 3:1): this one has passed by itself before."_s;
    case 2: return u"When acting may hurt more than waiting, ask."_s;
    case 3: return u"What helped before may help again; the canary will tell."_s;
    case 4: return u"Do not repeat what failed and expect another end."_s;
    case 5: return u"Act, but with the smallest cut that can help."_s;
    default: return u"Watching is also doing."_s;
    }
}

QString causeText(const QString& code, const Json& args)
{
    if (code == "recent_commit"_L1)
        return u"Commit %1 by %2 (\"%3\"), %4 the onset."_s.arg(
            args[u"commit"].toString().left(12), args[u"author"].toString(), args[u"summary"].toString(),
            beforeText(args));
    if (code == "dependency"_L1)
        return u"Its dependency %1 had %2 %3 the onset (anomaly %4)."_s.arg(
            args[u"service"].toString(), args[u"type"].toString(), beforeText(args), args[u"anomaly_id"].toString());
    if (code == "saturation"_L1)
        return u"%1 is saturated: %2."_s.arg(
            args[u"name"].toString(), QString::number(args[u"value"].toDouble(), 'f', 2));
    if (code == "annotation"_L1)
        return u"The alert says: %1"_s.arg(args[u"text"].toString());
    if (code == "precedent"_L1)
        return u"As in precedent %1 (similarity %2): %3"_s.arg(
            args[u"id"].toString().left(12), QString::number(args[u"similarity"].toDouble(), 'f', 3),
            args[u"reasoning"].toString());
    return u"No cause was found in commits, dependencies, saturation, annotations and precedents."_s;
}

} // namespace penelope::sophia

#include "core/compliance/exported.h"

#include "core/compliance/promql.h"

#include <QStringList>

#include <algorithm>
#include <chrono>

namespace penelope::compliance {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The label by which the parts of one answer are told apart.
QString figureLabel()
{
    return u"penelope_figure"_s;
}

QString valueFigure(Principle principle)
{
    return toWord(principle) + u"_value"_s;
}

QString pointsFigure(Principle principle)
{
    return toWord(principle) + u"_points"_s;
}

QString labelled(const QString& expression, const QString& figure)
{
    return u"label_replace(%1, \"%2\", \"%3\", \"\", \"\")"_s.arg(expression, figureLabel(), figure);
}

std::optional<double> newestValue(const prometheus::Series& series)
{
    return series.samples.empty() ? std::nullopt : series.samples.back().value;
}

std::map<Principle, double> figures(const prometheus::Answer& answer, QString (*nameOf)(Principle))
{
    std::map<Principle, double> found;
    for (const auto& series : answer.series) {
        const auto figure = series.labels.find(figureLabel());
        const auto value = newestValue(series);
        if (figure == series.labels.end() || !value)
            continue;
        for (const auto principle : everyPrinciple()) {
            if (figure->second == nameOf(principle))
                found[principle] = *value;
        }
    }
    return found;
}

/// The span of the cores that are still scraped: one that moved to another address leaves its old series behind.
void addSpan(Exported& exported, const prometheus::Answer& scrapes)
{
    // How long Prometheus takes a sample for the present (its lookback).
    constexpr auto lookback = 5min;
    for (const auto& series : scrapes.series) {
        if (!series.samples.empty())
            exported.at = std::max(exported.at.value_or(Instant::min()), series.samples.back().at);
    }
    for (const auto& series : scrapes.series) {
        if (series.samples.empty() || series.samples.back().at <= *exported.at - lookback)
            continue;
        ++exported.cores;
        exported.since = std::min(exported.since.value_or(Instant::max()), series.samples.front().at);
    }
}

} // namespace

QString figuresQuery()
{
    QStringList parts;
    for (const auto principle : everyPrinciple()) {
        parts.append(labelled(promql(principle), valueFigure(principle)));
        parts.append(labelled(promqlPoints(principle), pointsFigure(principle)));
    }
    return parts.join(u"\nor "_s);
}

QString scrapesQuery()
{
    // A gauge that a core exports from its first moment on, whether anything is measured or not.
    return u"penelope_compliance_measured_weight[1h]"_s;
}

QString seriesQuery()
{
    // By name, not by "or": that takes series of two families with the same labels for the same.
    QStringList names;
    for (const auto principle : everyPrinciple()) {
        for (const auto& selector : selectors(principle))
            names.append(selector.name);
    }
    names.removeDuplicates();
    return u"{__name__=~\"%1\"}"_s.arg(names.join(u'|'));
}

Result<Exported> exportedFrom(const prometheus::Answer& answer, const prometheus::Answer& scrapes)
{
    const auto warnings = answer.warnings + scrapes.warnings;
    if (!warnings.isEmpty())
        return failure(ErrorCode::Refused, u"Prometheus warns: %1"_s.arg(warnings.join(u"; "_s)));
    Exported exported;
    exported.values = figures(answer, valueFigure);
    exported.principles = figures(answer, pointsFigure);
    addSpan(exported, scrapes);
    if (!exported.at)
        return failure(
            ErrorCode::NotFound,
            u"this Prometheus has no series of Penelope in the last hour: it does not scrape /metrics"_s);
    return exported;
}

bool isStale(const Polled& polled, Instant now)
{
    if (polled.trouble || !polled.answeredAt || !polled.exported || !polled.exported->at)
        return true;
    return now - std::min(*polled.answeredAt, *polled.exported->at) > 4 * polled.interval;
}

bool isCountedIn(Principle principle, const prometheus::Labels& labels)
{
    const auto has = [&labels](const QString& label, const QString& value) {
        const auto found = labels.find(label);
        return found != labels.end() && found->second == value;
    };
    const auto all = selectors(principle);
    return std::any_of(all.begin(), all.end(), [&has](const Selector& selector) {
        return has(u"__name__"_s, selector.name) && (selector.label.isEmpty() || has(selector.label, selector.value));
    });
}

} // namespace penelope::compliance

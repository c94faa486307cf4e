#include "core/engine/reportpictures.h"

#include "core/engine/document.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace penelope::engine::pictures {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double pictureWidth = 960;
constexpr double labelWidth = 112;
constexpr double plotWidth = pictureWidth - labelWidth - 16;
constexpr double rowHeight = 28;
constexpr double barHeight = 20;
constexpr double axisHeight = 28;

/// Shapes in the order they are added. Numbers are whole tenths, text is escaped.
class Svg
{
public:
    void rect(double x, double y, double wide, double tall, const QString& fill, const QString& edge = {})
    {
        m_body += u"<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"%5\"%6/>\n"_s.arg(
            number(x), number(y), number(std::max(1.0, wide)), number(tall), fill,
            edge.isEmpty() ? QString{} : u" stroke=\"%1\""_s.arg(edge));
    }
    void line(double x1, double y1, double x2, double y2, const QString& color, const QString& dash = {})
    {
        m_body += u"<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" stroke=\"%5\"%6/>\n"_s.arg(
            number(x1), number(y1), number(x2), number(y2), color,
            dash.isEmpty() ? QString{} : u" stroke-dasharray=\"%1\""_s.arg(dash));
    }
    void path(const QString& points, const QString& color, double wide)
    {
        m_body += u"<polyline points=\"%1\" fill=\"none\" stroke=\"%2\" stroke-width=\"%3\"/>\n"_s.arg(
            points, color, number(wide));
    }
    void text(double x, double y, const QString& words, const QString& color, const QString& anchor = u"start"_s)
    {
        m_body += u"<text x=\"%1\" y=\"%2\" fill=\"%3\" text-anchor=\"%4\">%5</text>\n"_s.arg(
            number(x), number(y), color, anchor, madeVisible(words).toHtmlEscaped());
    }
    /// The clip keeps a word inside its bar.
    void textIn(double x, double y, double wide, const QString& words, const QString& color)
    {
        constexpr double letter = 6.5;
        const auto fits = static_cast<qsizetype>(std::max(0.0, (wide - 8) / letter));
        if (fits >= 3)
            text(x + 4, y, words.size() > fits ? words.left(fits - 1) + u'…' : words, color);
    }
    void putBehind(const Svg& other) { m_body.prepend(other.m_body); }
    QByteArray end(double tall, const QString& title) const
    {
        return (u"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%2\" viewBox=\"0 0 %1 %2\" "
                "role=\"img\" font-family=\"sans-serif\" font-size=\"12\"><title>%3</title>\n"_s.arg(
                    number(pictureWidth), number(tall), madeVisible(title).toHtmlEscaped()) +
                u"<rect width=\"%1\" height=\"%2\" fill=\"#f4f5f6\"/>\n"_s.arg(number(pictureWidth), number(tall)) +
                m_body + u"</svg>"_s)
            .toUtf8();
    }

private:
    static QString number(double value) { return QString::number(std::round(value * 10) / 10, 'g', 8); }
    QString m_body;
};

namespace tint {
const QString ink = u"#1b1f23"_s;
const QString muted = u"#50575e"_s;
const QString edge = u"#6b737b"_s;
const QString hairline = u"#c4c9ce"_s;
const QString quiet = u"#d3d8dd"_s;
const QString red = u"#c01020"_s;
const QString yellow = u"#f2d600"_s;
} // namespace tint

double xOf(const Span& span, Instant at)
{
    const auto whole = std::max<qint64>(1, (span.to - span.from).count());
    return labelWidth + plotWidth * static_cast<double>((at - span.from).count()) / static_cast<double>(whole);
}

void drawAxis(Svg& svg, const Span& span, double bottom)
{
    constexpr int ticks = 6;
    for (int index = 0; index <= ticks; ++index) {
        const auto at = span.from + (span.to - span.from) * index / ticks;
        const auto x = xOf(span, at);
        svg.line(x, axisHeight, x, bottom, tint::hairline);
        svg.text(
            x, 18, toIso(at).mid(11, 8) + u'Z', tint::muted,
            index == 0       ? u"start"_s
            : index == ticks ? u"end"_s
                             : u"middle"_s);
    }
}

QString fillOf(const LaneBar& bar)
{
    if (bar.code == "open"_L1 || bar.severity == Severity::P0)
        return tint::red;
    if (bar.code == "half_open"_L1)
        return tint::yellow;
    return bar.severity ? tint::quiet : u"#ffffff"_s;
}

QString wordsOf(const LaneBar& bar)
{
    if (bar.severity)
        return u"%1 %2, %3"_s.arg(toWord(*bar.severity), bar.service.value(), bar.code);
    if (!bar.code.isEmpty())
        return u"%1 %2"_s.arg(QString(bar.code).replace(u'_', u'-'), bar.service.value());
    return u"%1 %2 %"_s.arg(bar.service.value()).arg(bar.percent);
}

/// Bars of one id share a row. Answers where the next lane begins.
double drawBars(Svg& svg, const Span& span, const QString& title, const std::vector<LaneBar>& bars, double top)
{
    if (bars.empty())
        return top;
    std::map<QString, double> rows;
    double next = top + 4;
    svg.text(0, top + 18, title, tint::ink);
    for (const auto& bar : bars) {
        const auto [row, fresh] = rows.emplace(bar.id, next);
        if (fresh)
            next += rowHeight;
        const auto x = xOf(span, bar.from);
        const auto wide = xOf(span, bar.to) - x;
        const auto fill = fillOf(bar);
        svg.rect(x, row->second, wide, barHeight, fill, tint::edge);
        svg.textIn(x, row->second + 14, wide, wordsOf(bar), fill == tint::red ? u"#ffffff"_s : tint::ink);
    }
    svg.line(0, next, pictureWidth, next, tint::hairline);
    return next;
}

double drawTicks(Svg& svg, const Lanes& lanes, double top)
{
    if (lanes.approvals.empty())
        return top;
    svg.text(0, top + 18, u"Approvals"_s, tint::ink);
    std::map<QString, double> rows;
    std::map<QString, double> free; ///< where a row's next word may begin
    double next = top + 4;
    for (const auto& tick : lanes.approvals) {
        const auto [row, fresh] = rows.emplace(tick.id, next);
        if (fresh)
            next += rowHeight;
        const auto x = xOf(lanes.span, tick.at);
        svg.line(x, row->second + 2, x, row->second + 18, tint::ink);
        const auto words = fresh ? u"%1: %2"_s.arg(tick.service.value(), tick.code)
                                 : u"%1 %2"_s.arg(tick.code, tick.actor.section(u'/', -1));
        if (x < free[tick.id])
            continue;
        svg.text(x + 4, row->second + 14, words, tint::muted);
        constexpr double letter = 6.5;
        free[tick.id] = x + 12 + letter * static_cast<double>(words.size());
    }
    svg.line(0, next, pictureWidth, next, tint::hairline);
    return next;
}

/// Lines through the points that have a value; a missing one is a gap.
template <typename Points, typename X, typename Y>
void drawLine(Svg& svg, const Points& points, X xOfPoint, Y yOfPoint, const QString& color, double wide)
{
    QStringList run;
    const auto close = [&] {
        if (run.size() > 1)
            svg.path(run.join(u' '), color, wide);
        run.clear();
    };
    for (const auto& point : points) {
        if (const auto y = yOfPoint(point))
            run.append(u"%1,%2"_s.arg(xOfPoint(point), 0, 'f', 1).arg(*y, 0, 'f', 1));
        else
            close();
    }
    close();
}

} // namespace

QByteArray lanes(const Lanes& lanes)
{
    Svg bars;
    double bottom = axisHeight;
    bottom = drawBars(bars, lanes.span, u"Anomalies"_s, lanes.anomalies, bottom);
    bottom = drawTicks(bars, lanes, bottom);
    bottom = drawBars(bars, lanes.span, u"Breakers"_s, lanes.breakers, bottom);
    bottom = drawBars(bars, lanes.span, u"Canaries"_s, lanes.canaries, bottom);
    Svg axis;
    drawAxis(axis, lanes.span, bottom);
    bars.putBehind(axis);
    return bars.end(bottom + 8, u"What lasted from %1 to %2"_s.arg(toIso(lanes.span.from), toIso(lanes.span.to)));
}

QByteArray score(const Lanes& lanes)
{
    constexpr double tall = 180;
    constexpr double bottom = tall - 16;
    const auto y = [](double points) { return bottom - (bottom - axisHeight) * points / 100; };
    Svg svg;
    drawAxis(svg, lanes.span, bottom);
    const auto drawGap = [&](Instant from, Instant to, const QString& why) {
        const auto x = xOf(lanes.span, from);
        const auto wide = xOf(lanes.span, to) - x;
        svg.rect(x, axisHeight, wide, bottom - axisHeight, u"#e8eaec"_s, tint::edge);
        svg.textIn(x, bottom - 6, wide, why, tint::muted);
    };
    for (const auto& gap : lanes.gaps)
        drawGap(gap.from, gap.to, u"STALE "_s + gap.source);
    for (const auto& off : lanes.off)
        drawGap(off.from, off.to, u"CORE STOPPED"_s);
    for (const int limit : {50, 70, 90}) {
        svg.line(labelWidth, y(limit), labelWidth + plotWidth, y(limit), tint::edge, u"6 4"_s);
        svg.text(labelWidth - 8, y(limit) + 4, QString::number(limit), tint::muted, u"end"_s);
    }
    svg.text(0, axisHeight + 14, u"Compliance"_s, tint::ink);
    drawLine(
        svg, lanes.score, [&](const LaneScore& point) { return xOf(lanes.span, point.at); },
        [&](const LaneScore& point) { return point.total ? std::optional{y(*point.total)} : std::nullopt; }, tint::ink,
        2);
    return svg.end(tall, u"Compliance from %1 to %2"_s.arg(toIso(lanes.span.from), toIso(lanes.span.to)));
}

namespace {

struct MetricPoint
{
    Instant at{};
    std::optional<double> canary;
    std::optional<double> control;
};

std::vector<MetricPoint> pointsOf(const canary::Canary& canary, const QString& metric, std::optional<double>& limit)
{
    std::vector<MetricPoint> points;
    for (const auto& analysis : canary.analyses) {
        const auto& results = analysis->interval.empty() ? analysis->results : analysis->interval;
        const auto found =
            std::find_if(results.begin(), results.end(), [&](const auto& each) { return each.metric == metric; });
        if (found == results.end())
            continue;
        points.push_back({.at = analysis->to, .canary = found->canary, .control = found->control});
        limit = found->limit;
    }
    return points;
}

double highestOf(const std::vector<MetricPoint>& points, std::optional<double> limit)
{
    double highest = limit.value_or(0);
    for (const auto& point : points)
        highest = std::max({highest, point.canary.value_or(0), point.control.value_or(0)});
    return highest > 0 && std::isfinite(highest) ? highest * 1.1 : 1;
}

} // namespace

QByteArray metric(const canary::Canary& canary, const QString& metric)
{
    std::optional<double> limit;
    const auto points = pointsOf(canary, metric, limit);
    if (points.size() < 2)
        return {};
    constexpr double tall = 200;
    constexpr double bottom = tall - 16;
    const Span span{.from = points.front().at, .to = points.back().at};
    const auto highest = highestOf(points, limit);
    const auto y = [&](std::optional<double> value) -> std::optional<double> {
        return value && std::isfinite(*value) ? std::optional{bottom - (bottom - axisHeight) * *value / highest}
                                              : std::nullopt;
    };
    Svg svg;
    drawAxis(svg, span, bottom);
    svg.text(0, axisHeight + 14, metric, tint::ink);
    svg.text(0, axisHeight + 30, u"canary: thick"_s, tint::muted);
    svg.text(0, axisHeight + 46, u"control: thin"_s, tint::muted);
    if (limit && y(*limit)) {
        svg.line(labelWidth, *y(*limit), labelWidth + plotWidth, *y(*limit), tint::ink, u"6 4"_s);
        svg.text(labelWidth + 4, *y(*limit) - 4, u"limit %1"_s.arg(QString::number(*limit, 'g', 6)), tint::muted);
    }
    const auto x = [&](const MetricPoint& point) { return xOf(span, point.at); };
    drawLine(
        svg, points, x, [&](const MetricPoint& point) { return y(point.control); }, tint::edge, 1.5);
    drawLine(
        svg, points, x, [&](const MetricPoint& point) { return y(point.canary); }, tint::ink, 2);
    return svg.end(tall, u"%1 of canary %2"_s.arg(metric, canary.id.value()));
}

} // namespace penelope::engine::pictures

#include "ui/approvals/twincurves.h"

#include "ui/theme/eachzoom.h"
#include "ui/theme/paint.h"

#include <QPainter>
#include <QVarLengthArray>

#include <algorithm>
#include <cmath>

namespace penelope::ui::approvals {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int plotHeight = 64;
constexpr int scaleWidth = 72;
constexpr int lineHeight = 18;

} // namespace

TwinCurves::TwinCurves(std::vector<double> before, std::vector<double> after, const Words& words, QWidget* parent)
    : QWidget(parent)
    , m_before(std::move(before))
    , m_after(std::move(after))
    , m_highest(words.highest)
{
    atEachZoom(this, [this](const Theme& theme) { setFixedHeight(theme.px(plotHeight)); });
    setAccessibleName(words.name);
    setAccessibleDescription(words.spoken);
}

double TwinCurves::highestOf(const std::vector<double>& before, const std::vector<double>& after)
{
    double highest = 0;
    for (const auto* values : {&before, &after}) {
        for (const double value : *values)
            highest = std::max(highest, value);
    }
    if (highest <= 0)
        return 1;
    // Up to the next of 1, 2, 5 × 10^n: scales of two requests can be compared at a glance.
    const double power = std::pow(10, std::floor(std::log10(highest)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (highest <= step * power)
            return step * power;
    }
    return 10 * power;
}

void TwinCurves::paintCurve(QPainter& painter, const QRect& area, const std::vector<double>& values) const
{
    const auto parts = std::max(m_before.size(), m_after.size());
    const double highest = highestOf(m_before, m_after);
    QVarLengthArray<QLineF, 64> lines;
    QPointF last;
    for (std::size_t at = 0; at < values.size(); ++at) {
        const QPointF point(
            area.left() + static_cast<double>(area.width()) * static_cast<double>(at) /
                              static_cast<double>(std::max<std::size_t>(1, parts - 1)),
            area.bottom() - static_cast<double>(area.height()) * values[at] / highest);
        if (at > 0)
            lines.append(QLineF(last, point));
        last = point;
    }
    painter.drawLines(lines.constData(), static_cast<int>(lines.size()));
}

void TwinCurves::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = Theme::of(this);
    const QRect area = rect().adjusted(0, 0, -theme.px(scaleWidth), 0);
    paintBox(painter, area, theme->line, theme->base);
    const QRect scale(area.right() + theme.px(8), 0, theme.px(scaleWidth - 8), height());
    const int line = theme.px(lineHeight);
    paintText(
        painter, QRect(scale.topLeft(), QSize(scale.width(), line)), m_highest, theme.font(Type::Small), theme->muted);
    paintText(
        painter, QRect(scale.left(), scale.bottom() - line, scale.width(), line), u"0"_s, theme.font(Type::Small),
        theme->muted);
    const QRect plot = area.adjusted(1, 2, -2, -2);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(theme->control, 1));
    paintCurve(painter, plot, m_before);
    painter.setPen(QPen(theme->text, 2));
    paintCurve(painter, plot, m_after);
}

} // namespace penelope::ui::approvals

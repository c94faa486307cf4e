#include "ui/compliance/scorerule.h"

#include "ui/text/format.h"
#include "ui/theme/paint.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace penelope::ui::compliance_page {
namespace {

constexpr int warningEnd = 70;
constexpr int cautionEnd = 90;
constexpr int ruleTop = 40;
constexpr int ruleHeight = 8;

} // namespace

ScoreRule::ScoreRule(QWidget* parent)
    : QWidget(parent)
{
    constexpr int total = 72;
    setFixedHeight(total);
    setAccessibleName(tr("Score between 0 and 100"));
}

void ScoreRule::show(std::optional<double> total, double low, double high)
{
    if (m_total == total && m_low == low && m_high == high)
        return;
    m_total = total;
    m_low = low;
    m_high = high;
    setAccessibleDescription(
        total ? tr("%1, range %2 to %3").arg(format::number(*total, 0), format::number(low, 0), format::number(high, 0))
              : tr("no score"));
    update();
}

int ScoreRule::x(double score) const
{
    constexpr double full = 100;
    return static_cast<int>(std::lround(score / full * (width() - 1)));
}

void ScoreRule::paintZones(QPainter& painter, int top) const
{
    const auto theme = Theme::of(this);
    constexpr int gap = 2;
    const auto zone = [&](int from, int to, const QColor& fill, const QString& word) {
        const QRect area(x(from) + (from > 0 ? gap / 2 : 0), top, x(to) - x(from) - gap / 2, ruleHeight);
        paintBox(painter, area, theme->border, fill);
        paintText(
            painter, QRect(area.left(), top + 12, area.width(), 18), word, theme.font(Type::Small), theme->muted,
            Qt::AlignCenter);
    };
    zone(0, warningEnd, theme->elapsed, tr("warning"));
    zone(warningEnd, cautionEnd, theme->line, tr("caution"));
    zone(cautionEnd, 100, theme->base, tr("good"));
    const auto mark = [&](int score, Qt::Alignment side) {
        const int at = x(score);
        const int left = side == Qt::AlignLeft ? at : side == Qt::AlignRight ? at - 40 : at - 20;
        paintText(
            painter, QRect(left, top + 12, 40, 18), QString::number(score), theme.font(Type::Small), theme->muted,
            side | Qt::AlignVCenter);
    };
    mark(0, Qt::AlignLeft);
    mark(warningEnd, Qt::AlignHCenter);
    mark(cautionEnd, Qt::AlignHCenter);
    mark(100, Qt::AlignRight);
}

void ScoreRule::paintRange(QPainter& painter, int top) const
{
    const auto theme = Theme::of(this);
    const int low = x(m_low);
    const int high = x(m_high);
    painter.setPen(QPen(theme->text, 1));
    if (m_high - m_low >= 1) {
        const QRect bracket(low, top - 14, high - low, 6);
        paintBox(painter, bracket, theme->text, theme->base);
        paintHatch(painter, theme, bracket.adjusted(1, 1, -1, -1));
        painter.drawLine(low, top - 18, low, top + ruleHeight + 2);
        painter.drawLine(high, top - 18, high, top + ruleHeight + 2);
    }
    const int at = x(*m_total);
    QPainterPath marker;
    marker.moveTo(at - 6, top - 16);
    marker.lineTo(at + 6, top - 16);
    marker.lineTo(at, top - 7);
    marker.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.fillPath(marker, theme->text);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRect(at - 1, top - 7, 2, ruleHeight + 9), theme->text);
    const auto label = [&](int center, double value, Type type) {
        const int left = std::clamp(center - 20, 0, width() - 40);
        paintText(
            painter, QRect(left, top - 38, 40, 18), format::number(value, 0), theme.font(type), theme->text,
            Qt::AlignCenter);
    };
    constexpr int apart = 28;
    if (at - low > apart)
        label(low, m_low, Type::Small);
    if (high - at > apart)
        label(high, m_high, Type::Small);
    label(at, *m_total, Type::Badge);
}

void ScoreRule::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintZones(painter, ruleTop);
    if (m_total)
        paintRange(painter, ruleTop);
}

Sparkline::Sparkline(QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(sizeHint());
    setAccessibleName(tr("Score over 24 hours"));
}

void Sparkline::show(std::vector<std::optional<double>> values)
{
    if (m_values == values)
        return;
    m_values = std::move(values);
    update();
}

void Sparkline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = Theme::of(this);
    paintLine(painter, rect(), Qt::BottomEdge, theme->line);
    if (m_values.size() < 2)
        return;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(theme->control, 1.5));
    const auto place = [&](std::size_t index) {
        const double share = static_cast<double>(index) / static_cast<double>(m_values.size() - 1);
        return QPointF(share * (width() - 2) + 1, (height() - 4) * (1 - *m_values[index] / 100) + 2);
    };
    for (std::size_t index = 1; index < m_values.size(); ++index) {
        if (m_values[index - 1] && m_values[index])
            painter.drawLine(place(index - 1), place(index));
    }
}

} // namespace penelope::ui::compliance_page

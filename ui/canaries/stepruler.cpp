#include "ui/canaries/stepruler.h"

#include "ui/theme/paint.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace penelope::ui::canaries {

namespace {

constexpr int rulerPx = 40;
constexpr int linePx = 16;
constexpr int gapPx = 4;

} // namespace

StepRuler::StepRuler(QWidget* parent)
    : QWidget(parent)
{
    fitHeight();
    setAccessibleName(tr("Steps"));
}

int StepRuler::segmentWidth() const
{
    const auto count = static_cast<int>(m_steps.size());
    return count == 0 ? width() : (width() - gapPx * (count - 1)) / count;
}

/// Percentage and time stand side by side where every segment has room for both, else below each other.
bool StepRuler::isStacked() const
{
    const auto theme = Theme::of(this);
    const QFontMetrics percent(theme.font(Type::Badge));
    const QFontMetrics time(theme.font(Type::Small));
    return std::any_of(m_steps.begin(), m_steps.end(), [&](const StepSegment& step) {
        return percent.horizontalAdvance(step.percent) + theme.px(10) + time.horizontalAdvance(step.time) >
               segmentWidth() - theme.px(8);
    });
}

void StepRuler::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

/// Of the time below the percentage.
int StepRuler::timeLines() const
{
    if (!isStacked())
        return 0;
    const QFontMetrics time(Theme::of(this).font(Type::Small));
    return std::any_of(
               m_steps.begin(), m_steps.end(),
               [&](const StepSegment& step) { return time.horizontalAdvance(step.time) > segmentWidth(); })
               ? 2
               : 1;
}

void StepRuler::fitHeight()
{
    setFixedHeight(Theme::of(this).px(rulerPx + timeLines() * linePx));
}

void StepRuler::show(std::vector<StepSegment> steps)
{
    if (m_steps == steps)
        return;
    m_steps = std::move(steps);
    QStringList words;
    for (const auto& step : m_steps)
        words.append(step.percent + u' ' + step.time);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    fitHeight();
    update();
}

void StepRuler::paintEvent(QPaintEvent*)
{
    if (m_steps.empty())
        return;
    QPainter painter(this);
    const auto theme = Theme::of(this);
    constexpr int barTop = 6;
    constexpr int barHeight = 8;
    const auto count = static_cast<int>(m_steps.size());
    const int segment = segmentWidth();
    const int lines = timeLines();
    for (int index = 0; index < count; ++index) {
        const auto& step = m_steps[static_cast<std::size_t>(index)];
        const int left = index * (segment + gapPx);
        const QRect bar(left, barTop, segment, barHeight);
        const bool coming = step.done == 0.0 && !step.current;
        paintBox(painter, bar, coming ? theme->line : theme->border, coming ? theme->panel : theme->base);
        const int filled = static_cast<int>(step.done * (segment - 2));
        painter.fillRect(QRect(left + 1, barTop + 1, filled, barHeight - 2), theme->elapsed);
        if (step.current)
            painter.fillRect(QRect(left + 1 + filled, barTop - 3, 2, barHeight + 6), theme->text);
        const QRect label(left, barTop + barHeight + 4, segment, 20);
        const int used =
            paintText(painter, label, step.percent, theme.font(step.current ? Type::Badge : Type::Label), theme->text);
        if (lines == 0) {
            paintText(
                painter, label.adjusted(used + theme.px(10), 0, 0, 0), step.time, theme.font(Type::Small),
                theme->muted);
            continue;
        }
        painter.setFont(theme.font(Type::Small));
        painter.setPen(theme->muted);
        const QRect below(left, label.top() + theme.px(linePx + 2), segment, theme.px(lines * linePx));
        painter.drawText(below, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, step.time);
    }
}

} // namespace penelope::ui::canaries

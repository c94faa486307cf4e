#include "ui/canaries/stepruler.h"

#include "ui/theme/paint.h"

#include <QPainter>

namespace penelope::ui::canaries {

StepRuler::StepRuler(QWidget* parent)
    : QWidget(parent)
{
    constexpr int rulerHeight = 40;
    setFixedHeight(rulerHeight);
    setAccessibleName(tr("Steps"));
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
    update();
}

void StepRuler::paintEvent(QPaintEvent*)
{
    if (m_steps.empty())
        return;
    QPainter painter(this);
    const auto theme = Theme::of(this);
    constexpr int gap = 4;
    constexpr int barTop = 6;
    constexpr int barHeight = 8;
    const auto count = static_cast<int>(m_steps.size());
    const int segment = (width() - gap * (count - 1)) / count;
    for (int index = 0; index < count; ++index) {
        const auto& step = m_steps[static_cast<std::size_t>(index)];
        const int left = index * (segment + gap);
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
        paintText(painter, label.adjusted(used + 10, 0, 0, 0), step.time, theme.font(Type::Small), theme->muted);
    }
}

} // namespace penelope::ui::canaries

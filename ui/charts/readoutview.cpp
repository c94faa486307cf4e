#include "ui/charts/readoutview.h"

#include "ui/widgets/badge.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace penelope::ui::charts {
namespace {

constexpr int valueLeft = 60;

} // namespace

void ReadoutView::show(const Readout& readout)
{
    if (m_readout == readout)
        return;
    auto before = std::exchange(m_readout, readout);
    before.lines = readout.lines;
    QStringList words{readout.title};
    for (const auto& line : readout.lines)
        words.append(line.name + u' ' + line.value);
    words.append(readout.badge + u' ' + readout.state);
    setAccessibleName(words.join(QStringLiteral(", ")));
    // A crosshair changes values only: names, title and state stay as they are painted.
    if (before == readout)
        update(valueLeft, 0, width() - valueLeft, height());
    else
        update();
}

void ReadoutView::paintEvent(QPaintEvent* event)
{
    const bool whole = event->rect().left() < valueLeft;
    QPainter painter(this);
    const auto theme = Theme::of(this);
    // Title, lines and state have room in the plot's height, whatever it is.
    const int rows = static_cast<int>(m_readout.lines.size()) + 2;
    const int lineHeight = std::clamp((height() - 6) / rows, 15, 20);
    constexpr int valueRight = 96;
    int top = 4;
    const int titleWidth =
        paintText(painter, QRect(0, top, width(), lineHeight), m_readout.title, theme.font(Type::Strong), theme->text);
    paintText(
        painter, QRect(titleWidth + 6, top, width() - titleWidth - 6, lineHeight), m_readout.unit,
        theme.font(Type::Body), theme->muted);
    for (std::size_t index = 0; index < m_readout.lines.size(); ++index) {
        const auto& line = m_readout.lines[index];
        top += lineHeight;
        if (whole)
            paintText(painter, QRect(0, top, 60, lineHeight), line.name, theme.font(Type::Small), theme->muted);
        const auto type = line.unknown ? Type::Unknown : index == 0 ? Type::Strong : Type::Body;
        paintText(
            painter, QRect(48, top, valueRight, lineHeight), line.value, theme.font(type), theme->text,
            Qt::AlignRight | Qt::AlignVCenter);
        paintText(
            painter, QRect(valueRight + 52, top, width() - valueRight - 52, lineHeight), line.note,
            theme.font(Type::Small), theme->muted, Qt::AlignRight | Qt::AlignVCenter);
    }
    paintState(painter, theme, top + lineHeight + 2);
}

void ReadoutView::paintState(QPainter& painter, const Theme& theme, int top) const
{
    int left = 0;
    if (m_readout.unknown)
        left = paintUnknownBadge(painter, theme, QPointF(0, top), m_readout.badge, Icon::Unknown) + 8;
    else if (m_readout.severity)
        left = paintSeverityBadge(painter, theme, QPointF(0, top), *m_readout.severity, m_readout.badge) + 8;
    paintText(
        painter, QRect(left, top, width() - left, badgeHeight(theme)), m_readout.state, theme.font(Type::Body),
        m_readout.severity ? theme->text : theme->muted);
}

} // namespace penelope::ui::charts

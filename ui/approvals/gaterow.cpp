#include "ui/approvals/gaterow.h"

#include "ui/theme/paint.h"

#include <QFontMetrics>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

constexpr int rowPx = 32;
constexpr int nameLeft = 24;
constexpr int textLeft = 168;
constexpr int twoRowsPx = 52;

} // namespace

GateRow::GateRow(QWidget* parent)
    : QWidget(parent)
{
    // Not Fixed: that would hold two lines to the height of one.
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void GateRow::show(const Gate& gate)
{
    if (m_gate == gate && !accessibleName().isEmpty())
        return;
    m_gate = gate;
    auto sentence = gate.name + u": "_s + gate.text;
    if (!gate.detail.isEmpty())
        sentence += u' ' + gate.detail;
    setAccessibleName(
        gate.open ? tr("Open. %1").arg(sentence) : tr("Closed. %1. To do: %2").arg(sentence, gate.remedy));
    setToolTip(gate.remedy);
    updateGeometry();
    update();
}

QSize GateRow::sizeHint() const
{
    return {Theme::of(this).px(420), Theme::of(this).px(rowPx)};
}

QSize GateRow::minimumSizeHint() const
{
    return {Theme::of(this).px(280), sizeHint().height()};
}

int GateRow::textWidth() const
{
    const auto theme = Theme::of(this);
    const auto strong = theme.font(m_gate.open ? Type::Body : Type::Strong);
    const int detail = m_gate.detail.isEmpty()
                           ? 0
                           : theme.px(8) + QFontMetrics(theme.font(Type::Body)).horizontalAdvance(m_gate.detail + u' ');
    return QFontMetrics(strong).horizontalAdvance(m_gate.text + u' ') + detail;
}

bool GateRow::isBelow(int width) const
{
    const auto theme = Theme::of(this);
    const auto strong = theme.font(m_gate.open ? Type::Body : Type::Strong);
    return textWidth() > width - theme.px(textLeft) ||
           QFontMetrics(strong).horizontalAdvance(m_gate.name) > theme.px(textLeft - nameLeft - 8);
}

/// A pane without room for the words beside the name has them below it.
int GateRow::heightForWidth(int width) const
{
    const auto theme = Theme::of(this);
    return theme.px(isBelow(width) ? twoRowsPx : rowPx);
}

void GateRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = Theme::of(this);
    paintLine(painter, rect(), Qt::TopEdge, theme->line);
    const int side = theme.px(m_gate.open ? 16 : 12);
    const bool below = isBelow(width());
    const int row = below ? theme.px(twoRowsPx / 2) : height();
    const QPointF mark(m_gate.open ? 0 : theme.px(2), (row - side) / 2.0);
    if (m_gate.open)
        paintIcon(painter, mark, Icon::Check, theme->muted, side);
    else
        paintShape(painter, QRectF(mark, QSizeF(side, side)), Severity::P2, theme->fill(Severity::P2), theme->text);
    const auto body = theme.font(Type::Body);
    const auto strong = theme.font(m_gate.open ? Type::Body : Type::Strong);
    paintText(
        painter, QRect(theme.px(nameLeft), 0, below ? width() : theme.px(textLeft - nameLeft - 8), row), m_gate.name,
        strong, m_gate.open ? theme->muted : theme->text);
    const int left = theme.px(below ? nameLeft : textLeft);
    const QRect text(left, below ? row : 0, width() - left, below ? row - theme.px(4) : height());
    const int took = paintText(painter, text, m_gate.text, strong, theme->text);
    if (!m_gate.detail.isEmpty())
        paintText(painter, text.adjusted(took + theme.px(8), 0, 0, 0), m_gate.detail, body, theme->muted);
}

} // namespace penelope::ui::approvals

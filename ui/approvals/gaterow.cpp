#include "ui/approvals/gaterow.h"

#include "ui/theme/paint.h"

#include <QFontMetrics>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

constexpr int rowPx = 32;
constexpr int nameLeft = 24;
constexpr int textLeft = 144;

} // namespace

GateRow::GateRow(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
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
    return {Theme::of(this).px(280), Theme::of(this).px(rowPx)};
}

void GateRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = Theme::of(this);
    paintLine(painter, rect(), Qt::TopEdge, theme->line);
    const int side = theme.px(m_gate.open ? 16 : 12);
    const QPointF mark(m_gate.open ? 0 : theme.px(2), (height() - side) / 2.0);
    if (m_gate.open)
        paintIcon(painter, mark, Icon::Check, theme->muted, side);
    else
        paintShape(painter, QRectF(mark, QSizeF(side, side)), Severity::P2, theme->fill(Severity::P2), theme->text);
    const auto body = theme.font(Type::Body);
    const auto strong = theme.font(m_gate.open ? Type::Body : Type::Strong);
    paintText(
        painter, QRect(theme.px(nameLeft), 0, theme.px(textLeft - nameLeft - 8), height()), m_gate.name, strong,
        m_gate.open ? theme->muted : theme->text);
    const QRect text(theme.px(textLeft), 0, width() - theme.px(textLeft), height());
    const int took = paintText(painter, text, m_gate.text, strong, theme->text);
    if (!m_gate.detail.isEmpty())
        paintText(painter, text.adjusted(took + theme.px(8), 0, 0, 0), m_gate.detail, body, theme->muted);
}

} // namespace penelope::ui::approvals

#include "ui/approvals/gaterow.h"

#include "ui/theme/paint.h"

#include <QFontMetrics>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

constexpr int rowPx = 32;
constexpr int nameLeft = 24;
constexpr int textLeft = 168;
constexpr int nameRowPx = 26; ///< where the words stand below the name
constexpr int linePx = 22;

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

/// The rows of a gate in so much room: its words stand beside its name, the detail behind or under them, or all below
/// it on lines of their own.
GateRow::Lines GateRow::linesAt(int width) const
{
    const auto theme = Theme::of(this);
    const auto strong = QFontMetrics(theme.font(m_gate.open ? Type::Body : Type::Strong));
    const auto body = QFontMetrics(theme.font(Type::Body));
    const int gap = theme.px(8);
    const int text = strong.horizontalAdvance(m_gate.text + u' ');
    const int detail = m_gate.detail.isEmpty() ? 0 : gap + body.horizontalAdvance(m_gate.detail + u' ');
    Lines lines;
    const int beside = width - theme.px(textLeft);
    const bool besideName = strong.horizontalAdvance(m_gate.name) <= theme.px(textLeft - nameLeft - 8);
    if (besideName && text + detail <= beside)
        return lines;
    if (besideName && text <= beside && detail - gap <= beside) {
        lines.detail = theme.px(linePx);
        return lines;
    }
    lines.below = true;
    const int room = std::max(1, width - theme.px(nameLeft));
    const auto heightOf = [&](const QFontMetrics& metrics, const QString& words) {
        constexpr int endless = 10'000;
        const auto wrapped = metrics.boundingRect(QRect(0, 0, room, endless), Qt::TextWordWrap, words).height();
        return std::max(theme.px(linePx), wrapped);
    };
    lines.text = heightOf(strong, m_gate.text);
    const bool isOwn = detail > 0 && text + detail > room;
    lines.detail = isOwn ? heightOf(body, m_gate.detail) : 0;
    return lines;
}

/// A pane without room for the words beside the name has them below it.
int GateRow::heightForWidth(int width) const
{
    const auto theme = Theme::of(this);
    const auto lines = linesAt(width);
    return isOneLine(lines) ? theme.px(rowPx) : theme.px(nameRowPx) + lines.text + lines.detail + theme.px(4);
}

void GateRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = Theme::of(this);
    paintLine(painter, rect(), Qt::TopEdge, theme->line);
    const int side = theme.px(m_gate.open ? 16 : 12);
    const auto lines = linesAt(width());
    const int row = isOneLine(lines) ? height() : theme.px(nameRowPx);
    const QPointF mark(m_gate.open ? 0 : theme.px(2), (row - side) / 2.0);
    if (m_gate.open)
        paintIcon(painter, mark, Icon::Check, theme->muted, side);
    else
        paintShape(painter, QRectF(mark, QSizeF(side, side)), Severity::P2, theme->fill(Severity::P2), theme->text);
    const auto strong = theme.font(m_gate.open ? Type::Body : Type::Strong);
    paintText(
        painter, QRect(theme.px(nameLeft), 0, lines.below ? width() : theme.px(textLeft - nameLeft - 8), row),
        m_gate.name, strong, m_gate.open ? theme->muted : theme->text);
    if (lines.below)
        paintBelow(painter, lines);
    else
        paintInLine(painter, QRect(theme.px(textLeft), 0, width() - theme.px(textLeft), row), lines.detail);
}

/// The words in one line, the detail behind them or in a line so high under them.
void GateRow::paintInLine(QPainter& painter, const QRect& area, int under) const
{
    const auto theme = Theme::of(this);
    const auto strong = theme.font(m_gate.open ? Type::Body : Type::Strong);
    const int took = paintText(painter, area, m_gate.text, strong, theme->text);
    const QRect rest = under > 0 ? QRect(area.left(), area.bottom() + 1, area.width(), under)
                                 : area.adjusted(took + theme.px(8), 0, 0, 0);
    if (!m_gate.detail.isEmpty())
        paintText(painter, rest, m_gate.detail, theme.font(Type::Body), theme->muted);
}

void GateRow::paintBelow(QPainter& painter, const Lines& lines) const
{
    const auto theme = Theme::of(this);
    const int left = theme.px(nameLeft);
    const QRect text(left, theme.px(nameRowPx), width() - left, lines.text);
    if (lines.text == theme.px(linePx) && lines.detail == 0)
        return paintInLine(painter, text, 0);
    painter.setFont(theme.font(m_gate.open ? Type::Body : Type::Strong));
    painter.setPen(theme->text);
    painter.drawText(text, Qt::TextWordWrap | Qt::AlignVCenter, m_gate.text);
    painter.setFont(theme.font(Type::Body));
    painter.setPen(theme->muted);
    painter.drawText(
        QRect(left, text.bottom() + 1, width() - left, lines.detail), Qt::TextWordWrap | Qt::AlignVCenter,
        m_gate.detail);
}

} // namespace penelope::ui::approvals

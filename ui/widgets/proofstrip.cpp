#include "ui/widgets/badge.h"
#include "ui/widgets/parts.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int proofHeight = 48;
constexpr int proofArrow = 48;

void paintProofBox(QPainter& painter, const Theme& theme, const QRect& area, const ProofStrip::Box& box, bool doubtful)
{
    painter.fillRect(area, theme->base);
    if (doubtful)
        paintHatch(painter, theme, area);
    paintBox(painter, area, box.own ? theme->text : theme->border, QColor(Qt::transparent));
    if (box.own)
        painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), theme->text);
    const QRect upper = area.adjusted(theme.px(12), theme.px(6), -theme.px(8), -theme.px(24));
    const QRect lower = area.adjusted(theme.px(12), theme.px(24), -theme.px(8), -theme.px(6));
    if (doubtful) {
        const int wide = std::max(
            QFontMetrics(theme.font(Type::Badge)).horizontalAdvance(box.title),
            QFontMetrics(theme.font(Type::Mono)).horizontalAdvance(box.hash));
        painter.fillRect(QRect(upper.left() - 4, upper.top(), wide + 8, lower.bottom() - upper.top()), theme->base);
    }
    paintText(painter, upper, box.title, theme.font(box.own ? Type::Badge : Type::Small), theme->text);
    paintText(painter, lower, box.hash, theme.font(Type::Mono), theme->muted);
}

void paintProofLink(QPainter& painter, const Theme& theme, const QRect& area, ProofStrip::Link link)
{
    const int y = area.center().y();
    const int tip = area.right() - 1;
    painter.setPen(QPen(theme->border, 1));
    painter.drawLine(area.left() + 1, y, tip, y);
    painter.drawLine(tip, y, tip - 5, y - 5);
    painter.drawLine(tip, y, tip - 5, y + 5);
    const QRect above(area.left(), area.top(), area.width() - 4, y - area.top() - 3);
    switch (link) {
    case ProofStrip::Link::Ok:
        paintText(painter, above, u"OK"_s, theme.font(Type::Small), theme->muted, Qt::AlignHCenter | Qt::AlignBottom);
        return;
    case ProofStrip::Link::Broken: {
        const int wide = severityBadgeWidth(theme, u"✕"_s);
        paintSeverityBadge(
            painter, theme, QPoint(area.center().x() - wide / 2, y - badgeHeight(theme) - 2), Severity::P0, u"✕"_s);
        return;
    }
    case ProofStrip::Link::Unknown:
        paintText(painter, above, u"?"_s, theme.font(Type::Unknown), theme->text, Qt::AlignHCenter | Qt::AlignBottom);
        return;
    }
    Q_UNREACHABLE();
}

} // namespace

ProofStrip::ProofStrip(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProofStrip::show(std::vector<Box> boxes, std::vector<Link> links)
{
    if (m_boxes == boxes && m_links == links)
        return;
    m_boxes = std::move(boxes);
    m_links = std::move(links);
    QStringList spoken;
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        spoken << m_boxes[i].title;
        if (i >= m_links.size())
            continue;
        spoken
            << (m_links[i] == Link::Ok       ? tr("OK")
                : m_links[i] == Link::Broken ? tr("does not match")
                                             : tr("not checked"));
    }
    setAccessibleName(tr("Proof: %1").arg(spoken.join(u", "_s)));
    updateGeometry();
    update();
}

QSize ProofStrip::sizeHint() const
{
    const Theme theme = Theme::of(this);
    return {theme.px(3 * 130 + 2 * proofArrow), theme.px(proofHeight)};
}

void ProofStrip::paintEvent(QPaintEvent*)
{
    if (m_boxes.empty())
        return;
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    const int count = static_cast<int>(m_boxes.size());
    const int arrow = theme.px(proofArrow);
    const int wide = std::min(theme.px(172), (width() - (count - 1) * arrow) / count);
    bool doubtful = false;
    int x = 0;
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        paintProofBox(painter, theme, QRect(x, 0, wide, theme.px(proofHeight)), m_boxes[i], doubtful);
        x += wide;
        if (i >= m_links.size())
            continue;
        paintProofLink(painter, theme, QRect(x, 0, arrow, theme.px(proofHeight)), m_links[i]);
        doubtful = doubtful || m_links[i] == Link::Broken;
        x += arrow;
    }
}

} // namespace penelope::ui

#include "ui/widgets/rowdelegate.h"

#include "ui/widgets/badge.h"

#include <QHeaderView>

namespace penelope::ui {

namespace {

constexpr int rowBar = 4;

struct RowPlace
{
    bool first = false; ///< first visual column
    bool last = false;
};

RowPlace placeOf(const TableView& view, int column)
{
    const QHeaderView& header = *view.horizontalHeader();
    int first = -1;
    int last = -1;
    for (int visual = 0; visual < header.count(); ++visual) {
        const int logical = header.logicalIndex(visual);
        if (header.isSectionHidden(logical))
            continue;
        if (first < 0)
            first = logical;
        last = logical;
    }
    return {column == first, column == last};
}

/// The ring of the whole row, of which this cell draws its part: top and bottom always, the ends at the ends.
void paintRowRing(QPainter& painter, const Theme& theme, QRect area, RowPlace place)
{
    const int width = theme.ring();
    painter.fillRect(QRect(area.left(), area.top(), area.width(), width), theme->focus);
    painter.fillRect(QRect(area.left(), area.bottom() - width + 1, area.width(), width), theme->focus);
    if (place.first)
        painter.fillRect(QRect(area.left(), area.top(), width, area.height()), theme->focus);
    if (place.last)
        painter.fillRect(QRect(area.right() - width + 1, area.top(), width, area.height()), theme->focus);
    if (theme->sel != theme->text)
        return;
    // A bright ring on a bright row needs a dark line within.
    const QColor within = theme->onSel;
    painter.fillRect(QRect(area.left(), area.top() + width, area.width(), 1), within);
    painter.fillRect(QRect(area.left(), area.bottom() - width, area.width(), 1), within);
    if (place.first)
        painter.fillRect(QRect(area.left() + width, area.top() + width, 1, area.height() - 2 * width), within);
    if (place.last)
        painter.fillRect(QRect(area.right() - width, area.top() + width, 1, area.height() - 2 * width), within);
}

void paintDashedHover(QPainter& painter, const Theme& theme, const QRect& area)
{
    painter.setPen(QPen(theme->text, 1, Qt::DashLine));
    painter.drawLine(area.left(), area.top() + 2, area.right(), area.top() + 2);
    painter.drawLine(area.left(), area.bottom() - 3, area.right(), area.bottom() - 3);
}

Type typeOf(const QModelIndex& index)
{
    const QVariant type = index.data(TypeRole);
    return type.isValid() ? static_cast<Type>(type.toInt()) : Type::Body;
}

} // namespace

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = qobject_cast<const TableView*>(option.widget);
    if (!view)
        return;
    const Theme theme = Theme::of(view);
    const bool selected = option.state & QStyle::State_Selected;
    const bool group = index.data(GroupRole).toBool();
    const bool frozen = view->isFrozen();
    const bool hovered = view->hoveredRow() == index.row();
    const RowPlace place = placeOf(*view, index.column());

    painter->save();
    painter->setClipRect(option.rect);
    QColor fill = group || frozen ? theme->panel : theme->base;
    if (hovered && theme->hover.alpha() > 0)
        fill = theme->hover;
    if (selected)
        fill = theme->sel;
    painter->fillRect(option.rect, fill);
    if (hovered && theme->hover.alpha() == 0)
        paintDashedHover(*painter, theme, option.rect);
    paintLine(*painter, option.rect, Qt::BottomEdge, theme->line);

    const bool bar = index.siblingAtColumn(0).data(BarRole).toBool();
    QRect ring = option.rect;
    if (bar && place.first) {
        painter->fillRect(QRect(option.rect.topLeft(), QSize(rowBar, option.rect.height())), theme->fill(Severity::P0));
        ring.setLeft(ring.left() + rowBar);
    }
    const bool current = view->currentIndex().row() == index.row() && view->hasFocus();
    if (current)
        paintRowRing(*painter, theme, ring, place);

    Cell cell;
    cell.theme = theme;
    cell.area = option.rect.adjusted(theme.px(place.first ? 16 : 6), 0, -theme.px(place.last ? 16 : 6), -1);
    cell.selected = selected;
    cell.frozen = frozen;
    cell.muted = selected ? theme->mutedOnSel : theme->muted;
    cell.text = frozen ? cell.muted : selected ? theme->onSel : theme->text;
    paintContent(*painter, cell, index);
    painter->restore();
}

void RowDelegate::paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const
{
    paintCell(painter, cell, index);
}

void RowDelegate::paintCell(QPainter& painter, const Cell& cell, const QModelIndex& index)
{
    const QString text = index.data(Qt::DisplayRole).toString();
    const Theme& theme = cell.theme;
    const QVariant severity = index.data(SeverityRole);
    const int badgeTop = cell.area.top() + (cell.area.height() - badgeHeight(theme)) / 2;
    if (severity.isValid()) {
        paintSeverityBadge(
            painter, theme, QPointF(cell.area.left(), badgeTop), static_cast<Severity>(severity.toInt()), text,
            cell.frozen);
        return;
    }
    if (index.data(UnknownRole).toBool()) {
        paintUnknownBadge(painter, theme, QPointF(cell.area.left(), badgeTop), text, Icon::Unknown);
        return;
    }
    QRect area = cell.area;
    const QVariant shape = index.data(SeverityShapeRole);
    if (shape.isValid()) {
        const int side = theme.px(10);
        const auto level = static_cast<Severity>(shape.toInt());
        paintShape(
            painter, QRect(area.left(), area.top() + (area.height() - side) / 2, side, side), level, theme->fill(level),
            cell.text);
        area.setLeft(area.left() + theme.px(18));
    }
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment side =
        alignment.isValid() && (alignment.toInt() & Qt::AlignRight) ? Qt::AlignRight : Qt::AlignLeft;
    const QColor ink = index.data(MutedRole).toBool() ? cell.muted : cell.text;
    const QString second = index.data(SecondLineRole).toString();
    if (second.isEmpty()) {
        paintText(painter, area, text, theme.font(typeOf(index)), ink, side | Qt::AlignVCenter);
        return;
    }
    const int half = area.height() / 2;
    const QRect upper(area.left(), area.top() + theme.px(6), area.width(), half - theme.px(6));
    const QRect lower(area.left(), area.top() + half, area.width(), half - theme.px(6));
    paintText(painter, upper, text, theme.font(typeOf(index)), ink, side | Qt::AlignVCenter);
    paintText(painter, lower, second, theme.font(Type::Small), cell.muted, side | Qt::AlignVCenter);
}

} // namespace penelope::ui

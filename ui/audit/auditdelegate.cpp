#include "ui/audit/auditdelegate.h"

#include "ui/audit/auditmodel.h"

namespace penelope::ui {

void AuditDelegate::paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    if (index.column() != AuditModel::TimeColumn || text.size() < 23) {
        paintCell(painter, cell, index);
        return;
    }
    // "2026-08-22 03:44:10.217"
    const QFont font = cell.theme.font(Type::Body);
    QRect area = cell.area;
    const std::pair<QString, QColor> parts[] = {
        {text.left(11), cell.muted}, {text.mid(11, 8), cell.text}, {text.mid(19), cell.muted}};
    for (const auto& [part, color] : parts) {
        paintText(painter, area, part, font, color);
        area.setLeft(area.left() + static_cast<int>(QFontMetricsF(font).horizontalAdvance(part)));
    }
}

} // namespace penelope::ui

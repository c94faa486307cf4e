#pragma once

#include "ui/theme/paint.h"
#include "ui/widgets/tableview.h"

#include <QStyledItemDelegate>

namespace penelope::ui {

/// Paints rows as look.md 3 says: hairline, hover, selection, P0 bar, focus ring over all columns inside the row.
/// A page's delegate overrides `paintContent` for the cells it draws itself.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const final;

    /// What the row is in: decides colours of text.
    struct Cell
    {
        Theme theme;
        QRect area; ///< inside the paddings
        QColor text;
        QColor muted;
        bool selected = false;
        bool frozen = false;
    };

protected:
    virtual void paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const;
    /// Text with role, tone, second line, badge: what `paintContent` does for ordinary cells.
    static void paintCell(QPainter& painter, const Cell& cell, const QModelIndex& index);
};

} // namespace penelope::ui

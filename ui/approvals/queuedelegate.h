#pragma once

#include "ui/approvals/rows.h"
#include "ui/theme/paint.h"
#include "ui/widgets/rowdelegate.h"

namespace penelope::ui::approvals {

/// Draws the rows of the queue: two lines where somebody waits, one elsewhere, heads over the whole width.
class QueueDelegate : public RowDelegate
{
    Q_OBJECT

public:
    explicit QueueDelegate(TableView* view);

protected:
    void paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const override;

private:
    void paintHead(QPainter& painter, const Cell& cell, const QModelIndex& index) const;
    void paintWaiting(QPainter& painter, const Cell& cell, const QModelIndex& index, const Row& row) const;
    void paintShort(QPainter& painter, const Cell& cell, const QModelIndex& index, const Row& row) const;
    void paintState(QPainter& painter, const Cell& cell, const QModelIndex& index, const Row& row) const;
    /// From the left of one column to the right of another, in the coordinates of the view.
    QRect across(const QModelIndex& index, int first, int last) const;

    TableView* m_view;
    mutable KeptLines m_lines; ///< of texts over several cells
};

} // namespace penelope::ui::approvals

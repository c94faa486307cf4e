#pragma once

#include "ui/widgets/rowdelegate.h"

namespace penelope::ui {

/// Rows of the journal: date muted, time in text, milliseconds muted.
class AuditDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const override;
};

} // namespace penelope::ui

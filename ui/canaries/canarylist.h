#pragma once

#include "ui/canaries/canaryview.h"
#include "ui/widgets/rowdelegate.h"

#include <QAbstractTableModel>

namespace penelope::ui::canaries {

/// The list at the left: active canaries, a group head, the finished ones. Rows are replaced only where they differ.
class CanaryListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum OwnRole { StateRole = FirstOwnRole, StateSeverityRole, SecondRole, EndedRole, FinishedRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// True when the order or number of rows changed, so that heights must be set again.
    /// Without `mayMove` every row keeps its place: values change, what is new or elsewhere waits for the next call.
    bool show(std::vector<Row> rows, bool mayMove = true);
    std::optional<CanaryId> idAt(int row) const;
    int rowOf(const CanaryId& id) const;
    bool isHead(int row) const;
    bool isFinished(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void renew(const std::vector<Row>& rows);
    const Row* rowAt(int row) const;
    int activeCount() const;

    std::vector<Row> m_rows;
};

/// Two lines for an active canary, one for a finished.
class CanaryListDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const override;
};

} // namespace penelope::ui::canaries

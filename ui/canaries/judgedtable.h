#pragma once

#include "core/canary/canary.h"

#include <QAbstractTableModel>

namespace penelope::ui::canaries {

/// The charts as a table: one row per judged interval, newest first, for those who do not look at curves.
class JudgedTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void show(std::shared_ptr<const canary::Canary> canary);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cell(const canary::Analysis& analysis, int column) const;

    std::shared_ptr<const canary::Canary> m_canary;
};

} // namespace penelope::ui::canaries

#pragma once

#include "core/engine/consolestate.h"

#include <QAbstractTableModel>

namespace penelope::ui {

/// Sources, then every key of the policy: value, unit, who set it when, what it is for.
class PolicyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, SetColumn, HelpColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows whose name, value, unit or help holds every word of `words`.
    void show(const engine::Snapshot& snapshot, const QString& words);
    int total() const { return m_total; }
    int rowOf(const QString& key) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString name;
        QString value;
        QString set;
        QString help;
        QString unit; ///< searched, also where the value is shown in another one
        bool operator==(const Row&) const = default;
    };
    static std::vector<Row> rowsOf(const engine::Snapshot& snapshot);

    std::vector<Row> m_rows;
    int m_total = 0;
};

/// A policy value as people read it: "15 min", "0.70", "sun".
QString policyValue(const policy::Key& key, const Json& value);

} // namespace penelope::ui

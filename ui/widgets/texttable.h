#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <set>
#include <vector>

namespace penelope::ui {

/// Rows of ready words under a head: for tables that are only read.
class TextTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Line
    {
        QStringList cells;
        QString id;           ///< IdRole: what Enter opens; empty = nothing
        bool current = false; ///< 600: the line that holds now
        bool operator==(const Line&) const = default;
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `numbers`: the columns that are right-aligned, their heads too.
    void setHead(QStringList names, std::set<int> numbers = {});
    void show(std::vector<Line> lines);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList m_head;
    std::set<int> m_numbers;
    std::vector<Line> m_lines;
};

} // namespace penelope::ui

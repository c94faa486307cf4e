#pragma once

#include "ui/compliance/scoreview.h"
#include "ui/widgets/rowdelegate.h"

#include <QAbstractTableModel>

namespace penelope::ui::compliance_page {

/// The seven principles, the one that may lose most first.
class PrinciplesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column {
        Principle,
        Weight,
        Measured,
        Points,
        Score,
        Exported,
        ExportedPoints,
        Compared,
        MayLose,
        Age,
        State
    };
    enum OwnRole { ShareRole = FirstOwnRole, StateSeverityRole, RemarkRole, BesideStateRole, StaleRole };

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<Row> rows);
    const Row* rowAt(int row) const;
    int rowOf(compliance::Principle principle) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Row> m_rows;
};

/// Draws the bar, the state and the muted meaning beside the name.
class PrinciplesDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const override;

private:
    static void paintBar(QPainter& painter, const Cell& cell, const QVariant& share);
    static void paintExported(QPainter& painter, const Cell& cell, const QModelIndex& index);
    static void paintCompared(QPainter& painter, const Cell& cell, const QModelIndex& index);
    static void paintState(QPainter& painter, const Cell& cell, const QModelIndex& index);
};

} // namespace penelope::ui::compliance_page

#pragma once

#include "ui/breakers/breakerrows.h"
#include "ui/widgets/rowdelegate.h"

#include <QAbstractTableModel>

#include <vector>

namespace penelope::ui::breakers {

/// The breakers that are not closed, a head with the number of closed ones, and those too once it is open.
class BreakerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { State, Service, Failures, Cooldown, Blocked, Change, columnCount_ };
    enum OwnRole { RowValueRole = FirstOwnRole, OpenRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<BreakerRow> rows, Instant now);
    void setFilter(const QString& text); ///< part of a service's name
    void setClosedShown(bool shown);
    bool isClosedShown() const { return m_closedShown; }
    const BreakerRow* rowAt(int row) const;
    bool isHead(int row) const;
    int rowOf(const ServiceName& service) const;
    int abnormalCount() const;
    int closedCount() const;
    int neverUsedCount() const;
    std::size_t total() const { return m_all.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void layOut();
    QString text(const BreakerRow& row, int column) const;

    std::vector<BreakerRow> m_all;
    std::vector<int> m_shown; ///< indices of m_all; −1 = the head of the closed ones
    QString m_filter;
    Instant m_now{};
    bool m_closedShown = false;
};

QString stateWord(breaker::View view);
QString cooldownText(const BreakerRow& row);

/// Pips, cooldown bar and sparkline.
class BreakerDelegate : public RowDelegate
{
    Q_OBJECT

public:
    explicit BreakerDelegate(TableView* view);

protected:
    void paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const override;

private:
    TableView* m_view;
};

} // namespace penelope::ui::breakers

Q_DECLARE_METATYPE(const penelope::ui::breakers::BreakerRow*)

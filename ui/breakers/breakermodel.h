#pragma once

#include "ui/breakers/breakerfilter.h"
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

    /// Without `mayMove` every row keeps its place: values change, what is new or elsewhere waits for the next call.
    void setRows(std::vector<BreakerRow> rows, Instant now, bool mayMove = true);
    void setFilter(BreakerFilter filter);
    void setClosedShown(bool shown);
    bool isClosedShown() const { return m_closedShown; }
    const BreakerRow* rowAt(int row) const;
    bool isHead(int row) const;
    int rowOf(const ServiceName& service) const;
    /// What passes the filter, closed ones too: what the tiles show.
    std::vector<BreakerRow> matching() const;
    int refusingCount() const;
    int closedCount() const;
    int neverUsedCount() const;
    std::size_t total() const { return m_all.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void layOut();
    void renew(const std::vector<BreakerRow>& rows);
    QString text(const BreakerRow& row, int column) const;

    std::vector<BreakerRow> m_all;
    std::vector<int> m_shown; ///< indices of m_all; −1 = the head of the closed ones
    BreakerFilter m_filter;
    Instant m_now{};
    bool m_closedShown = false;
};

QString stateWord(const BreakerRow& row);
QString failuresText(const BreakerRow& row, Instant now);
QString cooldownText(const BreakerRow& row);
/// Everything that a row or a tile shows, as one sentence for a screen reader.
QString spoken(const BreakerRow& row, Instant now);
/// The badge or the plain word of a state; answers the width it took.
int paintBreakerState(QPainter& painter, const Theme& theme, const QRect& area, const BreakerRow& row, bool frozen);

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

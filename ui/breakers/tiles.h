#pragma once

#include "ui/breakers/breakerrows.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

#include <vector>

namespace penelope::ui::breakers {

/// One breaker each, all of them, for a screen on a wall.
class TileModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void setRows(std::vector<BreakerRow> rows, Instant now);
    const BreakerRow* rowAt(int row) const;
    int rowOf(const ServiceName& service) const;
    Instant now() const { return m_now; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<BreakerRow> m_rows;
    Instant m_now{};
};

/// Tiles of 160 by 72: name, the same badge and word as in the table, what is left of the cooldown.
class TilesView : public QListView
{
    Q_OBJECT

public:
    explicit TilesView(QWidget* parent = nullptr);
    TileModel& tiles() const { return *m_model; }
    void select(const ServiceName& service);
    /// Muted and outlined while a sheet is open.
    void setFrozen(bool frozen);
    bool isFrozen() const { return m_frozen; }

signals:
    void chosen(const penelope::ServiceName& service);
    /// Enter or double click.
    void opened();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    TileModel* m_model;
    bool m_frozen = false;
};

class TileDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit TileDelegate(TilesView* view);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    TilesView* m_view;
};

} // namespace penelope::ui::breakers

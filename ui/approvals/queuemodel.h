#pragma once

#include "ui/approvals/filter.h"
#include "ui/approvals/rows.h"
#include "ui/widgets/tableview.h"

#include <QAbstractTableModel>

#include <array>
#include <memory>
#include <set>
#include <vector>

namespace penelope::ui::approvals {

/// The queue with its group heads, in an order that moves only when `apply` is called. GUI thread.
class QueueModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Left, Sev, Service, Change, Risk, Lvl, Need, StateColumn, columnCount_ };
    enum OwnRole {
        RowValueRole = FirstOwnRole, ///< const Row*, nullptr for a head
        GroupOpenRole,               ///< bool, of a head
        SymptomRole,                 ///< QString: the second line
        MarkRole,                    ///< bool: marked for a bulk approval
    };

    explicit QueueModel(QObject* parent = nullptr);

    /// Takes a new state of the queue. Values change at once; with `mayMove` so does the order, else what is new or
    /// elsewhere now is pending until `apply`.
    void setRows(std::vector<Row> rows, Instant now, bool mayMove);
    void setSymptoms(std::map<AnomalyId, QString> symptoms);
    void setFilter(Filter filter);
    /// Ids of the requests that are marked for a bulk approval.
    void setMarked(std::set<QString> ids);
    void setGroupOpen(Group group, bool open);
    /// As somebody set it; else what is observed is open only where nothing is above it.
    bool isGroupOpen(Group group) const;
    /// Puts everything in its place now.
    void apply();
    /// Only the cells whose text depends on the time.
    void setNow(Instant now);

    int newCount() const { return m_new; }                                ///< rows that wait to be shown
    std::optional<Severity> newSeverity() const { return m_newSeverity; } ///< of the most urgent of them
    bool isPending() const { return m_pending; }
    int shownCount() const { return m_shown; } ///< waiting ones that pass the filter
    int totalCount() const { return m_total; } ///< all waiting ones

    const Row* rowAt(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& id) const;
    std::optional<Group> groupAt(const QModelIndex& index) const; ///< of a head
    QModelIndex firstRequest() const;
    int heightPx(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void pendingChanged();

private:
    struct Item
    {
        QString id; ///< "group N" for heads
        Group group = Group::Waiting;
        std::shared_ptr<const Row> row; ///< nullptr = head
        int count = 0;
        std::optional<Instant> nextLook;
        bool operator==(const Item& other) const;
    };
    using Items = std::vector<Item>;

    Items target() const;
    void become(Items items);
    bool hasOrder(const Items& items) const;
    void removeMissing(const Items& items);
    void reorder(const Items& items);
    void insertNew(const Items& items);
    void refresh(const Items& items);
    void keepOrder(const Items& items);
    QVariant text(const Item& item, int column) const;

    std::vector<std::shared_ptr<const Row>> m_rows; ///< sorted, all of them
    std::map<AnomalyId, QString> m_symptoms;
    std::set<QString> m_marked;
    Items m_items; ///< shown
    Filter m_filter;
    std::array<std::optional<bool>, allGroups.size()> m_open{true, false, false, std::nullopt, true};
    Instant m_now{};
    int m_new = 0;
    std::optional<Severity> m_newSeverity;
    bool m_pending = false;
    int m_shown = 0;
    int m_total = 0;
};

} // namespace penelope::ui::approvals

Q_DECLARE_METATYPE(const penelope::ui::approvals::Row*)

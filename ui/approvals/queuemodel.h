#pragma once

#include "ui/approvals/filter.h"
#include "ui/approvals/queueorder.h"
#include "ui/widgets/tableview.h"

#include <QAbstractTableModel>

#include <array>
#include <functional>
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
    /// elsewhere now is pending until `apply`. Rows that did not change cost next to nothing.
    void
    take(const engine::ConsoleState& state, const engine::Live& live, Instant now, const Viewer& viewer, bool mayMove);
    /// Says what is seen of an anomaly, or nothing; asked for rows that are painted.
    void setSymptoms(std::function<QString(const AnomalyId&)> symptomOf);
    void setFilter(Filter filter);
    /// Ids of the requests that are marked for a bulk approval.
    void setMarked(std::set<QString> ids);
    void setGroupOpen(Group group, bool open);
    /// As somebody set it; else what is observed is open only where nothing is above it.
    bool isGroupOpen(Group group) const;
    /// Puts everything in its place now.
    void apply();
    /// Only the cells of these rows, those in view, whose text is another now.
    void setNow(Instant now, Run inView);

    int newCount() const { return m_new; }                                ///< rows that wait to be shown
    std::optional<Severity> newSeverity() const { return m_newSeverity; } ///< of the most urgent of them
    bool isPending() const { return m_pending; }
    int shownCount() const { return m_shown; } ///< waiting ones that pass the filter
    int totalCount() const { return m_total; } ///< all waiting ones
    /// The whole queue, the waiting ones first.
    const QueueRows& queue() const { return m_rows; }

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
    /// Rows came, went or moved: once for each change, after all of it.
    void placed();

private:
    using Heads = std::array<QueueItem, allGroups.size()>;
    using Wanted = std::vector<WantedItem>;

    /// `heads` is what the answer points to.
    Wanted wanted(Heads& heads) const;
    void become(const Wanted& wanted);
    bool hasOrder(const Wanted& wanted) const;
    void place(const Wanted& wanted);
    void remove(QueueChange& change);
    void insert(const Wanted& wanted, const QueueChange& change);
    /// Puts the items in the order of these indexes, as one change of the layout.
    void permute(const std::vector<int>& order);
    void refresh(const Wanted& wanted);
    void keepOrder(const Wanted& wanted);
    void countNew(const Wanted& wanted);
    void tell(const std::vector<int>& rows);
    QVariant text(const QueueItem& item, int column) const;

    QueueRows m_rows;
    std::function<QString(const AnomalyId&)> m_symptomOf;
    std::set<QString> m_marked;
    std::vector<QueueItem> m_items; ///< shown
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

#pragma once

#include "ui/audit/auditreader.h"

#include <QAbstractTableModel>

#include <list>
#include <map>
#include <set>

namespace penelope::engine {
struct ConsoleState;
}

namespace penelope::ui {

/// The journal newest first, read in blocks as rows come into view. Without a filter a row is a seq counted down from
/// the newest; with one it is a match. A row that is not read yet answers nothing but its seq.
class AuditModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        SeqColumn,
        TimeColumn,
        KindColumn,
        ServiceColumn,
        DecisionColumn,
        ActorColumn,
        RiskColumn,
        ReasonColumn,
        ColumnCount
    };
    /// The most rows a QTableView takes well.
    static constexpr int maxRows = 200'000;

    explicit AuditModel(AuditReader& reader, QObject* parent = nullptr);

    /// Who knows the service of an event whose payload does not name it.
    void setServices(std::function<QString(const journal::Event&)> services) { m_services = std::move(services); }
    /// The newest seq to show; rows come at the top.
    void setLast(qint64 seq);
    qint64 last() const { return m_last; }
    /// Nothing = no filter.
    void setFilter(std::optional<query::Filter> filter);
    bool isFiltered() const { return m_filter.has_value(); }
    /// Whether the whole range of the filter was looked at.
    bool isComplete() const { return !m_filter || m_scannedTo <= 1; }
    qint64 scannedTo() const { return m_scannedTo; }

    qint64 seqAt(int row) const;
    int rowOf(qint64 seq) const; ///< -1 = not shown
    /// The event of a row if it was read.
    std::shared_ptr<const journal::Event> eventAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// Reads what these rows need.
    void wantRows(int first, int last);

signals:
    void matchesChanged();
    void failed(const QString& message);

private:
    static constexpr qint64 blockSize = 256;

    QVariant text(const journal::Event& event, Column column) const;
    QString spoken(int row) const;
    void wantBlock(qint64 block);
    void take(qint64 block, const Result<std::vector<journal::Event>>& events);
    void search();
    void follow(qint64 before);

    AuditReader& m_reader;
    std::function<QString(const journal::Event&)> m_services;
    qint64 m_last = 0;
    std::map<qint64, std::vector<std::shared_ptr<const journal::Event>>> m_blocks;
    std::list<qint64> m_recent; ///< blocks, newest use first
    std::map<qint64, Task> m_reading;
    std::optional<query::Filter> m_filter;
    std::vector<qint64> m_matches; ///< descending
    qint64 m_scannedTo = 0;
    Task m_search;
    Task m_tail; ///< matches among records newer than the last look
    bool m_searching = false;
};

/// The sentence of an event for the Reason column: what its payload says in words. Empty = nothing to say.
QString reasonOf(const journal::Event& event);
/// The service of what the stream names, where the event itself does not say it.
QString serviceNamed(const engine::ConsoleState& state, const journal::Event& event);

} // namespace penelope::ui

#pragma once

#include "ui/approvals/filter.h"
#include "ui/approvals/rows.h"
#include "ui/approvals/seenmap.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <vector>

namespace penelope::ui::approvals {

/// A row with what a filter looks for in it.
struct QueueRow : Row
{
    QueueRow(Row row, const QueueRow* before);
    SearchText search;
};
using RowPtr = std::shared_ptr<const QueueRow>;

/// One line of the whole queue. Its number stays the same whatever becomes of the row: 0 and up, without large gaps.
struct Line
{
    RowPtr row;
    int number = 0;
    Group group = Group::Waiting;
};

/// The whole queue between two snapshots: only the rows of what changed are made anew, all others keep their pointers.
/// What it answers is what `rows` makes of the same snapshot. GUI thread.
class QueueRows
{
public:
    void take(const engine::ConsoleState& state, const engine::Live& live, Instant now, const Viewer& viewer);
    /// In the order of `comesBefore`.
    const std::vector<Line>& lines() const { return m_lines; }
    /// Above all numbers of lines that ever were.
    int numberLimit() const { return m_numbers; }
    /// How many rows the last `take` made.
    int madeCount() const { return m_made; }

private:
    struct Known
    {
        Line line; ///< without a row: nothing of it is shown
        Instant changesAt = Instant::max();
    };
    struct Asked : Known
    {
        QString anomaly;
        QString patch;
        bool speaks = false; ///< for its anomaly, which has no row of its own then
    };
    /// Requests about one anomaly.
    struct Requests
    {
        int speaking = 0;
        int all = 0;
    };
    struct Changes
    {
        QSet<ApprovalId> approvals;
        QSet<AnomalyId> anomalies;
        QSet<PatchId> patches;
    };
    struct Move
    {
        Line before;
        Line after;
    };

    bool isAnew(const engine::ConsoleState& state, Instant now, const Viewer& viewer);
    Changes changes(const engine::ConsoleState& state, Instant now);
    void addKnown(Changes& changes) const;
    void takeApproval(const ApprovalId& id, const Look& look, Changes& changes);
    void takeAnomaly(const AnomalyId& id, const Look& look);
    void takePatch(const PatchId& id, const Look& look);
    template <typename Id> void takeRow(QHash<Id, Known>& all, const Id& id, std::optional<Row> row, const Look& look);
    void speak(const Asked& asked, int by);
    void become(Known& known, std::optional<Row> row);
    void settle();
    void findNextChange();

    SeenMap<ServiceName, patch::Service> m_services;
    SeenMap<AnomalyId, sophia::Anomaly> m_seenAnomalies;
    SeenMap<PatchId, patch::Patch> m_seenPatches;
    SeenMap<ApprovalId, approval::Approval> m_seenApprovals;
    Viewer m_viewer;
    Instant m_now = Instant::max(); ///< of the last `take`

    QHash<ApprovalId, Asked> m_approvals;
    QHash<AnomalyId, Known> m_anomalies;
    QHash<PatchId, Known> m_patches;
    QHash<QString, Requests> m_requests;        ///< by anomaly
    QHash<QString, QSet<ApprovalId>> m_ofPatch; ///< requests by patch
    QSet<AnomalyId> m_triedAnomalies;           ///< their rows tell how a trial goes on
    QSet<PatchId> m_triedPatches;
    std::vector<Line> m_lines;
    std::vector<Move> m_moves; ///< of one `take`
    Instant m_nextChange = Instant::max();
    int m_numbers = 0;
    int m_made = 0;
};

} // namespace penelope::ui::approvals

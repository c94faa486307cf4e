#include "core/engine/leaving.h"

#include <map>
#include <utility>
#include <vector>

namespace penelope::engine::retirement {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename Row> std::optional<Instant> overSince(const Row& row, const Spans&)
{
    return row.overSince();
}

std::optional<Instant> overSince(const sophia::Anomaly& anomaly, const Spans& spans)
{
    // The alert that a person closed may go on firing: as long as the row is there it is known, and raised no second
    // time.
    const bool alertMayGoOn = !anomaly.resolvedBy.startsWith("source/"_L1) &&
                              (anomaly.source == "prometheus"_L1 || anomaly.source == "alertmanager"_L1);
    const auto over = anomaly.overSince();
    return over && alertMayGoOn ? *over + (spans.alerts - spans.rows) : over;
}

/// Every row is looked at, and most for nothing: what is read for it is not to stay in the state.
ConsoleState apart(ConsoleState state)
{
    state.anomalies = state.anomalies.apart();
    state.patches = state.patches.apart();
    state.approvals = state.approvals.apart();
    state.canaries = state.canaries.apart();
    return state;
}

/// Makes up its mind about all rows of one state.
class Choice
{
public:
    Choice(const ConsoleState& state, const Spans& spans)
        : m_state(apart(state))
        , m_spans(spans)
    {
        choose(Table::Anomalies, m_state.anomalies);
        choose(Table::Patches, m_state.patches);
        choose(Table::Approvals, m_state.approvals);
        choose(Table::Canaries, m_state.canaries);
        keepNewestCanaries();
        if (!m_leaving.isEmpty())
            keepStories();
    }

    Leaving take() { return std::move(m_leaving); }

private:
    template <typename Rows> void choose(Table table, const Rows& rows)
    {
        const auto before = m_state.at - m_spans.rows;
        rows.forEach([&](const auto& id, const auto& row) {
            if (const auto over = overSince(*row, m_spans); over && *over < before)
                m_leaving.of(table).insert(id.value());
        });
    }

    void keepNewestCanaries()
    {
        if (m_leaving.of(Table::Canaries).isEmpty())
            return;
        std::map<ServiceName, const CanaryId*> newest;
        m_state.canaries.forEach([&](const CanaryId& id, const auto& canary) { newest[canary->service] = &id; });
        for (const auto& [service, id] : newest)
            m_leaving.of(Table::Canaries).remove(id->value());
    }

    bool isThere(Table table, const QString& id) const
    {
        switch (table) {
        case Table::Anomalies: return m_state.anomalies.contains(AnomalyId{id});
        case Table::Patches: return m_state.patches.contains(PatchId{id});
        case Table::Approvals: return m_state.approvals.contains(ApprovalId{id});
        case Table::Canaries: return m_state.canaries.contains(CanaryId{id});
        }
        Q_UNREACHABLE();
    }

    template <typename Visit> void links(const sophia::Anomaly& anomaly, Visit&& visit) const
    {
        for (const auto& id : anomaly.patches)
            visit(Table::Patches, id);
    }
    template <typename Visit> void links(const patch::Patch& patch, Visit&& visit) const
    {
        visit(Table::Anomalies, patch.anomaly.value());
        visit(Table::Approvals, patch.approval);
        visit(Table::Canaries, patch.canary);
        visit(Table::Canaries, patch.retryOf);
    }
    template <typename Visit> void links(const approval::Approval& approval, Visit&& visit) const
    {
        visit(Table::Patches, approval.patch.value());
        visit(Table::Anomalies, approval.anomaly.value());
    }
    template <typename Visit> void links(const canary::Canary& canary, Visit&& visit) const
    {
        visit(Table::Patches, canary.patch.value());
    }

    template <typename Visit> void linksOf(Table table, const QString& id, Visit&& visit) const
    {
        const auto of = [&](const auto& row) {
            if (row)
                links(*row, visit);
        };
        switch (table) {
        case Table::Anomalies: return of(m_state.anomalies.find(AnomalyId{id}));
        case Table::Patches: return of(m_state.patches.find(PatchId{id}));
        case Table::Approvals: return of(m_state.approvals.find(ApprovalId{id}));
        case Table::Canaries: return of(m_state.canaries.find(CanaryId{id}));
        }
    }

    /// What a row that stays refers to stays, and what that refers to. Most rows refer to nothing that leaves: for
    /// those no row is looked up, and nothing is allocated.
    template <typename RowThatStays> void keepLinks(const RowThatStays& row)
    {
        std::vector<std::pair<Table, QString>> staying;
        const auto visit = [&](Table other, const QString& linked) {
            if (!linked.isEmpty() && m_leaving.of(other).remove(linked))
                staying.emplace_back(other, linked);
        };
        links(row, visit);
        while (!staying.empty()) {
            const auto [in, name] = staying.back();
            staying.pop_back();
            linksOf(in, name, visit);
        }
    }

    template <typename Rows> void keepWhatStaysRefersTo(Table table, const Rows& rows)
    {
        rows.forEach([&](const auto& id, const auto& row) {
            if (!m_leaving.of(table).contains(id.value()))
                keepLinks(*row);
        });
    }

    void keep(Table table, const QString& id)
    {
        switch (table) {
        case Table::Anomalies: return keepLinks(*m_state.anomalies.find(AnomalyId{id}));
        case Table::Patches: return keepLinks(*m_state.patches.find(PatchId{id}));
        case Table::Approvals: return keepLinks(*m_state.approvals.find(ApprovalId{id}));
        case Table::Canaries: return keepLinks(*m_state.canaries.find(CanaryId{id}));
        }
    }

    bool refersToOneThatStays(Table table, const QString& id) const
    {
        bool found = false;
        linksOf(table, id, [&](Table other, const QString& linked) {
            found = found || (!linked.isEmpty() && !m_leaving.of(other).contains(linked) && isThere(other, linked));
        });
        return found;
    }

    void keepStories()
    {
        keepWhatStaysRefersTo(Table::Anomalies, m_state.anomalies);
        keepWhatStaysRefersTo(Table::Patches, m_state.patches);
        keepWhatStaysRefersTo(Table::Approvals, m_state.approvals);
        keepWhatStaysRefersTo(Table::Canaries, m_state.canaries);
        for (bool changed = true; std::exchange(changed, false);) {
            for (const auto table : {Table::Anomalies, Table::Patches, Table::Approvals, Table::Canaries}) {
                const auto chosen = m_leaving.of(table);
                for (const auto& id : chosen) {
                    if (!m_leaving.of(table).contains(id) || !refersToOneThatStays(table, id))
                        continue;
                    m_leaving.of(table).remove(id);
                    keep(table, id);
                    changed = true;
                }
            }
        }
    }

    const ConsoleState m_state;
    Spans m_spans;
    Leaving m_leaving;
};

} // namespace

Leaving leavingFrom(const ConsoleState& state, const Spans& spans)
{
    return Choice(state, spans).take();
}

} // namespace penelope::engine::retirement

#include "core/engine/retirement.h"

#include "core/engine/competenceview.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <bitset>

namespace penelope::engine::retirement {

using namespace Qt::Literals::StringLiterals;

namespace {

enum class Table : std::size_t { Anomalies, Patches, Approvals, Canaries };
constexpr std::size_t tables = 4;
constexpr std::array<QLatin1String, tables> streamKinds{
    QLatin1String("anomaly/"), QLatin1String("patch/"), QLatin1String("approval/"), QLatin1String("canary/")};

/// How long rows stay after they are over, and anomalies whose alert a person closed.
struct Spans
{
    Milliseconds rows = keptRows;
    Milliseconds alerts = keptCounts;
};

/// When a row came to its end; nothing while it goes on.
using Over = std::optional<Instant>;

Over overSince(const sophia::Anomaly& anomaly, const Spans& spans)
{
    if (anomaly.isOpen())
        return std::nullopt;
    auto over = std::max(*anomaly.resolvedAt, anomaly.escalationClosedAt.value_or(Instant::min()));
    if (const auto* decision = anomaly.decision())
        over = std::max(over, decision->at);
    // The alert that a person closed may go on firing: as long as the row is there it is known, and raised no second
    // time.
    const bool alertMayGoOn = !anomaly.resolvedBy.startsWith("source/"_L1) &&
                              (anomaly.source == "prometheus"_L1 || anomaly.source == "alertmanager"_L1);
    return alertMayGoOn ? over + (spans.alerts - spans.rows) : over;
}

Over overSince(const patch::Patch& patch, const Spans&)
{
    if (!patch.isFinished())
        return std::nullopt;
    return std::max(
        {patch.proposedAt, patch.promotedAt.value_or(Instant::min()), patch.endedAt.value_or(Instant::min())});
}

Over overSince(const approval::Approval& approval, const Spans&)
{
    if (approval.isPending() || approval.isToReview())
        return std::nullopt;
    return std::max(
        {approval.requestedAt, approval.decidedAt.value_or(Instant::min()),
         approval.review ? approval.review->at : Instant::min()});
}

Over overSince(const canary::Canary& canary, const Spans&)
{
    if (canary.isActive())
        return std::nullopt;
    return std::max(canary.createdAt, canary.finishedAt.value_or(Instant::min()));
}

/// Ids of rows. Nearly all that are asked for are not among them, which a bit says without a look at the set.
class IdSet
{
public:
    bool isEmpty() const { return m_ids.isEmpty(); }
    bool contains(const QString& id) const { return m_marks.test(markOf(id)) && m_ids.contains(id); }
    void insert(const QString& id)
    {
        m_marks.set(markOf(id));
        m_ids.insert(id);
    }
    bool remove(const QString& id) { return m_marks.test(markOf(id)) && m_ids.remove(id); }
    auto begin() const { return m_ids.cbegin(); }
    auto end() const { return m_ids.cend(); }

private:
    static constexpr int markBits = 16;

    /// Of the last letters: ids count up, so these differ.
    static std::size_t markOf(const QString& id)
    {
        quint32 mark = 0;
        for (const auto letter : QStringView(id).last(std::min<qsizetype>(id.size(), 4)))
            mark = mark * 128 + letter.unicode();
        return mark * 0x9E3779B1U >> (32 - markBits);
    }

    QSet<QString> m_ids;
    std::bitset<std::size_t{1} << markBits> m_marks;
};

/// The rows that leave at one moment.
class Leaving
{
public:
    Leaving(const ConsoleState& state, const Spans& spans)
        : m_state(state)
        , m_spans(spans)
    {
        choose(Table::Anomalies, state.anomalies);
        choose(Table::Patches, state.patches);
        choose(Table::Approvals, state.approvals);
        choose(Table::Canaries, state.canaries);
        keepNewestCanaries();
        if (!empty())
            keepStories();
    }

    bool empty() const
    {
        return std::all_of(m_ids.begin(), m_ids.end(), [](const IdSet& ids) { return ids.isEmpty(); });
    }
    const IdSet& of(Table table) const { return m_ids[static_cast<std::size_t>(table)]; }

private:
    IdSet& ids(Table table) { return m_ids[static_cast<std::size_t>(table)]; }

    template <typename Rows> void choose(Table table, const Rows& rows)
    {
        const auto before = m_state.at - m_spans.rows;
        rows.forEach([&](const auto& id, const auto& row) {
            if (const auto over = overSince(*row, m_spans); over && *over < before)
                ids(table).insert(id.value());
        });
    }

    void keepNewestCanaries()
    {
        if (of(Table::Canaries).isEmpty())
            return;
        std::map<ServiceName, const CanaryId*> newest;
        m_state.canaries.forEach([&](const CanaryId& id, const auto& canary) { newest[canary->service] = &id; });
        for (const auto& [service, id] : newest)
            ids(Table::Canaries).remove(id->value());
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
            if (!linked.isEmpty() && ids(other).remove(linked))
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
            if (!of(table).contains(id.value()))
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
            found = found || (!linked.isEmpty() && !of(other).contains(linked) && isThere(other, linked));
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
                const auto chosen = of(table);
                for (const auto& id : chosen) {
                    if (!of(table).contains(id) || !refersToOneThatStays(table, id))
                        continue;
                    ids(table).remove(id);
                    keep(table, id);
                    changed = true;
                }
            }
        }
    }

    const ConsoleState& m_state;
    Spans m_spans;
    std::array<IdSet, tables> m_ids;
};

void countOut(ConsoleState& state, const Leaving& leaving)
{
    std::vector<tapeinophrosyne::Judged> judged;
    std::vector<tapeinophrosyne::Escalated> escalated;
    for (const auto& id : leaving.of(Table::Patches)) {
        if (const auto row = judgedOf(*state.patches.find(PatchId{id})))
            judged.push_back(*row);
    }
    for (const auto& id : leaving.of(Table::Anomalies)) {
        if (const auto row = escalationOf(*state.anomalies.find(AnomalyId{id})))
            escalated.push_back(*row);
    }
    state.retired.competence.add(tapeinophrosyne::count(judged, escalated));
}

template <typename Rows> void letGo(ConsoleState& state, Rows& rows, const Leaving& leaving, Table table)
{
    const auto& ids = leaving.of(table);
    if (ids.isEmpty())
        return;
    state.retired.rows +=
        static_cast<qint64>(rows.eraseIf([&ids](const auto& id, const auto&) { return ids.contains(id.value()); }));
    for (const auto& id : ids)
        state.streamVersions.erase(streamKinds[static_cast<std::size_t>(table)] + id);
}

void retireRows(ConsoleState& state, const Spans& spans)
{
    const Leaving leaving(state, spans);
    if (leaving.empty())
        return;
    countOut(state, leaving);
    letGo(state, state.anomalies, leaving, Table::Anomalies);
    letGo(state, state.patches, leaving, Table::Patches);
    letGo(state, state.approvals, leaving, Table::Approvals);
    letGo(state, state.canaries, leaving, Table::Canaries);
}

void retireNotes(ConsoleState& state, Instant before)
{
    std::vector<NoteId> old;
    state.notes.forEach([&](const NoteId& id, const auto& note) {
        if (note->at < before)
            old.push_back(id);
    });
    for (const auto& id : old) {
        state.notes.erase(id);
        state.streamVersions.erase(u"note/"_s + id.value());
    }
}

/// As many of the oldest as are over, in whole chunks: a few stay longer.
void retireLists(ConsoleState& state, Instant before)
{
    const auto& decided = state.decided;
    const auto ended =
        std::find_if(decided.begin(), decided.end(), [before](const auto& each) { return each->at >= before; });
    const auto old = static_cast<std::size_t>(std::distance(decided.begin(), ended));
    // "Last decision" names the last one of a person, however long ago.
    state.decided.dropFront(old, [&state](const auto& each) {
        if (each->byPerson)
            state.lastGone = each;
    });
    const auto& deployments = state.deployments;
    const auto used = std::find_if(deployments.begin(), deployments.end(), [before](const auto& each) {
        return std::max(each->at, each->usedAt) >= before;
    });
    state.deployments.dropFront(static_cast<std::size_t>(std::distance(deployments.begin(), used)));
}

void retireCounts(ConsoleState& state, Instant before)
{
    state.episodes.forget(before);
    for (auto* series :
         {&state.ledger.decisions, &state.ledger.patches, &state.ledger.finished, &state.ledger.deployments,
          &state.ledger.known, &state.ledger.open})
        series->forget(before);
    state.shadow.episodes.eraseIf([before](const QString&, const auto& episode) {
        return std::all_of(
            episode->acts.begin(), episode->acts.end(), [before](const shadow::Act& act) { return act.at < before; });
    });
}

bool hasOldReadings(const ConsoleState& state, const canary::Canary& canary)
{
    const auto over = overSince(canary, {});
    if (!over || *over >= state.at - keptReadings || (canary.analyses.size() <= 1 && !canary.evidence))
        return false;
    // The watch after a promotion compares with them.
    const auto patch = state.patches.find(canary.patch);
    return !patch || patch->isFinished();
}

void retireReadings(ConsoleState& state)
{
    std::vector<CanaryId> old;
    state.canaries.forEach([&](const CanaryId& id, const auto& canary) {
        if (hasOldReadings(state, *canary))
            old.push_back(id);
    });
    for (const auto& id : old) {
        state.canaries.update(id, [](canary::Canary& canary) {
            canary.evidence.reset();
            if (canary.analyses.size() <= 1)
                return;
            canary.readingsGone += static_cast<int>(canary.analyses.size()) - 1;
            canary.analyses.erase(canary.analyses.begin(), canary.analyses.end() - 1);
        });
    }
}

/// What a list of rows does not say: the readings of canaries, and what decisions were made of.
void dropReasons(ConsoleState& state)
{
    std::vector<CanaryId> canaries;
    state.canaries.forEach([&](const CanaryId& id, const auto&) { canaries.push_back(id); });
    for (const auto& id : canaries)
        state.canaries.update(id, [](canary::Canary& canary) {
            canary.evidence.reset();
            canary.analyses.clear();
        });
    std::vector<AnomalyId> anomalies;
    state.anomalies.forEach([&](const AnomalyId& id, const auto&) { anomalies.push_back(id); });
    for (const auto& id : anomalies)
        state.anomalies.update(id, [](sophia::Anomaly& anomaly) {
            for (auto& decision : anomaly.decisions) {
                decision.inputs.clear();
                decision.precedents.clear();
            }
        });
}

bool mayHaveLeft(const ConsoleState& state, const QString& stream)
{
    const auto kind = stream.section(u'/', 0, 0) + u'/';
    const bool leaves =
        kind == "note/"_L1 || std::find(streamKinds.begin(), streamKinds.end(), kind) != streamKinds.end();
    // Ids made by us are the seq of the first event: such a stream begins now.
    return leaves && stream.section(u'/', 1) != idFromSeq(state.seq + 1);
}

} // namespace

void retire(ConsoleState& state)
{
    state.retired.before = state.at - keptRows;
    retireRows(state, {});
    retireReadings(state);
    retireLists(state, state.at - keptRows);
    retireNotes(state, state.at - keptCounts);
    retireCounts(state, state.at - keptCounts);
}

ConsoleState front(ConsoleState state)
{
    const auto before = state.at - keptInFront;
    retireRows(state, {.rows = keptRowsInFront, .alerts = keptRowsInFront});
    retireLists(state, before);
    retireNotes(state, before);
    retireCounts(state, before);
    dropReasons(state);
    state.precedents = {};
    state.lessons = {};
    state.streamVersions = {};
    // Of the pages that are built when the whole state is there.
    state.shadow = {};
    state.ledger = {};
    if (state.reflections.size() > 1)
        state.reflections.erase(state.reflections.begin(), state.reflections.end() - 1);
    return state;
}

Result<qint64> lastVersion(const ConsoleState& state, const QString& stream, JournalReader& journal)
{
    if (const auto known = state.streamVersions.find(stream))
        return *known;
    if (!mayHaveLeft(state, stream))
        return 0;
    return journal.endOf(stream).map(
        [](const std::optional<JournalReader::StreamEnd>& end) { return end ? end->version : qint64{0}; });
}

} // namespace penelope::engine::retirement

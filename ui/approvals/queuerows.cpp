#include "ui/approvals/queuerows.h"

#include <algorithm>
#include <iterator>

namespace penelope::ui::approvals {

namespace {

/// What a row shows of a service.
bool looksAlike(const patch::Service* one, const patch::Service* other)
{
    return one && other && one->registration.criticality == other->registration.criticality &&
           one->retired == other->retired && one->registration.test.isEmpty() == other->registration.test.isEmpty();
}

/// Whether an approval still stands: its patch is on its way or in production. What was rolled back, refused or
/// cancelled since leaves the anomaly to a person again.
bool stillHolds(const approval::Approval& approval, const Look& look)
{
    if (approval.status != approval::Status::Approved)
        return false;
    const auto patch = look.state.patches.find(approval.patch);
    return !patch || !patch->isFinished() || patch->status == patch::Status::Promoted;
}

bool lineBefore(const Line& left, const Line& right)
{
    return comesBefore(*left.row, *right.row);
}

} // namespace

QueueRow::QueueRow(Row row, const QueueRow* before)
    : Row(std::move(row))
    , search(before && hasSameText(*before, *this) ? before->search : searchText(*this))
{}

void QueueRows::take(const engine::ConsoleState& state, const engine::Live& live, Instant now, const Viewer& viewer)
{
    const Look look{state, live, now, viewer};
    m_made = 0;
    m_moves.clear();
    const bool anew = isAnew(state, now, viewer);
    if (anew) {
        m_seenAnomalies.forget();
        m_seenPatches.forget();
        m_seenApprovals.forget();
    }
    auto changed = changes(state, now);
    if (anew)
        addKnown(changed);
    m_now = now;
    m_viewer = viewer;
    // In this order: a request says whether its anomaly and its patch have rows of their own.
    for (const auto& id : changed.approvals)
        takeApproval(id, look, changed);
    for (const auto& id : changed.anomalies)
        takeAnomaly(id, look);
    for (const auto& id : changed.patches)
        takePatch(id, look);
    settle();
    if (now >= m_nextChange)
        findNextChange();
}

/// What every row depends on is another.
bool QueueRows::isAnew(const engine::ConsoleState& state, Instant now, const Viewer& viewer)
{
    bool other = now < m_now || viewer != m_viewer;
    m_services.take(state.services, [&other](const ServiceName&, const auto& before, const auto& after) {
        other = other || !looksAlike(before.get(), after.get());
    });
    return other;
}

QueueRows::Changes QueueRows::changes(const engine::ConsoleState& state, Instant now)
{
    Changes all;
    all.anomalies = m_triedAnomalies;
    all.patches = m_triedPatches;
    // What was over before has no row. Its request may be older still, and says whether it has one of its own.
    const auto since = now - decidedSpan;
    const auto addRequest = [&all](const patch::Patch& patch) {
        if (!patch.approval.isEmpty())
            all.approvals.insert(ApprovalId{patch.approval});
    };
    m_seenApprovals.take(
        state.approvals, [&all](const ApprovalId& id, const auto&, const auto&) { all.approvals.insert(id); }, since);
    m_seenAnomalies.take(
        state.anomalies,
        [&](const AnomalyId& id, const auto&, const auto& after) {
            all.anomalies.insert(id);
            for (const auto& each : after ? after->patches : QStringList{}) {
                if (const auto patch = state.patches.find(PatchId{each}))
                    addRequest(*patch);
            }
        },
        since);
    m_seenPatches.take(
        state.patches,
        [&](const PatchId& id, const auto& before, const auto& after) {
            all.patches.insert(id);
            all.approvals.unite(m_ofPatch.value(id.value()));
            for (const auto* patch : {before.get(), after.get()}) {
                if (patch && !patch->anomaly.isEmpty())
                    all.anomalies.insert(patch->anomaly);
            }
            if (after)
                addRequest(*after);
        },
        since);
    if (now < m_nextChange)
        return all;
    const auto addDue = [now](const auto& known, auto& due) {
        for (auto entry = known.begin(); entry != known.end(); ++entry) {
            if (entry->changesAt <= now)
                due.insert(entry.key());
        }
    };
    addDue(m_approvals, all.approvals);
    addDue(m_anomalies, all.anomalies);
    addDue(m_patches, all.patches);
    return all;
}

void QueueRows::addKnown(Changes& changes) const
{
    const auto add = [](const auto& known, auto& ids) {
        for (auto entry = known.begin(); entry != known.end(); ++entry)
            ids.insert(entry.key());
    };
    add(m_approvals, changes.approvals);
    add(m_anomalies, changes.anomalies);
    add(m_patches, changes.patches);
}

void QueueRows::speak(const Asked& asked, int by)
{
    auto& requests = m_requests[asked.anomaly];
    requests.all += by;
    requests.speaking += asked.speaks ? by : 0;
    if (requests.all == 0)
        m_requests.remove(asked.anomaly);
}

void QueueRows::takeApproval(const ApprovalId& id, const Look& look, Changes& changes)
{
    const auto approval = look.state.approvals.find(id);
    const auto count = m_approvals.size();
    auto& known = m_approvals[id];
    const bool isNew = m_approvals.size() > count;
    const Asked before = known;
    if (!approval) {
        become(known, std::nullopt);
        known = {};
    } else {
        auto row = requestRow(*approval, look);
        const bool shown = isShown(row, look);
        // After a rejection, an expiry or a rollback the anomaly waits for a person again: it has its own row then.
        known.speaks = shown && (!row.decidedAt || stillHolds(*approval, look));
        known.anomaly = row.anomaly.value();
        known.patch = row.patch.value();
        known.changesAt = changesAt(*approval, row, look);
        m_nextChange = std::min(m_nextChange, known.changesAt);
        become(known, shown ? std::optional{std::move(row)} : std::nullopt);
    }
    const bool isGone = !approval;
    if (!isNew && !isGone && before.anomaly == known.anomaly && before.patch == known.patch &&
        before.speaks == known.speaks)
        return;
    if (!isNew) {
        speak(before, -1);
        m_ofPatch[before.patch].remove(id);
        if (m_ofPatch[before.patch].isEmpty())
            m_ofPatch.remove(before.patch);
    }
    if (!isGone) {
        speak(known, 1);
        m_ofPatch[known.patch].insert(id);
    }
    for (const auto* asked : {&before, static_cast<const Asked*>(&known)}) {
        changes.anomalies.insert(AnomalyId{asked->anomaly});
        changes.patches.insert(PatchId{asked->patch});
    }
    if (isGone)
        m_approvals.remove(id);
}

template <typename Id>
void QueueRows::takeRow(QHash<Id, Known>& all, const Id& id, std::optional<Row> row, const Look& look)
{
    if (row && !isShown(*row, look))
        row.reset();
    if (!row && !all.contains(id))
        return;
    auto& known = all[id];
    known.changesAt = row ? changesAt(*row) : Instant::max();
    m_nextChange = std::min(m_nextChange, known.changesAt);
    const bool isGone = !row;
    become(known, std::move(row));
    if (isGone)
        all.remove(id);
}

void QueueRows::takeAnomaly(const AnomalyId& id, const Look& look)
{
    const auto anomaly = look.state.anomalies.find(id);
    const auto requests = m_requests.value(id.value());
    const bool isSpokenFor = requests.speaking > 0 || (requests.all > 0 && anomaly && anomaly->resolvedAt);
    auto row = anomaly && !isSpokenFor ? std::optional{anomalyRow(*anomaly, look)} : std::nullopt;
    if (row && row->state == State::Trying)
        m_triedAnomalies.insert(id);
    else
        m_triedAnomalies.remove(id);
    takeRow(m_anomalies, id, std::move(row), look);
}

void QueueRows::takePatch(const PatchId& id, const Look& look)
{
    const auto patch = look.state.patches.find(id);
    auto row = patch && !m_ofPatch.contains(id.value()) ? patchRow(*patch, look) : std::nullopt;
    if (row && row->state == State::Trying)
        m_triedPatches.insert(id);
    else
        m_triedPatches.remove(id);
    takeRow(m_patches, id, std::move(row), look);
}

void QueueRows::become(Known& known, std::optional<Row> row)
{
    const auto before = known.line;
    if (row ? before.row && static_cast<const Row&>(*before.row) == *row : !before.row)
        return;
    if (row && !before.row)
        known.line.number = m_numbers++;
    known.line.group = row ? row->group : Group::Waiting;
    known.line.row = row ? std::make_shared<const QueueRow>(std::move(*row), before.row.get()) : nullptr;
    m_made += known.line.row ? 1 : 0;
    m_moves.push_back({before, known.line});
}

/// Brings the changes into the order: in place where a row stays where it is, else in one pass.
void QueueRows::settle()
{
    std::vector<Line> added;
    std::vector<bool> left(static_cast<std::size_t>(m_numbers), false);
    bool anyLeft = false;
    for (auto& [before, after] : m_moves) {
        const bool stays = before.row && after.row && !lineBefore(before, after) && !lineBefore(after, before);
        if (stays) {
            *std::lower_bound(m_lines.begin(), m_lines.end(), after, lineBefore) = after;
            continue;
        }
        if (before.row)
            anyLeft = left[static_cast<std::size_t>(before.number)] = true;
        if (after.row)
            added.push_back(after);
    }
    if (anyLeft)
        std::erase_if(m_lines, [&left](const Line& line) { return left[static_cast<std::size_t>(line.number)]; });
    if (added.empty())
        return;
    std::sort(added.begin(), added.end(), lineBefore);
    const auto middle = static_cast<std::ptrdiff_t>(m_lines.size());
    m_lines.insert(m_lines.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    std::inplace_merge(m_lines.begin(), m_lines.begin() + middle, m_lines.end(), lineBefore);
}

void QueueRows::findNextChange()
{
    m_nextChange = Instant::max();
    const auto consider = [this](const auto& known) {
        for (const auto& one : known)
            m_nextChange = std::min(m_nextChange, one.changesAt);
    };
    consider(m_approvals);
    consider(m_anomalies);
    consider(m_patches);
}

} // namespace penelope::ui::approvals

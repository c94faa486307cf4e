#include "core/engine/retirement.h"

#include "core/engine/competenceview.h"
#include "core/engine/leaving.h"

#include <algorithm>
#include <array>
#include <type_traits>

namespace penelope::engine::retirement {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<QLatin1String, tables> streamKinds{
    QLatin1String("anomaly/"), QLatin1String("patch/"), QLatin1String("approval/"), QLatin1String("canary/")};

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
    using Key = std::remove_cvref_t<decltype(rows.firstKey())>;
    for (const auto& id : ids) {
        state.retired.rows += rows.erase(Key{id});
        state.streamVersions.erase(streamKinds[static_cast<std::size_t>(table)] + id);
    }
}

void retireRows(ConsoleState& state, const Spans& spans)
{
    const auto leaving = leavingFrom(state, spans);
    if (leaving.isEmpty())
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
    const auto over = canary.overSince();
    if (!over || *over >= state.at - keptReadings || (canary.analyses.size() <= 1 && !canary.evidence))
        return false;
    // The watch after a promotion compares with them.
    const auto patch = state.patches.find(canary.patch);
    return !patch || patch->isFinished();
}

void retireReadings(ConsoleState& state)
{
    std::vector<CanaryId> old;
    state.canaries.apart().forEach([&](const CanaryId& id, const auto& canary) {
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
    state.precedents = {};
    state.lessons = {};
    state.streamVersions = {};
    // Of the pages that are built when the whole state is there.
    state.shadow = {};
    state.ledger = {};
    // All rows are looked at: whoever has the state as well should not have to keep them in memory for that.
    state.anomalies = state.anomalies.apart();
    state.patches = state.patches.apart();
    state.approvals = state.approvals.apart();
    state.canaries = state.canaries.apart();
    retireRows(state, {.rows = keptRowsInFront, .alerts = keptRowsInFront});
    retireLists(state, before);
    retireNotes(state, before);
    retireCounts(state, before);
    dropReasons(state);
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

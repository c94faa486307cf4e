#include "core/shadow/shadow.h"

#include "core/patch/events.h"
#include "core/wisdom/similarity.h"

#include <algorithm>
#include <array>
#include <map>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace penelope::shadow {
namespace {

constexpr Milliseconds patience = 24h;
constexpr std::size_t keptChanges = 1000;

QString episodeOf(const patch::Patch& patch)
{
    return patch.anomaly.isEmpty() ? patch::streamOf(patch.id) : patch.anomaly.value();
}

bool isOwnProposal(const patch::Patch& patch)
{
    return patch.origin != "operator"_L1 && patch.origin != "api"_L1;
}

void takeShadowed(State& state, const journal::Event& event, const patch::Patch& patch)
{
    if (!isOwnProposal(patch))
        return;
    const Act act{
        .seq = event.seq,
        .at = event.time,
        .service = patch.service,
        .patch = patch.id,
        .act = event.payload[u"act"].toString(),
        .level = patch.level};
    state.episodes.update(episodeOf(patch), [&act](Episode& episode) { episode.acts.push_back(act); });
}

/// Whether the summary of a commit says that it takes `change` back, as git words it.
bool takesBack(const QString& summary, const Change& change)
{
    const bool named = !change.summary.isEmpty() && summary.contains(u'"' + change.summary + u'"');
    return named || (change.commit.size() >= 7 && summary.contains(change.commit.left(7)));
}

/// Notes of those that stand and that `undone` names what took them back.
template <typename Undone> void undo(Changes& changes, qint64 seq, Undone&& undone)
{
    std::vector<qint64> named;
    changes.forEach([&](qint64 at, const auto& change) {
        if (!change->undoneSeq && undone(*change))
            named.push_back(at);
    });
    for (const auto at : named)
        changes.update(at, [seq](Change& change) { change.undoneSeq = seq; });
}

void addChange(State& state, const ServiceName& service, Change change)
{
    state.changes.update(service, [&change](Changes& all) {
        if (change.summary.startsWith("Revert "_L1))
            undo(all, change.seq, [&change](const Change& earlier) { return takesBack(change.summary, earlier); });
        const auto seq = change.seq;
        all.insert(seq, std::move(change));
        if (all.size() > keptChanges)
            all.erase(all.firstKey());
    });
}

void takeCommit(State& state, const journal::Event& event)
{
    const auto& payload = event.payload;
    // A commit's own clock is anybody's: it cannot be later than when it was seen.
    const auto at = std::min(event.time, instantFromMs(payload.integer(u"committed_at").value_or(toMs(event.time))));
    addChange(
        state, ServiceName{event.subject()},
        {.commit = payload[u"commit"].toString(),
         .summary = payload[u"summary"].toString(),
         .author = payload[u"author"].toString(),
         .at = at,
         .seq = event.seq});
}

void takePromoted(State& state, const journal::Event& event, const patch::Patch& patch)
{
    addChange(
        state, patch.service,
        {.commit = event.payload[u"commit"].toString(),
         .summary = patch.intent,
         .author = event.actor,
         .at = event.time,
         .seq = event.seq,
         .byPerson = false});
}

void takeRolledBack(State& state, const journal::Event& event, const patch::Patch& patch)
{
    if (patch.commit.isEmpty() || !state.changes.contains(patch.service))
        return;
    state.changes.update(patch.service, [&](Changes& all) {
        undo(all, event.seq, [&patch](const Change& change) { return change.commit == patch.commit; });
    });
}

void takeOfAnomaly(State& state, const journal::Event& event)
{
    const auto key = event.subject();
    if (!state.episodes.contains(key))
        return;
    if (event.kind == "AnomalyResolved"_L1) {
        state.episodes.update(key, [&event](Episode& episode) {
            episode.resolvedSeq = event.seq;
            episode.resolvedAt = event.time;
            episode.alone = event.payload[u"without_intervention"].toBool();
        });
    } else if (event.kind == "DecisionMade"_L1 && event.payload[u"decision"].toString() == "escalate"_L1) {
        state.episodes.update(key, [&event](Episode& episode) {
            if (!episode.escalatedSeq)
                episode.escalatedSeq = event.seq;
        });
    }
}

void count(Tally& tally, Outcome outcome)
{
    switch (gradeOf(outcome)) {
    case Grade::NotGradable: ++tally.notGradable; return;
    case Grade::AsPeopleDid: ++tally.asPeopleDid; break;
    case Grade::Otherwise: ++tally.otherwise; break;
    }
    ++tally.acts;
    tally.undone += outcome == Outcome::Undone;
    tally.alone += outcome == Outcome::Alone;
    tally.escalated += outcome == Outcome::Escalated;
}

void close(Tally& tally)
{
    if (tally.acts == 0)
        return;
    tally.share = static_cast<double>(tally.asPeopleDid) / tally.acts;
    tally.low = wisdom::wilsonLower(tally.asPeopleDid, tally.acts);
    // The interval is symmetric in success and failure.
    tally.high = 1 - wisdom::wilsonLower(tally.otherwise, tally.acts);
}

} // namespace

void apply(State& state, const journal::Event& event, const patch::Patch* patch)
{
    if (event.version != 1)
        return;
    if (event.kind == "ServiceCommitSeen"_L1)
        takeCommit(state, event);
    else if (event.streamKind() == "anomaly"_L1)
        takeOfAnomaly(state, event);
    if (!patch)
        return;
    if (event.kind == "PatchShadowed"_L1)
        takeShadowed(state, event, *patch);
    else if (event.kind == "PatchPromoted"_L1)
        takePromoted(state, event, *patch);
    else if (event.kind == "PatchRolledBack"_L1)
        takeRolledBack(state, event, *patch);
}

journal::Draft
commitSeen(const ServiceName& service, const QString& commit, const QString& author, const QString& summary, Instant at)
{
    return {
        .kind = u"ServiceCommitSeen"_s,
        .stream = patch::streamOf(service),
        .payload = Json::object(
            {{u"commit"_s, commit}, {u"author"_s, author}, {u"summary"_s, summary}, {u"committed_at"_s, toMs(at)}})};
}

std::optional<Instant> evidenceSince(const State& state, const ServiceName& service, Instant from)
{
    std::optional<Instant> since;
    state.episodes.forEach([&](const QString&, const auto& episode) {
        for (const auto& act : episode->acts) {
            if (act.service == service && act.at > from && (!since || act.at < *since))
                since = act.at;
        }
    });
    return since;
}

bool knows(const State& state, const ServiceName& service, const QString& commit)
{
    bool known = false;
    if (const auto all = state.changes.find(service))
        all->forEach([&](qint64, const auto& change) { known = known || change->commit == commit; });
    return known;
}

QString toWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Committed: return u"person_committed"_s;
    case Outcome::Promoted: return u"patch_promoted"_s;
    case Outcome::Undone: return u"undone"_s;
    case Outcome::Escalated: return u"escalated"_s;
    case Outcome::Alone: return u"resolved_alone"_s;
    case Outcome::Unclear: return u"unclear"_s;
    case Outcome::Open: return u"open"_s;
    }
    Q_UNREACHABLE();
}

Grade gradeOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Committed:
    case Outcome::Promoted: return Grade::AsPeopleDid;
    case Outcome::Undone:
    case Outcome::Escalated:
    case Outcome::Alone: return Grade::Otherwise;
    case Outcome::Unclear:
    case Outcome::Open: return Grade::NotGradable;
    }
    Q_UNREACHABLE();
}

QString toWord(Grade grade)
{
    switch (grade) {
    case Grade::AsPeopleDid: return u"as_people_did"_s;
    case Grade::Otherwise: return u"otherwise"_s;
    case Grade::NotGradable: return u"not_gradable"_s;
    }
    Q_UNREACHABLE();
}

Graded grade(const Act& act, const Episode& episode, const Changes& changes)
{
    const Instant end = episode.resolvedSeq ? episode.resolvedAt : act.at + patience;
    Graded graded{act, Outcome::Open, {}};
    std::shared_ptr<const Change> standing;
    std::shared_ptr<const Change> undone;
    changes.forEach([&](qint64, const auto& change) {
        if (change->at < act.at || change->at > end || change->seq < act.seq)
            return;
        auto& kind = change->undoneSeq ? undone : standing;
        kind = kind ? kind : change;
    });
    if (standing) {
        graded.outcome = standing->byPerson ? Outcome::Committed : Outcome::Promoted;
        graded.evidence = {standing->seq};
    } else if (undone) {
        graded.outcome = Outcome::Undone;
        graded.evidence = {undone->seq, undone->undoneSeq};
    } else if (episode.escalatedSeq > act.seq) {
        graded.outcome = Outcome::Escalated;
        graded.evidence = {episode.escalatedSeq};
    } else if (episode.resolvedSeq) {
        graded.outcome = episode.alone ? Outcome::Alone : Outcome::Unclear;
    }
    if (episode.resolvedSeq)
        graded.evidence.push_back(episode.resolvedSeq);
    std::sort(graded.evidence.begin(), graded.evidence.end());
    return graded;
}

Score score(const State& state, const ServiceName& service, Instant from, Instant to)
{
    Score score;
    score.from = from;
    score.to = to;
    const auto row = state.changes.find(service);
    const auto changes = row ? *row : Changes{};
    std::map<Level, Tally> levels;
    state.episodes.forEach([&](const QString&, const auto& episode) {
        for (const auto& act : episode->acts) {
            if (act.service != service || act.at <= from || act.at > to)
                continue;
            score.graded.push_back(grade(act, *episode, changes));
            count(score.all, score.graded.back().outcome);
            count(levels[act.level], score.graded.back().outcome);
        }
    });
    close(score.all);
    for (auto& [level, tally] : levels) {
        close(tally);
        score.levels.emplace_back(level, tally);
    }
    std::sort(score.graded.begin(), score.graded.end(), [](const Graded& left, const Graded& right) {
        return left.act.seq < right.act.seq;
    });
    return score;
}

QString sentence(const Tally& tally)
{
    QStringList parts;
    if (tally.undone)
        parts.append(u"%1 they undid"_s.arg(tally.undone));
    if (tally.alone)
        parts.append(u"%1 went by itself"_s.arg(tally.alone));
    if (tally.escalated)
        parts.append(u"%1 needed a person"_s.arg(tally.escalated));
    const auto detail = parts.isEmpty() ? QString{} : u" (%1)"_s.arg(parts.join(", "_L1));
    return u"%1 acts, %2 as people did, %3 otherwise%4; %5 not gradable"_s.arg(tally.acts)
        .arg(tally.asPeopleDid)
        .arg(tally.otherwise)
        .arg(detail)
        .arg(tally.notGradable);
}

Json toJson(const Tally& tally)
{
    auto json = Json::object(
        {{u"acts"_s, tally.acts},
         {u"as_people_did"_s, tally.asPeopleDid},
         {u"otherwise"_s, tally.otherwise},
         {u"undone"_s, tally.undone},
         {u"resolved_alone"_s, tally.alone},
         {u"escalated"_s, tally.escalated},
         {u"not_gradable"_s, tally.notGradable}});
    if (tally.share) {
        json.set(u"share"_s, *tally.share);
        json.set(u"low"_s, tally.low);
        json.set(u"high"_s, tally.high);
    }
    return json;
}

} // namespace penelope::shadow

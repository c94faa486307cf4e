#include "core/engine/incident.h"

#include "core/engine/incidentfacts.h"
#include "core/engine/reportpictures.h"
#include "core/engine/sentences.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace incident {

namespace {

/// What bears on every incident, whichever story it belongs to.
bool isAround(const journal::Event& event)
{
    static const QStringList kinds{
        u"SourceFreshnessChanged"_s, u"ClockStepped"_s,    u"CoreStarted"_s,  u"CoreStopped"_s,  u"HealingFrozen"_s,
        u"FreezeExpired"_s,          u"HealingUnfrozen"_s, u"RestDayBegan"_s, u"RestDayEnded"_s, u"AccessRefused"_s};
    return kinds.contains(event.kind) || (event.kind == "PolicyChanged"_L1 && event.payload.contains(u"from"));
}

bool isOfStory(const Facts& facts, const journal::Event& event)
{
    const auto& wanted = facts.input.anomaly;
    if (wanted.isEmpty())
        return event.kind != "PolicyChanged"_L1 || event.payload.contains(u"from");
    const auto id = event.subject();
    if (event.correlation == u"anomaly/"_s + wanted.value() || facts.anomalies.contains(id) ||
        facts.patches.contains(id) || facts.approvals.contains(id) || facts.canaries.contains(id))
        return true;
    if (event.streamKind() == "breaker"_L1) {
        const auto anomaly = facts.end.anomalies.find(wanted);
        return anomaly && anomaly->service.value() == id;
    }
    return isAround(event) || event.kind == "NoteAdded"_L1;
}

void chooseRows(Facts& facts)
{
    const auto& wanted = facts.input.anomaly;
    const auto& span = facts.input.past.span;
    facts.end.anomalies.forEach([&](const AnomalyId& id, const auto& anomaly) {
        const bool overlaps =
            anomaly->detectedAt <= span.to && (!anomaly->resolvedAt || *anomaly->resolvedAt >= span.from);
        if (wanted.isEmpty() ? overlaps : id == wanted)
            facts.anomalies.insert(id.value());
    });
    facts.end.patches.forEach([&](const PatchId& id, const auto& patch) {
        const bool overlaps = patch->proposedAt <= span.to && (!patch->endedAt || *patch->endedAt >= span.from);
        if (wanted.isEmpty() ? overlaps : patch->anomaly == wanted)
            facts.patches.insert(id.value());
    });
    facts.end.approvals.forEach([&](const ApprovalId& id, const auto& approval) {
        if (facts.patches.contains(approval->patch.value()))
            facts.approvals.insert(id.value());
    });
    facts.end.canaries.forEach([&](const CanaryId& id, const auto& canary) {
        if (facts.patches.contains(canary->patch.value()))
            facts.canaries.insert(id.value());
    });
}

} // namespace

Facts factsOf(const IncidentInput& input)
{
    Facts facts{
        .input = input,
        .end = stateAt(input.past, input.past.span.to),
        .lanes = lanesOf(input.past),
        .story = {},
        .anomalies = {},
        .patches = {},
        .approvals = {},
        .canaries = {}};
    chooseRows(facts);
    for (const auto& event : input.past.events) {
        if (isOfStory(facts, event))
            facts.story.push_back(&event);
    }
    return facts;
}

QString momentText(Instant at)
{
    return toIso(at).replace(u'T', u' ');
}

QString actorText(const QString& actor)
{
    return actor.startsWith("operator/"_L1) ? actor.section(u'/', 1) : actor;
}

namespace {

QString titleOf(const Facts& facts)
{
    if (!facts.input.title.isEmpty())
        return facts.input.title;
    const auto anomaly = facts.end.anomalies.find(facts.input.anomaly);
    if (anomaly)
        return u"Incident review: %1 of %2"_s.arg(QString(anomaly->type).replace(u'_', u' '), anomaly->service.value());
    const auto& span = facts.input.past.span;
    return u"Review of %1 to %2"_s.arg(momentText(span.from), momentText(span.to));
}

void addSummary(Document& document, const Facts& facts)
{
    const auto& span = facts.input.past.span;
    document.heading(2, u"Summary"_s);
    document.text(u"This report covers %1 to %2 (UTC) of journal %3: %4 events, of which %5 belong to it."_s.arg(
        momentText(span.from), momentText(span.to), facts.end.journalId,
        QString::number(facts.input.past.events.size()), QString::number(facts.story.size())));
    if (facts.input.past.cut)
        document.text(u"The range held more events than one report takes: it ends earlier than was asked for."_s);
    std::vector<QStringList> rows{
        {u"Anomaly"_s, u"Service"_s, u"Severity"_s, u"Detected"_s, u"Over"_s, u"Last decision"_s}};
    for (const auto& id : facts.anomalies) {
        const auto anomaly = facts.end.anomalies.find(AnomalyId{id});
        const auto* decision = anomaly->decision();
        rows.push_back(
            {u"%1 (%2)"_s.arg(QString(anomaly->type).replace(u'_', u' '), id), anomaly->service.value(),
             toWord(anomaly->severity), momentText(anomaly->detectedAt),
             anomaly->resolvedAt ? u"%1, by %2"_s.arg(momentText(*anomaly->resolvedAt), actorText(anomaly->resolvedBy))
                                 : u"not over"_s,
             decision ? u"%1 (rule %2)"_s.arg(toWord(decision->decision)).arg(decision->rule) : u"none"_s});
    }
    if (rows.size() > 1)
        document.table(std::move(rows));
    else
        document.text(u"There was no anomaly."_s);
}

void addTimeline(Document& document, const Facts& facts)
{
    document.heading(2, u"Timeline"_s);
    if (facts.story.empty()) {
        document.text(u"Nothing happened."_s);
        return;
    }
    document.picture(
        u"lanes"_s, u"Anomalies, approvals, breakers and canaries on one time axis."_s, pictures::lanes(facts.lanes));
    std::vector<QStringList> rows{{u"Time (UTC)"_s, u"Event"_s, u"Who"_s, u"What happened"_s}};
    QString reading;
    for (const auto* event : facts.story) {
        // Readings in a row are one line.
        const auto key = isStep(*event) ? QString{} : event->kind + event->stream;
        if (!key.isEmpty() && key == reading) {
            rows.back()[3].remove(u" (and more like it)"_s);
            rows.back()[3] += u" (and more like it)"_s;
            continue;
        }
        reading = key;
        rows.push_back(
            {momentText(event->time), QString::number(event->seq), actorText(event->actor), sentences::event(*event)});
    }
    document.table(std::move(rows));
}

void addScore(Document& document, const Facts& facts)
{
    document.heading(2, u"Compliance"_s);
    const auto& last = facts.lanes.score.back();
    document.text(
        last.total ? u"At the end of the range the score was %1, between %2 and %3 with what was unmeasured."_s
                         .arg(*last.total, 0, 'f', 0)
                         .arg(last.low, 0, 'f', 0)
                         .arg(last.high, 0, 'f', 0)
                   : u"At the end of the range the score was unmeasured."_s);
    document.picture(
        u"compliance"_s, u"The score over the range; gaps are gaps in what was measured."_s,
        pictures::score(facts.lanes));
}

void addNotes(Document& document, const Facts& facts)
{
    std::vector<QStringList> rows{{u"Time (UTC)"_s, u"Who"_s, u"About"_s, u"Note"_s}};
    for (const auto* event : facts.story) {
        if (event->kind == "NoteAdded"_L1)
            rows.push_back(
                {momentText(event->time), actorText(event->actor),
                 (event->payload[u"scope"].toString() + u' ' + event->payload[u"ref"].toString()).trimmed(),
                 event->payload[u"text"].toString()});
    }
    document.heading(2, u"Notes"_s);
    if (rows.size() > 1)
        document.table(std::move(rows));
    else
        document.text(u"Nobody wrote a note."_s);
}

} // namespace
} // namespace incident

Document incidentReport(const IncidentInput& input)
{
    const auto facts = incident::factsOf(input);
    Document document{.title = incident::titleOf(facts), .blocks = {}};
    incident::addSummary(document, facts);
    incident::addTimeline(document, facts);
    incident::addDecisions(document, facts);
    incident::addApprovals(document, facts);
    incident::addPatches(document, facts);
    incident::addCanaries(document, facts);
    incident::addScore(document, facts);
    incident::addNotes(document, facts);
    incident::addOpenQuestions(document, facts);
    incident::addVerification(document, facts);
    return document;
}

Result<Span> spanOf(const ConsoleState& state, const AnomalyId& id, Instant now)
{
    const auto anomaly = state.anomalies.find(id);
    if (!anomaly)
        return failure(ErrorCode::NotFound, u"there is no anomaly %1"_s.arg(id.value()), u"incident"_s);
    auto end = anomaly->resolvedAt.value_or(now);
    for (const auto& each : anomaly->patches) {
        const auto patch = state.patches.find(PatchId{each});
        if (patch)
            end = std::max(end, patch->isFinished() && patch->endedAt ? *patch->endedAt : now);
    }
    return Span{.from = anomaly->detectedAt - 5min, .to = std::min(now, end + 10min)};
}

} // namespace penelope::engine

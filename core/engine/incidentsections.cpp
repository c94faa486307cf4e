#include "core/engine/incidentfacts.h"
#include "core/engine/reportpictures.h"
#include "core/engine/sentences.h"
#include "core/sophia/events.h"
#include "core/sophia/explaintext.h"

#include <algorithm>

namespace penelope::engine::incident {

using namespace Qt::Literals::StringLiterals;

namespace {

QString valueText(const Json& value)
{
    if (sophia::isNothing(value))
        return u"UNKNOWN"_s;
    if (value.isNumber())
        return QString::number(value.toDouble(), 'g', 6);
    return value.isString() ? value.toString() : QString::fromUtf8(toJsonText(value));
}

QString originText(const QString& source, std::optional<Milliseconds> age)
{
    return age && age->count() > 0 ? u"%1, %2 old"_s.arg(source, sentences::duration(*age)) : source;
}

void addDecision(Document& document, const ServiceName& service, const sophia::DecisionRecord& record)
{
    document.heading(
        3, u"%1 of %2: %3 (event %4)"_s.arg(
               momentText(record.at), service.value(), toWord(record.decision), QString::number(record.seq)));
    document.text(record.reasoning);
    if (!record.wisdomNote.isEmpty())
        document.text(record.wisdomNote);
    std::vector<QStringList> rows{{u"Input"_s, u"Value"_s, u"Limit"_s, u"From"_s}};
    for (const auto& input : record.inputs) {
        if (input.name != "scales"_L1)
            rows.push_back(
                {QString(input.name).replace(u'_', u' '), valueText(input.value),
                 sophia::isNothing(input.limit) ? u"—"_s : valueText(input.limit),
                 originText(input.source, input.age)});
    }
    for (const auto& factor : record.risk.factors)
        rows.push_back(
            {u"risk: "_s + QString(factor.name).replace(u'_', u' '),
             factor.value ? QString::number(*factor.value, 'g', 4) : u"UNKNOWN"_s, QString::number(factor.limit),
             u"%1; adds %2"_s.arg(originText(factor.source, factor.age))
                 .arg(factor.addsHundredths / 100.0, 0, 'f', 2)});
    document.table(std::move(rows));
    const auto explained = sophia::explain(record);
    if (const auto* nearest = explained.nearest())
        document.text(u"Nearest other outcome: %1."_s.arg(sophia::changeText(*nearest)));
}

/// Of that decision, as the signed "seen" of the event says.
QString seenText(const Json& seen)
{
    if (sophia::isNothing(seen))
        return u"not recorded"_s;
    QStringList parts;
    if (const auto total = seen.integer(u"hunks_total"))
        parts.append(u"%1 of %2 hunks of the diff"_s.arg(seen[u"hunks"].toInteger()).arg(*total));
    if (const auto twin = seen.boolean(u"twin"))
        parts.append(*twin ? u"the twin's result"_s : u"not the twin's result"_s);
    if (const auto unknown = seen.boolean(u"unknown"))
        parts.append(*unknown ? u"the UNKNOWN inputs"_s : u"not the UNKNOWN inputs"_s);
    if (seen[u"older_evidence"].toBool())
        parts.append(u"older evidence, and accepted it"_s);
    return parts.isEmpty() ? QString::fromUtf8(toJsonText(seen)) : parts.join(u", "_s);
}

void addRequest(Document& document, const Facts& facts, const approval::Approval& approval)
{
    document.heading(3, u"Request %1 for %2"_s.arg(approval.id.value(), approval.service.value()));
    document.list(
        {u"Asked %1, to be decided by %2; %3 needed."_s
             .arg(momentText(approval.requestedAt), momentText(approval.deadline))
             .arg(approval.need),
         u"A person was asked because of: %1."_s.arg(approval.triggers.join(u", "_s)),
         u"Version %1 of the request, diff %2."_s.arg(approval.version).arg(approval.diffSha256),
         u"Outcome: %1%2."_s.arg(
             approval::toWord(approval.status),
             approval.decidedAt ? u", %1 by %2"_s.arg(momentText(*approval.decidedAt), actorText(approval.decidedBy))
                                : QString{})});
    std::vector<QStringList> rows{
        {u"Time (UTC)"_s, u"Who"_s, u"What"_s, u"Reason"_s, u"Had seen"_s, u"Version and diff"_s, u"Signed"_s}};
    for (const auto* event : facts.story) {
        if (event->stream != u"approval/"_s + approval.id.value() || event->kind == "ApprovalRequested"_L1)
            continue;
        const auto& payload = event->payload;
        const bool decides = payload.contains(u"decided_at");
        rows.push_back(
            {momentText(event->time), actorText(event->actor),
             sentences::event(*event).section(u':', 0, 0) +
                 (payload[u"break_glass"].toBool() ? u" (break-glass)"_s : QString{}),
             payload[u"reason"].toString(), decides ? seenText(payload[u"seen"]) : u"—"_s,
             decides ? u"%1, %2"_s.arg(payload[u"version"].toInteger()).arg(payload[u"diff_sha256"].toString().left(12))
                     : u"—"_s,
             decides ? (payload.contains(u"signature") ? u"with the operator's key"_s : u"no"_s) : u"—"_s});
    }
    if (rows.size() > 1)
        document.table(std::move(rows));
}

} // namespace

void addDecisions(Document& document, const Facts& facts)
{
    document.heading(2, u"Decisions and their reasons"_s);
    bool any = false;
    for (const auto* event : facts.story) {
        if (event->kind != "DecisionMade"_L1)
            continue;
        auto record = sophia::decisionFrom(event->payload);
        record.seq = event->seq;
        record.at = event->time;
        const auto anomaly = facts.end.anomalies.find(AnomalyId{event->subject()});
        addDecision(document, anomaly ? anomaly->service : ServiceName{}, record);
        any = true;
    }
    if (!any)
        document.text(u"No decision was made in this range."_s);
}

void addApprovals(Document& document, const Facts& facts)
{
    document.heading(2, u"Who approved, and what they had seen"_s);
    for (const auto& id : facts.approvals)
        addRequest(document, facts, *facts.end.approvals.find(ApprovalId{id}));
    if (facts.approvals.empty())
        document.text(u"Nobody was asked."_s);
}

void addPatches(Document& document, const Facts& facts)
{
    document.heading(2, u"Patches"_s);
    for (const auto& id : facts.patches) {
        const auto patch = facts.end.patches.find(PatchId{id});
        document.heading(3, u"Patch %1 for %2: %3"_s.arg(id, patch->service.value(), patch::toWord(patch->status)));
        QStringList items{
            u"Proposed %1 by %2 (%3): %4"_s.arg(
                momentText(patch->proposedAt), actorText(patch->proposer), patch->origin, patch->intent),
            u"Lines +%1 −%2, level %3, diff %4."_s.arg(patch->linesAdded)
                .arg(patch->linesRemoved)
                .arg(static_cast<int>(patch->level))
                .arg(patch->diffSha256)};
        if (patch->gentleness)
            items.append(
                u"Gentleness %1: %2."_s.arg(patch->gentleness->score, 0, 'f', 2).arg(patch->gentleness->result));
        if (patch->competence)
            items.append(u"Competence: %1."_s.arg(toWord(patch->competence->level)));
        items.append(u"Digital twin: %1%2."_s.arg(
            patch->twinResult.isEmpty() ? u"not reached"_s : patch->twinResult,
            patch->twinReason.isEmpty() ? QString{} : u", "_s + patch->twinReason));
        if (patch->refusal)
            items.append(sentences::refused(*patch->refusal) + u'.');
        if (!patch->endText.isEmpty() || !patch->endReason.isEmpty())
            items.append(u"It ended: %1. %2"_s.arg(QString(patch->endReason).replace(u'_', u' '), patch->endText));
        items.append(u"To undo it: %1"_s.arg(patch->rollbackNote.isEmpty() ? u"not said"_s : patch->rollbackNote));
        document.list(items);
        constexpr qsizetype longestDiff = 20'000;
        document.code(patch->diff.left(longestDiff));
        if (patch->diff.size() > longestDiff)
            document.text(u"The diff is longer; it stands whole in the journal."_s);
    }
    if (facts.patches.empty())
        document.text(u"There was no patch."_s);
}

void addCanaries(Document& document, const Facts& facts)
{
    if (facts.canaries.empty())
        return;
    document.heading(2, u"Canaries"_s);
    for (const auto& id : facts.canaries) {
        const auto canary = facts.end.canaries.find(CanaryId{id});
        document.heading(3, u"Canary %1 of %2"_s.arg(id, canary->service.value()));
        std::vector<QStringList> rows{{u"Step"_s, u"Share"_s, u"Decided"_s, u"By"_s, u"Router confirmed"_s}};
        for (const auto& step : canary->stepLog)
            rows.push_back(
                {QString::number(step.step), u"%1 %"_s.arg(step.percent), momentText(step.decidedAt),
                 actorText(step.by), step.confirmedAt ? momentText(*step.confirmedAt) : u"no"_s});
        document.table(std::move(rows));
        if (!canary->rollbackCode.isEmpty())
            document.text(u"It went back: %1"_s.arg(sentences::rollback(canary->rollbackCode, canary->rollbackText)));
        int number = 0;
        for (const auto& metric : canary->metrics) {
            ++number;
            auto drawn = pictures::metric(*canary, metric.name);
            // The metric's name comes from a file and is no file name.
            if (!drawn.isEmpty())
                document.picture(
                    u"canary-%1-%2"_s.arg(id).arg(number), u"%1 of both arms, each judged interval."_s.arg(metric.name),
                    std::move(drawn));
        }
    }
}

} // namespace penelope::engine::incident

#include "core/engine/incidentfacts.h"
#include "core/sophia/explain.h"

/// What the journal itself shows to be unanswered, and what proves the rest.
namespace penelope::engine::incident {

using namespace Qt::Literals::StringLiterals;

namespace {

void askAboutAnomalies(QStringList& questions, const Facts& facts)
{
    for (const auto& id : facts.anomalies) {
        const auto anomaly = facts.end.anomalies.find(AnomalyId{id});
        const auto name = u"%1 of %2"_s.arg(QString(anomaly->type).replace(u'_', u' '), anomaly->service.value());
        if (anomaly->isOpen())
            questions.append(u"%1 is not over."_s.arg(name));
        if (!anomaly->diagnosis)
            questions.append(u"%1 was never diagnosed: what was its cause?"_s.arg(name));
        if (const auto* decision = anomaly->decision(); decision && !decision->unknown.isEmpty())
            questions.append(u"%1 was judged without knowing: %2. Why could that not be read?"_s.arg(
                name, decision->unknown.join(u", "_s)));
        if (anomaly->isEscalated())
            questions.append(u"The escalation of %1 still waits for a person."_s.arg(name));
    }
}

void askAboutApprovals(QStringList& questions, const Facts& facts)
{
    for (const auto& id : facts.approvals) {
        const auto approval = facts.end.approvals.find(ApprovalId{id});
        const auto service = approval->service.value();
        if (approval->isPending())
            questions.append(u"The request %1 for %2 still waits for a decision."_s.arg(id, service));
        if (approval->status == approval::Status::Expired)
            questions.append(u"Nobody decided the request %1 for %2 in time: who was on call?"_s.arg(id, service));
        if (approval->isToReview())
            questions.append(u"%1 decided for %2 alone; no other approver has agreed or objected yet."_s.arg(
                actorText(approval->decidedBy), service));
        for (const auto& vote : approval->votes) {
            if (!vote.isSigned)
                questions.append(u"The decision of %1 for %2 is not signed."_s.arg(actorText(vote.actor), service));
        }
    }
}

void askAboutSources(QStringList& questions, const Facts& facts)
{
    for (const auto& gap : facts.lanes.gaps)
        questions.append(u"%1 was not known from %2 to %3: what was missed?"_s.arg(
            gap.source, momentText(gap.from), momentText(gap.to)));
    for (const auto& off : facts.lanes.off)
        questions.append(u"The core was stopped from %1 to %2: nothing was watched meanwhile. What was missed?"_s.arg(
            momentText(off.from), momentText(off.to)));
    int failures = 0;
    QString last;
    for (const auto* event : facts.story) {
        if (event->kind == "EffectFailed"_L1) {
            ++failures;
            last = event->payload[u"error"].toString();
        }
    }
    if (failures > 0)
        questions.append(u"Something that was to be done failed %1 times; the last time: %2"_s.arg(failures).arg(last));
    const auto unknown = facts.end.unknownEvents;
    if (unknown > 0)
        questions.append(
            u"%1 events of the journal were written by a newer version and are not understood here."_s.arg(unknown));
}

} // namespace

void addOpenQuestions(Document& document, const Facts& facts)
{
    document.heading(2, u"Open questions"_s);
    QStringList questions;
    askAboutAnomalies(questions, facts);
    askAboutApprovals(questions, facts);
    askAboutSources(questions, facts);
    if (facts.input.past.cut)
        questions.append(u"The range was cut: what happened after %1?"_s.arg(momentText(facts.input.past.span.to)));
    if (questions.isEmpty())
        document.text(u"The journal shows none. What people know beyond it is not in it."_s);
    else
        document.list(questions);
}

void addVerification(Document& document, const Facts& facts)
{
    document.heading(2, u"Verification"_s);
    const auto& verified = facts.input.verified;
    const auto& past = facts.input.past;
    const auto first = past.events.empty() ? past.checkpoints.front().seq : past.events.front().seq;
    const auto last = past.events.empty() ? first : past.events.back().seq;
    document.text(u"This report was made from events %1 to %2 and what went before them."_s.arg(first).arg(last));
    if (verified.to == 0) {
        document.text(
            verified.trouble.isEmpty()
                ? u"The journal was not verified when this report was made."_s
                : u"The journal could not be verified when this report was made: %1"_s.arg(verified.trouble));
    } else {
        qint64 damaged = 0;
        QStringList ranges;
        for (const auto& range : verified.damaged) {
            damaged += range.last - range.first + 1;
            ranges.append(
                range.first == range.last ? QString::number(range.first)
                                          : u"%1 to %2"_s.arg(range.first).arg(range.last));
        }
        document.text(
            damaged == 0
                ? u"Every event up to %1 was hashed and held against the journal's signed checkpoints: all agree."_s
                      .arg(verified.to)
                : u"Of the events up to %1, %2 do not agree with the signed checkpoints: %3."_s.arg(verified.to)
                      .arg(damaged)
                      .arg(ranges.join(u", "_s)));
        if (verified.to < last)
            document.text(u"Events after %1 were not covered by a verified checkpoint."_s.arg(verified.to));
    }
    if (facts.input.signedTo)
        document.text(u"The newest checkpoint that was verified covers events 1 to %1."_s.arg(*facts.input.signedTo));
    document.text(
        u"Anybody with the file can check this: penelopectl verify FILE; and a single event: penelopectl prove "
        "SEQ."_s);
}

} // namespace penelope::engine::incident

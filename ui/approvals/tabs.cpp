#include "ui/approvals/tabs.h"

#include "core/sophia/reasoning.h"
#include "ui/approvals/riskview.h"
#include "ui/approvals/rows.h"
#include "ui/approvals/sentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/diffindex.h"
#include "ui/widgets/parts.h"

#include <QFrame>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <map>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

QString valueText(const Json& value)
{
    if (value.isString())
        return visibleText(value.toString());
    if (value.isBoolean())
        return value.toBool() ? FormTab::tr("yes") : FormTab::tr("no");
    return visibleText(QString::fromUtf8(toJsonText(value)));
}

/// An object of evidence as "kind: name value, name value".
QString evidenceText(const Json& evidence)
{
    QStringList parts;
    for (const auto& [name, value] : evidence.toObject()) {
        if (name == "kind"_L1)
            continue;
        if (name.endsWith("_at"_L1) && value.isNumber())
            parts.append(words::code(name.chopped(3)) + u' ' + format::utcDateTime(instantFromMs(value.toInteger())));
        else
            parts.append(value.isNumber() ? metricText(name, value) : words::code(name) + u' ' + valueText(value));
    }
    return parts.isEmpty() ? valueText(evidence) : parts.join(u", "_s);
}

/// The same name in another case is the same name.
QStringList distinct(const QStringList& names)
{
    QStringList kept;
    for (const auto& name : names) {
        if (!kept.contains(name, Qt::CaseInsensitive))
            kept.append(name);
    }
    return kept;
}

QString withFullStop(QString sentence)
{
    if (!sentence.isEmpty() && !sentence.endsWith(u'.'))
        sentence += u'.';
    return sentence;
}

} // namespace

FormTab::FormTab(Kind kind, QWidget* parent)
    : QScrollArea(parent)
    , m_kind(kind)
{
    setFrameShape(QFrame::StyledPanel);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setSurface(this, Surface::Panel);
}

bool FormTab::isNarrow() const
{
    constexpr int leastForTables = 540;
    return width() < Theme::of(this).px(leastForTables);
}

void FormTab::show(const Subjects& subjects, const engine::ConsoleState& state)
{
    const bool notesChanged = m_kind == Kind::History && m_notes != state.notes.size();
    if (widget() && m_shown == subjects && !notesChanged && m_narrow == isNarrow())
        return;
    m_shown = subjects;
    m_narrow = isNarrow();
    m_notes = state.notes.size();
    auto* page = new QWidget;
    setSurface(page, Surface::Panel);
    const auto theme = Theme::of(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(theme.px(16), theme.px(20), theme.px(16), theme.px(16));
    auto* form = new DetailForm(page);
    layout->addWidget(form);
    layout->addStretch(1);
    switch (m_kind) {
    case Kind::Why: fillWhy(*form, subjects, state); break;
    case Kind::Evidence: fillEvidence(*form, subjects); break;
    case Kind::Twin: fillTwin(*form, subjects); break;
    case Kind::History: fillHistory(*form, subjects, state); break;
    }
    setWidget(page);
}

void FormTab::fillWhy(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state) const
{
    if (!subjects.anomaly) {
        form.addRow(tr("Anomaly"), tr("None: this patch was proposed without one"), Tone::Muted);
        fillPatch(form, subjects, state);
        return;
    }
    const auto& anomaly = *subjects.anomaly;
    form.addRow(tr("Anomaly"), anomalyText(anomaly));
    if (const auto& diagnosis = anomaly.diagnosis)
        //: %1 is a sentence that ends with a full stop, %2 a percentage
        form.addRow(
            tr("Cause"),
            tr("%1 Confidence %2.")
                .arg(
                    withFullStop(visibleText(sophia::causeText(diagnosis->causeCode, diagnosis->causeArgs))),
                    format::percent(diagnosis->confidence)));
    else
        form.addRow(tr("Cause"), tr("Not diagnosed yet"), Tone::Muted);
    const auto* decision = anomaly.decision();
    if (!decision) {
        form.addRow(tr("Decision"), tr("Not judged yet"), Tone::Muted);
        fillPatch(form, subjects, state);
        return;
    }
    auto verb = words::decision(decision->decision);
    verb[0] = verb.at(0).toUpper();
    const auto reasoning = visibleText(decision->reasoning);
    if (reasoning.startsWith("Rule "_L1))
        form.addRow(tr("Decision"), verb + u". "_s + reasoning);
    else
        //: %1 a decision such as "Intervene", %2 the number of a rule, %3 the reason as a sentence
        form.addRow(tr("Decision"), tr("%1. Rule %2: %3").arg(verb).arg(decision->rule).arg(reasoning));
    form.addRow(
        tr("Risk"), format::hundredths(decision->risk.totalHundredths) + u", "_s + riskSentence(decision->risk));
    if (!decision->risk.factors.empty()) {
        auto* risk = new RiskView(&form);
        risk->show(decision->risk, static_cast<int>(std::lround(state.policy.ratio(u"approval.risk"_s) * 100)));
        if (m_narrow)
            form.addWide(risk);
        else
            form.addRow({}, risk);
    }
    QStringList unknown;
    for (const auto& name : anomaly.unknown)
        unknown.append(words::code(name));
    if (anomaly.diagnosis) {
        for (const auto& name : anomaly.diagnosis->unknown)
            unknown.append(words::code(name));
    }
    for (const auto& name : decision->risk.unknown())
        unknown.append(words::factor(name));
    unknown = distinct(unknown);
    form.addRow(tr("Not known"), unknown.isEmpty() ? tr("Nothing that was looked for") : unknown.join(u"; "_s));
    fillPatch(form, subjects, state);
    if (!subjects.patch && !anomaly.proposalsTried.isEmpty())
        form.addRow(tr("Tried"), visibleText(anomaly.proposalsTried.join(u"; "_s)));
}

void FormTab::fillPatch(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state) const
{
    if (!subjects.patch)
        return;
    const auto& patch = *subjects.patch;
    const auto twin = patch.twinResult.isEmpty() ? u"unavailable"_s : patch.twinResult;
    form.addRow(
        tr("Twin"), twin == "unavailable"_L1
                        ? tr("Not available, counts as UNKNOWN: %1").arg(visibleText(patch.twinReason))
                        : words::code(twin) + u' ' + visibleText(patch.twinReason));
    if (const auto& gentle = patch.gentleness) {
        //: %1 a score, %2 the least score
        form.addRow(
            tr("Gentleness"),
            tr("%1 (at least %2). %3, %4, reversible %5")
                .arg(
                    format::number(gentle->score, 2), format::number(state.policy.ratio(u"approval.gentleness"_s), 2),
                    gentle->lines == 1 ? tr("1 line") : tr("%1 lines").arg(gentle->lines),
                    gentle->functions.size() == 1 ? tr("1 function") : tr("%1 functions").arg(gentle->functions.size()),
                    format::hundredths(gentle->reversibilityHundredths)));
        for (const auto& violation : gentle->violations)
            form.addRow({}, visibleText(violation), Tone::Muted);
    }
    if (subjects.approval && !subjects.approval->triggers.isEmpty()) {
        QStringList reasons;
        for (const auto& trigger : subjects.approval->triggers)
            reasons.append(words::trigger(trigger));
        form.addRow(tr("Asks because"), reasons.join(u"; "_s));
    }
    const auto undo =
        subjects.approval && !subjects.approval->rollback.isEmpty() ? subjects.approval->rollback : patch.rollbackNote;
    form.addRow(tr("Undo"), undo.isEmpty() ? tr("No note; the commit can be reverted") : visibleText(undo));
    form.addRow(tr("Origin"), originText(patch), Tone::Muted);
}

void FormTab::fillEvidence(DetailForm& form, const Subjects& subjects) const
{
    if (!subjects.anomaly) {
        form.addRow(tr("Evidence"), tr("There is no anomaly behind this patch"), Tone::Muted);
        return;
    }
    const auto& anomaly = *subjects.anomaly;
    if (anomaly.diagnosis) {
        for (const auto& step : anomaly.diagnosis->chain)
            //: %1 a sentence, %2 a percentage
            form.addRow(
                tr("Step %1").arg(step.step),
                tr("%1 (%2)").arg(visibleText(step.description), format::percent(step.confidence)));
        for (const auto& evidence : anomaly.diagnosis->evidence)
            form.addRow(words::code(evidence[u"kind"].toString(tr("Evidence"))), evidenceText(evidence));
    }
    if (const auto* decision = anomaly.decision()) {
        for (const auto& input : decision->inputs) {
            auto text = input.value.isNumber() ? metricText(input.name, input.value) : valueText(input.value);
            if (!input.source.isEmpty())
                text += u", "_s + visibleText(input.source);
            if (input.age)
                text += u", "_s + format::age(*input.age);
            form.addRow(words::code(input.name), text);
        }
        for (const auto& precedent : decision->precedents)
            //: %1 a similarity such as 0.93, %2 an outcome
            form.addRow(
                tr("Precedent"), tr("%1: %2 similar, %3")
                                     .arg(
                                         format::shortId(precedent.id), format::number(precedent.similarity, 2),
                                         words::code(precedent.outcome)));
    }
    for (const auto& [name, value] : anomaly.context)
        form.addRow(words::code(name), visibleText(value), Tone::Muted);
}

void FormTab::fillTwin(DetailForm& form, const Subjects& subjects) const
{
    if (!subjects.patch) {
        form.addRow(tr("Twin"), tr("There is no patch to try"), Tone::Muted);
        return;
    }
    const auto& result = subjects.patch->twinResult;
    if (result.isEmpty() || result == "unavailable"_L1) {
        form.addRow(tr("Result"), tr("UNKNOWN: the twin could not run. It asks, it does not pass."));
    } else {
        form.addRow(tr("Result"), words::code(result));
    }
    if (!subjects.patch->twinReason.isEmpty())
        form.addRow(tr("Reason"), visibleText(subjects.patch->twinReason));
}

void FormTab::fillHistory(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state) const
{
    std::multimap<Instant, QString> lines;
    if (subjects.anomaly) {
        const auto& anomaly = *subjects.anomaly;
        lines.emplace(anomaly.detectedAt, tr("Anomaly detected by %1").arg(words::code(anomaly.source)));
        for (const auto& decision : anomaly.decisions) {
            //: %1 a decision, %2 the number of a rule
            lines.emplace(
                decision.at, tr("Judged: %1, rule %2").arg(words::decision(decision.decision)).arg(decision.rule));
        }
        if (anomaly.escalationClosedAt)
            lines.emplace(
                *anomaly.escalationClosedAt, tr("Escalation closed: %1").arg(visibleText(anomaly.closeReason)));
        if (anomaly.resolvedAt)
            lines.emplace(*anomaly.resolvedAt, tr("Anomaly resolved"));
    }
    if (subjects.patch)
        lines.emplace(subjects.patch->proposedAt, originText(*subjects.patch));
    if (subjects.approval) {
        const auto& approval = *subjects.approval;
        lines.emplace(approval.requestedAt, tr("Approval asked, version %1").arg(approval.version));
        for (const auto& vote : approval.votes)
            lines.emplace(
                vote.at, (vote.isVoid ? tr("Approved by %1 at version %2 (void now): %3")
                                      : tr("Approved by %1 at version %2: %3"))
                             .arg(operatorOf(vote.actor))
                             .arg(vote.version)
                             .arg(vote.reason.isEmpty() ? tr("no reason given") : visibleText(vote.reason)));
        if (approval.decidedAt) {
            auto verb = words::approvalStatus(approval.status);
            verb[0] = verb.at(0).toUpper();
            lines.emplace(
                *approval.decidedAt,
                tr("%1 %2").arg(verb, approval.reason.isEmpty() ? QString{} : visibleText(approval.reason)));
        }
    }
    state.notes.forEach([&](const NoteId&, const auto& note) {
        const bool ours = (subjects.approval && note->ref == subjects.approval->id.value()) ||
                          (subjects.anomaly && note->ref == subjects.anomaly->id.value()) ||
                          (subjects.patch && note->ref == subjects.patch->id.value());
        if (ours)
            //: %1 an operator, %2 what was noted
            lines.emplace(note->at, tr("Note by %1: %2").arg(operatorOf(note->actor), visibleText(note->text)));
    });
    for (const auto& [at, text] : lines)
        form.addRow(format::utcTime(at), text);
}

QString rawText(const Subjects& subjects)
{
    QStringList parts;
    if (subjects.approval) {
        const auto& approval = *subjects.approval;
        auto request = Json::object(
            {{u"id"_s, approval.id.value()},
             {u"version"_s, approval.version},
             {u"patch_id"_s, approval.patch.value()},
             {u"diff_sha256"_s, approval.diffSha256},
             {u"service"_s, approval.service.value()},
             {u"severity"_s, toWord(approval.severity)},
             {u"level"_s, static_cast<int>(approval.level)},
             {u"risk"_s, approval.riskHundredths / 100.0},
             {u"confidence"_s, approval.confidence},
             {u"gentleness"_s, approval.gentleness},
             {u"twin"_s, approval.twin},
             {u"need"_s, approval.need},
             {u"deadline_at"_s, toMs(approval.deadline)},
             {u"triggers"_s, jsonList(approval.triggers)},
             {u"unknown"_s, jsonList(approval.unknown)},
             {u"evidence"_s, Json{Json::Array(approval.evidence)}}});
        parts.append(QString::fromUtf8(toJsonText(request, true)));
    }
    if (subjects.anomaly && !subjects.approval) {
        Json metrics;
        for (const auto& [name, value] : subjects.anomaly->metrics)
            metrics.set(name, value);
        Json context;
        for (const auto& [name, value] : subjects.anomaly->context)
            context.set(name, Json{value});
        parts.append(QString::fromUtf8(toJsonText(
            Json::object(
                {{u"id"_s, subjects.anomaly->id.value()},
                 {u"type"_s, subjects.anomaly->type},
                 {u"fingerprint"_s, subjects.anomaly->fingerprint},
                 {u"starts_at"_s, toMs(subjects.anomaly->startsAt)},
                 {u"metrics"_s, metrics},
                 {u"context"_s, context}}),
            true)));
    }
    if (subjects.patch)
        parts.append(subjects.patch->diff);
    QStringList shown;
    for (const auto& line : parts.join(u"\n\n"_s).split(u'\n'))
        shown.append(visibleText(line));
    return shown.join(u'\n');
}

} // namespace penelope::ui::approvals

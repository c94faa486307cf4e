#include "core/sophia/explain.h"
#include "ui/approvals/riskview.h"
#include "ui/approvals/ruleview.h"
#include "ui/approvals/sentences.h"
#include "ui/approvals/tabs.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/reasons.h"
#include "ui/text/words.h"
#include "ui/widgets/diffindex.h"
#include "ui/widgets/parts.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

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

QStringList unknownNames(const sophia::Anomaly& anomaly, const sophia::DecisionRecord* decision)
{
    QStringList unknown;
    for (const auto& name : anomaly.unknown)
        unknown.append(words::metric(name));
    if (anomaly.diagnosis) {
        for (const auto& name : anomaly.diagnosis->unknown)
            unknown.append(words::metric(name));
    }
    if (decision) {
        for (const auto& name : decision->risk.unknown())
            unknown.append(words::metric(name));
    }
    return distinct(unknown);
}

} // namespace

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
                .arg(words::cause(diagnosis->causeCode, diagnosis->causeArgs), format::percent(diagnosis->confidence)));
    else
        form.addRow(tr("Cause"), tr("Not diagnosed yet"), Tone::Muted);
    const auto* decision = anomaly.decision();
    if (!decision) {
        form.addRow(tr("Decision"), tr("Not judged yet"), Tone::Muted);
        fillPatch(form, subjects, state);
        return;
    }
    //: %1 a decision such as "Intervene", %2 the number of a rule, %3 the reason as a sentence
    form.addRow(
        tr("Decision"), tr("%1. Rule %2: %3")
                            .arg(format::capital(words::decision(decision->decision)))
                            .arg(decision->rule)
                            .arg(words::reasoning(*decision, anomaly)));
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
    const auto unknown = unknownNames(anomaly, decision);
    form.addRow(
        tr("Not known"),
        unknown.isEmpty() ? tr("Nothing that was looked for") : format::capital(unknown.join(u"; "_s)));
    fillPatch(form, subjects, state);
    if (!subjects.patch && !anomaly.proposalsTried.isEmpty())
        form.addRow(tr("Tried"), visibleText(anomaly.proposalsTried.join(u"; "_s)));
    fillRules(form, *decision);
}

/// The table of the rules, and what would have changed the outcome: judged again from the event alone.
void FormTab::fillRules(DetailForm& form, const sophia::DecisionRecord& decision) const
{
    const auto explanation = sophia::explain(decision);
    if (!explanation.followed.isEmpty())
        form.addRow(tr("Followed"), words::followed(explanation.followed, explanation.followedDetail));
    if (explanation.missing.isEmpty()) {
        const auto* nearest = explanation.nearest();
        form.addRow(
            tr("Else"), nearest ? words::change(*nearest) : tr("No single input would have changed the decision."));
    } else {
        QStringList names;
        for (const auto& name : explanation.missing)
            names.append(words::input(name));
        //: %1 is a list of inputs
        form.addRow(
            tr("Rules"),
            tr("The record of this decision does not hold every input (%1), so the table is partial.")
                .arg(distinct(names).join(u", "_s)),
            Tone::Muted);
    }
    auto* rules = new RuleView(&form);
    rules->show(explanation);
    if (m_narrow)
        form.addWide(rules);
    else
        form.addRow(explanation.missing.isEmpty() ? tr("Rules") : QString{}, rules);
}

void FormTab::fillPatch(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state) const
{
    if (!subjects.patch)
        return;
    const auto& patch = *subjects.patch;
    const auto twin = patch.twinResult.isEmpty() ? u"unavailable"_s : patch.twinResult;
    form.addRow(
        tr("Twin"), twin == "unavailable"_L1
                        ? tr("Not available, counts as UNKNOWN: %1").arg(words::told(patch.twinReason))
                        : format::capital(QStringList{twinResultText(twin), words::told(patch.twinReason)}.join(
                              patch.twinReason.isEmpty() ? QString() : u", "_s)));
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
            form.addRow({}, format::capital(words::violation(violation)), Tone::Muted);
    }
    if (subjects.approval && !subjects.approval->triggers.isEmpty()) {
        QStringList reasons;
        for (const auto& trigger : subjects.approval->triggers)
            reasons.append(words::trigger(trigger));
        form.addRow(tr("Asks because"), format::capital(reasons.join(u"; "_s)));
    }
    const auto undo =
        subjects.approval && !subjects.approval->rollback.isEmpty() ? subjects.approval->rollback : patch.rollbackNote;
    form.addRow(tr("Undo"), undo.isEmpty() ? tr("No note; the commit can be reverted") : visibleText(undo));
    form.addRow(tr("Origin"), originText(patch), Tone::Muted);
}

} // namespace penelope::ui::approvals

#include "core/sophia/explain.h"
#include "ui/approvals/sentences.h"
#include "ui/approvals/tabs.h"
#include "ui/shell/sourcevalues.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/reasons.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/diffindex.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

QString plainValue(const Json& value)
{
    if (value.isString())
        return visibleText(value.toString());
    if (value.isBoolean())
        return value.toBool() ? FormTab::tr("yes") : FormTab::tr("no");
    return visibleText(QString::fromUtf8(toJsonText(value)));
}

/// An object of evidence whose kind has no sentence: "name value, name value".
QString plainEvidence(const Json& evidence)
{
    QStringList parts;
    for (const auto& [name, value] : evidence.toObject()) {
        if (name == "kind"_L1)
            continue;
        if (name.endsWith("_at"_L1) && value.isNumber())
            parts.append(words::code(name.chopped(3)) + u' ' + format::utcDateTime(instantFromMs(value.toInteger())));
        else
            parts.append(value.isNumber() ? metricText(name, value) : words::code(name) + u' ' + plainValue(value));
    }
    return parts.isEmpty() ? plainValue(evidence) : parts.join(u", "_s);
}

bool hasSentence(const QString& kind)
{
    return kind == "recent_commit"_L1 || kind == "dependency"_L1 || kind == "saturation"_L1 ||
           kind == "annotation"_L1 || kind == "precedent"_L1;
}

/// "prometheus, read 03:24:38Z"; an input without an age says nothing about when.
QString originOf(const QString& source, std::optional<Milliseconds> age, Instant decided)
{
    QStringList parts;
    if (!source.isEmpty())
        parts.append(words::source(source));
    if (age)
        parts.append(
            //: %1 a time, %2 a span of time
            age->count() < 1000 ? FormTab::tr("as of %1").arg(format::utcTime(decided))
                                : FormTab::tr("as of %1, %2 before the decision")
                                      .arg(format::utcTime(decided - *age), format::duration(*age)));
    return parts.join(u", "_s);
}

} // namespace

QString FormTab::sourcesNow(const Subjects& subjects, const Look& look)
{
    if (!subjects.anomaly)
        return {};
    QStringList parts;
    const auto service = look.state.services.find(subjects.anomaly->service);
    const auto own = u"prometheus/"_s + (service ? service->registration.prometheus : QString{});
    for (const auto& [key, source] : look.live.sources) {
        if (key.startsWith("prometheus/"_L1) && service && key != own)
            continue;
        const auto freshness = engine::freshness(source, look.now);
        auto text = sourceName(key) + u' ' + words::freshness(freshness);
        if ((freshness == Freshness::Stale || freshness == Freshness::Lost) && source.lastSampleAt)
            //: %1 is a time
            text += u' ' + tr("since %1").arg(format::utcTime(*source.lastSampleAt));
        parts.append(text);
    }
    return parts.isEmpty() ? tr("No source is watched here: what stands here was read then") : parts.join(u", "_s);
}

void FormTab::fillEvidence(DetailForm& form, const Subjects& subjects, const engine::ConsoleState& state)
{
    if (!subjects.anomaly) {
        form.addRow(tr("Evidence"), tr("There is no anomaly behind this patch"), Tone::Muted);
        fillLinks(form, subjects);
        return;
    }
    const auto& anomaly = *subjects.anomaly;
    fillCause(form, anomaly);
    fillInputs(form, anomaly);
    form.addRow(tr("Sources now"), m_sources, Tone::Muted);
    fillPrecedents(form, anomaly, state);
    if (const auto* decision = anomaly.decision()) {
        const auto explanation = sophia::explain(*decision);
        QStringList unknown;
        for (const auto& name : explanation.unknown + anomaly.unknown)
            unknown.append(words::metric(name));
        unknown.removeDuplicates();
        //: %1 is a list of names, %2 a risk
        form.addRow(
            tr("Uncertain"), unknown.isEmpty() ? tr("Everything that was looked for could be read.")
                                               : tr("Not read: %1. The risk could be up to %2.")
                                                     .arg(
                                                         unknown.join(u", "_s), format::hundredths(std::max(
                                                                                    explanation.riskAtMostHundredths,
                                                                                    decision->risk.totalHundredths))));
        if (const auto* nearest = explanation.nearest())
            form.addRow(tr("Nearest else"), words::change(*nearest));
    }
    fillLinks(form, subjects);
}

/// What leads to what, the origin first, each step with how sure it is; then what else was found.
void FormTab::fillCause(DetailForm& form, const sophia::Anomaly& anomaly) const
{
    if (!anomaly.diagnosis) {
        form.addRow(tr("Cause"), tr("Not diagnosed yet"), Tone::Muted);
        return;
    }
    const auto& diagnosis = *anomaly.diagnosis;
    for (const auto& step : diagnosis.chain)
        //: %1 a sentence, %2 a percentage
        form.addRow(
            tr("Step %1").arg(step.step),
            tr("%1 (%2)").arg(words::chainStep(step, diagnosis, anomaly), format::percent(step.confidence)));
    form.addRow(
        tr("Confidence"),
        format::percent(diagnosis.confidence) + u", "_s + words::confidenceSource(diagnosis.confidenceSource));
    int rank = 0;
    for (const auto& evidence : diagnosis.evidence) {
        const auto kind = evidence[u"kind"].toString();
        //: %1 is the rank of a piece of evidence, the strongest first
        form.addRow(
            tr("Evidence %1").arg(++rank), hasSentence(kind) ? words::cause(kind, evidence) : plainEvidence(evidence));
    }
}

namespace {

/// One label for all of them: each begins with its own name.
void addGroup(DetailForm& form, QString label, const QStringList& lines, Tone tone)
{
    for (const auto& line : lines)
        form.addRow(std::exchange(label, {}), line, tone);
}

} // namespace

void FormTab::fillInputs(DetailForm& form, const sophia::Anomaly& anomaly) const
{
    QStringList measured;
    for (const auto& [name, value] : anomaly.metrics)
        //: %1 a measured value, %2 where it was read and when
        measured << tr("%1; %2").arg(
            metricText(name, value), originOf(anomaly.source, Milliseconds{}, anomaly.detectedAt));
    addGroup(form, tr("Measured"), measured, Tone::Text);
    QStringList inputs;
    if (const auto* decision = anomaly.decision()) {
        for (const auto& input : decision->inputs) {
            // Here a count, compared as a share.
            const auto value = input.name == "self_resolved"_L1 && input.value.isNumber()
                                   ? format::integer(input.value.toInteger())
                                   : words::inputValue(input.name, input.value);
            const auto origin = originOf(input.source, input.age, decision->at);
            const auto name = format::capital(words::input(input.name));
            inputs << name + u' ' + value + (origin.isEmpty() ? QString{} : u"; "_s + origin);
        }
    }
    addGroup(form, tr("Judged by"), inputs, Tone::Muted);
    QStringList context;
    for (const auto& [name, value] : anomaly.context)
        context << words::code(name) + u' ' + visibleText(value);
    addGroup(form, tr("Context"), context, Tone::Muted);
}

void FormTab::fillPrecedents(DetailForm& form, const sophia::Anomaly& anomaly, const engine::ConsoleState& state)
{
    const auto* decision = anomaly.decision();
    if (!decision || decision->precedents.empty()) {
        form.addRow(tr("Precedents"), tr("None is similar enough"), Tone::Muted);
        return;
    }
    for (const auto& precedent : decision->precedents) {
        const auto id = visibleText(precedent.id).left(16);
        //: %1 the id of a precedent, %2 a similarity such as 0.93, %3 an outcome
        auto text = tr("%1: %2 similar, %3")
                        .arg(id, format::number(precedent.similarity, 2), words::outcome(precedent.outcome));
        if (precedent.recordedAt)
            text += u", "_s + format::utcDateTime(*precedent.recordedAt);
        form.addRow(tr("Precedent"), text);
        for (const auto& lesson : state.lessons) {
            if (!precedent.patchId.isEmpty() && lesson->patchId == precedent.patchId)
                form.addRow(tr("Lesson"), visibleText(lesson->lesson), Tone::Muted);
        }
        if (!precedent.patchId.isEmpty())
            form.addRow(
                {}, link(
                        tr("Open its patch"), tr("Open the patch of precedent %1 in the audit").arg(id),
                        u"stream:patch/"_s + precedent.patchId));
    }
}

void FormTab::fillLinks(DetailForm& form, const Subjects& subjects)
{
    auto* row = new QWidget(&form);
    auto* buttons = new QHBoxLayout(row);
    buttons->setContentsMargins({});
    atEachZoom(row, [buttons](const Theme& theme) { buttons->setSpacing(theme.px(8)); });
    if (subjects.anomaly) {
        if (const auto* decision = subjects.anomaly->decision(); decision && decision->seq > 0)
            buttons->addWidget(
                link(tr("Decision"), tr("Open the decision in the audit"), QString::number(decision->seq)));
        buttons->addWidget(link(
            tr("Anomaly"), tr("Open the anomaly in the audit"), u"stream:anomaly/"_s + subjects.anomaly->id.value()));
    }
    if (subjects.patch)
        buttons->addWidget(
            link(tr("Patch"), tr("Open the patch in the audit"), u"stream:patch/"_s + subjects.patch->id.value()));
    buttons->addStretch(1);
    form.addRow(tr("In the audit"), row);
}

QWidget* FormTab::link(const QString& text, const QString& name, const QString& item)
{
    auto* button = new KeyButton(text, {}, ButtonSize::Tool, this);
    button->setAccessibleName(name);
    connect(button, &KeyButton::clicked, this, [this, item] { emit openRequested(u"audit"_s, item); });
    return button;
}

} // namespace penelope::ui::approvals

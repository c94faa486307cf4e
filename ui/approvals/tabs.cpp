#include "ui/approvals/tabs.h"

#include "ui/approvals/rows.h"
#include "ui/approvals/sentences.h"
#include "ui/approvals/trialprogress.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/diffindex.h"
#include "ui/widgets/parts.h"

#include <QFrame>
#include <QVBoxLayout>

#include <map>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

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

void FormTab::show(const Subjects& subjects, const Look& look)
{
    const auto& state = look.state;
    const auto sources = m_kind == Kind::Evidence ? sourcesNow(subjects, look) : QString{};
    const bool notesChanged = m_kind == Kind::History && m_notes != state.notes.size();
    const bool actsChanged = m_kind == Kind::Twin && m_couldAct != look.canAct;
    if (widget() && m_shown == subjects && !notesChanged && !actsChanged && m_narrow == isNarrow() &&
        m_sources == sources)
        return showProgress(look);
    m_sources = sources;
    m_couldAct = look.canAct;
    m_shown = subjects;
    m_narrow = isNarrow();
    m_notes = state.notes.size();
    auto* page = new QWidget;
    setSurface(page, Surface::Panel);
    auto* layout = new QVBoxLayout(page);
    atEachZoom(page, [layout](const Theme& theme) {
        layout->setContentsMargins(theme.px(16), theme.px(20), theme.px(16), theme.px(16));
    });
    auto* form = new DetailForm(page);
    layout->addWidget(form);
    layout->addStretch(1);
    switch (m_kind) {
    case Kind::Why: fillWhy(*form, subjects, state); break;
    case Kind::Evidence: fillEvidence(*form, subjects, state); break;
    case Kind::Twin: fillTwin(*form, subjects, look); break;
    case Kind::History: fillHistory(*form, subjects, state); break;
    }
    setWidget(page);
    showProgress(look);
}

void FormTab::showProgress(const Look& look)
{
    if (!m_progress || !m_shown.patch)
        return;
    const auto trial = look.live.trials.find(m_shown.patch->id);
    m_progress->show(trial == look.live.trials.end() ? std::nullopt : std::optional{trial->second}, look.now);
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
            auto said = words::approvalStatus(approval.status);
            said[0] = said.at(0).toUpper();
            if (const auto who = operatorOf(approval.decidedBy); !who.isEmpty())
                //: %1 is a verb such as "Rejected", %2 an operator
                said = tr("%1 by %2").arg(said, who);
            if (!approval.reason.isEmpty())
                //: %1 is what a person did, %2 the reason given
                said = tr("%1: %2").arg(said, visibleText(approval.reason));
            lines.emplace(*approval.decidedAt, said);
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

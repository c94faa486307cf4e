#include "ui/approvals/decisionsheet.h"

#include "ui/approvals/gaterow.h"
#include "ui/approvals/rows.h"
#include "ui/approvals/sentences.h"
#include "ui/approvals/textfield.h"
#include "ui/text/format.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

DecisionSheet::DecisionSheet(Session& session, HeldDecision& held, QWidget* parent)
    : Sheet(parent)
    , m_session(session)
    , m_held(held)
    , m_title(new Label({}, Type::Title, Tone::Text, this))
    , m_consequence(new Label({}, Type::Body, Tone::Muted, this))
    , m_scroll(new QScrollArea(this))
    , m_rows(nullptr)
    , m_evidence(nullptr)
    , m_older(nullptr)
    , m_aloneRow(new QWidget(this))
    , m_alone(new QCheckBox(m_aloneRow))
    , m_service(new QLineEdit(m_aloneRow))
    , m_reasonHint(new Label({}, Type::Body, Tone::Muted, this))
    , m_reason(new TextField(this))
    , m_blockedRow(new QWidget(this))
    , m_blocked(new Label({}, Type::Body, Tone::Text, this))
    , m_hold(new Label({}, Type::Body, Tone::Muted, this))
    , m_copy(new KeyButton(tr("Copy text"), {}, ButtonSize::Main, this))
    , m_back(new KeyButton(tr("Back"), tr("Esc"), ButtonSize::Main, this))
    , m_commit(new KeyButton({}, tr("Ctrl+Enter"), ButtonSize::Main, this))
{
    build();
    buildAlone();
    buildFoot();
    connect(m_reason, &QPlainTextEdit::textChanged, this, [this] {
        m_drafts[m_approval] = m_reason->toPlainText();
        refresh();
    });
    connect(m_back, &KeyButton::clicked, this, &Sheet::closeRequested);
    connect(m_commit, &KeyButton::clicked, this, &DecisionSheet::commit);
    connect(m_copy, &KeyButton::clicked, this, &DecisionSheet::copyText);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &DecisionSheet::commit);
    }
    atEachZoom(this, [this](const Theme&) { refresh(); });
}

void DecisionSheet::showAlone(const approval::Approval& approval)
{
    const auto from = aloneFrom(m_verb, approval, m_session.state(), m_session.operatorName());
    const bool possible = from && m_session.now() >= *from;
    if (!from) {
        const QSignalBlocker quiet(m_alone);
        m_alone->setChecked(false);
    }
    m_aloneRow->setVisible(from.has_value());
    m_alone->setEnabled(possible);
    m_alone->setText(
        !from || possible ? tr("Decide alone (break-glass)")
                          //: %1 is a time
                          : tr("Decide alone (break-glass), possible from %1").arg(format::utcTime(*from)));
    m_service->setVisible(m_alone->isChecked());
    m_service->setPlaceholderText(approval.service.value());
    m_commit->setText(commitText(approval.service.value()));
    for (auto* button : {m_back, m_commit}) {
        button->setKeyShown(!isNarrow());
        button->updateGeometry();
    }
}

void DecisionSheet::resizeEvent(QResizeEvent* event)
{
    Sheet::resizeEvent(event);
    refresh(); // the buttons have room for their keys, or have not
}

/// In a narrow pane the words of the buttons need the room of their keys.
bool DecisionSheet::isNarrow() const
{
    constexpr int leastForKeys = 460;
    return parentWidget()->width() < Theme::of(this).px(leastForKeys);
}

QString DecisionSheet::commitText(const QString& service) const
{
    if (m_verb == Verb::Approve && m_alone->isChecked())
        return tr("Approve alone for %1").arg(service);
    if (isNarrow()) // the title names the patch
        return (m_verb == Verb::Approve ? tr("Approve for %1") : tr("Reject for %1")).arg(service);
    return (m_verb == Verb::Approve ? tr("Approve patch for %1") : tr("Reject patch for %1")).arg(service);
}

void DecisionSheet::open(Verb verb, const approval::Approval& approval, const Seen& seen, bool diffReadable)
{
    m_verb = verb;
    m_approval = approval.id;
    m_version = approval.version;
    m_sha256 = approval.diffSha256;
    m_seen = seen;
    m_seen.olderEvidence = false;
    m_diffReadable = diffReadable;
    m_older->setChecked(false);
    m_alone->setChecked(false);
    m_service->clear();
    m_reason->setReadOnly(false);
    m_reason->setPlainText(m_drafts[m_approval]);
    m_reason->moveCursor(QTextCursor::End);
    const auto patch = format::shortId(approval.patch.value());
    const auto service = approval.service.value();
    //: %1 is the id of a patch, %2 a service
    m_title->show(
        (verb == Verb::Approve ? tr("Approve patch %1 for %2") : tr("Reject patch %1 for %2")).arg(patch, service));
    setAccessibleName(m_title->text());
    refresh();
    const bool required = reasonRequired(verb, approval, m_session.state().policy);
    if (required)
        m_reason->setFocus(Qt::OtherFocusReason);
    else
        m_back->setFocus(Qt::OtherFocusReason);
}

void DecisionSheet::setSeen(const Seen& seen, bool diffReadable)
{
    const bool older = m_seen.olderEvidence;
    m_seen = seen;
    m_seen.olderEvidence = older;
    m_diffReadable = diffReadable;
    refresh();
}

GateInput DecisionSheet::input() const
{
    const auto& snapshot = m_session.snapshot();
    auto reason = m_session.readOnlyReason();
    if (reason.isEmpty() && !m_session.canDecide())
        reason = tr("Nothing can be decided here");
    if (reason.isEmpty() && m_held.isBusy())
        reason = tr("Another decision is being held");
    return {
        *snapshot.state,
        snapshot.live,
        m_session.now(),
        m_session.operatorName(),
        m_session.role(),
        reason,
        m_verb,
        m_approval,
        m_version,
        m_sha256,
        m_diffReadable,
        m_seen,
        m_reason->toPlainText(),
        m_alone->isChecked(),
        m_service->text().trimmed()};
}

void DecisionSheet::refresh()
{
    const auto approval = m_session.state().approvals.find(m_approval);
    if (!approval)
        return;
    showAlone(*approval);
    m_gates = gates(input());
    m_consequence->show(
        m_verb != Verb::Approve ? tr("The patch is not shipped. The anomaly waits for a person again.")
        : m_alone->isChecked()
            ? tr("You decide alone: the canary may start at once. Everybody is alarmed, and it stays in the list until "
                 "another approver has reviewed it.")
            : approveConsequence(*approval, m_session.state(), m_session.now()));
    showGates(*approval);
    showFoot(*approval);
    // As high as its rows, so that the reason follows them; it scrolls only where the sheet is too low.
    const int width = std::max(1, m_scroll->viewport()->width());
    m_scroll->setMaximumHeight(
        std::max(m_scroll->widget()->heightForWidth(width), m_scroll->widget()->sizeHint().height()));
}

void DecisionSheet::showGates(const approval::Approval&)
{
    std::size_t used = 0;
    int evidenceAt = -1;
    for (const auto& gate : m_gates) {
        if (gate.id == GateId::Reason) {
            m_reasonHint->show(gate.text);
            continue;
        }
        if (used == m_gateRows.size()) {
            m_gateRows.push_back(new GateRow(m_scroll->widget()));
            m_rows->insertWidget(static_cast<int>(used), m_gateRows.back());
        }
        m_gateRows[used]->show(gate);
        m_gateRows[used]->setVisible(true);
        ++used;
        if (gate.id == GateId::Evidence)
            evidenceAt = static_cast<int>(used);
    }
    for (auto at = used; at < m_gateRows.size(); ++at)
        m_gateRows[at]->hide();
    const auto evidence =
        std::find_if(m_gates.begin(), m_gates.end(), [](const Gate& gate) { return gate.id == GateId::Evidence; });
    const bool old = evidence != m_gates.end() && (!evidence->open || m_seen.olderEvidence);
    m_evidence->setVisible(old && evidenceAt >= 0);
}

void DecisionSheet::showFoot(const approval::Approval& approval)
{
    const auto now = m_session.now();
    const bool possible = allOpen(m_gates);
    const bool over = !approval.isPending() || now >= approval.deadline;
    QStringList remedies;
    for (const auto& gate : m_gates) {
        if (!gate.open)
            remedies.append(gate.remedy);
    }
    if (over)
        showExpired(approval);
    else
        //: %1 is what to do, such as "write a reason"
        m_blocked->show(tr("Not possible yet: %1.").arg(remedies.join(u"; "_s)));
    m_blockedRow->setVisible(!possible);
    m_copy->setVisible(over && !m_reason->toPlainText().isEmpty());
    m_reason->setReadOnly(over);
    m_commit->setEnabled(possible);
    m_commit->setCommitting(possible);
    const auto hold = HeldDecision::hold(m_session.state().policy, request(approval), now);
    m_hold->show(
        hold.count() > 0 ? tr("Undo within %1").arg(format::duration(hold))
                         : tr("Sent at once: less than 15 s are left"));
    m_hold->setVisible(!over);
}

void DecisionSheet::showExpired(const approval::Approval& approval)
{
    const auto at = format::utcTime(approval.decidedAt.value_or(approval.deadline));
    const auto by = operatorOf(approval.decidedBy);
    const bool expired = approval.isPending() || approval.status == approval::Status::Expired;
    if (expired)
        m_blocked->show(tr("Expired at %1: not approved. Your text is kept.").arg(at));
    else if (!by.isEmpty() && approval.status == approval::Status::Approved)
        //: %1 is a person, %2 a time
        m_blocked->show(tr("%1 approved this at %2 while you were reading. Your text is kept.").arg(by, at));
    else if (!by.isEmpty() && approval.status == approval::Status::Rejected)
        //: %1 is a person, %2 a time
        m_blocked->show(tr("%1 rejected this at %2 while you were reading. Your text is kept.").arg(by, at));
    else
        //: %1 is a person or empty, %2 a time
        m_blocked->show(
            tr("Decided by %1 at %2, before you. Your text is kept.").arg(by.isEmpty() ? tr("the core") : by, at));
}

void DecisionSheet::copyText()
{
    QGuiApplication::clipboard()->setText(m_reason->toPlainText());
}

HeldDecision::Request DecisionSheet::request(const approval::Approval& approval) const
{
    const auto seen = Json::object(
        {{u"hunks"_s, Json{m_seen.hunks}},
         {u"hunks_total"_s, Json{m_seen.hunksTotal}},
         {u"twin"_s, Json{m_seen.twin}},
         {u"unknown"_s, Json{m_seen.unknown}},
         {u"older_evidence"_s, Json{m_seen.olderEvidence}}});
    auto more = Json::object({{u"seen"_s, seen}});
    if (m_alone->isChecked() && m_verb == Verb::Approve) {
        more.set(u"break_glass"_s, true);
        more.set(u"service"_s, Json{m_service->text().trimmed()});
    }
    return {
        .kind = m_verb == Verb::Approve ? HeldDecision::Kind::Approve : HeldDecision::Kind::Reject,
        .approval = m_approval,
        .patch = approval.patch,
        .service = approval.service,
        .version = m_version,
        .diffSha256 = m_sha256,
        .reason = m_reason->toPlainText().trimmed(),
        .severity = approval.severity,
        .deadline = approval.deadline,
        .more = std::move(more)};
}

void DecisionSheet::commit()
{
    refresh();
    const auto approval = m_session.state().approvals.find(m_approval);
    if (!approval || !allOpen(m_gates) || !m_held.commit(request(*approval)))
        return;
    m_drafts.erase(m_approval);
    emit committed();
}

} // namespace penelope::ui::approvals

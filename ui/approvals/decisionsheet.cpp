#include "ui/approvals/decisionsheet.h"

#include "ui/approvals/gaterow.h"
#include "ui/approvals/rows.h"
#include "ui/approvals/sentences.h"
#include "ui/approvals/textfield.h"
#include "ui/text/format.h"
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

namespace {

/// ◆ before the sentence that says why not.
class BlockedMark : public QWidget
{
public:
    explicit BlockedMark(QWidget* parent)
        : QWidget(parent)
    {
        const int side = Theme::of(this).px(14);
        setFixedSize(side, side);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const auto theme = Theme::of(this);
        paintShape(
            painter, QRectF(1, 1, width() - 2, height() - 2), Severity::P2, theme->fill(Severity::P2), theme->text);
    }
};

} // namespace

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
}

void DecisionSheet::build()
{
    const auto theme = Theme::of(this);
    m_title->setWordWrap(true);
    m_consequence->setWordWrap(true);
    body()->addWidget(m_title);
    body()->addWidget(m_consequence);
    body()->addSpacing(theme.px(4));
    auto* page = new QWidget;
    setSurface(page, Surface::Panel);
    m_rows = new QVBoxLayout(page);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    buildEvidence(*m_rows);
    m_rows->addStretch(1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSurface(m_scroll, Surface::Panel);
    m_scroll->setWidget(page);
    body()->addWidget(m_scroll, 4);
}

void DecisionSheet::buildEvidence(QVBoxLayout& gates)
{
    const auto theme = Theme::of(this);
    m_evidence = new QWidget;
    auto* row = new QHBoxLayout(m_evidence);
    row->setContentsMargins(theme.px(24), 0, 0, theme.px(8));
    m_older = new QCheckBox(tr("I accept older evidence"), m_evidence);
    m_older->setMinimumHeight(theme.px(24));
    row->addWidget(m_older);
    row->addStretch(1);
    gates.addWidget(m_evidence);
    connect(m_older, &QCheckBox::toggled, this, [this](bool accepted) {
        m_seen.olderEvidence = accepted;
        refresh();
    });
}

/// Break-glass (domain.md 9): one approver in place of two. Away from the usual way: a box, then a name to type.
void DecisionSheet::buildAlone()
{
    const auto theme = Theme::of(this);
    auto* row = new QHBoxLayout(m_aloneRow);
    row->setContentsMargins(0, theme.px(4), 0, theme.px(4));
    row->setSpacing(theme.px(8));
    m_alone->setMinimumHeight(theme.px(24));
    row->addWidget(m_alone);
    m_service->setAccessibleName(tr("Name of the service, to decide alone"));
    m_service->setMinimumHeight(theme.px(24));
    m_service->setMaximumWidth(theme.px(200));
    row->addWidget(m_service);
    row->addStretch(1);
    m_aloneRow->hide();
    body()->addWidget(m_aloneRow);
    connect(m_alone, &QCheckBox::toggled, this, &DecisionSheet::refresh);
    connect(m_service, &QLineEdit::textChanged, this, &DecisionSheet::refresh);
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

void DecisionSheet::buildFoot()
{
    const auto theme = Theme::of(this);
    auto* reason = new QHBoxLayout;
    reason->setSpacing(theme.px(8));
    auto* label = new Label(tr("Reason"), Type::Strong, Tone::Text, this);
    label->setBuddy(m_reason);
    label->stackUnder(m_reasonHint); // read aloud before it
    reason->addWidget(label);
    reason->addWidget(m_reasonHint, 1);
    body()->addLayout(reason);
    setType(m_reason, Type::Body);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setFixedHeight(theme.px(60));
    body()->addWidget(m_reason);
    body()->addStretch(1);
    body()->addSpacing(theme.px(8));
    body()->addWidget(new HairLine(Qt::Horizontal, this));
    auto* blocked = new QHBoxLayout(m_blockedRow);
    blocked->setContentsMargins(0, theme.px(4), 0, 0);
    blocked->setSpacing(theme.px(8));
    blocked->addWidget(new BlockedMark(m_blockedRow), 0, Qt::AlignTop);
    m_blocked->setWordWrap(true);
    blocked->addWidget(m_blocked, 1);
    body()->addWidget(m_blockedRow);
    m_hold->setWordWrap(true);
    body()->addWidget(m_hold);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addStretch(1);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_back);
    buttons->addWidget(m_commit);
    body()->addLayout(buttons);
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
    m_commit->setText(commitText(service));
    const bool narrow = isNarrow();
    m_back->setKey(narrow ? QString() : tr("Esc"));
    m_commit->setKey(narrow ? QString() : tr("Ctrl+Enter"));
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

#include "ui/approvals/approvalspage.h"

#include "ui/approvals/decisionsheet.h"
#include "ui/approvals/detailpane.h"
#include "ui/approvals/difftab.h"
#include "ui/approvals/queuemodel.h"
#include "ui/approvals/textsheet.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/controls.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

using std::chrono::minutes;

/// No reminder may come too late to act (domain.md 9).
Instant latestSnooze(const approval::Approval& approval, const policy::State& policy)
{
    return approval.deadline - policy.duration(u"approval.snooze_margin"_s);
}

/// Three dots that are drawn: the bundled face has none in the middle of a line, and another face in three weights is
/// what a first picture would wait for.
class MoreButton : public KeyButton
{
public:
    explicit MoreButton(QWidget* parent)
        : KeyButton({}, {}, ButtonSize::Main, parent)
    {}

    QSize sizeHint() const override
    {
        const QSize plain = KeyButton::sizeHint();
        return {2 * Theme::of(this).px(controls::buttonPadding(ButtonSize::Main)) + emPx(), plain.height()};
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        KeyButton::paintEvent(event);
        const auto theme = Theme::of(this);
        constexpr double side = 0.124;
        constexpr double apart = 1.0 / 3;
        constexpr double below = 0.04; // where a line of text has its middle
        const double dot = side * emPx();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        for (const int at : {-1, 0, 1}) {
            const QPointF middle(width() / 2.0 + at * apart * emPx(), height() / 2.0 + below * emPx());
            painter.fillRect(
                QRectF(middle.x() - dot / 2, middle.y() - dot / 2, dot, dot), !isEnabled() ? theme->muted
                                                                              : isDown()   ? theme->onSel
                                                                                           : theme->text);
        }
    }

private:
    int emPx() const { return Theme::of(this).px(13); }
};

} // namespace

QAction* ApprovalsPage::addKey(const QString& text, const QString& key)
{
    auto* action = new QAction(text, this);
    action->setShortcut(QKeySequence(key));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    m_keys.push_back(action);
    return action;
}

void ApprovalsPage::buildActions()
{
    m_approve = addKey(tr("Approve…"), u"A"_s);
    m_reject = addKey(tr("Reject…"), u"R"_s);
    m_acknowledge = addKey(tr("Acknowledge"), u"K"_s);
    m_snooze = addKey(tr("Snooze"), u"Z"_s);
    m_note = addKey(tr("Add note…"), u"N"_s);
    m_propose = addKey(tr("Propose a patch…"), u"P"_s);
    m_endTrial = addKey(tr("End the twin's trial…"), {});
    m_mark = addKey(tr("Mark for a bulk approval"), u"Space"_s);
    m_bulk = addKey(tr("Approve marked…"), u"Shift+A"_s);
    m_apply = addKey(tr("Show changes"), u"."_s);
    // Only in the list: elsewhere Space presses the button that has the keyboard.
    m_mark->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(m_mark);
    connect(m_mark, &QAction::triggered, this, &ApprovalsPage::toggleMark);
    connect(m_bulk, &QAction::triggered, this, &ApprovalsPage::openBulk);
    connect(m_approve, &QAction::triggered, this, &ApprovalsPage::approveOrAgree);
    connect(m_reject, &QAction::triggered, this, &ApprovalsPage::rejectOrClose);
    connect(m_acknowledge, &QAction::triggered, this, &ApprovalsPage::acknowledge);
    connect(m_snooze, &QAction::triggered, this, &ApprovalsPage::snooze);
    connect(m_note, &QAction::triggered, this, &ApprovalsPage::addNote);
    connect(m_propose, &QAction::triggered, this, &ApprovalsPage::propose);
    connect(m_endTrial, &QAction::triggered, this, &ApprovalsPage::endTrial);
    connect(m_apply, &QAction::triggered, this, [this] {
        m_model->apply();
        keepSelection();
    });
    const QStringList tabs{tr("Why"), tr("Diff"), tr("Evidence"), tr("Twin"), tr("History"), tr("Raw")};
    for (int at = 0; at < tabs.size(); ++at) {
        //: %1 is the name of a tab
        auto* action = addKey(tr("Show %1").arg(tabs.at(at)), QString::number(at + 1));
        connect(
            action, &QAction::triggered, m_detail, [this, at] { m_detail->setTab(static_cast<DetailPane::Tab>(at)); });
    }
    auto& diff = m_detail->diff();
    for (auto* action :
         {&diff.split(), &diff.wrap(), &diff.spaces(), &diff.previous(), &diff.next(), &diff.find(),
          &diff.findPrevious()}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        m_keys.push_back(action);
    }
}

/// The right half, and the verbs below it.
void ApprovalsPage::buildDetail()
{
    m_detail->build();
    connect(m_detail, &DetailPane::endTrialRequested, this, &ApprovalsPage::endTrial);
    m_detail->addVerb(m_propose);
    m_detail->addVerb(m_approve);
    m_detail->addVerb(m_reject);
    m_detail->addVerb(m_acknowledge, 16);
    m_detail->addVerb(m_snooze);
    auto* more = new MoreButton(m_detail);
    more->setAccessibleName(tr("More"));
    more->setFlatLook(true);
    auto* menu = new QMenu(more);
    menu->addAction(m_acknowledge);
    menu->addAction(m_snooze);
    menu->addAction(m_note);
    menu->addAction(m_propose);
    menu->addAction(m_endTrial);
    menu->addAction(m_mark);
    menu->addAction(m_bulk);
    connect(more, &KeyButton::clicked, menu, [more, menu] {
        menu->popup(more->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
    });
    m_detail->addVerbAtEnd(more);
}

/// Trouble is told where the verb was given; the state itself comes with the next snapshot.
void ApprovalsPage::send(const QString& command, Json args)
{
    m_detail->showTrouble({});
    session().send(command, std::move(args), [page = QPointer(this)](const Result<engine::Outcome>& outcome) {
        if (page && !outcome)
            //: %1 is a sentence that says why
            page->m_detail->showTrouble(tr("Not done: %1").arg(words::told(outcome.error())));
    });
}

void ApprovalsPage::acknowledge()
{
    const auto& [approval, patch, anomaly] = m_detail->subjects();
    if (approval)
        send(u"ack"_s, Json::object({{u"id"_s, Json{approval->id.value()}}}));
    else if (anomaly)
        send(u"anomaly_ack"_s, Json::object({{u"id"_s, Json{anomaly->id.value()}}}));
}

void ApprovalsPage::snooze()
{
    const auto approval = m_detail->subjects().approval;
    if (!approval)
        return;
    const auto now = session().now();
    const auto latest = latestSnooze(*approval, session().state().policy);
    if (latest <= now) {
        m_detail->showTrouble(tr("Too late to snooze: it expires at %1.").arg(format::utcTime(approval->deadline)));
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Snooze"));
    for (const int span : {15, 30, 60}) {
        const auto until = now + minutes{span};
        if (until < latest)
            //: %1 is a span such as "15 min", %2 a time
            menu->addAction(
                tr("%1, until %2").arg(format::duration(minutes{span}), format::utcMinute(until)), this,
                [this, until] { snoozeUntil(until); });
    }
    menu->addAction(tr("As long as possible, until %1").arg(format::utcMinute(latest)), this, [this, latest] {
        snoozeUntil(latest);
    });
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(m_detail->mapToGlobal(QPoint(m_detail->width() / 2, m_detail->height() / 2)));
}

void ApprovalsPage::snoozeUntil(Instant until)
{
    if (const auto& approval = m_detail->subjects().approval)
        send(u"snooze"_s, Json::object({{u"id"_s, Json{approval->id.value()}}, {u"until_at"_s, Json{toMs(until)}}}));
}

void ApprovalsPage::approveOrAgree()
{
    const auto* row = m_model->rowAt(m_table->currentIndex());
    if (row && row->state == State::ToReview)
        review(true);
    else
        m_detail->openDecision(Verb::Approve);
}

void ApprovalsPage::review(bool agrees)
{
    const auto approval = m_detail->subjects().approval;
    if (!approval)
        return;
    const auto by = operatorOf(approval->decidedBy);
    auto* sheet = new TextSheet(
        //: %1 is a person, %2 a service
        {.title =
             (agrees ? tr("Agree with what %1 decided alone for %2") : tr("Object to what %1 decided alone for %2"))
                 .arg(by, approval->service.value()),
         .sentence = tr("Your review is signed and stays in the audit. It takes the request out of the list; the "
                        "canary is stopped on its own page."),
         .facts =
             //: %1 is a person, %2 a time, %3 a text
         {tr("Decided by %1 at %2: %3")
              .arg(by, format::utcTime(approval->decidedAt.value_or(approval->deadline)), approval->reason)},
         .fields = {{tr("Reason"), tr("required")}},
         .commit = agrees ? tr("Agree") : tr("Object")},
        m_detail);
    const auto args = Json::object(
        {{u"id"_s, Json{approval->id.value()}},
         {u"version"_s, Json{approval->version}},
         {u"diff_sha256"_s, Json{approval->diffSha256}},
         {u"decision"_s, Json{agrees ? u"agree"_s : u"object"_s}}});
    connect(sheet, &TextSheet::committed, this, [this, sheet, args] {
        auto said = args;
        said.set(u"reason"_s, Json{sheet->text(0).trimmed()});
        sendText(*sheet, u"review"_s, std::move(said));
    });
    m_detail->openText(sheet);
}

void ApprovalsPage::rejectOrClose()
{
    const auto* row = m_model->rowAt(m_table->currentIndex());
    if (!row)
        return;
    if (row->state == State::ToReview) {
        review(false);
        return;
    }
    if (row->subject == Subject::Request) {
        m_detail->openDecision(Verb::Reject);
        return;
    }
    const auto id = row->id;
    auto* sheet = new TextSheet(
        {.title = tr("Close the escalation of %1").arg(row->service.value()),
         .sentence = tr("It leaves the list of what waits for a person. The anomaly stays open "
                        "until it resolves."),
         .facts = {},
         .fields = {{tr("Reason"), tr("required")}},
         .commit = tr("Close escalation")},
        m_detail);
    connect(sheet, &TextSheet::committed, this, [this, sheet, id] {
        sendText(
            *sheet, u"anomaly_close"_s,
            Json::object({{u"id"_s, Json{id}}, {u"reason"_s, Json{sheet->text(0).trimmed()}}}));
    });
    m_detail->openText(sheet);
}

void ApprovalsPage::addNote()
{
    const auto* row = m_model->rowAt(m_table->currentIndex());
    if (!row)
        return;
    const auto scope = row->subject == Subject::Request ? u"approval"_s
                       : row->subject == Subject::Patch ? u"patch"_s
                                                        : u"anomaly"_s;
    const auto id = row->id;
    auto* sheet = new TextSheet(
        {.title = tr("Add a note to %1").arg(row->service.value()),
         .sentence = tr("Everybody who opens this sees it; it stays in the audit."),
         .facts = {},
         .fields = {{tr("Note"), {}, true, false, 120}},
         .commit = tr("Add note")},
        m_detail);
    connect(sheet, &TextSheet::committed, this, [this, sheet, scope, id] {
        sendText(
            *sheet, u"note"_s,
            Json::object({{u"scope"_s, Json{scope}}, {u"ref"_s, Json{id}}, {u"text"_s, Json{sheet->text(0)}}}));
    });
    m_detail->openText(sheet);
}

void ApprovalsPage::endTrial()
{
    const auto patch = m_detail->subjects().patch;
    if (!patch || m_detail->isSheetOpen())
        return;
    auto* sheet = new TextSheet(
        {.title = tr("End the twin's trial for %1").arg(patch->service.value()),
         .sentence = tr("What runs in the twin is ended at once. The twin then counts as not available, so a person is "
                        "asked; the patch is not given up."),
         .facts = {},
         .fields = {{tr("Reason"), tr("required")}},
         .commit = tr("End the trial")},
        m_detail);
    connect(sheet, &TextSheet::committed, this, [this, sheet, id = patch->id.value()] {
        sendText(
            *sheet, u"twin_cancel"_s,
            Json::object({{u"id"_s, Json{id}}, {u"reason"_s, Json{sheet->text(0).trimmed()}}}));
    });
    m_detail->openText(sheet);
}

void ApprovalsPage::propose()
{
    const auto* row = m_model->rowAt(m_table->currentIndex());
    if (!row)
        return;
    const auto service = row->service.value();
    const auto anomaly = row->anomaly.value();
    auto* sheet = new TextSheet(
        {.title = tr("Propose a patch for %1").arg(service),
         .sentence = tr("It passes the same gates as any other. You cannot approve it yourself."),
         .facts = {},
         .fields =
             {{tr("Intent"), tr("one line"), true, false, 32},
              {tr("Rollback"), tr("how to undo it"), false, false, 32},
              {tr("Diff"), tr("unified, with git headers"), true, true, 0}},
         .commit = tr("Propose patch")},
        m_detail);
    connect(sheet, &TextSheet::committed, this, [this, sheet, service, anomaly] {
        auto args = Json::object(
            {{u"service"_s, Json{service}},
             {u"intent"_s, Json{sheet->text(0).trimmed()}},
             {u"diff"_s, Json{sheet->text(2)}}});
        if (const auto rollback = sheet->text(1).trimmed(); !rollback.isEmpty())
            args.set(u"rollback"_s, Json{rollback});
        if (!anomaly.isEmpty())
            args.set(u"anomaly_id"_s, Json{anomaly});
        sendText(*sheet, u"patch_submit"_s, std::move(args));
    });
    m_detail->openText(sheet);
}

/// The sheet closes when the journal holds what was written; until then the text is in view.
void ApprovalsPage::sendText(TextSheet& sheet, const QString& command, Json args)
{
    session().send(
        command, std::move(args),
        [page = QPointer(this), open = QPointer(&sheet)](const Result<engine::Outcome>& outcome) {
            if (page && open && outcome)
                page->m_detail->closeSheet();
            else if (open && !outcome)
                open->showTrouble(tr("Not done: %1").arg(words::told(outcome.error())));
        });
}

} // namespace penelope::ui::approvals

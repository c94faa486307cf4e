// Which verbs the chosen row has a use for; the key of any other is answered by a sentence, not by silence.
#include "ui/approvals/approvalspage.h"
#include "ui/approvals/detailpane.h"
#include "ui/approvals/queuemodel.h"
#include "ui/text/format.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/usualkey.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

void ApprovalsPage::enableVerbs()
{
    const bool free = !m_detail->isSheetOpen();
    for (auto* action : m_keys)
        action->setEnabled(free);
    const auto* row = m_model->rowAt(m_table->currentIndex());
    const bool can = free && row && session().canDecide();
    const bool reviewable = can && row->state == State::ToReview;
    const bool pending = can && !reviewable && row->subject == Subject::Request && !row->decidedAt &&
                         (!row->deadline || session().now() < *row->deadline);
    const bool isEscalation = row && row->subject == Subject::Escalation && !row->decidedAt;
    const bool live = session().canDecide();
    const bool toReview = row && row->state == State::ToReview;
    m_approve->setText(toReview ? tr("Agree…") : tr("Approve…"));
    m_reject->setText(
        toReview                                     ? tr("Object…")
        : row && row->subject == Subject::Escalation ? tr("Close…")
                                                     : tr("Reject…"));
    for (auto* action : {m_reject, m_note, m_propose, m_endTrial})
        action->setVisible(live);
    m_acknowledge->setVisible(live);
    // An escalation has no patch to approve and no deadline to put off: one proposes a patch, has it, or closes it.
    for (auto* action : {m_approve, m_snooze})
        action->setVisible(live && !isEscalation);
    m_detail->showVerb(m_propose, live && isEscalation);
    m_mark->setVisible(live);
    m_mark->setEnabled(pending);
    m_bulk->setVisible(live);
    m_bulk->setEnabled(free && live && !m_marks.empty() && !m_held.isBusy());
    m_approve->setEnabled(pending || (reviewable && row->needsMe));
    m_reject->setEnabled(pending || (can && isEscalation) || (reviewable && row->needsMe));
    m_acknowledge->setEnabled(pending || (can && isEscalation));
    m_snooze->setEnabled(pending);
    m_note->setEnabled(can);
    m_propose->setEnabled(can && !row->service.isEmpty());
    m_endTrial->setEnabled(can && row->state == State::Trying);
}

bool ApprovalsPage::isUnanswered(const QAction& action) const
{
    return !action.isEnabled() || !action.isVisible();
}

void ApprovalsPage::answerKey(const QObject* watched, const QKeyEvent& key)
{
    const auto* focus = QApplication::focusWidget();
    const bool typing = qobject_cast<const QLineEdit*>(focus) || qobject_cast<const QPlainTextEdit*>(focus);
    if (watched != focus || typing || !isAncestorOf(focus) || isCalm() || m_detail->isSheetOpen())
        return;
    const QKeySequence pressed(key.keyCombination());
    const std::vector<QAction*> verbs{m_approve, m_reject, m_acknowledge, m_snooze, m_note, m_propose};
    const auto verb = std::find_if(verbs.begin(), verbs.end(), [&](const QAction* action) {
        return isUnanswered(*action) && action->shortcuts().contains(pressed);
    });
    if (verb != verbs.end())
        m_detail->showTrouble(whyNot(**verb));
}

QString ApprovalsPage::whyNot(const QAction& verb) const
{
    const auto* row = m_model->rowAt(m_table->currentIndex());
    if (!session().readOnlyReason().isEmpty())
        return session().readOnlyReason();
    if (!session().canDecide())
        return tr("Nothing can be decided now.");
    if (!row)
        return tr("Choose a request first.");
    if (row->state == State::ToReview)
        return &verb == m_approve || &verb == m_reject
                   ? tr("Another approver reviews this: neither who decided nor who proposed it.")
                   : tr("It is decided. What is left is a review.");
    if (row->decidedAt)
        //: %1 is a time such as 03:44:10Z
        return tr("Nothing waits here: it ended at %1.").arg(format::utcTime(*row->decidedAt));
    if (row->subject == Subject::Escalation) {
        //: %1 and %2 are keys, such as P and R
        const auto way =
            tr("%1 proposes one, %2 closes the escalation.").arg(keyWords(*m_propose), keyWords(*m_reject));
        return (&verb == m_approve ? tr("There is no patch to approve yet:")
                                   : tr("An escalation has no deadline to put off; it waits for a patch:")) +
               u' ' + way;
    }
    if (row->subject == Subject::Request)
        return tr("The time to decide is over.");
    return tr("Nobody is asked about this yet: it takes its own way.");
}

} // namespace penelope::ui::approvals

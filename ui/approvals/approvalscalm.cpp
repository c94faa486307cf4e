// What the page shows while nobody has to decide anything.
#include "ui/approvals/approvalspage.h"
#include "ui/approvals/calmfacts.h"
#include "ui/approvals/detailpane.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QApplication>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace penelope::ui::approvals {

void ApprovalsPage::buildCalm()
{
    auto* page = new QWidget(this);
    setSurface(page, Surface::Panel);
    auto* all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new PageHead(title(), question(), page));
    all->addWidget(m_calm, 1);
    m_calm->setFocusPolicy(Qt::StrongFocus); // it has the keyboard until something can be shown
    m_calm->addButton(m_showDecided);
    connect(m_showDecided, &KeyButton::clicked, this, [this] {
        m_listAsked = true;
        refresh();
        takeFocus();
    });
    m_stack->addWidget(page);
}

bool ApprovalsPage::isCalm() const
{
    return m_stack->currentWidget() != m_split;
}

void ApprovalsPage::showCalm()
{
    const auto all = rows(session().state(), session().now(), {session().operatorName(), session().role()});
    showCalm(all.empty() ? nullptr : &all.front());
}

void ApprovalsPage::showCalm(const Row* first)
{
    const bool any = first != nullptr;
    const bool waiting = any && first->group != Group::Decided;
    if (waiting)
        m_listAsked = false;
    const bool calm = !waiting && !m_listAsked && !m_detail->isSheetOpen();
    // A focus that nobody holds is this page's while it is on the screen.
    const auto* holder = QApplication::focusWidget();
    const bool hadFocus = isAncestorOf(holder) || (!holder && isVisible());
    const bool turned = calm != isCalm();
    if (m_showDecided->isHidden() == any) {
        // Hidden under the keyboard, the button would hand it to whatever stands next in the window.
        if (!any && m_showDecided->hasFocus())
            m_calm->setFocus();
        m_showDecided->setVisible(any);
        if (any && m_calm->hasFocus())
            m_showDecided->setFocus();
    }
    m_stack->setCurrentIndex(calm ? 1 : 0);
    if (turned && waiting) { // what arrived is looked at first, not what was decided before
        m_selected.clear();
        keepSelection();
    }
    if (turned && hadFocus)
        takeFocus();
    if (!calm)
        return;
    m_calm->show(tr("Nothing waiting"), calmExplanation(session()));
    auto decisions = decisionsOf(session().state(), session().now());
    const auto count = static_cast<int>(decisions.size());
    m_calm->showThread(std::move(decisions), session().now(), tr("Decisions in 24 h: %1").arg(count));
    m_calm->showFacts(calmFacts(session().snapshot(), session().now()));
}

} // namespace penelope::ui::approvals

/// Which page is in front, and which can be.
#include "ui/shell/mainwindow.h"

#include "ui/shell/navigation.h"
#include "ui/shell/waiting.h"

#include <QAction>
#include <QStackedWidget>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

/// A page that shows what the events add up to has nothing to show before they are added up.
void MainWindow::openPages()
{
    for (int index = 0; index < static_cast<int>(m_pages.size()); ++index) {
        m_navigation->setOpen(index, isOpen(index));
        m_pageActions[static_cast<std::size_t>(index)]->setEnabled(isOpen(index));
    }
    if (m_stack->count() > 0 && !isOpen(m_current)) // the past is left for a present that is not there yet
        openPage(u"audit"_s);
}

bool MainWindow::isOpen(int index) const
{
    return !m_pages[static_cast<std::size_t>(index)].needsState || !m_session.reading();
}

bool MainWindow::openPage(const QString& name, const QString& item)
{
    const auto found =
        std::find_if(m_pages.begin(), m_pages.end(), [&](const PagePlan& page) { return page.name == name; });
    const int index = static_cast<int>(std::distance(m_pages.begin(), found));
    if (found == m_pages.end() || !isOpen(index))
        return false;
    showPage(index);
    if (!item.isEmpty())
        found->page->open(item);
    return true;
}

void MainWindow::openStartPage(const QString& last)
{
    const bool pending = waitingAt(m_session.state(), m_session.operatorName(), m_session.now()).total() > 0;
    if (pending && openPage(u"approvals"_s))
        return;
    if (!openPage(last) && !openPage(m_pages.front().name))
        openPage(u"audit"_s); // the one that needs no state
}

} // namespace penelope::ui

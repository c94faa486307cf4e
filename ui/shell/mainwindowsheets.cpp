#include "ui/shell/actionlist.h"
#include "ui/shell/freezedialog.h"
#include "ui/shell/handoverdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/switchsheet.h"
#include "ui/shell/unfreezedialog.h"
#include "ui/text/reflectiontext.h"
#include "ui/theme/paint.h"
#include "ui/widgets/keybutton.h"

#include <QMessageBox>
#include <QStackedWidget>

/// What the window opens above its pages.
namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

void MainWindow::runPalette()
{
    auto* palette = new ActionList(ActionList::Kind::Palette, actionsHere(), this, [this](const QString& words) {
        return placesFor(m_session.state(), words);
    });
    palette->setAttribute(Qt::WA_DeleteOnClose);
    connect(palette, &QDialog::accepted, this, [this, palette] {
        if (QAction* action = palette->chosen())
            action->trigger();
        else if (const auto& place = palette->chosenPlace())
            openPage(place->page, place->item);
    });
    palette->open();
}

void MainWindow::showOverlay()
{
    auto* overlay = new ActionList(ActionList::Kind::Overlay, actionsHere(), this);
    overlay->setAttribute(Qt::WA_DeleteOnClose);
    overlay->open();
}

void MainWindow::freeze()
{
    auto* dialog = new FreezeDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::unfreeze(const QString& id)
{
    auto* dialog = new UnfreezeDialog(m_session, id, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showReflection()
{
    const auto& all = m_session.state().reflections;
    if (!all.empty())
        showDetail(tr("Reflection of the last rest day"), reflectionText(*all.back()));
}

void MainWindow::showHandover()
{
    if (!HandoverDialog::canWrite(m_session)) {
        showDetail(tr("Handover"), HandoverDialog::notes(m_session).join(u'\n'));
        return;
    }
    auto* dialog = new HandoverDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

namespace {

/// With the edge that the dialogs have: in high contrast the box has the colour of what is behind it.
class EdgedBox : public QMessageBox
{
public:
    using QMessageBox::QMessageBox;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const auto theme = Theme::of(this);
        paintBox(painter, rect(), theme->border, theme->panel);
    }
};

} // namespace

QMessageBox* MainWindow::makeBox(const QString& title, const QString& text)
{
    auto* box = new EdgedBox(QMessageBox::NoIcon, title, text, QMessageBox::NoButton, this);
    box->setTextFormat(Qt::PlainText); // errors repeat what others wrote
    box->setAttribute(Qt::WA_DeleteOnClose);
    // Qt's own button speaks no language of ours.
    box->addButton(new KeyButton(tr("Close"), tr("Esc"), ButtonSize::Tool, box), QMessageBox::RejectRole);
    return box;
}

void MainWindow::showDetail(const QString& title, const QString& text)
{
    makeBox(title, text)->open();
}

void MainWindow::openSwitchSheet()
{
    if (m_switch)
        return;
    if (m_held.isBusy()) {
        showDetail(
            tr("Switch operator"), tr("A decision is being held: undo it, or wait until it is sent. It is signed by "
                                      "whoever committed it."));
        return;
    }
    if (m_session.operatorChoices().empty()) {
        const auto reason = m_session.readOnlyReason();
        showDetail(
            tr("Switch operator"),
            reason.isEmpty() ? tr("No operator's key is at this desk. A key is made with penelopectl keys new.")
                             : reason);
        return;
    }
    m_switch = new SwitchSheet(m_session, this);
    m_stack->addWidget(m_switch);
    m_stack->setCurrentWidget(m_switch);
    connect(m_switch, &Sheet::closeRequested, this, &MainWindow::closeSwitchSheet);
    connect(m_switch, &SwitchSheet::switched, this, &MainWindow::closeSwitchSheet);
    m_switch->takeFocus();
}

void MainWindow::closeSwitchSheet()
{
    if (m_switch)
        showPage(m_current);
}

} // namespace penelope::ui

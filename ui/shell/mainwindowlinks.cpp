/// What reaches the window from outside, and leaves it: links, the sound, the keys.
#include "ui/shell/mainwindow.h"

#include "ui/shell/statusstrip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isThere(const engine::ConsoleState& state, const Permalink& link)
{
    switch (link.kind) {
    case Permalink::Kind::Approval:
        // Escalations are rows of the same list.
        return state.approvals.contains(ApprovalId{link.item}) || state.anomalies.contains(AnomalyId{link.item});
    case Permalink::Kind::Canary: return state.canaries.contains(CanaryId{link.item});
    case Permalink::Kind::Event: return link.item.toLongLong() <= state.seq;
    case Permalink::Kind::Breaker:
        return state.services.contains(ServiceName{link.item}) || state.breakers.contains(ServiceName{link.item});
    }
    Q_UNREACHABLE();
}

} // namespace

void MainWindow::setEnvironment(const QString& name)
{
    m_environment = name;
    showTitle();
}

void MainWindow::showSound(const QString& word, const QString& sentence)
{
    m_status->showNote(u"sound"_s, tr("Sound"), word, sentence);
    m_actions.action(Act::Mute)->setEnabled(true);
}

void MainWindow::showTrouble(const QString& key, const QString& name, const QString& value, const QString& detail)
{
    m_status->showNote(key, name, value, detail);
}

void MainWindow::followLink(const QString& text)
{
    const auto link = parsePermalink(text);
    if (!link)
        sayOfLink(link.error().message);
    else if (link->at)
        emit momentRequested(*link);
    else {
        m_session.backToPresent();
        showLinked(*link);
    }
}

void MainWindow::showOfPresent(const QString& page, const QString& item)
{
    m_session.backToPresent();
    openPage(page, item);
}

void MainWindow::showLinked(const Permalink& link)
{
    m_awaited.reset();
    const auto reading = m_session.reading();
    if (isThere(m_session.state(), link)) {
        openPage(pageOf(link.kind), link.item);
    } else if (reading && !reading->trouble.isEmpty()) {
        //: %1 is a link such as penelope://approval/7f3a91c2
        sayOfLink(tr("What %1 names cannot be shown: the events of this journal cannot be added up. The audit page has "
                     "the records that are whole.")
                      .arg(toText(link)));
    } else if (!m_session.isWhole()) {
        m_awaited = link;
        m_status->tell(tr("Link"), tr("%1 is followed as soon as the journal is read").arg(toText(link)));
    } else {
        //: %1 is a link such as penelope://approval/7f3a91c2
        sayOfLink(tr("This journal does not hold what %1 names. It may be of another journal, or of a later time.")
                      .arg(toText(link)));
    }
}

void MainWindow::followAwaited()
{
    const auto reading = m_session.reading();
    if (m_awaited && (m_session.isWhole() || (reading && !reading->trouble.isEmpty())))
        showLinked(Permalink(*m_awaited));
}

/// One box for all of them: whoever sends a hundred links makes no hundred boxes.
void MainWindow::sayOfLink(const QString& text)
{
    if (!m_linkBox)
        m_linkBox = makeBox(tr("Link"), {});
    m_linkBox->setText(text);
    m_linkBox->open();
}

void MainWindow::copyLink()
{
    const Page* page = currentPage();
    auto link = page ? permalinkTo(page->name(), page->selectedItem()) : std::nullopt;
    if (!link) {
        m_status->tell(tr("No link"), tr("choose a request, a canary, a record or a breaker first"));
        return;
    }
    if (m_session.mode() == Session::Mode::Replay)
        link->at = m_session.now();
    QGuiApplication::clipboard()->setText(toText(*link));
    m_status->tell(tr("Copied"), toText(*link));
}

void MainWindow::comeToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

} // namespace penelope::ui

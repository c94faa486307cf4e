#include "ui/shell/mainwindow.h"

#include "ui/shell/attentionstrip.h"
#include "ui/shell/banners.h"
#include "ui/shell/helpwindow.h"
#include "ui/shell/navigation.h"
#include "ui/shell/replayframe.h"
#include "ui/shell/shiftnotes.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/switchsheet.h"
#include "ui/shell/topbar.h"
#include "ui/text/format.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPointer>
#include <QResizeEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int narrowBelow = 1200;

} // namespace

MainWindow::MainWindow(
    Session& session, HeldDecision& held, std::vector<PagePlan> pages, std::function<void(const Theme&)> applyTheme)
    : m_session(session)
    , m_held(held)
    , m_pages(std::move(pages))
    , m_applyTheme(std::move(applyTheme))
{
    setMinimumSize(1024, 700);
    resize(1440, 900);
    buildFrame();
    buildMenus();
    connectActions();
    m_keys.add(u"shell"_s, tr("Everywhere"), m_actions.all());
    m_idle.callOnTimeout(this, &MainWindow::buildNext);
    for (int i = 0; i < static_cast<int>(m_pages.size()); ++i) {
        if (m_pages[static_cast<std::size_t>(i)].isReady)
            pageAt(i);
    }
    connect(&session, &Session::changed, this, &MainWindow::showTitle);
    showTitle();
    connect(&session, &Session::changed, this, &MainWindow::openPages);
    connect(&session, &Session::changed, this, &MainWindow::followAwaited);
    openPages();
}

void MainWindow::buildFrame()
{
    m_top = new TopBar(this);
    setMenuWidget(m_top);
    auto* center = new QWidget(this);
    auto* column = new QVBoxLayout(center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_strip = new AttentionStrip(m_session, m_held, center);
    m_side = new QWidget(center);
    m_navigation = new Navigation(m_pages, m_side);
    m_notes = new ShiftNotes(m_session, m_side);
    m_stack = new QStackedWidget(center);
    m_status = new StatusStrip(m_session, center);
    auto* side = new QVBoxLayout(m_side);
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(0);
    side->addWidget(m_navigation, 0);
    side->addStretch(1);
    side->addWidget(m_notes, 0);
    setSurface(m_side, Surface::Window);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_side);
    row->addWidget(new HairLine(Qt::Vertical, center));
    m_frame = new ReplayFrame(m_session, m_stack, center);
    row->addWidget(m_frame, 1);
    column->addWidget(m_strip);
    m_banners = new BannerStack(m_session, center);
    column->addWidget(m_banners);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    setCentralWidget(center);
}

void MainWindow::buildMenus()
{
    for (int i = 0; const PagePlan& page : m_pages) {
        m_pageActions.push_back(m_actions.addPage(i, page.name, page.title));
        connect(m_pageActions.back(), &QAction::triggered, this, [this, i] { showPage(i); });
        ++i;
    }
    const std::pair<MenuOf, QString> menus[] = {{MenuOf::File, tr("File")},         {MenuOf::View, tr("View")},
                                                {MenuOf::Decision, tr("Decision")}, {MenuOf::Time, tr("Time")},
                                                {MenuOf::Tools, tr("Tools")},       {MenuOf::Help, tr("Help")}};
    for (const auto& [menu, title] : menus) {
        QMenu* entry = m_top->addMenu(title);
        for (QAction* action : m_actions.ofMenu(menu))
            entry->addAction(action);
        if (menu != MenuOf::Decision)
            continue;
        // The verbs of the page in front come and go with it.
        const auto own = m_actions.ofMenu(menu);
        connect(entry, &QMenu::aboutToShow, this, [this, entry, own] {
            entry->clear();
            for (QAction* action : own)
                entry->addAction(action);
            if (const Page* page = currentPage())
                entry->addActions(page->actions());
        });
    }
    for (QAction* action : m_actions.all())
        addAction(action);
}

void MainWindow::connectActions()
{
    const auto on = [this](Act act, auto&& slot) {
        connect(m_actions.action(act), &QAction::triggered, this, std::forward<decltype(slot)>(slot));
    };
    on(Act::Palette, [this] { runPalette(); });
    on(Act::Overlay, [this] { showOverlay(); });
    on(Act::Help, [this] { (new HelpWindow(currentPage() ? currentPage()->name() : QString{}, this))->show(); });
    on(Act::NextPane, [this] { movePane(1); });
    on(Act::PreviousPane, [this] { movePane(-1); });
    on(Act::Strip, [this] { m_strip->takeFocus(); });
    on(Act::Refresh, [this] { m_session.refresh(); });
    on(Act::BackToPresent, [this] { m_session.backToPresent(); });
    on(Act::Undo, [this] { m_held.undo(); });
    on(Act::Freeze, [this] { freeze(); });
    on(Act::Unfreeze, [this] { unfreeze({}); });
    on(Act::Reflection, [this] { showReflection(); });
    on(Act::Handover, [this] { showHandover(); });
    connect(m_notes, &ShiftNotes::writeRequested, this, &MainWindow::showHandover);
    connect(m_banners, &BannerStack::unfreezeRequested, this, &MainWindow::unfreeze);
    connect(&m_session, &Session::changed, this, &MainWindow::updateRestraints);
    updateRestraints();
    on(Act::ThemeCycle, [this] { cycleTheme(); });
    on(Act::ClockOrder, [this] { m_applyTheme(Theme::of(this).withLocalFirst(!Theme::of(this).isLocalFirst())); });
    on(Act::Larger, [this] { zoom(Theme::of(this).zoom() + 0.1); });
    on(Act::Smaller, [this] { zoom(Theme::of(this).zoom() - 0.1); });
    on(Act::NormalSize, [this] { zoom(1); });
    on(Act::Settings, [this] { openPage(u"settings"_s); });
    on(Act::SwitchOperator, [this] { openSwitchSheet(); });
    on(Act::CopyLink, [this] { copyLink(); });
    on(Act::Mute, [this] { emit muteRequested(); });
    on(Act::ResetLayout, [this] { emit layoutResetRequested(); });
    m_actions.action(Act::Mute)->setEnabled(false);
    on(Act::Quit, [this] { close(); });
    connect(m_top, &TopBar::paletteRequested, this, &MainWindow::runPalette);
    connect(m_navigation, &Navigation::chosen, this, &MainWindow::showPage);
    connect(m_strip, &AttentionStrip::openRequested, this, &MainWindow::openPage);
    connect(m_status, &StatusStrip::detailRequested, this, &MainWindow::showDetail);
    connect(m_status, &StatusStrip::operatorRequested, this, &MainWindow::openSwitchSheet);
    connect(qApp, &QApplication::focusChanged, this, &MainWindow::keepFocus);
}

MainWindow::~MainWindow()
{
    // The children hide while they go, when there is no page in front any more.
    disconnect(qApp, &QApplication::focusChanged, this, &MainWindow::keepFocus);
}

/// What hides under the keyboard hands it to whatever stands next in the window; the page in front gets it instead.
void MainWindow::keepFocus(const QWidget* before, const QWidget* now)
{
    if (!before || !now || before->isVisible() || !isAncestorOf(before) || !isAncestorOf(now))
        return;
    if (Page* page = currentPage(); page && !page->isAncestorOf(now))
        page->takeFocus();
}

Page* MainWindow::pageAt(int index)
{
    auto& plan = m_pages[static_cast<std::size_t>(index)];
    if (plan.page)
        return plan.page;
    Page* page = plan.page = plan.make();
    setSurface(page, Surface::Panel);
    m_stack->addWidget(page);
    m_navigation->watch(index, *page);
    const auto own = page->actions();
    m_keys.add(plan.name, plan.title, {own.begin(), own.end()});
    connect(page, &Page::openRequested, this, &MainWindow::openPage);
    emit pageBuilt(page);
    return page;
}

int MainWindow::builtCount() const
{
    return static_cast<int>(
        std::count_if(m_pages.begin(), m_pages.end(), [](const PagePlan& plan) { return plan.page != nullptr; }));
}

void MainWindow::buildRest()
{
    m_idle.start(0);
}

void MainWindow::buildNext()
{
    const auto next =
        std::find_if(m_pages.begin(), m_pages.end(), [](const PagePlan& plan) { return plan.page == nullptr; });
    if (next != m_pages.end()) {
        pageAt(static_cast<int>(std::distance(m_pages.begin(), next)));
        return;
    }
    m_idle.stop();
    m_keys.sort(QStringList{u"shell"_s} + pageNames());
    emit pagesBuilt();
}

void MainWindow::buildAll()
{
    while (builtCount() < static_cast<int>(m_pages.size()))
        buildNext();
    buildNext();
}

void MainWindow::showPage(int index)
{
    if (!isOpen(index))
        return;
    if (m_switch) {
        m_stack->removeWidget(m_switch);
        std::exchange(m_switch, nullptr)->deleteLater();
    }
    m_current = index;
    m_stack->setCurrentWidget(pageAt(index));
    m_navigation->setCurrent(index);
    if (Page* page = currentPage()) {
        m_frame->bar()->setQuestion(page->headIsBar() ? page->question() : QString{});
        page->takeFocus();
        emit pageChanged(page->name());
    }
}

Page* MainWindow::currentPage() const
{
    return qobject_cast<Page*>(m_stack->currentWidget());
}

QStringList MainWindow::pageNames() const
{
    QStringList names;
    for (const PagePlan& page : m_pages)
        names << page.name;
    return names;
}

std::vector<QAction*> MainWindow::actionsHere() const
{
    auto actions = m_actions.all();
    if (const Page* page = currentPage()) {
        const auto own = page->actions();
        actions.insert(actions.begin(), own.begin(), own.end());
    }
    return actions;
}

void MainWindow::showSignedTo(qint64 seq)
{
    m_status->showSignedTo(seq);
}

void MainWindow::showTitle()
{
    const auto& watched = m_session.watched();
    const int count = waitingAt(watched.state(), watched.operatorName(), watched.now()).total();
    QString title = u"PENELOPE"_s;
    if (!m_environment.isEmpty())
        title += u" — "_s + m_environment;
    if (m_session.mode() == Session::Mode::Replay)
        title = tr("REPLAY %1").arg(format::utcDateTime(m_session.now())) + u" — "_s + title;
    if (m_session.present().mode() == Session::Mode::Demo)
        title = tr("DEMO") + u" — "_s + title;
    setWindowTitle(count > 0 ? u"(%1) "_s.arg(count) + title : title);
}

void MainWindow::cycleTheme()
{
    const Theme theme = Theme::of(this);
    const Scheme next = theme.scheme() == Scheme::Light  ? Scheme::Dark
                        : theme.scheme() == Scheme::Dark ? Scheme::HighContrast
                                                         : Scheme::Light;
    m_applyTheme(theme.with(next));
}

void MainWindow::zoom(double zoom)
{
    m_applyTheme(Theme::of(this).with(std::clamp(zoom, 0.8, 2.0)));
}

void MainWindow::movePane(int step)
{
    const std::function<void()> panes[] = {
        [this] { m_navigation->takeFocus(); },
        [this] {
            if (Page* page = currentPage())
                page->takeFocus();
        },
        [this] { m_status->takeFocus(); }, [this] { m_strip->takeFocus(); }};
    const QWidget* focus = focusWidget();
    const int at = focus && m_side->isAncestorOf(focus)     ? 0
                   : focus && m_stack->isAncestorOf(focus)  ? 1
                   : focus && m_status->isAncestorOf(focus) ? 2
                                                            : 3;
    panes[(at + step + 4) % 4]();
}

void MainWindow::updateRestraints()
{
    const bool decides = m_session.canDecide();
    const bool live = m_session.mode() == Session::Mode::Live;
    m_actions.action(Act::Freeze)->setVisible(live);
    m_actions.action(Act::Unfreeze)->setVisible(live);
    m_actions.action(Act::BackToPresent)->setEnabled(m_session.canGoBack());
    m_actions.action(Act::Freeze)->setEnabled(decides && m_session.role() >= Role::Operator);
    m_actions.action(Act::Unfreeze)
        ->setEnabled(decides && m_session.role() >= Role::Approver && !m_session.state().freeze.freezes.empty());
    m_actions.action(Act::Reflection)->setEnabled(!m_session.state().reflections.empty());
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fit();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    // Not at once: whoever changes the style goes through a list of widgets, and some of them go where less room is.
    if (event->type() == QEvent::StyleChange && m_status)
        QMetaObject::invokeMethod(
            this, [this] { QMetaObject::invokeMethod(this, &MainWindow::refit, Qt::QueuedConnection); },
            Qt::QueuedConnection); // after the parts, which queue too
}

/// For whatever decides by its width what there is room for, text that grew is a window that shrank.
void MainWindow::refit()
{
    fit();
    std::vector<QPointer<QWidget>> parts; // some make others anew
    for (auto* part : findChildren<QWidget*>())
        parts.emplace_back(part);
    for (const auto& part : parts) {
        if (!part)
            continue;
        QResizeEvent again(part->size(), part->size());
        QCoreApplication::sendEvent(part, &again);
    }
}

/// Larger text leaves less room for the names of the pages, as a smaller window does.
void MainWindow::fit()
{
    const Theme theme = Theme::of(this);
    const bool narrow = width() < theme.px(narrowBelow);
    m_navigation->setNarrow(narrow);
    m_notes->setVisible(!narrow);
    m_side->setFixedWidth(theme.px(narrow ? 56 : 176) - 1);
    m_status->setNarrow(narrow);
}

} // namespace penelope::ui

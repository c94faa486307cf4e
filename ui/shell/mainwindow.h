#pragma once

#include "ui/shell/actions.h"
#include "ui/shell/helddecision.h"
#include "ui/shell/keymap.h"
#include "ui/shell/page.h"
#include "ui/shell/permalink.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <vector>

class QMessageBox;
class QStackedWidget;

namespace penelope::ui {

class AttentionStrip;
class BannerStack;
class Navigation;
class ReplayFrame;
class ShiftNotes;
class StatusStrip;
class SwitchSheet;
class TopBar;

/// The frame: menu, attention strip, banners, navigation, the pages, status. No logic of the domain.
/// `session` and `held` outlive it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Takes the pages, in the order of the navigation. `applyTheme` is called when the person wants another look.
    MainWindow(
        Session& session, HeldDecision& held, std::vector<PagePlan> pages,
        std::function<void(const Theme&)> applyTheme);
    ~MainWindow() override;

    /// Builds what nobody has opened yet, a page whenever there is nothing else to do; `pagesBuilt` follows.
    void buildRest();
    /// Builds it at once.
    void buildAll();
    int builtCount() const;
    /// Answers whether there is such a page. One that is not built yet is built.
    bool openPage(const QString& name, const QString& item = {});
    Page* currentPage() const;
    QStringList pageNames() const;
    /// Approvals if any are pending, else `last`, else the first.
    void openStartPage(const QString& last);
    /// Actions of the shell and of the current page, for palette, overlay and tests.
    std::vector<QAction*> actionsHere() const;
    /// What the status strip says about the journal's signature, once it was verified.
    void showSignedTo(qint64 seq);
    /// The sheet in which another operator takes the desk, in place of the page; Esc goes back. Where nobody can
    /// decide, or while a decision is held, it says why instead.
    void openSwitchSheet();
    SwitchSheet* switchSheet() const { return m_switch; }

    /// The keys of every action, the shell's and the pages'.
    KeyMap& keys() { return m_keys; }
    /// What stands behind the name in the title, such as "prod".
    void setEnvironment(const QString& name);
    /// The sound's cell in the status strip; from then on it can be muted.
    void showSound(const QString& word, const QString& sentence);
    /// A cell that stays, for what went wrong without being in the way: its details open on Enter.
    void showTrouble(const QString& key, const QString& name, const QString& value, const QString& detail);

public slots:
    /// A link from outside, unchecked. What it names is shown; what is wrong with it is said. Nothing else ever
    /// happens.
    void followLink(const QString& text);
    /// Leaves a replay and goes to the row.
    void showOfPresent(const QString& page, const QString& item);
    /// Goes to the row, or says that it is not there. While the journal is still read, what is not there yet is waited
    /// for.
    void showLinked(const Permalink& link);
    /// Puts a link to the chosen row on the clipboard; in replay with its moment.
    void copyLink();
    void comeToFront();

signals:
    void pageChanged(const QString& name);
    /// Its keys are listed; it is not shown yet.
    void pageBuilt(penelope::ui::Page* page);
    void pagesBuilt();
    /// A link names a moment: whoever feeds the screens goes there and then calls showLinked.
    void momentRequested(const penelope::ui::Permalink& link);
    void muteRequested();
    void layoutResetRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildFrame();
    void buildMenus();
    void connectActions();
    void fit();
    void refit();
    void keepFocus(const QWidget* before, const QWidget* now);
    void showPage(int index);
    Page* pageAt(int index);
    void buildNext();
    void sayOfLink(const QString& text);
    void followAwaited();
    void showTitle();
    void openPages();
    bool isOpen(int index) const;
    void runPalette();
    void showOverlay();
    void cycleTheme();
    void zoom(double zoom);
    void movePane(int step);
    void freeze();
    void unfreeze(const QString& id);
    void showReflection();
    void showHandover();
    void updateRestraints();
    QMessageBox* makeBox(const QString& title, const QString& text);
    void showDetail(const QString& title, const QString& text);
    void closeSwitchSheet();

    Session& m_session;
    HeldDecision& m_held;
    std::vector<PagePlan> m_pages;
    std::vector<QAction*> m_pageActions;
    std::function<void(const Theme&)> m_applyTheme;
    Actions m_actions;
    KeyMap m_keys;
    QString m_environment;
    QPointer<QMessageBox> m_linkBox;
    std::optional<Permalink> m_awaited; ///< a link to what may be among the events that are still read
    TopBar* m_top = nullptr;
    AttentionStrip* m_strip = nullptr;
    BannerStack* m_banners = nullptr;
    Navigation* m_navigation = nullptr;
    QWidget* m_side = nullptr;
    ShiftNotes* m_notes = nullptr;
    QStackedWidget* m_stack = nullptr;
    ReplayFrame* m_frame = nullptr;
    SwitchSheet* m_switch = nullptr; ///< while it is open
    int m_current = 0;               ///< of m_pages; also while the switch sheet is open
    StatusStrip* m_status = nullptr;
    QTimer m_idle; ///< while pages are left to build
};

} // namespace penelope::ui

#pragma once

#include "ui/shell/actions.h"
#include "ui/shell/helddecision.h"
#include "ui/shell/keymap.h"
#include "ui/shell/page.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

#include <functional>
#include <vector>

class QStackedWidget;

namespace penelope::ui {

class AttentionStrip;
class BannerStack;
class Navigation;
class ReplayFrame;
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
        Session& session, HeldDecision& held, std::vector<Page*> pages, std::function<void(const Theme&)> applyTheme);

    /// Answers whether there is such a page.
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
    /// Every key of the shell and of the pages.
    KeyMap& keys() { return m_keys; }

signals:
    void pageChanged(const QString& name);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildFrame();
    void buildMenus();
    void connectActions();
    void showPage(int index);
    void showTitle();
    void runPalette();
    void showOverlay();
    void cycleTheme();
    void zoom(double zoom);
    void movePane(int step);
    void freeze();
    void unfreeze(const QString& id);
    void showReflection();
    void updateRestraints();
    void showDetail(const QString& title, const QString& text);
    void closeSwitchSheet();

    Session& m_session;
    HeldDecision& m_held;
    std::vector<Page*> m_pages;
    std::function<void(const Theme&)> m_applyTheme;
    Actions m_actions;
    KeyMap m_keys;
    TopBar* m_top = nullptr;
    AttentionStrip* m_strip = nullptr;
    BannerStack* m_banners = nullptr;
    Navigation* m_navigation = nullptr;
    QWidget* m_side = nullptr;
    QWidget* m_notes = nullptr;
    QStackedWidget* m_stack = nullptr;
    ReplayFrame* m_frame = nullptr;
    SwitchSheet* m_switch = nullptr; ///< while it is open
    int m_pageBehind = 0;
    StatusStrip* m_status = nullptr;
};

} // namespace penelope::ui

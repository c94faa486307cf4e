#pragma once

#include "ui/shell/page.h"
#include "ui/theme/theme.h"

#include <functional>

class QLineEdit;
class QStackedWidget;
class QTabBar;

namespace penelope::ui {

class KeyButton;
class KeyMap;
class Label;
class Preferences;
class SettingsDesk;
class SettingsTab;

/// "How is this console set?": the policy in force, read-only, and what this desk can change, one tab each, searchable.
/// What is changed holds at once, and goes back with Revert while its tab is in front.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    /// With the policy alone: there is no desk behind a file that is only looked at by a test.
    explicit SettingsPage(Session& session, QWidget* parent = nullptr);

    /// What the other tabs work on. All outlive the page.
    struct Equipment
    {
        SettingsDesk& desk;
        Preferences& preferences;
        KeyMap& keys;
        std::function<void(const Theme&)> applyTheme;
        std::function<void()> resetLayout = {}; ///< empty = nothing is kept of the layout
        SettingsTab* notifications = nullptr;   ///< becomes the page's; null = there is no such tab
    };
    /// Once, after the window knows its keys.
    void equip(const Equipment& equipment);

    static QString ownName();
    static QString ownTitle();
    QString name() const override { return ownName(); }
    QString title() const override { return ownTitle(); }
    QString question() const override;
    void takeFocus() override;
    /// A tab's name ("connections"), or a key of the policy.
    void open(const QString& item) override;
    QStringList tabNames() const;

private:
    void addTab(SettingsTab* tab, int at = -1);
    SettingsTab* current() const;
    void showTab(int index);
    void keepFocusVisible();
    void search();
    void showCount();

    QLineEdit* m_search;
    Label* m_count;
    KeyButton* m_revert;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
};

} // namespace penelope::ui

#pragma once

#include <QSystemTrayIcon>

class QAction;
class QMenu;

namespace penelope::ui::attention {

/// The number over an icon, "99+" beyond that; without a number the icon as it is. With `grave` the plate is P0's.
QIcon withCount(const QIcon& icon, int count, bool grave);

/// The console in the desktop's tray, where there is one: how much waits, and the way back to the window.
class TrayIcon : public QSystemTrayIcon
{
    Q_OBJECT

public:
    /// `icon` is the program's own.
    explicit TrayIcon(const QIcon& icon, QObject* parent = nullptr);
    ~TrayIcon() override;

    /// The window's title as the tip.
    void showState(const QString& title, int count, bool grave);

signals:
    void windowRequested();
    void muteRequested();
    void quitRequested();

private:
    QIcon m_icon;
    std::unique_ptr<QMenu> m_menu;
    int m_count = -1;
    bool m_grave = false;
};

} // namespace penelope::ui::attention

#pragma once

#include "app/desktop/canberrasound.h"
#include "app/desktop/dbusnotifier.h"
#include "app/desktop/launcherbadge.h"
#include "ui/attention/attentionwatch.h"
#include "ui/attention/trayicon.h"
#include "ui/shell/layoutkeeper.h"

namespace penelope::ui {
class MainWindow;
}

namespace penelope::console {

/// How the console calls a person who looks elsewhere. Made after the first paint; all arguments outlive it.
class Attention : public QObject
{
    Q_OBJECT

public:
    /// `present` is the session itself, never a replay of it.
    Attention(
        ui::Session& present, const Clock& clock, ui::MainWindow& window, ui::LayoutKeeper::OpenSettings settings);

    ui::attention::AttentionWatch& watch() { return m_watch; }

private:
    void showSound();
    void keepPreferences();
    void showCount();

    ui::Session& m_present;
    ui::MainWindow& m_window;
    ui::LayoutKeeper::OpenSettings m_settings;
    ui::attention::Preferences m_kept;
    desktop::DbusNotifier m_notifier;
    desktop::CanberraSound m_sound;
    desktop::LauncherBadge m_badge;
    ui::attention::AttentionWatch m_watch;
    std::unique_ptr<ui::attention::TrayIcon> m_tray; ///< null where the desktop has none
};

} // namespace penelope::console

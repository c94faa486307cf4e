#include "app/console/attention.h"

#include "ui/shell/mainwindow.h"
#include "ui/shell/waiting.h"

#include <QApplication>
#include <QSettings>

namespace penelope::console {

using ui::attention::AttentionWatch;
using ui::attention::TrayIcon;

Attention::Attention(
    ui::Session& present, const Clock& clock, ui::MainWindow& window, ui::LayoutKeeper::OpenSettings settings)
    : m_present(present)
    , m_window(window)
    , m_settings(std::move(settings))
    , m_kept(ui::attention::loadPreferences(*m_settings()))
    , m_watch(present, clock, m_notifier, m_sound, m_kept)
{
    connect(&window, &ui::MainWindow::muteRequested, &m_watch, &AttentionWatch::toggleMute);
    connect(&m_watch, &AttentionWatch::changed, this, &Attention::showSound);
    connect(&m_watch, &AttentionWatch::changed, this, &Attention::keepPreferences);
    connect(&m_watch, &AttentionWatch::openRequested, &window, [&window](const QString& page, const QString& item) {
        window.comeToFront();
        window.showOfPresent(page, item);
    });
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray = std::make_unique<TrayIcon>(QGuiApplication::windowIcon());
        connect(m_tray.get(), &TrayIcon::windowRequested, &window, &ui::MainWindow::comeToFront);
        connect(m_tray.get(), &TrayIcon::muteRequested, &m_watch, &AttentionWatch::toggleMute);
        connect(m_tray.get(), &TrayIcon::quitRequested, &window, &QWidget::close);
        m_tray->show();
    }
    connect(&present, &ui::Session::ticked, this, &Attention::showCount);
    showSound();
    showCount();
}

void Attention::showSound()
{
    m_window.showSound(m_watch.soundWord(), m_watch.soundSentence() + u'\n' + m_watch.notifierSentence());
}

void Attention::keepPreferences()
{
    if (m_kept == m_watch.preferences())
        return;
    m_kept = m_watch.preferences();
    ui::attention::savePreferences(m_kept, *m_settings());
}

void Attention::showCount()
{
    const auto waiting = ui::waitingAt(m_present.state(), m_present.operatorName(), m_present.now());
    const bool grave = waiting.bySeverity[0] > 0;
    m_badge.show(waiting.total(), grave);
    if (m_tray)
        m_tray->showState(m_window.windowTitle(), waiting.total(), grave);
}

} // namespace penelope::console

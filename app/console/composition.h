#pragma once

#include "app/console/afterpaint.h"
#include "app/console/attention.h"
#include "app/console/consoledesk.h"
#include "app/console/livecore.h"
#include "app/console/options.h"
#include "app/desktop/singleinstance.h"
#include "core/adapters/system/systemclock.h"
#include "ui/audit/auditreader.h"
#include "ui/review/replaysession.h"
#include "ui/settings/notificationstab.h"
#include "ui/settings/preferences.h"
#include "ui/shell/helddecision.h"
#include "ui/shell/layoutkeeper.h"
#include "ui/shell/mainwindow.h"
#include "ui/welcome/keycard.h"
#include "ui/widgets/filedialogs.h"

class QApplication;

namespace penelope::console {

/// What the pages look at, and the core behind it where this process runs one.
struct Source
{
    std::unique_ptr<ui::Session> session;
    std::unique_ptr<LiveCore> core;   ///< null when another process writes the journal, offline and in replay
    std::function<void()> afterPaint; ///< what the first picture does not need; may be empty
};

/// Everything the console is made of. The order of the members is the order of construction; the only place that names
/// concrete adapters.
struct Composition
{
    Composition(QApplication& application, Options chosen, Source opened);

    /// The page that was asked for, else the one that matters most now.
    void openFirstPage();
    /// The card of the first keys, until any key puts it away for good.
    void showKeyCard();
    /// Follows a link, from the command line or from a second start.
    void follow(const desktop::HandOver& wish);

    Options options;
    Source source;
    ui::HeldDecision held;
    ui::AuditReader audit;
    system::SystemClock clock;
    ui::ReplaySession replay; ///< over the source; what the pages look at
    ui::Preferences preferences;
    ConsoleDesk desk;
    ui::MainWindow window;
    ui::LayoutKeeper layout;
    ui::FileFolder files;
    std::function<void(const ui::Theme&)> keepTheme;
    ui::NotificationsTab* notifications = nullptr; ///< of the settings page
    Task verifying;
    std::unique_ptr<Attention> attention; ///< after the first paint; null where only a file is read
    std::unique_ptr<AfterPaint> afterPaint;
    desktop::SingleInstance instance;
    std::optional<ui::Permalink> awaited; ///< its moment is being read

private:
    void connectWindow();
    void finishAfterPaint();
    void finishWhole();
    ui::Page* makeSettings();
    std::vector<ui::PagePlan> planPages();
    void verifySignature();
    /// What a person has made of the keys; what cannot be taken is answered, a sentence each.
    QStringList loadKeys();
    void sayOfKeys();
    void keepViewState();
    void goToMoment(const ui::Permalink& link);
    void showAwaited();
    void beginListening();
};

/// Another window of this user on the same journal took the wish: this start is over.
bool isHandedOver(const Options& options);

/// Whether the page that is shown first is there with the front of a state: that of the requests is.
bool beginsWithRequests(const Options& options, const ui::Preferences& preferences, const engine::ConsoleState& front);
/// The look asked for, else the one kept from last time, else light. Pictures are drawn at 100 %.
ui::Theme chosenTheme(const Options& options, const ui::Preferences& preferences);
/// The icon of the windows where no desktop file is installed. Reading it takes longer than a page.
void showIcon();
/// Where a person's likings are kept.
QString preferencesFile();

} // namespace penelope::console

#pragma once

#include "app/console/livecore.h"
#include "app/console/options.h"
#include "core/adapters/system/systemclock.h"
#include "ui/audit/auditreader.h"
#include "ui/review/replaysession.h"
#include "ui/shell/helddecision.h"
#include "ui/shell/mainwindow.h"

class QApplication;

namespace penelope::console {

/// What the pages look at, and the core behind it where this process runs one.
struct Source
{
    std::unique_ptr<ui::Session> session;
    std::unique_ptr<LiveCore> core; ///< null when another process writes the journal, offline and in replay
};

/// Everything the console is made of. The order of the members is the order of construction; the only place that names
/// concrete adapters.
struct Composition
{
    Composition(QApplication& application, Options chosen, Source opened);

    /// The page that was asked for, else the one that matters most now.
    void openFirstPage();
    /// Verifies the newest signed checkpoint on the reader's thread; the status strip then says how far it reaches.
    void verifySignature();

    Options options;
    Source source;
    ui::HeldDecision held;
    ui::AuditReader audit;
    system::SystemClock clock;
    ui::ReplaySession replay; ///< over the source; what the pages look at
    ui::MainWindow window;
    Task verifying;
};

/// The look asked for, else the one kept from last time, else light.
ui::Theme chosenTheme(const Options& options);

} // namespace penelope::console

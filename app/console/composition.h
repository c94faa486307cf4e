#pragma once

#include "app/console/options.h"
#include "core/adapters/system/systemclock.h"
#include "ui/audit/auditreader.h"
#include "ui/shell/helddecision.h"
#include "ui/shell/mainwindow.h"

class QApplication;

namespace penelope::console {

/// Everything the console is made of. The order of the members is the order of construction; the only place that names
/// concrete adapters.
struct Composition
{
    Composition(QApplication& application, Options chosen, std::unique_ptr<ui::Session> made);

    /// The page that was asked for, else the one that matters most now.
    void openFirstPage();

    Options options;
    std::unique_ptr<ui::Session> session;
    ui::HeldDecision held;
    ui::AuditReader audit;
    ui::MainWindow window;
};

/// The session that the options ask for. Errors say what cannot be read and why.
Result<std::unique_ptr<ui::Session>> makeSession(const Options& options, const Clock& clock);

/// The look asked for, else the one kept from last time, else light.
ui::Theme chosenTheme(const Options& options);

} // namespace penelope::console

#include "app/console/welcome.h"

#include "app/console/composition.h"
#include "app/console/consoledesk.h"
#include "app/console/translations.h"
#include "ui/welcome/welcomewindow.h"

#include <QApplication>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

bool wantsWelcome(const Options& options)
{
    const bool asksForSomething = options.readsOnly() || options.demo || options.startupTrace ||
                                  !options.journal.isEmpty() || !options.config.isEmpty() || !options.page.isEmpty();
    return !asksForSomething && ConsoleDesk::isFirstRun();
}

bool welcome(QApplication& application, Options& options, const Clock& clock)
{
    ui::Preferences preferences(preferencesFile());
    const Translations translations(application, languageOf(options, preferences));
    ui::Theme::apply(application, chosenTheme(options, preferences));
    ConsoleDesk desk(clock, {}, nullptr);
    ui::WelcomeWindow window(
        desk, preferences, [&application](const ui::Theme& theme) { ui::Theme::apply(application, theme); });
    if (window.exec() != QDialog::Accepted)
        return false;
    switch (window.use()) {
    case ui::WelcomeWindow::Use::OnCall: options.page = u"approvals"_s; return true;
    case ui::WelcomeWindow::Use::Review: options.page = u"review"_s; return true;
    case ui::WelcomeWindow::Use::Audit: options.offline = window.auditFile(); return true;
    case ui::WelcomeWindow::Use::Demo: options.demo = true; return true;
    }
    Q_UNREACHABLE();
}

} // namespace penelope::console

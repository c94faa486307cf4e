#include "app/console/complaint.h"

#include "app/console/composition.h"
#include "app/console/translations.h"
#include "ui/shell/troublewindow.h"

#include <QApplication>
#include <QFileInfo>
#include <QProcess>

#include <cstdio>
#include <unistd.h>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Started from a menu: there is a desktop, and no terminal.
bool isStartedFromDesktop(const Options& options)
{
    const auto platform = QGuiApplication::platformName();
    return platform != "offscreen"_L1 && platform != "minimal"_L1 && isatty(STDERR_FILENO) == 0 &&
           options.screenshots.isEmpty() && !options.startupTrace;
}

void showWhy(QApplication& application, const Options& options, const Error& error)
{
    const ui::Preferences preferences(preferencesFile());
    const Translations translations(application, languageOf(options, preferences));
    ui::Theme::apply(application, chosenTheme(options, preferences));
    const auto file = QFileInfo(options.journalFile());
    const bool canBrowse = error.code == ErrorCode::Damaged && !options.readsOnly() && file.isFile();
    ui::TroubleWindow window(error, canBrowse);
    if (window.exec() == ui::TroubleWindow::Browse)
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--offline"_s, file.absoluteFilePath()});
}

} // namespace

int complain(QApplication& application, const Options& options, const Error& error)
{
    const auto where = error.where.isEmpty() ? QString() : error.where + u": "_s;
    std::fprintf(stderr, "penelope: %s%s\n", qUtf8Printable(where), qUtf8Printable(error.message));
    if (isStartedFromDesktop(options))
        showWhy(application, options, error);
    return error.code == ErrorCode::Damaged ? 4 : 3;
}

} // namespace penelope::console

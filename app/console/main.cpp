#include "app/console/complaint.h"
#include "app/console/opening.h"
#include "app/console/screenshots.h"
#include "app/console/startuptrace.h"
#include "app/console/translations.h"
#include "app/console/welcome.h"
#include "app/runtime/exitsignals.h"
#include "core/adapters/system/vectorregisters.h"

#include <QApplication>

#include <cstdio>
#include <optional>

using namespace penelope;

namespace {

/// By this name a desktop finds the entry and the icon that belong to the windows.
void introduce()
{
    QGuiApplication::setDesktopFileName(QStringLiteral(PENELOPE_APPLICATION_ID));
}

/// What there is once the source is open.
struct Console
{
    std::unique_ptr<console::Composition> composition;
    std::unique_ptr<console::Screenshots> pictures;

    void show(
        QApplication& application, const console::Options& options, console::Source source,
        console::StartupTrace& trace);
    void drawAll(QApplication& application);
};

void Console::drawAll(QApplication& application)
{
    const auto& options = composition->options;
    pictures = std::make_unique<console::Screenshots>(
        application, composition->window,
        console::Screenshots::Plan{
            options.screenshots, options.theme, console::languageOf(options, composition->preferences),
            options.page.isEmpty() ? QStringList{} : QStringList{options.page}});
    QObject::connect(pictures.get(), &console::Screenshots::finished, &application, [](const QString& trouble) {
        if (!trouble.isEmpty())
            std::fprintf(stderr, "penelope: %s\n", qUtf8Printable(trouble));
        QApplication::exit(trouble.isEmpty() ? 0 : 1);
    });
    if (auto started = pictures->start(); !started)
        QApplication::exit(console::complain(application, options, started.error()));
}

void Console::show(
    QApplication& application, const console::Options& options, console::Source source, console::StartupTrace& trace)
{
    composition = std::make_unique<console::Composition>(application, options, std::move(source));
    auto& window = composition->window;
    if (!options.screenshots.isEmpty()) {
        window.buildAll();
        return drawAll(application);
    }
    composition->openFirstPage();
    trace.mark(console::StartupTrace::Step::Page);
    if (options.startupTrace)
        trace.watch(window, [this]() -> console::StartupTrace::Shown {
            return {composition->window.builtCount(), composition->source.session->isWhole()};
        });
    window.show();
}

} // namespace

int main(int argc, char** argv)
{
    system::keepVectorRegistersClean();
    console::StartupTrace trace;
    int exitCode = 0;
    auto options = console::readOptions(argc, argv, exitCode);
    if (!options)
        return exitCode;
    QApplication application(argc, argv);
    QApplication::setApplicationVersion(QStringLiteral(PENELOPE_VERSION));
    introduce();
    trace.mark(console::StartupTrace::Step::Application);
    const system::SystemClock clock;
    const bool firstRun = console::wantsWelcome(*options);
    if (firstRun)
        console::showIcon();
    if (firstRun && !console::welcome(application, *options, clock))
        return 0;
    if (const auto placed = console::placeJournal(*options); !placed)
        return console::complain(application, *options, placed.error());
    if (console::isHandedOver(*options))
        return 0;
    std::optional<console::Translations> translations; // outlives the windows
    Console whole;
    const ui::Preferences preferences(console::preferencesFile());
    const auto isEnough = [&](const engine::ConsoleState& front) {
        return console::beginsWithRequests(*options, preferences, front);
    };
    // What is to be seen is read while the rest gets ready to show it.
    const console::Opening opening(*options, clock, trace, isEnough, [&](Result<console::Source> source) {
        if (opening.isGivenUp())
            return QApplication::exit(0);
        if (!source)
            return QApplication::exit(console::complain(application, *options, source.error()));
        whole.show(application, *options, std::move(*source), trace);
        if (firstRun)
            whole.composition->showKeyCard();
    });
    translations.emplace(application, console::languageOf(*options, preferences));
    ui::Theme::apply(application, console::chosenTheme(*options, preferences));
    const runtime::ExitSignals ending([] { QApplication::quit(); });
    return QApplication::exec();
}

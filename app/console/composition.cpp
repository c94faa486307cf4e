#include "app/console/composition.h"

#include "app/console/retrials.h"
#include "app/console/sqliteaudit.h"
#include "core/adapters/system/paths.h"
#include "core/base/hash.h"
#include "ui/approvals/approvalspage.h"
#include "ui/audit/auditpage.h"
#include "ui/breakers/breakerspage.h"
#include "ui/canaries/canariespage.h"
#include "ui/compliance/compliancepage.h"
#include "ui/review/reviewpage.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/waiting.h"

#include <QApplication>
#include <QFileInfo>
#include <QIcon>
#include <QSettings>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

namespace {

std::unique_ptr<QSettings> viewState()
{
    return std::make_unique<QSettings>(preferencesFile(), QSettings::IniFormat);
}

class CompositionWords
{
    Q_DECLARE_TR_FUNCTIONS(Composition)
};

constexpr int longestEnvironment = 40;

/// Beside the socket of the core, which may be another process's.
QString windowSocket(const Options& options)
{
    const QFileInfo core(system::controlSocket(QFileInfo(options.journalFile()).absoluteFilePath()));
    return core.path() + u'/' + core.completeBaseName() + u"-window.sock"_s;
}

/// Only one window writes a journal of one's own; files that are read, and demonstrations, may be open more than once.
bool isOneWindow(const Options& options)
{
    return !options.readsOnly() && !options.demo;
}

/// What a moment of the command line is shown with.
constexpr Milliseconds aroundMoment = std::chrono::minutes{30};

/// Only a core of our own has its sources at hand.
ui::canaries::CanariesPage::SeriesSource seriesOf(ui::Session& session)
{
    auto* live = dynamic_cast<LiveSession*>(&session);
    if (!live)
        return {};
    return [live](const CanaryId& id, engine::Answer answer) {
        live->send(u"canary_series"_s, Json::object({{u"id"_s, Json{id.value()}}}), std::move(answer));
    };
}

/// Filters are the operator's, bookmarks belong to one journal; both are kept beside the look.
ui::AuditShelf auditShelf(const QString& journal)
{
    const auto bookmarks =
        u"audit/bookmarks-"_s + toHex(sha256(QFileInfo(journal).absoluteFilePath().toUtf8())).left(12);
    return {
        [bookmarks] {
            const auto settings = viewState();
            auto content = ui::shelfFromText(settings->value(u"audit/filters"_s).toString());
            content.bookmarks = ui::shelfFromText(settings->value(bookmarks).toString()).bookmarks;
            return content;
        },
        [bookmarks](const ui::AuditShelf::Content& content) {
            const auto settings = viewState();
            settings->setValue(u"audit/filters"_s, ui::textOfShelf({content.filters, {}}));
            settings->setValue(bookmarks, ui::textOfShelf({{}, content.bookmarks}));
        }};
}

std::function<void(const ui::Theme&)> themeKeeper(QApplication& application, ui::Preferences& preferences)
{
    return [&application, &preferences](const ui::Theme& theme) {
        ui::Theme::apply(application, theme);
        preferences.setTheme(theme);
    };
}

std::optional<QString> given(const QString& file)
{
    return file.isEmpty() ? std::optional<QString>{} : std::optional{file};
}

} // namespace

Composition::Composition(QApplication& application, Options chosen, Source opened)
    : options(std::move(chosen))
    , source(std::move(opened))
    , held(*source.session)
    , audit(
          openSqliteAudit(options.journalFile()),
          options.screenshots.isEmpty() ? buildSqliteIndex(options.journalFile()) : ui::BuildAuditIndex{},
          exportSqlite(options.journalFile()))
    , replay(*source.session, openSqliteAudit(options.journalFile()))
    , preferences(preferencesFile())
    , desk(
          clock, {given(options.config), QFileInfo(options.journalFile()).absoluteFilePath(), options.demo},
          source.session.get())
    , window(replay, held, planPages(), themeKeeper(application, preferences))
    , layout(window, viewState)
    , files(window, viewState)
    , keepTheme(themeKeeper(application, preferences))
{
    connectWindow();
    window.setEnvironment(viewState()->value(u"view/environment"_s).toString().left(longestEnvironment));
    // The moment that was asked for is there already; what lies around it is read beside.
    if (options.at)
        replay.enter({.from = *options.at - aroundMoment, .to = *options.at + aroundMoment}, *options.at);
}

void Composition::openFirstPage()
{
    layout.restore();
    const auto& page = options.page;
    if (!options.link.isEmpty())
        window.followLink(options.link);
    if (!window.currentPage() && (page.isEmpty() || !window.openPage(page.section(u'/', 0, 0), page.section(u'/', 1))))
        window.openStartPage(preferences.startPage());
    // The keys of the pages that are not built yet are refused here, and taken when they are.
    loadKeys();
}

/// In the order of the navigation.
std::vector<ui::PagePlan> Composition::planPages()
{
    using ui::planOf;
    return {
        planOf<ui::approvals::ApprovalsPage>([this] { return new ui::approvals::ApprovalsPage(replay, held); }),
        planOf<ui::breakers::BreakersPage>([this] { return new ui::breakers::BreakersPage(replay); }),
        planOf<ui::canaries::CanariesPage>([this] {
            return new ui::canaries::CanariesPage(
                replay, nullptr,
                {seriesOf(*source.session), retrialsOf(options.journalFile()), pastOf(*source.session),
                 countsOfFiles()});
        }),
        planOf<ui::compliance_page::CompliancePage>([this] { return new ui::compliance_page::CompliancePage(replay); }),
        planOf<ui::AuditPage>([this] {
            return new ui::AuditPage(replay, audit, auditShelf(options.journalFile()));
        }).withoutState(),
        planOf<ui::review::ReviewPage>([this] { return new ui::review::ReviewPage(replay, clock); }),
        planOf<ui::SettingsPage>([this] { return makeSettings(); }).withoutState()};
}

void Composition::showKeyCard()
{
    auto* card = new ui::KeyCard(window);
    QObject::connect(card, &ui::KeyCard::dismissed, card, [this, card] {
        preferences.setCardSeen(true);
        card->deleteLater();
    });
}

void Composition::connectWindow()
{
    QObject::connect(
        &window, &ui::MainWindow::momentRequested, &window, [this](const auto& link) { goToMoment(link); });
    QObject::connect(&window, &ui::MainWindow::layoutResetRequested, &layout, &ui::LayoutKeeper::reset);
    QObject::connect(&replay, &ui::ReplaySession::pastChanged, &window, [this] { showAwaited(); });
    QObject::connect(
        &instance, &desktop::SingleInstance::requested, &window, [this](const auto& wish) { follow(wish); });
    QObject::connect(qApp, &QCoreApplication::aboutToQuit, &window, [this] { keepViewState(); });
    if (isOneWindow(options))
        beginListening();
    QObject::connect(
        &window, &ui::MainWindow::pageBuilt, &layout, [this](const ui::Page* page) { layout.adopt(*page); });
    QObject::connect(&window, &ui::MainWindow::pagesBuilt, &window, [this] { sayOfKeys(); });
    afterPaint = std::make_unique<AfterPaint>(window, [this] { finishAfterPaint(); });
}

void Composition::finishAfterPaint()
{
    showIcon();
    // Pages count what the whole state has.
    if (source.session->isWhole())
        finishWhole();
    else
        QObject::connect(source.session.get(), &ui::Session::completed, &window, [this] { finishWhole(); });
    if (source.afterPaint)
        source.afterPaint();
}

void Composition::finishWhole()
{
    if (!options.readsOnly()) {
        attention = std::make_unique<Attention>(*source.session, clock, window, viewState);
        if (notifications)
            notifications->watch(attention->watch());
    }
    verifySignature();
    window.buildRest();
}

ui::Page* Composition::makeSettings()
{
    notifications = new ui::NotificationsTab(preferences.file());
    if (attention)
        notifications->watch(attention->watch());
    auto* page = new ui::SettingsPage(replay);
    page->equip({desk, preferences, window.keys(), keepTheme, [this] { layout.reset(); }, notifications});
    return page;
}

QStringList Composition::loadKeys()
{
    return window.keys().load(*viewState());
}

void Composition::sayOfKeys()
{
    const auto troubles = loadKeys();
    if (!troubles.isEmpty())
        window.showTrouble(
            u"keys"_s, CompositionWords::tr("Keys"),
            CompositionWords::tr("%n not taken", nullptr, static_cast<int>(troubles.size())),
            viewState()->fileName() + u'\n' + troubles.join(u'\n'));
}

void Composition::keepViewState()
{
    if (options.screenshots.isEmpty())
        layout.save();
}

void Composition::goToMoment(const ui::Permalink& link)
{
    awaited = link;
    replay.enter({.from = *link.at - aroundMoment, .to = *link.at + aroundMoment}, *link.at);
}

void Composition::showAwaited()
{
    if (replay.isLoading() || !awaited)
        return;
    const auto link = *std::exchange(awaited, std::nullopt);
    // What could not be read is said by the page of reviews.
    if (replay.past())
        window.showLinked(link);
    else
        window.openPage(u"review"_s);
}

void Composition::follow(const desktop::HandOver& wish)
{
    if (!wish.activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", wish.activationToken.toUtf8());
    window.comeToFront();
    if (!wish.link.isEmpty())
        window.followLink(wish.link);
}

/// Where it cannot listen, a second start opens a window of its own, which follows the journal: nothing is lost.
void Composition::beginListening()
{
    const QString socket = windowSocket(options);
    system::makeFolder(QFileInfo(socket).path());
    [[maybe_unused]] const auto listening = instance.listen(socket);
}

bool isHandedOver(const Options& options)
{
    return isOneWindow(options) &&
           desktop::handOver(windowSocket(options), {options.link, qEnvironmentVariable("XDG_ACTIVATION_TOKEN")}) ==
               desktop::Taken::Yes;
}

void Composition::verifySignature()
{
    if (source.session->state().seq == 0)
        return;
    verifying = audit.prove(1, [this](const Result<ui::RecordProof>& proof) {
        if (proof && proof->leafMatches && proof->included)
            window.showSignedTo(*proof->checkpointSize);
    });
}

void showIcon()
{
    QIcon icon;
    for (const auto* size : {"48", "128"})
        icon.addFile(
            u":/penelope/desktop/%1-%2.png"_s.arg(QStringLiteral(PENELOPE_APPLICATION_ID), QLatin1StringView(size)));
    QGuiApplication::setWindowIcon(icon);
}

bool beginsWithRequests(const Options& options, const ui::Preferences& preferences, const engine::ConsoleState& front)
{
    const auto requests = ui::approvals::ApprovalsPage::ownName();
    if (!options.page.isEmpty())
        return options.page == requests;
    const auto last = preferences.startPage();
    return ui::waitingAt(front, {}, front.at).total() > 0 || last.isEmpty() || last == requests;
}

QString preferencesFile()
{
    return system::configFolder() + u"/console.ini"_s;
}

ui::Theme chosenTheme(const Options& options, const ui::Preferences& preferences)
{
    const auto kept = preferences.theme();
    const auto scheme = ui::schemeFromWord(options.theme);
    // Pictures are alike on every machine.
    return options.screenshots.isEmpty() ? kept.with(scheme.value_or(kept.scheme()))
                                         : ui::Theme(scheme.value_or(kept.scheme()), 1.0);
}

} // namespace penelope::console

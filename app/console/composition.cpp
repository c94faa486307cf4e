#include "app/console/composition.h"

#include "app/console/followsession.h"
#include "app/console/offlinesession.h"
#include "app/console/sqliteaudit.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/paths.h"
#include "ui/approvals/approvalspage.h"
#include "ui/audit/auditpage.h"
#include "ui/breakers/breakerspage.h"
#include "ui/settings/settingspage.h"

#include <QApplication>
#include <QSettings>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

namespace {

std::unique_ptr<QSettings> viewState()
{
    return std::make_unique<QSettings>(system::configFolder() + u"/console.ini"_s, QSettings::IniFormat);
}

/// In the order of the navigation. The window becomes their parent.
std::vector<ui::Page*> makePages(ui::Session& session, ui::HeldDecision& held, ui::AuditReader& audit)
{
    return {
        new ui::approvals::ApprovalsPage(session, held), new ui::breakers::BreakersPage(session),
        new ui::AuditPage(session, audit), new ui::SettingsPage(session)};
}

void keepTheme(const ui::Theme& theme)
{
    const auto settings = viewState();
    settings->setValue(u"view/theme"_s, toWord(theme.scheme()));
    settings->setValue(u"view/zoom"_s, theme.zoom());
}

} // namespace

Composition::Composition(QApplication& application, Options chosen, std::unique_ptr<ui::Session> made)
    : options(std::move(chosen))
    , session(std::move(made))
    , held(*session)
    , audit(openSqliteAudit(options.journalFile()))
    , window(*session, held, makePages(*session, held, audit), [&application](const ui::Theme& theme) {
        ui::Theme::apply(application, theme);
        keepTheme(theme);
    })
{}

void Composition::openFirstPage()
{
    if (options.page.isEmpty() || !window.openPage(options.page))
        window.openStartPage({});
}

Result<std::unique_ptr<ui::Session>> makeSession(const Options& options, const Clock& clock)
{
    const QString file = options.journalFile();
    auto reader = sqlite::Reader::open({.path = file});
    if (!reader)
        return Failure{reader.error()};
    if (options.readsOnly()) {
        auto session = OfflineSession::open(**reader, file, options.at);
        if (!session)
            return Failure{session.error()};
        return std::move(*session);
    }
    return FollowSession::open(**reader, file, clock);
}

ui::Theme chosenTheme(const Options& options)
{
    const auto settings = viewState();
    const auto scheme = ui::schemeFromWord(options.theme);
    const auto kept = ui::schemeFromWord(settings->value(u"view/theme"_s).toString());
    const double zoom = options.screenshots.isEmpty() ? settings->value(u"view/zoom"_s, 1.0).toDouble() : 1.0;
    return ui::Theme(scheme.value_or(kept.value_or(ui::Scheme::Light)), std::clamp(zoom, 0.8, 2.0));
}

} // namespace penelope::console

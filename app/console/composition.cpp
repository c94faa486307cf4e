#include "app/console/composition.h"

#include "app/console/sqliteaudit.h"
#include "core/adapters/system/paths.h"
#include "ui/approvals/approvalspage.h"
#include "ui/audit/auditpage.h"
#include "ui/breakers/breakerspage.h"
#include "ui/canaries/canariespage.h"
#include "ui/compliance/compliancepage.h"
#include "ui/review/reviewpage.h"
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

/// In the order of the navigation. The window becomes their parent.
std::vector<ui::Page*> makePages(Composition& whole)
{
    auto& session = whole.replay;
    return {
        new ui::approvals::ApprovalsPage(session, whole.held),
        new ui::breakers::BreakersPage(session),
        new ui::canaries::CanariesPage(session, nullptr, seriesOf(*whole.source.session)),
        new ui::compliance_page::CompliancePage(session),
        new ui::AuditPage(session, whole.audit),
        new ui::review::ReviewPage(session, whole.clock),
        new ui::SettingsPage(session)};
}

void keepTheme(const ui::Theme& theme)
{
    const auto settings = viewState();
    settings->setValue(u"view/theme"_s, toWord(theme.scheme()));
    settings->setValue(u"view/zoom"_s, theme.zoom());
}

} // namespace

Composition::Composition(QApplication& application, Options chosen, Source opened)
    : options(std::move(chosen))
    , source(std::move(opened))
    , held(*source.session)
    , audit(openSqliteAudit(options.journalFile()))
    , replay(*source.session, openSqliteAudit(options.journalFile()))
    , window(replay, held, makePages(*this), [&application](const ui::Theme& theme) {
        ui::Theme::apply(application, theme);
        keepTheme(theme);
    })
{
    // The moment that was asked for is there already; what lies around it is read beside.
    if (options.at)
        replay.enter({.from = *options.at - aroundMoment, .to = *options.at + aroundMoment}, *options.at);
}

void Composition::openFirstPage()
{
    if (options.page.isEmpty() || !window.openPage(options.page))
        window.openStartPage({});
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

ui::Theme chosenTheme(const Options& options)
{
    const auto settings = viewState();
    const auto scheme = ui::schemeFromWord(options.theme);
    const auto kept = ui::schemeFromWord(settings->value(u"view/theme"_s).toString());
    const double zoom = options.screenshots.isEmpty() ? settings->value(u"view/zoom"_s, 1.0).toDouble() : 1.0;
    return ui::Theme(scheme.value_or(kept.value_or(ui::Scheme::Light)), std::clamp(zoom, 0.8, 2.0));
}

} // namespace penelope::console

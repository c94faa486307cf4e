#pragma once

#include "tests/support/demosession.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakedesk.h"
#include "tests/support/memoryaudit.h"
#include "ui/approvals/approvalspage.h"
#include "ui/audit/auditpage.h"
#include "ui/breakers/breakerspage.h"
#include "ui/canaries/canariespage.h"
#include "ui/compliance/compliancepage.h"
#include "ui/review/reviewpage.h"
#include "ui/settings/notificationstab.h"
#include "ui/settings/preferences.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

namespace penelope::test {

/// The whole console over a made-up night: every page in the frame, no core.
struct DemoWindow
{
    explicit DemoWindow(engine::ConsoleState state = demoNight(), QSize size = QSize(1440, 900))
        : session(std::move(state))
        , held(session)
        , audit(memoryAudit(20'000))
        , replay(this->session, memoryAudit(20'000))
        , window(replay, held, pages(), [](const ui::Theme& theme) { ui::Theme::apply(*qApp, theme); })
    {
        desk.kept = {connection()};
        settings->equip(
            {desk, preferences, window.keys(), [](const ui::Theme& theme) { ui::Theme::apply(*qApp, theme); }, [] {},
             new ui::NotificationsTab(preferences.file())});
        window.resize(size);
        window.show();
        window.activateWindow();
        active = QTest::qWaitForWindowActive(&window);
    }

    std::vector<ui::PagePlan> pages()
    {
        return {
            new ui::approvals::ApprovalsPage(replay, held),
            new ui::breakers::BreakersPage(replay),
            new ui::canaries::CanariesPage(replay),
            new ui::compliance_page::CompliancePage(replay),
            new ui::AuditPage(replay, audit),
            new ui::review::ReviewPage(replay, clock),
            settings = new ui::SettingsPage(replay)};
    }
    static ui::Connection connection()
    {
        ui::Connection connection;
        connection.url = u"http://prometheus.internal:9090"_s;
        connection.origin = u"/etc/xdg/penelope/penelope.toml"_s;
        return connection;
    }
    /// Shows a page, its layouts and readers settled. "settings/TAB" is a tab of the settings, "past" the review of a
    /// past moment and "past/PAGE" another page at that moment.
    ui::Page* open(const QString& place)
    {
        const auto name = place.section(u'/', 0, 0);
        const bool past = name == "past"_L1;
        window.openPage(past ? u"review"_s : name, past ? QString{} : place.section(u'/', 1));
        if (past && !replay.past()) {
            constexpr std::chrono::minutes around{5};
            const auto at = demoNow() - std::chrono::seconds{80'000} - around;
            replay.enter({.from = at - around, .to = at + around}, at);
            waited = QTest::qWaitFor([this] { return replay.past() != nullptr; });
        }
        if (past && place != name)
            return open(place.section(u'/', 1));
        if (name == "audit"_L1)
            waitForReader();
        QTest::qWait(30);
        return window.currentPage();
    }
    /// Its answers come in order; what a page asks upon the first answers comes with the second round, and so on.
    void waitForReader()
    {
        constexpr int rounds = 3;
        for (int round = 0; round < rounds; ++round) {
            bool read = false;
            bool counted = false;
            const auto last = audit.read(1, 1, [&read](const auto&) { read = true; });
            const auto all = audit.timeline({}, {}, [&counted](const auto&) { counted = true; });
            waited = QTest::qWaitFor([&] { return read && counted; }) && waited;
        }
    }

    DemoSession session;
    ui::HeldDecision held;
    ui::AuditReader audit;
    FakeClock clock;
    QTemporaryDir folder;
    FakeDesk desk;
    ui::Preferences preferences{folder.filePath(u"console.ini"_s)};
    ui::SettingsPage* settings = nullptr;
    ui::ReplaySession replay;
    ui::MainWindow window;
    bool active = false;
    bool waited = true; ///< false: the past did not come
};

} // namespace penelope::test

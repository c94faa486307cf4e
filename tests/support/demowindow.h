#pragma once

#include "tests/support/demosession.h"
#include "tests/support/fakeclock.h"
#include "tests/support/memoryaudit.h"
#include "ui/approvals/approvalspage.h"
#include "ui/audit/auditpage.h"
#include "ui/breakers/breakerspage.h"
#include "ui/canaries/canariespage.h"
#include "ui/compliance/compliancepage.h"
#include "ui/review/reviewpage.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
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
            new ui::SettingsPage(replay)};
    }
    /// Shows a page, its layouts and readers settled.
    ui::Page* open(const QString& name)
    {
        window.openPage(name == "past"_L1 ? u"review"_s : name);
        if (name == "past"_L1 && !replay.past()) {
            constexpr std::chrono::minutes around{5};
            const auto at = demoNow() - std::chrono::seconds{80'000} - around;
            replay.enter({.from = at - around, .to = at + around}, at);
            waited = QTest::qWaitFor([this] { return replay.past() != nullptr; });
        }
        QTest::qWait(30);
        return window.currentPage();
    }

    DemoSession session;
    ui::HeldDecision held;
    ui::AuditReader audit;
    FakeClock clock;
    ui::ReplaySession replay;
    ui::MainWindow window;
    bool active = false;
    bool waited = true; ///< false: the past did not come
};

} // namespace penelope::test

// links: penelope-ui
#include "tests/support/demowindow.h"
#include "tests/support/pictures.h"
#include "ui/shell/banners.h"
#include "ui/shell/freezedialog.h"
#include "ui/shell/unfreezedialog.h"
#include "ui/text/format.h"
#include "ui/text/reflectiontext.h"

#include <QAction>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::DemoWindow;

namespace {

engine::ConsoleState frozenNight()
{
    auto state = test::demoNight();
    freeze::Freeze freeze;
    freeze.id = u"00000042"_s;
    freeze.since = test::demoNow() - 10min;
    freeze.until = test::demoNow() + 4h;
    freeze.actor = u"operator/ana"_s;
    freeze.reason = u"the database moves"_s;
    state.freeze.freezes.push_back(freeze);
    return state;
}

const BannerText* bannerOf(const std::vector<BannerText>& all, const QString& key)
{
    const auto found = std::find_if(all.begin(), all.end(), [&key](const auto& one) { return one.key == key; });
    return found == all.end() ? nullptr : &*found;
}

/// The words field of a dialog that has the keyboard.
QPlainTextEdit* reasonOf(QWidget* dialog)
{
    if (!dialog)
        return nullptr;
    dialog->show();
    dialog->activateWindow();
    QApplication::setActiveWindow(dialog);
    return QTest::qWaitForWindowActive(dialog) ? dialog->findChild<QPlainTextEdit*>() : nullptr;
}

QAction* actionNamed(const DemoWindow& console, const QString& text)
{
    for (auto* action : console.window.actionsHere()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

} // namespace

class FreezingTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void theBannerSaysWhoWhyUntilWhenAndWhatItHolds()
    {
        test::DemoSession session{frozenNight()};
        const auto all = bannersOf(session);
        const auto* banner = bannerOf(all, u"freeze:00000042"_s);
        QVERIFY(banner);
        QVERIFY(banner->bold.contains(format::utcDateTime(test::demoNow() + 4h)));
        QVERIFY(banner->rest.contains(u"ana"_s));
        QVERIFY(banner->rest.contains(u"the database moves"_s));
        QVERIFY(banner->rest.contains(u"Canaries that keep their share"_s));
        QCOMPARE(banner->unfreeze, u"00000042"_s);
    }

    void onlyAnApproverSeesTheWayToEndIt()
    {
        auto state = frozenNight();
        state.operators[OperatorName{u"dora"_s}] = {OperatorName{u"dora"_s}, {}, Role::Operator, true};
        test::DemoSession session{state};
        session.setOperator(u"dora"_s);
        const auto all = bannersOf(session);
        QVERIFY(bannerOf(all, u"freeze:00000042"_s)->unfreeze.isEmpty());
    }

    void itIsFrozenFromEveryPage_data()
    {
        QTest::addColumn<QString>("page");
        for (const auto* page : {"approvals", "breakers", "canaries", "compliance", "audit", "settings"})
            QTest::newRow(page) << QString::fromLatin1(page);
    }
    void itIsFrozenFromEveryPage()
    {
        QFETCH(QString, page);
        DemoWindow console;
        console.open(page);
        auto* action = actionNamed(console, u"Freeze healing…"_s);
        QVERIFY(action && action->isEnabled());
        action->trigger();
        auto* dialog = console.window.findChild<FreezeDialog*>();
        auto* reason = reasonOf(dialog);
        QVERIFY(reason);
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(console.session.sent.empty());
        QTest::keyClicks(reason, u"the database moves"_s);
        QTest::keyClick(reason, Qt::Key_Return);
        QVERIFY(console.session.sent.empty());
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(console.session.sent.size(), std::size_t{1});
        const auto& sent = console.session.sent.front();
        QCOMPARE(sent.command, u"freeze"_s);
        QCOMPARE(sent.args[u"scope"].toString(), u"everything"_s);
        QCOMPARE(sent.args[u"running_canaries"].toString(), u"hold"_s);
        QCOMPARE(sent.args[u"until_at"].toInteger(), toMs(test::demoNow() + 4h));
        QCOMPARE(sent.args[u"reason"].toString(), u"the database moves"_s);
    }

    void aRefusalStandsInTheSheet()
    {
        test::DemoSession session;
        FreezeDialog dialog{session};
        auto* reason = reasonOf(&dialog);
        QVERIFY(reason);
        QTest::keyClicks(reason, u"why not"_s);
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        session.sent.front().answer(failure(ErrorCode::Refused, u"too long"_s));
        QVERIFY(dialog.isVisible());
        const auto labels = dialog.findChildren<Label*>();
        QVERIFY(std::any_of(
            labels.begin(), labels.end(), [](const Label* label) { return label->text().contains(u"too long"_s); }));
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(session.sent.size(), std::size_t{2});
        session.sent.back().answer(engine::Outcome{});
        QVERIFY(!dialog.isVisible());
    }

    void aServiceAndGoingBackCanBeChosen()
    {
        test::DemoSession session;
        FreezeDialog dialog{session};
        const auto choices = dialog.findChildren<QComboBox*>();
        QCOMPARE(choices.size(), 3);
        choices[0]->setCurrentIndex(1);
        choices[2]->setCurrentIndex(1);
        auto* reason = reasonOf(&dialog);
        QVERIFY(reason);
        QTest::keyClicks(reason, u"one only"_s);
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(session.sent.front().args[u"scope"].toString().startsWith(u"service:"_s));
        QCOMPARE(session.sent.front().args[u"running_canaries"].toString(), u"go_back"_s);
        QVERIFY(test::isDrawn(test::pictureOf(dialog, u"freeze-light"_s)));
    }

    void theBannerEndsItWithAReason()
    {
        DemoWindow console{frozenNight()};
        QPushButton* end = nullptr;
        for (auto* button : console.window.findChildren<QPushButton*>()) {
            if (button->text() == u"End the freeze…"_s)
                end = button;
        }
        QVERIFY(end);
        test::pictureOf(console.window, u"window-frozen"_s);
        end->click();
        auto* dialog = console.window.findChild<UnfreezeDialog*>();
        auto* reason = reasonOf(dialog);
        QVERIFY(reason);
        QTest::keyClicks(reason, u"it has moved"_s);
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(console.session.sent.size(), std::size_t{1});
        QCOMPARE(console.session.sent.front().command, u"unfreeze"_s);
        QCOMPARE(console.session.sent.front().args[u"id"].toString(), u"00000042"_s);
        QCOMPARE(console.session.sent.front().args[u"reason"].toString(), u"it has moved"_s);
    }

    void theRestDaySaysUntilWhenAndWhatWaits()
    {
        auto state = test::demoNight();
        state.restDay = true;
        state.restDayEndsAt = test::demoNow() + 3h;
        const auto patch = state.patches.rows().front();
        state.services.update(patch->service, [](patch::Service& service) { service.arming = Arming::Armed; });
        state.patches.update(patch->id, [](patch::Patch& row) {
            row.status = patch::Status::Waiting;
            row.endedAt.reset();
            row.watchHealthy.reset();
            row.queue = patch::Queue{.reason = u"rest_day"_s, .until = test::demoNow() + 3h + 1min};
        });
        test::DemoSession session{state};
        const auto all = bannersOf(session);
        const auto* banner = bannerOf(all, u"rest"_s);
        QVERIFY(banner);
        QVERIFY(banner->bold.contains(format::utcDateTime(test::demoNow() + 3h)));
        QVERIFY(banner->rest.contains(u"Waiting to start: "_s + patch->service.value()));
    }

    void aUsedUpBudgetSaysUntilWhen()
    {
        auto state = test::demoNight();
        state.policy.settings[u"budget.hour"_s].value = 1;
        state.deployments = {};
        state.deployments.push_back(std::make_shared<const engine::DeploymentRecord>(engine::DeploymentRecord{
            test::demoNow() - 20min, ServiceName{u"worker"_s}, PatchId{u"1"_s}, true, test::demoNow() - 20min}));
        test::DemoSession session{state};
        const auto all = bannersOf(session);
        const auto* banner = bannerOf(all, u"budget"_s);
        QVERIFY(banner);
        QVERIFY(banner->bold.contains(format::utcDateTime(test::demoNow() + 40min)));
        test::DemoSession free;
        const auto calm = bannersOf(free);
        QVERIFY(!bannerOf(calm, u"budget"_s));
    }

    void theReflectionIsShown()
    {
        auto state = test::demoNight();
        DemoWindow before{state};
        QVERIFY(!actionNamed(before, u"Reflection of the last rest day"_s)->isEnabled());
        engine::Reflection week;
        week.report = Json::object(
            {{u"decisions"_s, Json::object({{u"observe"_s, 7}})},
             {u"lessons_total"_s, 1},
             {u"lessons"_s,
              Json{Json::Array{Json::object({{u"service"_s, u"payments"_s}, {u"lesson"_s, u"mind the pool"_s}})}}}});
        state.reflections.push_back(std::make_shared<const engine::Reflection>(week));
        DemoWindow after{state};
        QVERIFY(actionNamed(after, u"Reflection of the last rest day"_s)->isEnabled());
        const auto text = reflectionText(week);
        QVERIFY(text.contains(u"7 observe"_s));
        QVERIFY(text.contains(u"mind the pool"_s));
    }
};

QTEST_MAIN(FreezingTest)
#include "tst_freezing.moc"

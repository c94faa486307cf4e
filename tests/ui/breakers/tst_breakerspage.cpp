// links: penelope-ui
#include "tests/support/demosession.h"
#include "tests/support/pictures.h"
#include "ui/approvals/textsheet.h"
#include "ui/breakers/breakermodel.h"
#include "ui/breakers/breakerspage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QtTest/QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::breakers;

namespace {

breaker::Breaker opened(Instant at, Milliseconds cooldown)
{
    breaker::Breaker breaker;
    breaker.used = true;
    breaker.phase = breaker::Phase::Open;
    breaker.openUntil = at + cooldown;
    for (int failure = 3; failure > 0; --failure)
        breaker.failures.push_back({at - failure * std::chrono::minutes{2}, u"patch1"_s, u"canary"_s, u"5 % errors"_s});
    breaker.transitions.push_back({at, breaker::Phase::Open, u"failures"_s});
    return breaker;
}

engine::ConsoleState three()
{
    engine::ConsoleState state;
    state.policy = policy::defaults();
    breaker::Breaker closed;
    closed.used = true;
    state.breakers.insert(ServiceName{u"calm"_s}, closed);
    state.breakers.insert(
        ServiceName{u"ready"_s}, opened(test::demoNow() - std::chrono::hours{2}, std::chrono::hours{1}));
    auto open = opened(test::demoNow() - std::chrono::minutes{20}, std::chrono::hours{1});
    open.blocked.push_back({test::demoNow() - std::chrono::minutes{1}, u"patch2"_s});
    open.blocked.push_back({test::demoNow() - std::chrono::minutes{61}, u"patch2"_s});
    state.breakers.insert(ServiceName{u"open"_s}, open);
    return state;
}

} // namespace

class BreakersPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void openStandsFirstAndClosedLast()
    {
        const auto all = rows(three(), test::demoNow());
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0].service.value(), u"open"_s);
        QCOMPARE(all[1].view, breaker::View::OpenReady);
        QCOMPARE(all[2].view, breaker::View::Closed);
    }
    void openRowCountsTheLastHour()
    {
        const auto open = rows(three(), test::demoNow()).front();
        QCOMPARE(open.blocked, 1);
        QCOMPARE(open.spark.back(), 1);
        QCOMPARE(open.failures, 3);
        QCOMPARE(open.left, std::optional<Milliseconds>{std::chrono::minutes{40}});
    }
    void closedOnesAreFoldedIntoACount()
    {
        BreakerModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(rows(three(), test::demoNow()), test::demoNow());
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(model.isHead(2));
        QCOMPARE(model.rowOf(ServiceName{u"calm"_s}), -1);
        model.setClosedShown(true);
        QCOMPARE(model.rowOf(ServiceName{u"calm"_s}), 3);
    }
    void resetNeedsAReason()
    {
        test::DemoSession session(three());
        BreakersPage page(session);
        page.resize(1264, 740);
        page.show();
        QApplication::setActiveWindow(&page);
        page.takeFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_R);
        QVERIFY(page.findChild<TextSheet*>());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(session.sent.empty());

        QTest::keyClicks(QApplication::focusWidget(), u"repaired by hand"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(session.sent.size(), std::size_t{1});
        QCOMPARE(session.sent.front().command, u"breaker_reset"_s);
        QCOMPARE(session.sent.front().args.text(u"service"), u"open"_s);
        QCOMPARE(session.sent.front().args.text(u"reason"), u"repaired by hand"_s);
    }

    void themesKeepTheGeometry()
    {
        std::vector<QRect> first;
        for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
            Theme::apply(*qApp, Theme{scheme, 1});
            test::DemoSession session;
            BreakersPage page(session);
            page.resize(1264, 740);
            page.show();
            page.model().setClosedShown(true);
            QCoreApplication::sendPostedEvents();
            QVERIFY(test::isDrawn(test::pictureOf(page, u"breakers-"_s + toWord(scheme))));
            const auto places = test::placesOf(page);
            if (first.empty())
                first = places;
            QCOMPARE(places, first);
        }
        Theme::apply(*qApp, Theme{Scheme::Light, 1});
    }
};

QTEST_MAIN(BreakersPageTest)
#include "tst_breakerspage.moc"

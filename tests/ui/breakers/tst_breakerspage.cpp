// links: penelope-ui
#include "tests/support/demosession.h"
#include "tests/support/pictures.h"
#include "tests/support/words.h"
#include "ui/approvals/filterfield.h"
#include "ui/approvals/textsheet.h"
#include "ui/breakers/breakermodel.h"
#include "ui/breakers/breakerspage.h"
#include "ui/breakers/ribbon.h"
#include "ui/breakers/tiles.h"
#include "ui/theme/theme.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QtTest/QTest>

#include <algorithm>

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

    void theFilterKnowsStatesAndNames_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QStringList>("services");
        QTest::newRow("part of a name") << u"al"_s << QStringList{u"calm"_s};
        QTest::newRow("not closed") << u"state:!closed"_s << QStringList{u"open"_s, u"ready"_s};
        QTest::newRow("excluded") << u"-state:open"_s << QStringList{u"calm"_s};
        QTest::newRow("ready only") << u"state:ready"_s << QStringList{u"ready"_s};
        QTest::newRow("both terms") << u"state:open service:op"_s << QStringList{u"open"_s};
    }
    void theFilterKnowsStatesAndNames()
    {
        QFETCH(QString, filter);
        QFETCH(QStringList, services);
        const auto parsed = parseBreakerFilter(filter);
        QVERIFY(parsed);
        QStringList found;
        for (const auto& row : rows(three(), test::demoNow())) {
            if (matches(*parsed, row))
                found << row.service.value();
        }
        QCOMPARE(found, services);
    }
    void aFilterThatCannotBeReadNamesItsColumn()
    {
        const auto parsed = parseBreakerFilter(u"calm state:ajar"_s);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().where, u"col 12"_s);
        const test::InLanguage marked(std::make_unique<test::MarkedWords>());
        QCOMPARE(parseBreakerFilter(u"state:ajar"_s).error().where, u"\u00ABcol 7\u00BB"_s);
    }
    void whatIsLeftOutIsCounted()
    {
        test::DemoSession session(three());
        BreakersPage page(session);
        page.show();
        page.findChild<FilterField*>()->setText(u"state:open"_s);
        const auto labels = page.findChildren<Label*>();
        QVERIFY(
            std::any_of(labels.begin(), labels.end(), [](const Label* label) { return label->text() == u"2 of 3"_s; }));
    }
    void aLongVerdictLeavesRoomForWhatIsTyped()
    {
        test::DemoSession session(three());
        BreakersPage page(session);
        page.resize(1100, 700);
        page.show();
        auto* field = page.findChild<FilterField*>();
        field->setText(u"state:xyz"_s);
        const auto typed = field->fontMetrics().horizontalAdvance(field->text());
        QVERIFY(field->width() - field->textMargins().left() - field->textMargins().right() >= typed);
        QVERIFY(field->findChild<Label*>()->text().endsWith(u'…'));
        QVERIFY(field->toolTip().contains(u"half-open"_s));
    }
    void aSilentSourceIsNoClosedBreaker()
    {
        auto state = test::demoNight();
        auto live = test::demoLive();
        live.sources[u"prometheus/main"_s].lastSampleAt = test::demoNow() - std::chrono::minutes{4};
        const auto all = rows(state, test::demoNow(), live);
        QVERIFY(std::none_of(all.begin(), all.end(), [](const auto& row) { return !row.isAbnormal(); }));
        const auto worker =
            std::find_if(all.begin(), all.end(), [](const auto& row) { return row.service.value() == "worker"_L1; });
        QVERIFY(worker->isUnknown());
        QCOMPARE(stateWord(*worker), u"NO DATA"_s);
        QCOMPARE(failuresText(*worker, test::demoNow()), u"STALE 04:00"_s);
    }
    void tilesShowEveryBreakerAndFollowTheKeys()
    {
        test::DemoSession session(three());
        BreakersPage page(session);
        page.resize(1264, 740);
        page.show();
        QApplication::setActiveWindow(&page);
        page.takeFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_V);
        QVERIFY(page.showsTiles());
        QCOMPARE(page.tiles().tiles().rowCount(), 3);
        QCOMPARE(QApplication::focusWidget(), &page.tiles());
        QTest::keyClick(&page.tiles(), Qt::Key_R);
        QVERIFY(page.findChild<TextSheet*>());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTest::keyClick(&page.tiles(), Qt::Key_V);
        QVERIFY(!page.showsTiles());
    }
    void enterGoesToTheRibbonAndEscBack()
    {
        test::DemoSession session(three());
        BreakersPage page(session);
        page.resize(1264, 740);
        page.show();
        QApplication::setActiveWindow(&page);
        page.takeFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(qobject_cast<Ribbon*>(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(qobject_cast<TableView*>(QApplication::focusWidget()));
    }
    void theResetSheetNamesWhatIsForgottenAndWhoElseIsNeeded()
    {
        test::DemoSession session;
        BreakersPage page(session);
        page.resize(1264, 740);
        page.show();
        QApplication::setActiveWindow(&page);
        page.open(u"payment"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_R);
        auto* sheet = page.findChild<TextSheet*>();
        QVERIFY(sheet);
        QStringList words;
        for (const auto* label : sheet->findChildren<Label*>())
            words << label->text();
        const auto all = words.join(u'\n');
        QVERIFY2(all.contains(u"03:24:40Z canary, patch 00a1f2c4: p99 over the limit"_s), qPrintable(all));
        QVERIFY2(all.contains(u"41:10 of cooldown will be skipped"_s), qPrintable(all));
        QVERIFY2(all.contains(u"second administrator"_s), qPrintable(all));
    }
    void allClosedSaysWhenOneLastOpened()
    {
        auto state = three();
        breaker::Breaker healed;
        healed.used = true;
        healed.transitions = {
            {test::demoNow() - std::chrono::hours{49}, breaker::Phase::Open, u"failures"_s},
            {test::demoNow() - std::chrono::hours{47}, breaker::Phase::Closed, u"healed"_s}};
        for (const auto& name : {u"open"_s, u"ready"_s})
            state.breakers.insert(ServiceName{name}, healed);
        test::DemoSession session(state);
        BreakersPage page(session);
        page.show();
        const auto labels = page.findChildren<Label*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const Label* label) {
            return label->text() == u"All 3 breakers closed. Last opening 2 d 1 h ago."_s;
        }));
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

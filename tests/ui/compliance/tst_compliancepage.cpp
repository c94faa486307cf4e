// links: penelope-ui
#include "tests/support/demosession.h"
#include "ui/charts/timeserieschart.h"
#include "ui/compliance/compliancepage.h"
#include "ui/compliance/counted.h"
#include "ui/compliance/principlesmodel.h"
#include "ui/compliance/scoreview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::compliance_page;
using compliance::Principle;
using compliance::Standing;

namespace {

constexpr auto window = 24h;

engine::Snapshot snapshotOf(const engine::ConsoleState& state)
{
    return {std::make_shared<const engine::ConsoleState>(test::withLedger(state)), {}};
}

View of(const engine::ConsoleState& state)
{
    return view(snapshotOf(state), test::demoNow(), window);
}

/// By value: what a test asks of is often a temporary.
Row rowOf(const View& view, Principle principle)
{
    return *std::find_if(
        view.rows.begin(), view.rows.end(), [&](const Row& row) { return row.principle == principle; });
}

/// A journal in which nothing has happened.
engine::ConsoleState young()
{
    engine::ConsoleState state;
    state.policy = policy::defaults();
    return state;
}

QString words(const View& view)
{
    QStringList all{view.headline, view.range, view.first, view.second, view.standingWord, view.change};
    for (const auto& row : view.rows)
        all << row.measured << row.points << row.mayLose << row.state << row.remark;
    return all.join(u' ');
}

} // namespace

class CompliancePageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void unmeasuredPointsAreARange()
    {
        const auto shown = of(test::demoNight());
        QVERIFY(shown.total);
        const auto aletheia = rowOf(shown, Principle::Aletheia);
        QVERIFY(!aletheia.share);
        QCOMPARE(aletheia.state, u"UNMEASURED"_s);
        QCOMPARE(aletheia.points, u"— of 10"_s);
        QCOMPARE(aletheia.mayLose, u"0–10.0"_s);
        QVERIFY(shown.low < *shown.total && *shown.total < shown.high);
        QCOMPARE(
            shown.range, QString::number(std::lround(shown.low)) + u'–' + QString::number(std::lround(shown.high)));
        QVERIFY2(shown.second.contains(u"points are unmeasured"_s), qPrintable(shown.second));
    }
    void whatMayBeLostMostStandsFirst()
    {
        const auto shown = of(test::demoNight());
        QCOMPARE(shown.rows.size(), std::size_t{7});
        for (std::size_t index = 1; index < shown.rows.size(); ++index) {
            const auto& above = shown.rows[index - 1];
            const auto& below = shown.rows[index];
            // Unmeasured before measured; within each the larger loss first.
            QVERIFY(!above.share || below.share);
            if (above.share.has_value() == below.share.has_value())
                QVERIFY(above.lost >= below.lost);
        }
    }
    void standingFollowsTheLowEnd()
    {
        const auto shown = of(test::demoNight());
        const auto expected = shown.low >= 90   ? Standing::Good
                              : shown.low >= 70 ? Standing::Caution
                                                : Standing::Warning;
        QCOMPARE(shown.standing, expected);
        QVERIFY(shown.standing != Standing::Good);
        QVERIFY(shown.severity);
    }
    void aLowPrincipleSaysWhatFullMarksNeed()
    {
        const auto sophia = rowOf(of(test::demoNight()), Principle::Sophia);
        QCOMPARE(sophia.state, u"LOW"_s);
        QCOMPARE(sophia.severity, std::optional{Severity::P2});
        QCOMPARE(sophia.remark, u"full marks from 80 %"_s);
    }
    void anOpenBreakerCostsPrudence()
    {
        const auto prudence = rowOf(of(test::demoNight()), Principle::Prudence);
        QVERIFY(prudence.share && *prudence.share < 1);
        QVERIFY2(prudence.measured.endsWith(u"of 10 open"_s), qPrintable(prudence.measured));
    }
    void nothingDecidedIsNoScoreAndNotZero()
    {
        const auto shown = of(young());
        QVERIFY(!shown.total);
        QCOMPARE(shown.headline, u"—"_s);
        QCOMPARE(shown.standing, Standing::Unmeasured);
        QVERIFY(!shown.severity);
        QVERIFY2(shown.second.contains(u"there is no score"_s), qPrintable(shown.second));
        for (const auto& row : shown.rows)
            QVERIFY(!row.share);
    }
    void nothingIsNaN()
    {
        for (const auto& state : {test::demoNight(), test::demoCalm(), young()}) {
            const auto shown = of(state);
            QVERIFY(std::isfinite(shown.low) && std::isfinite(shown.high));
            QVERIFY(!shown.total || std::isfinite(*shown.total));
            QVERIFY2(!words(shown).contains(u"nan"_s, Qt::CaseInsensitive), qPrintable(words(shown)));
            for (const auto& row : shown.rows)
                QVERIFY(!row.share || (*row.share >= 0 && *row.share <= 1));
            for (const auto& value : shown.trend)
                QVERIFY(!value || std::isfinite(*value));
            for (const auto& point : history(snapshotOf(state), Principle::Agape, test::demoNow()))
                QVERIFY(!point.value || std::isfinite(*point.value));
        }
    }
    void historyHasGapsWhereNothingWasCounted()
    {
        const auto line = history(snapshotOf(young()), Principle::Sophia, test::demoNow());
        QVERIFY(line.size() > 24);
        QVERIFY(std::none_of(line.begin(), line.end(), [](const auto& point) { return point.value.has_value(); }));
        QCOMPARE(line.back().at, test::demoNow());
    }
    void everyPrincipleHasItsQuestionForPrometheus()
    {
        QStringList asked;
        for (const auto& row : of(young()).rows)
            asked << promql(row.principle);
        QCOMPARE(asked.removeDuplicates(), 0);
        for (const auto& query : asked)
            QVERIFY2(query.contains(u"penelope_"_s), qPrintable(query));
    }

    void theTableShowsWhatTheViewSays()
    {
        PrinciplesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto shown = of(test::demoNight());
        model.show(shown.rows);
        QCOMPARE(model.rowCount(), 7);
        const auto cell = [&](Principle principle, PrinciplesModel::Column column) {
            return model.index(model.rowOf(principle), static_cast<int>(column)).data().toString();
        };
        QCOMPARE(cell(Principle::Aletheia, PrinciplesModel::Column::State), u"UNMEASURED"_s);
        QCOMPARE(cell(Principle::Sophia, PrinciplesModel::Column::Weight), u"20"_s);
    }
    void oneMeasuredPrincipleCallsNobody()
    {
        auto state = young();
        patch::Service service;
        service.registration.name = ServiceName{u"search"_s};
        service.registeredAt = test::demoNow() - 24h;
        state.services.insert(service.registration.name, service);
        state.breakers.insert(service.registration.name, breaker::Breaker{});
        const auto shown = view(snapshotOf(state), test::demoNow(), 1h);
        QVERIFY(shown.total); // 100, of 15 points
        QVERIFY(!shown.isTelling);
        test::DemoSession session(state);
        const CompliancePage page(session);
        QVERIFY(!page.attention().severity);
        QCOMPARE(page.attention().count, 0);
        QVERIFY(page.attention().unknown);
        QCOMPARE(page.attention().word, u"too little measured for a score"_s);
    }
    void enoughMeasuredCalls()
    {
        test::DemoSession session;
        const CompliancePage page(session);
        QVERIFY(of(test::demoNight()).isTelling);
        QVERIFY(page.attention().severity);
    }
    void anUnmeasuredPrincipleHasAnEmptyPlotThatSaysSo()
    {
        test::DemoSession session(young());
        CompliancePage page(session);
        page.resize(1264, 804);
        page.show();
        const auto* chart = page.findChild<charts::TimeSeriesChart*>();
        QVERIFY(chart->plot().missing);
        QCOMPARE(chart->plot().missing->word, u"UNMEASURED in 24 h"_s);
    }
    void choosingARowShowsItsQuestion()
    {
        test::DemoSession session;
        CompliancePage page(session);
        page.resize(1264, 804);
        page.show();
        QApplication::setActiveWindow(&page);
        page.takeFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        const auto* table = page.findChild<TableView*>();
        QCOMPARE(table->currentIndex().row(), 1);
        const auto second = of(test::demoNight()).rows[1].principle;
        QCOMPARE(page.findChild<QLineEdit*>()->text(), promql(second));
    }
    void aPrincipleSaysHowOldItsNewestCountIs()
    {
        const auto shown = of(test::demoNight());
        QCOMPARE(rowOf(shown, Principle::Aletheia).age, u"—"_s);
        QCOMPARE(rowOf(shown, Principle::Sabbath).age, u"17:30"_s); // the canary of 03:26
        QVERIFY(!rowOf(shown, Principle::Sophia).stale);
    }
    void aSilentCoreMakesEveryAgeStale()
    {
        const auto shown =
            view(snapshotOf(test::demoNight()), test::demoNow(), window, test::demoNow() - std::chrono::seconds{10});
        for (const auto& row : shown.rows)
            QVERIFY(row.stale);
    }
    void theBandThatHoldsIsMarked_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("band");
        QTest::newRow("under every mark") << -1.0 << 0;
        QTest::newRow("first") << 0.3 << 0;
        QTest::newRow("on a mark") << 0.5 << 0;
        QTest::newRow("second") << 0.6 << 1;
        QTest::newRow("over every mark") << 0.95 << 1;
    }
    void theBandThatHoldsIsMarked()
    {
        QFETCH(double, value);
        QFETCH(int, band);
        compliance::PrincipleScore score;
        score.principle = Principle::Sophia;
        score.weight = 20;
        score.value = value;
        const auto lines = bandLines(score);
        QCOMPARE(lines.size(), std::size_t{2});
        for (int at = 0; at < 2; ++at)
            QCOMPARE(lines[static_cast<std::size_t>(at)].current, at == band);
    }
    void whatWasCountedIsListedNewestFirst()
    {
        const auto lines = countedLines(test::demoNight(), Principle::Sabbath, test::demoNow(), 1h);
        QCOMPARE(lines.size(), std::size_t{4});
        QVERIFY(lines.front().cells.at(0) > lines.back().cells.at(0));
        QVERIFY(lines.front().id.startsWith(u"stream:patch/"_s));
    }
    void aPatchThatNeverRanIsNoOutcome()
    {
        auto state = young();
        patch::Patch patch;
        patch.id = PatchId{u"00000001"_s};
        patch.status = patch::Status::RolledBack;
        patch.endedAt = test::demoNow() - 1min;
        state.patches.insert(patch.id, patch);
        QCOMPARE(countedLines(state, Principle::Agape, test::demoNow(), 1h).size(), std::size_t{1});
        patch.status = patch::Status::Shadowed;
        state.patches.insert(patch.id, patch);
        QVERIFY(countedLines(state, Principle::Agape, test::demoNow(), 1h).empty());
    }
    void theRawSeriesSaysTheSameAsTheChart()
    {
        const auto state = test::demoNight();
        const auto lines = rawLines(snapshotOf(state), Principle::Sophia, test::demoNow(), 1h);
        const auto line = history(snapshotOf(state), Principle::Sophia, test::demoNow());
        QCOMPARE(lines.size(), line.size());
        for (std::size_t at = 0; at < lines.size(); ++at)
            QCOMPARE(lines[at].cells.at(4) == u"—"_s, !line[line.size() - 1 - at].value.has_value());
    }
    void withoutAPrometheusThePageSaysSoAndWhereToSetItUp()
    {
        test::DemoSession session;
        auto live = test::demoLive();
        live.sources.clear();
        live.exported = {};
        session.showLive(live);
        CompliancePage page(session);
        page.show();
        const auto buttons = page.findChildren<KeyButton*>();
        const auto setUp = std::find_if(
            buttons.begin(), buttons.end(), [](const KeyButton* button) { return button->text() == u"Set up"_s; });
        QVERIFY(setUp != buttons.end() && (*setUp)->isVisible());
        QString asked;
        connect(&page, &Page::openRequested, &page, [&asked](const QString& name) { asked = name; });
        (*setUp)->click();
        QCOMPARE(asked, u"settings"_s);
    }
    void theCellOfTheSourceSaysWhyItIsLost()
    {
        test::DemoSession session;
        auto live = test::demoLive();
        auto& source = live.sources[u"prometheus/main"_s];
        source.lastSampleAt = test::demoNow() - 5min;
        source.answering = false;
        source.lastError = u"TLS: the certificate has expired"_s;
        session.showLive(live);
        CompliancePage page(session);
        page.resize(1264, 804);
        page.show();
        const auto labels = page.findChildren<Label*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const Label* label) {
            return label->text() == u"Prometheus LOST since 03:38:30Z: TLS: the certificate has expired"_s;
        }));
    }
    void navigationSaysTheLowEndOfTheRange()
    {
        test::DemoSession session;
        const CompliancePage page(session);
        const auto shown = of(test::demoNight());
        QVERIFY(shown.low < *shown.total);
        QCOMPARE(page.attention().count, static_cast<int>(std::lround(shown.low)));
        QVERIFY(page.attention().word.contains(shown.range));
        QVERIFY(!page.attention().unknown);
    }
    void navigationCountsOnlyWhatIsNotGood()
    {
        test::DemoSession night;
        QVERIFY(CompliancePage(night).attention().severity);
        test::DemoSession empty(young());
        QCOMPARE(CompliancePage(empty).attention().count, 0);
    }
};

QTEST_MAIN(CompliancePageTest)
#include "tst_compliancepage.moc"

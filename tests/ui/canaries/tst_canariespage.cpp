// links: penelope-ui
#include "core/canary/evidence.h"
#include "tests/support/demosession.h"
#include "ui/canaries/canariespage.h"
#include "ui/canaries/canarycharts.h"
#include "ui/canaries/canarylist.h"
#include "ui/canaries/canarysentences.h"
#include "ui/canaries/canarysheet.h"
#include "ui/canaries/canaryview.h"
#include "ui/canaries/judgedtable.h"
#include "ui/canaries/pastview.h"
#include "ui/canaries/retrospective.h"
#include "ui/text/words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::canaries;

namespace {

const CanaryId search{u"00b2e3d1"_s};

/// The running canary of the made-up night, changed.
engine::ConsoleState nightWith(const std::function<void(canary::Canary&)>& change)
{
    auto state = test::demoNight();
    state.canaries.update(search, change);
    return state;
}

/// Its intervals were counted: each has requests of its own.
void counting(canary::Canary& canary)
{
    for (auto& analysis : canary.analyses) {
        auto counted = *analysis;
        counted.counted = true;
        analysis = std::make_shared<const canary::Analysis>(counted);
    }
}

/// Judged by evidence: its error rate is weighed, and the canary fails more often than stable.
void weighing(canary::Canary& canary)
{
    canary.judge = u"sequential"_s;
    canary.scrape = 20s;
    for (auto& metric : canary.metrics)
        metric.weight = metric.name == u"error_rate"_s ? std::optional{1.0} : std::nullopt;
    auto events = std::exchange(canary.analyses, {});
    canary.evidence = canary::beginEvidence(canary);
    for (const auto& analysis : events) {
        auto seen = *analysis;
        seen.counted = true;
        seen.counts[u"error_rate"_s] = {canary::Counts{300, 2, {}}, canary::Counts{100, 1, {}}, {}};
        canary.evidence = canary::nextEvidence(canary, seen, canary::Observation::Counted, true);
        const auto evidence = canary::judge::evidence(*canary.evidence, 50).front();
        for (auto& row : seen.results) {
            if (row.metric == u"error_rate"_s)
                row.logE =
                    canary::LogEvidence{evidence.share, evidence.bet, evidence.limit, evidence.stable, evidence.safe};
        }
        canary.analyses.push_back(std::make_shared<const canary::Analysis>(seen));
    }
}

engine::Snapshot snapshotOf(engine::ConsoleState state)
{
    return {std::make_shared<const engine::ConsoleState>(std::move(state)), test::demoLive()};
}

Detail detailOf(engine::ConsoleState state)
{
    return detail(snapshotOf(std::move(state)), search, test::demoNow()).value_or(Detail{});
}

const charts::ChartStack::Item& chartNamed(const Detail& detail, const QString& name)
{
    const auto found = std::find_if(
        detail.charts.begin(), detail.charts.end(), [&](const auto& item) { return item.plot.name == name; });
    return found != detail.charts.end() ? *found : detail.charts.front();
}

/// A page on the screen, with the keyboard in its list.
struct Shown
{
    explicit Shown(test::DemoSession& session)
        : page(session)
    {
        page.resize(1264, 804);
        page.show();
        QApplication::setActiveWindow(&page);
        page.takeFocus();
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    CanarySheet* sheet() { return page.findChild<CanarySheet*>(); }
    /// The seconds of a hold, without waiting for them.
    void hurry() { sheet()->findChild<QTimer*>(u"hold"_s)->setInterval(0); }
    QAction* action(const QKeySequence& key)
    {
        const auto all = page.actions();
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const QAction* one) { return one->shortcut() == key; });
        return found != all.end() ? *found : nullptr;
    }

    CanariesPage page;
};

} // namespace

class CanariesPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void activeOnesStandFirstThenTheNewestFinished()
    {
        const auto all = rows(test::demoNight(), test::demoNow());
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0].service, u"search-index"_s);
        QVERIFY(!all[0].finished);
        QCOMPARE(all[1].service, u"payment"_s);
        QCOMPARE(all[2].service, u"worker"_s);
        QVERIFY(all[1].finished && all[2].finished);
    }
    void abnormalStandsBeforeNormal()
    {
        auto state = test::demoNight();
        auto calm = *state.canaries.find(search);
        calm.id = CanaryId{u"00000001"_s};
        calm.service = ServiceName{u"aaa"_s};
        calm.holdsInARow = 0;
        calm.createdAt = test::demoNow();
        state.canaries.insert(calm.id, calm);
        const auto all = rows(state, test::demoNow());
        QCOMPARE(all[0].service, u"search-index"_s);
        QCOMPARE(all[0].severity, std::optional{Severity::P2});
        QCOMPARE(all[1].service, u"aaa"_s);
        QVERIFY(!all[1].severity);
    }
    void finishedLeaveAfterTwelveHours()
    {
        QCOMPARE(rows(test::demoNight(), test::demoNow() + 9h).size(), std::size_t{2});
        QCOMPARE(rows(test::demoNight(), test::demoNow() + 13h).size(), std::size_t{1});
    }
    void theGroupIsCountedAndCannotBeChosen()
    {
        CanaryListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(model.show(rows(test::demoNight(), test::demoNow())));
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(model.isHead(1));
        QCOMPARE(model.index(1, 0).data().toString(), u"Finished, last 12 h  2"_s);
        QVERIFY(!(model.flags(model.index(1, 0)) & Qt::ItemIsSelectable));
        QCOMPARE(model.rowOf(CanaryId{u"00a1f2c4"_s}), 2);
        QVERIFY(model.isFinished(2));
        QVERIFY(!model.idAt(1));
    }
    void aMovedNumberKeepsTheRows()
    {
        CanaryListModel model;
        auto all = rows(test::demoNight(), test::demoNow());
        model.show(all);
        all[0].second = u"50 %, step 3 of 4"_s;
        QVERIFY(!model.show(all));
        QCOMPARE(model.index(0, 0).data(CanaryListModel::SecondRole).toString(), u"50 %, step 3 of 4"_s);
    }

    void sentenceSaysWhatItIsIn_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("lead");
        QTest::addColumn<QString>("part");
        using canary::Status;
        QTest::newRow("starting") << int(Status::Initializing) << u"Starting."_s << u"no traffic"_s;
        QTest::newRow("paused") << int(Status::Paused) << u"Paused."_s << u"waits for a person"_s;
        QTest::newRow("promoting") << int(Status::Promoting) << u"Promoting."_s << u"Every step passed"_s;
        QTest::newRow("completed") << int(Status::Completed) << u"Completed."_s << u"takes all traffic"_s;
        QTest::newRow("rolled back") << int(Status::Failed) << u"Rolled back."_s << u"p99 640"_s;
        QTest::newRow("rolling back") << int(Status::RollingBack) << u"Rolling back."_s << u"p99 640"_s;
    }
    void sentenceSaysWhatItIsIn()
    {
        QFETCH(int, status);
        QFETCH(QString, lead);
        QFETCH(QString, part);
        auto canary = *test::demoNight().canaries.find(search);
        canary.status = static_cast<canary::Status>(status);
        canary.rollbackText = u"p99 640 ms is above the limit"_s;
        const auto said = sentenceOf(canary);
        QCOMPARE(said.first, lead);
        QVERIFY2(said.second.contains(part), qPrintable(said.second));
    }
    void holdNamesTheMetricItsValueAndItsLimit()
    {
        const auto said = detailOf(test::demoNight());
        QCOMPARE(said.lead, u"Hold."_s);
        QVERIFY2(said.sentence.contains(u"p99 latency is "_s), qPrintable(said.sentence));
        QVERIFY2(said.sentence.contains(u"limit 500"_s), qPrintable(said.sentence));
    }
    void anUnconfirmedShareIsSaid()
    {
        const auto said = detailOf(
            nightWith([](canary::Canary& canary) { canary.trafficTrouble = u"the socket does not answer"_s; }));
        QCOMPARE(said.severity, std::optional{Severity::P1});
        QVERIFY(said.sentence.contains(u"the socket does not answer"_s));
    }

    void missingDataIsAGapAndAPlate()
    {
        const auto state = nightWith([](canary::Canary& canary) {
            const auto count = canary.analyses.size();
            for (auto index = count - 3; index < count; ++index) {
                auto broken = *canary.analyses[index];
                broken.sourceStatus = u"unreachable"_s;
                canary.analyses[index] = std::make_shared<const canary::Analysis>(broken);
            }
        });
        const auto said = detailOf(state);
        const auto& plot = chartNamed(said, u"p99 latency"_s).plot;
        QVERIFY(plot.missing);
        QVERIFY2(plot.missing->word.startsWith(u"NO DATA "_s), qPrintable(plot.missing->word));
        QVERIFY(said.sentence.contains(plot.missing->word));
        for (auto index = plot.canary.size() - 3; index < plot.canary.size(); ++index) {
            QVERIFY(!plot.canary[index].value);
            QVERIFY(!plot.control[index].value);
        }
        QVERIFY(plot.canary[plot.canary.size() - 4].value);
    }
    void aLostSourceIsSaidWithItsAge()
    {
        auto snapshot = snapshotOf(test::demoNight());
        auto& source = snapshot.live.sources[u"prometheus/main"_s];
        source.lastSampleAt = test::demoNow() - 362s;
        source.answering = false;
        const auto said = detail(snapshot, search, test::demoNow());
        QCOMPARE(chartNamed(*said, u"p99 latency"_s).plot.missing->word, u"LOST 06:02"_s);
    }
    void anUnmeasuredMetricIsUnknownAndNeverZero()
    {
        const auto said = detailOf(nightWith([](canary::Canary& canary) {
            auto last = *canary.analyses.back();
            for (auto& result : last.results)
                result = {result.metric, std::nullopt, std::nullopt, result.limit, canary::MetricStatus::Unknown};
            canary.analyses.back() = std::make_shared<const canary::Analysis>(last);
        }));
        const auto& readout = chartNamed(said, u"p99 latency"_s).readout;
        QVERIFY(readout.unknown);
        QCOMPARE(readout.badge, u"UNKNOWN"_s);
        QCOMPARE(readout.lines[0].value, u"no data"_s);
    }
    void nothingSaysNaN()
    {
        const auto said = detailOf(nightWith([](canary::Canary& canary) {
            canary.analyses.clear();
            canary.stepLog.clear();
            canary.stepClock = 0ms;
            canary.analysis = 0ms;
        }));
        QStringList words{said.sentence, said.next};
        for (const auto& step : said.steps) {
            words << step.percent << step.time;
            QVERIFY(step.done >= 0 && step.done <= 1);
        }
        for (const auto& item : said.charts) {
            words << item.plot.description << item.readout.state;
            for (const auto& line : item.readout.lines)
                words << line.value << line.note;
        }
        const auto text = words.join(u' ');
        QVERIFY2(!text.contains(u"nan"_s, Qt::CaseInsensitive), qPrintable(text));
        QVERIFY2(!text.contains(u"inf "_s, Qt::CaseInsensitive), qPrintable(text));
    }
    void passedStepsAreFullAndComingOnesEmpty()
    {
        const auto said = detailOf(test::demoNight());
        QCOMPARE(said.steps.size(), std::size_t{4});
        QCOMPARE(said.steps[0].done, 1.0);
        QVERIFY(said.steps[1].current);
        QCOMPARE(said.steps[1].done, 0.6);
        QCOMPARE(said.steps[1].time, u"09:00 of 15:00"_s);
        QCOMPARE(said.steps[2].done, 0.0);
        QVERIFY(said.steps[2].time.startsWith(u"not before "_s));
    }
    void theTableHasEachIntervalNewestFirst()
    {
        JudgedTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(test::demoNight().canaries.find(search));
        QCOMPARE(model.rowCount(), 72);
        QCOMPARE(model.index(0, 0).data().toString(), u"03:43:30Z"_s);
        QCOMPARE(model.index(71, 0).data().toString(), u"03:19:50Z"_s);
    }

    void theSummarySaysSinceWhenItsLimitIsBreached()
    {
        const auto& plot = chartNamed(detailOf(test::demoNight()), u"p99 latency"_s).plot;
        QVERIFY2(plot.description.contains(u"limit 500"_s), qPrintable(plot.description));
        QVERIFY2(plot.description.contains(u"breached since 03:3"_s), qPrintable(plot.description));
        const auto& errors = chartNamed(detailOf(test::demoNight()), u"Error rate"_s).plot;
        QVERIFY2(!errors.description.contains(u"breached"_s), qPrintable(errors.description));
    }
    void intervalsStandBesideTheValues()
    {
        const auto said = detailOf(test::demoNight());
        const auto& item = chartNamed(said, u"Error rate"_s);
        QCOMPARE(item.plot.band.size(), std::size_t{0});
        const auto counted = detailOf(nightWith(counting));
        const auto& after = chartNamed(counted, u"Error rate"_s);
        QCOMPARE(after.plot.band.size(), std::size_t{72});
        // The interval stands beside the rate it is about, not beside the newest interval's.
        const auto& sofar = after.readout.lines[2];
        QCOMPARE(sofar.name, u"So far"_s);
        QVERIFY2(sofar.note.contains(u'–'), qPrintable(sofar.note));
        QVERIFY(!after.readout.lines[0].note.contains(u'–'));
        // Its complement lies on the other side.
        const auto& success = chartNamed(counted, u"Success rate"_s).plot;
        QCOMPARE(*success.band.back().high, 1 - *after.plot.band.back().low);
    }
    void evidenceIsSaidInWordsAndDrawn()
    {
        const auto said = detailOf(nightWith(weighing));
        QCOMPARE(said.evidence.size(), std::size_t{1});
        const auto& row = said.evidence.front();
        QVERIFY2(row.worse.endsWith(u" of 200"_s) && row.worse.startsWith(u'×'), qPrintable(row.worse));
        QVERIFY2(
            row.ratio.startsWith(u"fails "_s) && row.ratio.endsWith(u"times as often as stable"_s),
            qPrintable(row.ratio));
        QVERIFY2(said.outlook.contains(u"of 200 needed to roll back"_s), qPrintable(said.outlook));
        const auto& track = chartNamed(said, u"Evidence"_s).plot;
        QCOMPARE(track.limit->label, u"hold"_s);
        QCOMPARE(track.levels.front().label, u"roll back"_s);
        QVERIFY(std::abs(track.levels.front().value - std::log(200)) < 1e-9);
        QVERIFY(!track.canary.empty());
    }
    void withoutEvidenceNothingIsSaidOfIt()
    {
        const auto said = detailOf(test::demoNight());
        QVERIFY(said.evidence.empty());
        QVERIFY(said.outlook.isEmpty());
        QVERIFY(chartNamed(said, u"Evidence"_s).plot.name != u"Evidence"_s);
    }
    void holdsAndTheWayBackStandInTheLane()
    {
        const auto said = detailOf(test::demoNight());
        const auto named = [&](const QString& word) {
            return std::count_if(
                said.marks.begin(), said.marks.end(), [&](const auto& mark) { return mark.text == word; });
        };
        QCOMPARE(named(words::verdict(canary::Verdict::Hold)), 1);
        QVERIFY(std::is_sorted(said.marks.begin(), said.marks.end(), [](const auto& left, const auto& right) {
            return left.at < right.at;
        }));
    }
    void evidenceAndTableTakeTurns()
    {
        test::DemoSession session(nightWith(weighing));
        Shown shown(session);
        shown.press(Qt::Key_E);
        QVERIFY(shown.action(Qt::Key_E)->isChecked());
        shown.page.takeFocus();
        shown.press(Qt::Key_T);
        QVERIFY(!shown.action(Qt::Key_E)->isChecked());
        QVERIFY(shown.action(Qt::Key_T)->isChecked());
        shown.page.takeFocus();
        shown.press(Qt::Key_T);
        QVERIFY(shown.page.findChild<charts::ChartStack*>()->isVisible());
    }
    void observedPointsStandOnlyWhereNothingWasJudged()
    {
        const auto at = [](int seconds) { return test::demoNow() + seconds * 1s; };
        const charts::Points judged{{at(60), 1.0}, {at(75), 2.0}, {at(90), std::nullopt}, {at(150), 3.0}};
        const charts::Points observed{{at(0), 9.0},  {at(30), 9.0},  {at(60), 9.0},
                                      {at(91), 8.0}, {at(120), 7.0}, {at(151), 9.0}};
        const auto all = joined(judged, observed, 15s);
        const charts::Points expected{{at(0), 9.0},  {at(30), 9.0},  {at(60), 1.0}, {at(75), 2.0},
                                      {at(91), 8.0}, {at(120), 7.0}, {at(150), 3.0}};
        QCOMPARE(all.size(), expected.size());
        QVERIFY(all == expected);
        QVERIFY(joined(judged, {}, 15s) == judged);
    }
    void theSeriesAreAskedForOncePerCanaryAndSayWhereTheyComeFrom()
    {
        test::DemoSession session;
        int asked = 0;
        engine::Answer answer;
        const auto series = [&](const CanaryId& id, engine::Answer waiting) {
            QCOMPARE(id, search);
            ++asked;
            answer = std::move(waiting);
        };
        CanariesPage page(session, nullptr, {series, {}, {}, {}});
        page.resize(1264, 804);
        page.show();
        session.advance(1s);
        session.advance(1s);
        QCOMPARE(asked, 1);
        const auto says = [&](const QString& text) {
            const auto labels = page.findChildren<QLabel*>();
            return std::any_of(
                labels.begin(), labels.end(), [&](const QLabel* label) { return label->text().endsWith(text); });
        };
        QVERIFY(says(u"judged points only"_s));
        canary::Observed observed;
        observed[u"p99_latency"_s].control = {{test::demoNow() - 40min, 400.0}, {test::demoNow() - 39min, 410.0}};
        answer(engine::Outcome{1, canary::toJson(observed)});
        QVERIFY(says(u"before and between the judged points: Prometheus"_s));
        QCOMPARE(page.findChild<charts::ChartStack*>()->time().range().from, test::demoNow() - 40min);
    }
    void replayAsksNoSource()
    {
        test::DemoSession session;
        session.setMode(Session::Mode::Replay, {});
        int asked = 0;
        CanariesPage page(session, nullptr, {[&](const CanaryId&, const engine::Answer&) { ++asked; }, {}, {}, {}});
        page.resize(1264, 804);
        page.show();
        QCOMPARE(asked, 0);
    }
    void everyJudgeIsShownOnTheSameCounts()
    {
        test::DemoSession session;
        CanaryId asked;
        qint64 last = 0;
        std::function<void(Result<std::vector<canary::Retrial>>)> answer;
        const auto retrials = [&](const CanaryId& id, qint64 seq, auto done) {
            asked = id;
            last = seq;
            answer = std::move(done);
            return Task{};
        };
        CanariesPage page(session, nullptr, {{}, retrials, {}, {}});
        page.resize(1264, 804);
        page.show();
        QApplication::setActiveWindow(&page);
        page.takeFocus();
        QVERIFY(!answer);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_R);
        QCOMPARE(asked, search);
        QCOMPARE(last, session.state().seq);

        canary::Said back;
        back.at = test::demoNow() - 5min;
        back.percent = 25;
        back.verdict = canary::Verdict::Rollback;
        back.acts = true;
        back.text = u"told by a person"_s;
        back.results = {{u"p99_latency"_s, 540, 450, 500, canary::MetricStatus::Warning}};
        canary::Said held;
        held.at = test::demoNow();
        held.percent = 25;
        held.verdict = canary::Verdict::Hold;
        answer(std::vector<canary::Retrial>{{u"sequential"_s, {held, back}}, {u"thresholds"_s, {held}}});

        auto* table = page.findChild<RetrospectiveView*>()->findChild<TableView*>();
        const auto cell = [table](int row, int column) { return table->model()->index(row, column).data().toString(); };
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(cell(0, 0), u"sequential"_s);
        QCOMPARE(cell(0, 1), words::verdict(canary::Verdict::Rollback));
        QCOMPARE(cell(0, 4), u"—"_s);
        QVERIFY(cell(0, 5).contains(u"540"_s));
        QCOMPARE(cell(0, 6), u"told by a person"_s);
        QCOMPARE(cell(1, 0), u"thresholds"_s);
        QCOMPARE(cell(1, 1), u"no act so far"_s);
        // The reason of the line selected, whole.
        const auto labels = page.findChild<RetrospectiveView*>()->findChildren<QLabel*>();
        QVERIFY(std::any_of(
            labels.begin(), labels.end(), [](const QLabel* label) { return label->text() == u"told by a person"_s; }));
        // Of the judge that led it: bold.
        QCOMPARE(table->model()->index(1, 0).data(TypeRole).toInt(), int(Type::Strong));
        QCOMPARE(table->model()->index(0, 0).data(TypeRole).toInt(), int(Type::Body));
    }
    void whatCannotBeJudgedAgainIsSaid()
    {
        test::DemoSession session;
        const auto retrials = [](const CanaryId&, qint64, const auto& done) {
            done(failure(ErrorCode::NotFound, u"there is no canary 00b2e3d1"_s));
            return Task{};
        };
        CanariesPage page(session, nullptr, {{}, retrials, {}, {}});
        page.resize(1264, 804);
        page.show();
        QApplication::setActiveWindow(&page);
        page.takeFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_R);
        const auto labels = page.findChild<RetrospectiveView*>()->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().contains(u"there is no canary"_s);
        }));
    }
    void aPastRangeIsAskedForAndJudgedSideBySide()
    {
        test::DemoSession session;
        std::vector<PastView::Wish> asked;
        std::function<void(Result<PastView::Judged>)> answer;
        const auto past = [&](const PastView::Wish& wish, auto done) {
            asked.push_back(wish);
            answer = std::move(done);
        };
        CanariesPage page(session, nullptr, {{}, {}, past, {}});
        page.resize(1264, 804);
        page.show();
        QApplication::setActiveWindow(&page);
        page.takeFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_R, Qt::ShiftModifier);
        auto* view = page.findChild<PastView*>();
        QVERIFY(view->isVisible());
        const auto field = [view](const QString& name) {
            for (auto* edit : view->findChildren<QLineEdit*>()) {
                if (edit->accessibleName() == name)
                    return edit;
            }
            return static_cast<QLineEdit*>(nullptr);
        };
        const auto says = [view](const QString& text) {
            const auto labels = view->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&text](const QLabel* label) {
                return label->isVisible() && label->text().contains(text);
            });
        };
        // The time of the canary that is selected.
        QVERIFY(instantFromIso(field(u"From (UTC)"_s)->text()));
        QVERIFY(instantFromIso(field(u"To (UTC)"_s)->text()));

        field(u"Stable labels"_s)->setText(u"job=\"shop\", version=\"1\""_s);
        field(u"Canary labels"_s)->setText(u"version=~\"2.*\""_s);
        QTest::keyClick(field(u"Canary labels"_s), Qt::Key_Return);
        QVERIFY(asked.empty());
        QVERIFY(says(u"Canary labels: column 8"_s));

        field(u"Canary labels"_s)->setText(u"job=shop, version=\"2\""_s);
        field(u"From (UTC)"_s)->setText(u"2026-08-22T03:00:00Z"_s);
        field(u"To (UTC)"_s)->setText(u"2026-08-22T04:00:00Z"_s);
        field(u"Step (s)"_s)->setText(u"30"_s);
        QTest::keyClick(field(u"Canary labels"_s), Qt::Key_Return);
        QCOMPARE(asked.size(), std::size_t{1});
        QCOMPARE(asked[0].range.canary, (std::map<QString, QString>{{u"job"_s, u"shop"_s}, {u"version"_s, u"2"_s}}));
        QCOMPARE(asked[0].range.step, Milliseconds{30s});
        QCOMPARE(asked[0].range.to - asked[0].range.from, Milliseconds{1h});
        QVERIFY(says(u"Asking"_s));

        canary::Said back;
        back.at = test::demoNow();
        back.percent = 26;
        back.verdict = canary::Verdict::Rollback;
        back.acts = true;
        back.text = u"told by a person"_s;
        PastView::Judged judged;
        judged.evidence.percent = 26;
        judged.evidence.counted = 100;
        judged.evidence.others = {{u"stale"_s, 7}};
        judged.evidence.restarts = 1;
        judged.trials = {{u"sequential"_s, {back}}, {u"thresholds"_s, {}}, {u"mann_whitney"_s, {}}};
        answer(judged);
        const auto* table = view->findChild<TableView*>()->model();
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->index(0, 0).data().toString(), u"sequential"_s);
        QCOMPARE(table->index(0, 1).data().toString(), words::verdict(canary::Verdict::Rollback));
        QVERIFY(says(u"Not counted: 7"_s));
        QVERIFY(says(u"began anew"_s));
        // What was asked before and comes late is not of the question that stands there.
        const auto late = answer;
        QTest::keyClick(field(u"Canary labels"_s), Qt::Key_Return);
        late(judged);
        QVERIFY(says(u"Asking"_s));
        answer(failure(ErrorCode::NotFound, u"there is no series of {version=\"2\"}"_s));
        QVERIFY(says(u"there is no series of"_s));
        QCOMPARE(table->rowCount(), 0);
    }
    void aFileOfCountsIsJudgedWithoutACore()
    {
        test::DemoSession session;
        std::function<void(Result<std::vector<QJsonObject>>)> answer;
        QString asked;
        const auto counts = [&](const QString& file, auto done) {
            asked = file;
            answer = std::move(done);
            return Task{};
        };
        CanariesPage page(session, nullptr, {{}, {}, {}, counts});
        page.resize(1264, 804);
        page.show();
        page.judgeFile(u"counts.json"_s);
        QCOMPARE(asked, u"counts.json"_s);
        auto* view = page.findChild<PastView*>();
        QVERIFY(view->isVisible());
        QVERIFY(!view->findChild<QLineEdit*>()->isVisible());
        answer(std::vector<QJsonObject>{
            {{u"judge"_s, u"sequential"_s},
             {u"verdicts"_s, QJsonArray{u"OBSERVE/9"_s, u"OBSERVE/9"_s, u"ROLLBACK/2"_s}}},
            {{u"judge"_s, u"thresholds"_s}, {u"verdicts"_s, QJsonArray{}}}});
        const auto* table = view->findChild<TableView*>()->model();
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->index(0, 2).data().toString(), u"roll back"_s);
        QCOMPARE(table->index(0, 3).data().toString(), u"observe ×2, roll back (worse than stable)"_s);
        QCOMPARE(table->index(1, 2).data().toString(), u"nothing judged"_s);
    }
    void theChartsAreExported()
    {
        test::DemoSession session;
        Shown shown(session);
        QTemporaryDir folder;
        const auto file = folder.filePath(u"a.svg"_s);
        QVERIFY(shown.page.exportCharts(file));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const auto text = QString::fromUtf8(written.readAll());
        QVERIFY(text.contains(u"search-index"_s));
        QVERIFY(text.contains(u"limit 500"_s));
    }

    void promoteNeedsAReason()
    {
        test::DemoSession session;
        Shown shown(session);
        shown.press(Qt::Key_M);
        QVERIFY(shown.sheet());
        shown.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(session.sent.empty());

        QTest::keyClicks(QApplication::focusWidget(), u"the alert is a known false one"_s);
        shown.press(Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(session.sent.size(), std::size_t{1});
        QCOMPARE(session.sent.front().command, u"canary_promote"_s);
        QCOMPARE(session.sent.front().args.text(u"id"), search.value());
        QCOMPARE(session.sent.front().args.text(u"reason"), u"the alert is a known false one"_s);
    }
    void abortIsHeldAndThenSent()
    {
        test::DemoSession session;
        Shown shown(session);
        shown.press(Qt::Key_B);
        shown.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(shown.sheet()->isHolding());
        QVERIFY(session.sent.empty());
        QCOMPARE(shown.sheet()->findChild<QTimer*>(u"hold"_s)->intervalAsDuration(), Milliseconds{1s});

        shown.hurry();

        QTRY_COMPARE(session.sent.size(), std::size_t{1});
        QCOMPARE(session.sent.front().command, u"canary_abort"_s);
        QCOMPARE(session.sent.front().args.text(u"id"), search.value());
    }
    void anAbortTakenBackSendsNothing()
    {
        test::DemoSession session;
        Shown shown(session);
        shown.press(Qt::Key_B);
        shown.press(Qt::Key_Return, Qt::ControlModifier);
        auto* hold = shown.sheet()->findChild<QTimer*>(u"hold"_s);
        shown.press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!shown.sheet()->isHolding());
        QVERIFY(!hold->isActive());
        QVERIFY(session.sent.empty());
    }
    void pauseAsksWhyAndSaysSo()
    {
        test::DemoSession session;
        Shown shown(session);
        shown.press(Qt::Key_P);
        QTest::keyClicks(QApplication::focusWidget(), u"a drill"_s);
        shown.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(session.sent.front().command, u"canary_pause"_s);
        QCOMPARE(session.sent.front().args.text(u"reason"), u"a drill"_s);
    }
    void aPausedOneIsResumed()
    {
        test::DemoSession session(nightWith([](canary::Canary& canary) { canary.status = canary::Status::Paused; }));
        Shown shown(session);
        shown.press(Qt::Key_P);
        QTest::keyClicks(QApplication::focusWidget(), u"the drill is over"_s);
        shown.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(session.sent.front().command, u"canary_resume"_s);
    }
    void aRefusalKeepsTheSheetAndItsText()
    {
        test::DemoSession session;
        Shown shown(session);
        shown.press(Qt::Key_M);
        QTest::keyClicks(QApplication::focusWidget(), u"why not"_s);
        shown.press(Qt::Key_Return, Qt::ControlModifier);
        session.sent.front().answer(failure(ErrorCode::Conflict, u"the canary is over"_s));
        QVERIFY(shown.sheet());
        QCOMPARE(shown.sheet()->reason(), u"why not"_s);
    }
    void theSheetFollowsTheWindow()
    {
        test::DemoSession session;
        Shown shown(session);
        shown.press(Qt::Key_B);
        const auto within = [&shown] {
            const auto* pane = shown.sheet()->parentWidget();
            return pane->rect().contains(shown.sheet()->geometry()) && shown.sheet()->width() > pane->width() - 2 * 20;
        };
        QVERIFY(within());
        shown.page.resize(shown.page.size() - QSize(200, 100));
        QVERIFY(within());
        shown.page.resize(shown.page.size() + QSize(400, 100));
        QVERIFY(within());
    }
    void theKeypadsEnterCommitsToo()
    {
        test::DemoSession session;
        Shown shown(session);
        shown.press(Qt::Key_M);
        shown.sheet()->findChild<QPlainTextEdit*>()->setPlainText(u"why not"_s);
        shown.press(Qt::Key_Enter, Qt::ControlModifier);
        QCOMPARE(session.sent.back().command, u"canary_promote"_s);
    }
    void escapeClosesTheSheetAndSendsNothing()
    {
        test::DemoSession session;
        Shown shown(session);
        shown.press(Qt::Key_B);
        shown.press(Qt::Key_Return, Qt::ControlModifier);
        shown.press(Qt::Key_Escape);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!shown.sheet());
        QVERIFY(session.sent.empty());
    }
    void readOnlyDisablesTheVerbs()
    {
        test::DemoSession session;
        Shown shown(session);
        QVERIFY(shown.action(Qt::Key_B)->isEnabled());
        session.setMode(Session::Mode::ReadOnly, u"another console writes"_s);
        for (const auto key : {Qt::Key_P, Qt::Key_M, Qt::Key_B}) {
            QVERIFY(!shown.action(key)->isEnabled());
            shown.press(key);
        }
        QVERIFY(!shown.sheet());
    }
    void noCanaryIsSaidInWords()
    {
        test::DemoSession session(test::demoCalm());
        Shown shown(session);
        const auto* empty = shown.page.findChild<EmptyState*>();
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->accessibleName(), u"No canary is running"_s);
    }
};

QTEST_MAIN(CanariesPageTest)
#include "tst_canariespage.moc"

// links: penelope-ui
#include "ui/charts/chartexport.h"
#include "ui/charts/chartstack.h"
#include "ui/charts/framescheduler.h"
#include "ui/charts/plotlayer.h"
#include "ui/charts/readoutview.h"
#include "ui/charts/timeaxis.h"
#include "ui/charts/timeserieschart.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QGraphicsItem>
#include <QGraphicsScene>
#include <QPaintEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::charts;

namespace {

constexpr Instant start{Milliseconds{1'700'000'000'000 / 86'400'000 * 86'400'000}}; // midnight, UTC

Points line(const std::vector<std::optional<double>>& values, Milliseconds step = 10s)
{
    Points points;
    for (const auto& value : values)
        points.push_back({start + step * static_cast<int>(points.size()), value});
    return points;
}

/// Columns of the area that hold a pixel of that colour.
std::vector<bool> columnsWith(const QImage& image, const QRect& area, const QColor& color)
{
    std::vector<bool> found(static_cast<std::size_t>(area.width()), false);
    for (int x = 0; x < area.width(); ++x) {
        for (int y = area.top(); y <= area.bottom(); ++y)
            found[static_cast<std::size_t>(x)] =
                found[static_cast<std::size_t>(x)] || image.pixelColor(area.left() + x, y) == color;
    }
    return found;
}

/// What was painted of each widget while it lived, in pixels; and nothing of a machine's speed.
class PaintRecorder : public QObject
{
public:
    PaintRecorder() { qApp->installEventFilter(this); }

    QRegion regionOf(const QWidget* widget) const
    {
        const auto at = m_painted.find(widget);
        return at == m_painted.end() ? QRegion() : at->second;
    }
    int pixelsOf(const QWidget* widget) const
    {
        int pixels = 0;
        for (const auto& part : regionOf(widget))
            pixels += part.width() * part.height();
        return pixels;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            m_painted[watched] += static_cast<QPaintEvent*>(event)->region();
        return false;
    }

private:
    std::map<const QObject*, QRegion> m_painted;
};

/// Tells when the scene of a chart is drawn, which is dear; copying its picture is not.
class DrawCounter : public QGraphicsItem
{
public:
    QRectF boundingRect() const override { return {0, 0, 10, 10}; }
    void paint(QPainter*, const QStyleOptionGraphicsItem*, QWidget*) override { ++drawn; }
    int drawn = 0;
};

/// Three plots, settled and painted.
struct Stack
{
    ChartStack stack;
    std::vector<DrawCounter*> counters; ///< of the charts' scenes

    void build()
    {
        ChartStack::Item item;
        item.plot.name = u"p99 latency"_s;
        item.plot.canary = line({1, 2, 3, 4, 5, 6});
        item.plot.control = line({6, 5, 4, 3, 2, 1});
        item.readout.title = u"p99 latency"_s;
        item.readout.lines = {{u"Canary"_s, u"6"_s, {}, false}, {u"Control"_s, u"1"_s, {}, false}};
        stack.resize(900, 500);
        stack.show({item, item, item}, {}, {start, start + 50s});
        for (auto* chart : stack.findChildren<TimeSeriesChart*>()) {
            counters.push_back(new DrawCounter);
            chart->scene()->addItem(counters.back());
        }
        stack.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&stack));
        while (stack.scheduler().waiting() > 0)
            stack.scheduler().runFrame();
        paint();
    }
    static void paint()
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
    }
    void moveTo(Milliseconds sinceStart)
    {
        stack.time().setCrosshair(start + sinceStart);
        paint();
    }
    int drawn() const
    {
        return std::accumulate(
            counters.begin(), counters.end(), 0, [](int sum, const auto* each) { return sum + each->drawn; });
    }
};

} // namespace

class ChartsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void scalesHaveRoundTicksAroundTheValues_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("latency") << 0.0 << 540.0;
        QTest::newRow("share") << 0.0 << 0.021;
        QTest::newRow("near one") << 0.94 << 1.0;
        QTest::newRow("negative") << -3.5 << 2.25;
        QTest::newRow("large") << 0.0 << 12'345'678.0;
    }
    void scalesHaveRoundTicksAroundTheValues()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        const auto scale = valueScale(low, high);
        QVERIFY(scale.low <= low + 1e-9 && scale.high >= high - 1e-9);
        const auto ticks = scale.ticks();
        QVERIFY2(ticks.size() >= 3 && ticks.size() <= 6, qPrintable(QString::number(ticks.size())));
        const double mantissa = scale.step / std::pow(10, std::floor(std::log10(scale.step) + 1e-9));
        const std::vector<double> round{1, 2, 2.5, 5};
        QVERIFY2(
            std::any_of(round.begin(), round.end(), [&](double one) { return std::abs(one - mantissa) < 1e-6; }),
            qPrintable(QString::number(mantissa)));
        QStringList labels;
        for (const double tick : ticks)
            labels << QString::number(tick, 'f', scale.decimals);
        QCOMPARE(labels.removeDuplicates(), 0);
    }
    void equalBoundsAreWidened()
    {
        for (const double value : {0.0, 1.0, 540.0, -2.0}) {
            const auto scale = valueScale(value, value);
            QVERIFY(scale.high > scale.low);
            QVERIFY(scale.low <= value && scale.high >= value);
        }
        const auto reversed = valueScale(5, 3);
        QVERIFY(reversed.high > reversed.low);
    }

    void timeTicksAreRoundAndFew_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<qint64>("step");
        QTest::newRow("a minute") << qint64{60} << qint64{10};
        QTest::newRow("an hour") << qint64{3600} << qint64{600};
        QTest::newRow("a day") << qint64{86'400} << qint64{6 * 3600};
        QTest::newRow("a month") << qint64{30 * 86'400} << qint64{5 * 86'400};
    }
    void timeTicksAreRoundAndFew()
    {
        QFETCH(qint64, seconds);
        QFETCH(qint64, step);
        const TimeRange range{start + 7s, start + 7s + std::chrono::seconds{seconds}};
        const auto ticks = timeTicks(range, 7);
        QVERIFY(ticks.size() >= 3 && ticks.size() <= 8);
        for (const auto tick : ticks)
            QVERIFY(tick >= range.from && tick <= range.to);
        const auto distance = ticks[1] - ticks[0];
        QVERIFY2(distance <= std::chrono::seconds{2 * step}, qPrintable(QString::number(distance.count())));
        QCOMPARE(ticks[0].time_since_epoch() % distance, Milliseconds{0});
    }
    void anEmptyRangeHasNoTicks()
    {
        QVERIFY(timeTicks({start, start}, 5).empty());
        QVERIFY(timeTicks({start, start - 1s}, 5).empty());
        QVERIFY(timeTicks({start, start + 1s}, 0).empty());
    }

    void aMissingValueEndsARun()
    {
        const auto pieces = runs(line({1, 2, std::nullopt, 3}), 1min);
        QCOMPARE(pieces.size(), std::size_t{2});
        QCOMPARE(pieces[0].size(), std::size_t{2});
        QCOMPARE(pieces[1].size(), std::size_t{1});
    }
    void aHoleInTimeEndsARun()
    {
        auto points = line({1, 2, 3, 4});
        points[3].at += 1min;
        QCOMPARE(runs(points, longestStep(points)).size(), std::size_t{2});
        QVERIFY(runs(line({std::nullopt, std::nullopt}), 1min).empty());
        QVERIFY(runs({}, 1min).empty());
    }
    void aBreachBeginsAndEndsWhereTheLineCrosses()
    {
        const Limit limit{500, Side::Below, {}};
        const auto pieces = breaches(line({400, 600, 600, 400}), limit);
        QCOMPARE(pieces.size(), std::size_t{1});
        QCOMPARE(pieces[0].size(), std::size_t{4});
        QCOMPARE(pieces[0].front().at, start + 5s);
        QCOMPARE(*pieces[0].front().value, 500.0);
        QCOMPARE(pieces[0].back().at, start + 25s);
    }
    void onlyTheWrongSideIsABreach()
    {
        QVERIFY(breaches(line({400, 500, 450}), {500, Side::Below, {}}).empty());
        QCOMPARE(breaches(line({0.99, 0.90}), {0.95, Side::Above, {}}).size(), std::size_t{1});
        QVERIFY(breaches(line({0.99, 0.97}), {0.95, Side::Above, {}}).empty());
    }
    void twoBreachesAreTwoPieces()
    {
        QCOMPARE(breaches(line({600, 400, 600}), {500, Side::Below, {}}).size(), std::size_t{2});
    }

    void theNearestIsTakenAndNeverAFarOne()
    {
        const auto points = line({1, 2, std::nullopt, 4, 5});
        QCOMPARE(nearest(points, start + 1s, 30s), std::optional{1.0});
        QCOMPARE(nearest(points, start + 9s, 30s), std::optional{2.0});
        QCOMPARE(nearest(points, start + 20s, 30s), std::optional<double>{});
        QCOMPARE(nearest(points, start + 2min, 30s), std::optional<double>{});
        QCOMPARE(nearest(points, start - 31s, 30s), std::optional<double>{});
        QCOMPARE(nearest({}, start, 30s), std::optional<double>{});
    }

    void aTraceHasTwoPointsAColumnAndEveryExtreme()
    {
        std::vector<std::optional<double>> values;
        for (int index = 0; index < 10'000; ++index)
            values.push_back(index % 97);
        values[5'003] = 1000;
        values[7'001] = -1000;
        const auto points = line(values, 1s);
        const auto pieces = traced(points, start, start + 10'000s, 400, 3s);
        QCOMPARE(pieces.size(), std::size_t{1});
        QVERIFY(pieces.front().size() <= 2 * 401);
        QVERIFY(std::count(pieces.front().begin(), pieces.front().end(), points[5'003]) == 1);
        QVERIFY(std::count(pieces.front().begin(), pieces.front().end(), points[7'001]) == 1);
        QVERIFY(std::is_sorted(pieces.front().begin(), pieces.front().end(), [](const auto& left, const auto& right) {
            return left.at < right.at;
        }));
    }
    void denseDataHasNoGapsOfItsOwn()
    {
        // Two extremes of neighbouring columns may be further apart than any two neighbours.
        std::vector<std::optional<double>> values;
        for (int index = 0; index < 10'000; ++index)
            values.push_back((index * 7919) % 101);
        QCOMPARE(traced(line(values, 1s), start, start + 10'000s, 100, 3s).size(), std::size_t{1});
    }
    void aGapSplitsATrace()
    {
        QCOMPARE(traced(line({1, 2, std::nullopt, 4}), start, start + 40s, 100, 15s).size(), std::size_t{2});
        auto hole = line({1, 2, 3, 4});
        hole[2].at += 2min;
        hole[3].at += 2min;
        QCOMPARE(traced(hole, start, start + 4min, 100, 30s).size(), std::size_t{2});
    }
    void aTraceReachesBeyondTheEdges()
    {
        const auto pieces = traced(line({1, 2, 3, 4, 5}), start + 15s, start + 25s, 100, 30s);
        QCOMPARE(pieces.size(), std::size_t{1});
        QCOMPARE(pieces.front().front().at, start + 10s);
        QCOMPARE(pieces.front().back().at, start + 30s);
    }

    void chartsTakeTurnsInTheirFrames()
    {
        std::chrono::nanoseconds spent{};
        FrameScheduler scheduler(nullptr, [&] { return spent; });
        std::vector<QObject> owners(12);
        std::vector<int> painted;
        for (int index = 0; index < 12; ++index)
            scheduler.add(owners[static_cast<std::size_t>(index)], [&, index] {
                painted.push_back(index);
                spent += 2500us;
            });
        scheduler.add(owners[0], [&] { painted.push_back(100); });
        scheduler.runFrame();
        // A third one would end after 7.5 ms.
        QCOMPARE(painted, (std::vector<int>{0, 1}));
        for (int frame = 0; frame < 5; ++frame)
            scheduler.runFrame();
        QCOMPARE(painted, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
        QCOMPARE(scheduler.waiting(), std::size_t{0});
    }
    void aChartThatIsGoneIsNotPainted()
    {
        FrameScheduler scheduler;
        bool painted = false;
        {
            QObject owner;
            scheduler.add(owner, [&] { painted = true; });
        }
        scheduler.runFrame();
        QVERIFY(!painted);
    }
    void oneSlowChartStillGetsItsFrame()
    {
        std::chrono::nanoseconds spent{};
        FrameScheduler scheduler(nullptr, [&] { return spent; });
        QObject first;
        QObject second;
        int painted = 0;
        const auto slow = [&] {
            ++painted;
            spent += 50ms;
        };
        scheduler.add(first, slow);
        scheduler.add(second, slow);
        scheduler.runFrame();
        QCOMPARE(painted, 1);
        scheduler.runFrame();
        QCOMPARE(painted, 2);
    }

    void aReferenceIsPinnedAndLetGo()
    {
        TimeContext time;
        time.follow({start, start + 100s});
        time.pinReference();
        QVERIFY(!time.reference());
        time.setCrosshair(start + 10s);
        time.pinReference();
        time.setCrosshair(start + 20s);
        QCOMPARE(time.reference(), std::optional{start + 10s});
        time.pinReference();
        QCOMPARE(time.reference(), std::optional{start + 20s});
        time.pinReference();
        QVERIFY(!time.reference());
    }
    void zoomingOutEndsAtTheWhole()
    {
        TimeContext time;
        time.follow({start, start + 60min});
        time.zoom(4, start + 5min);
        time.zoom(0.5, start + 5min);
        QCOMPARE(time.range().span(), Milliseconds{30min});
        QVERIFY(time.range().from >= start && time.range().to <= start + 60min);
        time.zoom(0.5, start + 5min);
        QCOMPARE(time.range(), (TimeRange{start, start + 60min}));
        QVERIFY(!time.isZoomed());
    }

    void exportNamesAreSafe_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << u"payments"_s << u"canary-payments-0000009e.svg"_s;
        QTest::newRow("up") << u"../../etc/passwd"_s << u"canary-%2E%2E%2F%2E%2E%2Fetc%2Fpasswd-0000009e.svg"_s;
        QTest::newRow("nul") << QString(u"a\0b"_s) << u"canary-a%00b-0000009e.svg"_s;
        QTest::newRow("blank") << u"a b"_s << u"canary-a%20b-0000009e.svg"_s;
        QTest::newRow("empty") << QString() << u"canary-0000009e.svg"_s;
    }
    void exportNamesAreSafe()
    {
        QFETCH(QString, service);
        QFETCH(QString, name);
        QCOMPARE(exportName({u"canary"_s, service, u"0000009e"_s}, u"svg"_s), name);
    }
    void chartsAreWrittenAsShapesAndAsPictures()
    {
        ChartStack stack;
        ChartStack::Item item;
        item.plot.name = u"p99 latency"_s;
        item.plot.canary = line({1, 2, 3, 4, 5, 6});
        item.plot.limit = Limit{4, Side::Below, u"<4> & 5"_s};
        item.readout.title = u"p99 latency"_s;
        stack.resize(900, 300);
        stack.show({item}, {}, {start, start + 50s});
        stack.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&stack));
        QTemporaryDir folder;
        const Export what{stack.size(), [&](QPainter& painter) { stack.draw(painter); }, u"charts"_s};
        const auto svg = folder.filePath(u"a.svg"_s);
        QVERIFY(writeExport(what, svg));
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto text = QString::fromUtf8(file.readAll());
        QVERIFY(text.contains(u"&lt;4&gt; &amp; 5"_s));
        QVERIFY(text.contains(u"<polyline"_s) || text.contains(u"<path"_s));
        QVERIFY(!text.contains(u"<image"_s));
        QXmlStreamReader xml(text);
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        const auto png = folder.filePath(u"a.png"_s);
        QVERIFY(writeExport(what, png));
        QCOMPARE(QImage(png).size(), stack.size() * 2);
        const auto wrong = writeExport(what, folder.filePath(u"a.exe"_s));
        QCOMPARE(wrong.error().code, ErrorCode::Malformed);
        QCOMPARE(writeExport(what, folder.filePath(u"no/a.svg"_s)).error().code, ErrorCode::Storage);
    }

    void whatIsReadUnderTheCrosshairHasItsUnit()
    {
        ChartStack stack;
        ChartStack::Item item;
        item.plot.name = u"error rate"_s;
        item.plot.shownAs = 100;
        item.plot.canary = line({0.01, 0.02, 0.03, 0.04, 0.05, 0.06});
        item.readout.title = u"Error rate"_s;
        item.readout.lines = {{u"Canary"_s, u"6 %"_s, {}, false}, {u"Control"_s, u"no data"_s, {}, false}};
        stack.resize(900, 300);
        stack.show({item}, {}, {start, start + 50s});
        stack.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&stack));
        stack.setFocus();
        for (const auto key : {Qt::Key_Left, Qt::Key_Return, Qt::Key_Left})
            QTest::keyClick(&stack, key);
        const auto read = stack.findChild<ReadoutView*>()->accessibleName();
        QVERIFY2(read.contains(u"Canary "_s) && read.contains(u"\u202F%"_s), qPrintable(read));
        QVERIFY2(!read.contains(u"from —"_s), qPrintable(read));
    }

    void theBandLiesAroundTheCanary()
    {
        TimeContext time;
        time.follow({start, start + 100s});
        TimeSeriesChart chart(time);
        chart.resize(56 + 72 + 400, 160);
        Plot plot;
        plot.named = false;
        plot.canary = line(std::vector<std::optional<double>>(11, 50.0));
        plot.lowest = 0;
        plot.highest = 100;
        for (int second = 0; second <= 50; second += 10)
            plot.band.push_back({start + second * 1s, 30, 70});
        chart.show(plot);
        chart.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const auto image = chart.grab().toImage();
        const auto area = chart.plotRect();
        const auto at = [&](double share, double value) {
            return image.pixelColor(
                area.left() + static_cast<int>(share * area.width()),
                area.bottom() - static_cast<int>(value / 100 * area.height()));
        };
        const auto theme = Theme::of(&chart);
        QCOMPARE(at(0.22, 62), theme->band);
        QCOMPARE(at(0.22, 38), theme->band);
        QVERIFY(at(0.22, 85) != theme->band);
        QVERIFY(at(0.77, 62) != theme->band); // no interval is known there
    }
    void aNameIsNotCrossedByALimit_data()
    {
        QTest::addColumn<QList<double>>("lines");
        QTest::addColumn<int>("wanted");
        QTest::addColumn<int>("top");
        QTest::newRow("none near") << QList<double>{10} << 60 << 60;
        QTest::newRow("through it, nearer below") << QList<double>{62.5} << 60 << 66;
        QTest::newRow("through it, nearer above") << QList<double>{74} << 60 << 55;
        QTest::newRow("no room below") << QList<double>{85} << 76 << 66;
        QTest::newRow("two") << QList<double>{62, 80} << 60 << 43;
        QTest::newRow("nowhere") << QList<double>{20, 36, 52, 68, 84} << 60 << 60;
    }
    void aNameIsNotCrossedByALimit()
    {
        QFETCH(QList<double>, lines);
        QFETCH(int, wanted);
        QTEST(PlotLayer::clearTop({lines.begin(), lines.end()}, {wanted, 16, 4, 80}), "top");
    }
    void aLowPlotStillShowsItsWholeState()
    {
        ReadoutView readout;
        readout.resize(232, 80);
        Readout what;
        what.title = u"Error rate"_s;
        what.lines = {
            {u"Canary"_s, u"3.94 %"_s, {}, false},
            {u"Control"_s, u"0 %"_s, {}, false},
            {u"So far"_s, u"3.94 %"_s, {}, false},
            {u"× stable"_s, u"50"_s, {}, false}};
        what.severity = Severity::P0;
        what.badge = u"critical"_s;
        what.state = u"limit 2 %"_s;
        readout.show(what);
        const auto image = readout.grab().toImage();
        const auto fill = Theme::of(&readout)->fill(Severity::P0);
        int rows = 0;
        for (int y = 0; y < image.height(); ++y) {
            bool any = false;
            for (int x = 0; x < image.width() && !any; ++x)
                any = image.pixelColor(x, y) == fill;
            rows += any;
        }
        QVERIFY2(rows >= 16, qPrintable(QString::number(rows))); // of the badge's 20, less its outline
        what.severity.reset();
        what.badge.clear();
        readout.show(what);
        const auto calm = readout.grab().toImage();
        const QRect below(0, 20, readout.width(), readout.height() - 20);
        QCOMPARE(image.copy(below), calm.copy(below)); // no number is behind it
    }
    void aCrosshairLeavesThePicturesAlone()
    {
        ChartStack stack;
        ChartStack::Item item;
        item.plot.name = u"p99 latency"_s;
        item.plot.canary = line({1, 2, 3, 4, 5, 6});
        stack.resize(900, 300);
        stack.show({item}, {}, {start, start + 50s});
        stack.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&stack));
        while (stack.scheduler().waiting() > 0)
            stack.scheduler().runFrame();
        stack.time().setCrosshair(start + 20s);
        QCOMPARE(stack.scheduler().waiting(), std::size_t{0});
        stack.time().zoom(2, start + 20s);
        QCOMPARE(stack.scheduler().waiting(), std::size_t{1});
    }

    void aCrosshairPaintsTwoStripsOfEachPlot()
    {
        Stack shown;
        shown.build();
        shown.moveTo(10s);
        const PaintRecorder recorder;
        shown.moveTo(32s);
        for (const auto* chart : shown.stack.findChildren<TimeSeriesChart*>()) {
            const int pixels = recorder.pixelsOf(chart->viewport());
            QVERIFY2(pixels > 0, "the line is not painted at all");
            QVERIFY2(pixels <= 2 * 3 * chart->height(), qPrintable(QString::number(pixels)));
            // The picture covers all of it: nothing behind it is worth painting.
            QCOMPARE(recorder.pixelsOf(chart), 0);
        }
        QVERIFY(recorder.pixelsOf(&shown.stack) <= shown.stack.height() * ChartStack::readoutWidth);
    }
    void aCrosshairDrawsNoChartAgain()
    {
        Stack shown;
        shown.build();
        const int before = shown.drawn();
        QVERIFY(before >= 3);
        for (int second = 0; second < 50; ++second)
            shown.moveTo(second * 1s);
        QCOMPARE(shown.drawn(), before);
    }
    void readoutsAreWrittenOnlyWhenTheNearestSampleChanges()
    {
        Stack shown;
        shown.build();
        shown.moveTo(11s);
        const auto readouts = shown.stack.findChildren<ReadoutView*>();
        QCOMPARE(readouts.size(), 3);
        const auto pixels = [&readouts](const PaintRecorder& recorder) {
            return std::accumulate(readouts.begin(), readouts.end(), 0, [&recorder](int sum, const auto* readout) {
                return sum + recorder.pixelsOf(readout);
            });
        };
        {
            const PaintRecorder recorder;
            shown.moveTo(13s);
            QCOMPARE(pixels(recorder), 0);
        }
        const PaintRecorder recorder;
        shown.moveTo(22s);
        QVERIFY(pixels(recorder) > 0);
        // Names, titles and states stand.
        QVERIFY(pixels(recorder) < 3 * readouts.front()->width() * readouts.front()->height() / 2);
        QVERIFY(readouts.front()->accessibleName().contains(u"Canary 3"_s));
    }
    void theAxisPaintsWhereThePlateWasAndIs()
    {
        Stack shown;
        shown.build();
        shown.moveTo(5s);
        const auto* axis = shown.stack.findChild<TimeAxis*>();
        const PaintRecorder recorder;
        shown.moveTo(6s);
        const int pixels = recorder.pixelsOf(axis);
        QVERIFY(pixels > 0);
        QVERIFY2(pixels < axis->width() * axis->height() / 2, qPrintable(QString::number(pixels)));
        // What is left of it is the same as painted whole.
        const auto partly = shown.stack.grab().toImage();
        shown.moveTo(40s);
        shown.moveTo(6s);
        QCOMPARE(shown.stack.grab().toImage(), partly);
    }
    void aStackOfAnotherSizeKeepsOneLine()
    {
        Stack shown;
        shown.build();
        shown.moveTo(20s);
        shown.stack.resize(1100, 500);
        Stack::paint();
        auto* overlay = shown.stack.findChild<CrosshairOverlay*>();
        const auto column = [&](Milliseconds at) {
            return static_cast<int>(positionOf(start + at, shown.stack.time().range(), 0, overlay->width()));
        };
        const PaintRecorder recorder;
        shown.moveTo(30s);
        const auto painted = recorder.regionOf(overlay);
        for (const int at : {column(20s), column(30s)})
            QVERIFY2(painted.contains(QPoint(at, 10)), qPrintable(QString::number(at)));
        QVERIFY(!painted.contains(QPoint((column(20s) + column(30s)) / 2, 10)));
    }

    void zoomKeepsTheMomentAndIsUndone()
    {
        TimeContext time;
        time.follow({start, start + 60min});
        QSignalSpy changed(&time, &TimeContext::rangeChanged);
        time.zoom(2, start + 30min);
        QCOMPARE(time.range(), (TimeRange{start + 15min, start + 45min}));
        time.zoom(2, start + 15min);
        QCOMPARE(time.range(), (TimeRange{start + 15min, start + 30min}));
        QVERIFY(time.undoZoom());
        QCOMPARE(time.range(), (TimeRange{start + 15min, start + 45min}));
        QVERIFY(time.undoZoom());
        QCOMPARE(time.range(), (TimeRange{start, start + 60min}));
        QVERIFY(!time.undoZoom());
        QCOMPARE(changed.size(), 4);
    }
    void aZoomStaysWhileTheStoryGoesOn()
    {
        TimeContext time;
        time.follow({start, start + 60min});
        time.zoom(4, start + 30min);
        const auto chosen = time.range();
        time.follow({start, start + 61min});
        QCOMPARE(time.range(), chosen);
        time.fit();
        QCOMPARE(time.range(), (TimeRange{start, start + 61min}));
    }
    void zoomEndsAtFiveSeconds()
    {
        TimeContext time;
        time.follow({start, start + 60s});
        for (int i = 0; i < 10; ++i)
            time.zoom(2, start + 30s);
        QVERIFY(time.range().span() >= 5s);
        QVERIFY(time.range().span() < 10s);
        time.zoom(0, start);
        time.zoom(-1, start);
        QVERIFY(time.range().span() >= 5s);
    }
    void theCrosshairStaysInsideTheRange()
    {
        TimeContext time;
        time.follow({start, start + 100s});
        time.moveCrosshair(-10);
        QCOMPARE(time.crosshair(), std::optional{start + 90s});
        time.moveCrosshair(50);
        QCOMPARE(time.crosshair(), std::optional{start + 100s});
        time.moveCrosshair(-500);
        QCOMPARE(time.crosshair(), std::optional{start});
    }
    void keysMoveTheCrosshairOfAStack()
    {
        ChartStack stack;
        ChartStack::Item item;
        item.plot.name = u"p99 latency"_s;
        item.plot.canary = line({1, 2, 3, 4, 5, 6});
        stack.resize(900, 400);
        stack.show({item}, {}, {start, start + 50s});
        QTest::keyClick(&stack, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(stack.time().crosshair(), std::optional{start + 45s});
        QTest::keyClick(&stack, Qt::Key_Left);
        QCOMPARE(stack.time().crosshair(), std::optional{start + 44500ms});
        QTest::keyClick(&stack, Qt::Key_Escape);
        QVERIFY(!stack.time().crosshair());
    }
    void plotsOfAStackShareTheirEdges()
    {
        ChartStack stack;
        ChartStack::Item item;
        item.plot.name = u"a"_s;
        auto other = item;
        other.plot.name = u"b"_s;
        other.weight = 192;
        stack.resize(1000, 600);
        stack.show({item, other}, {}, {start, start + 50s});
        const auto charts = stack.findChildren<TimeSeriesChart*>();
        QCOMPARE(charts.size(), 2);
        QCOMPARE(charts[0]->plotRect().left(), charts[1]->plotRect().left());
        QCOMPARE(charts[0]->plotRect().right(), charts[1]->plotRect().right());
        QCOMPARE(charts[0]->plotRect().left(), 56);
        QCOMPARE(charts[0]->width() - charts[0]->plotRect().right() - 1, 72);
    }

    void aGapHasNoLineOverIt()
    {
        TimeContext time;
        time.follow({start, start + 100s});
        TimeSeriesChart chart(time);
        chart.resize(56 + 72 + 400, 160);
        Plot plot;
        plot.named = false;
        std::vector<std::optional<double>> values(101, 10.0);
        std::fill(values.begin() + 40, values.begin() + 61, std::nullopt);
        values[0] = 0; // so that the line is off the frame
        plot.canary = line(values, 1s);
        chart.show(plot);
        chart.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const auto image = chart.grab().toImage();
        const auto inked = columnsWith(image, chart.plotRect().adjusted(2, 2, -2, -2), Theme::of(&chart)->text);
        const auto at = [&](int second) { return inked[static_cast<std::size_t>(second * 4)]; };
        QVERIFY(at(20) && at(38) && at(62) && at(80));
        for (int second = 41; second < 60; ++second)
            QVERIFY2(!at(second), qPrintable(QString::number(second)));
    }

    void aDenseCurveIsWhatEachColumnSpans()
    {
        TimeContext time;
        time.follow({start, start + 4000s});
        TimeSeriesChart chart(time);
        chart.resize(56 + 72 + 400, 160);
        Plot plot;
        plot.named = false;
        plot.lowest = 0;
        plot.highest = 100;
        // Ten points a column: calm at 20, then to and fro between 20 and 80, then 80, a fall, and a gap.
        std::vector<std::optional<double>> values;
        for (int index = 0; index <= 4000; ++index)
            values.push_back(
                (index < 1000   ? 20
                 : index < 2000 ? (index % 2 == 0 ? 20 : 79)
                 : index < 3000 ? 79
                                : 20) +
                index % 2);
        std::fill(values.begin() + 3400, values.begin() + 3500, std::nullopt);
        plot.canary = line(values, 1s);
        chart.show(plot);
        chart.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const auto image = chart.grab().toImage();
        const auto area = chart.plotRect();
        const auto heightAt = [&](int column) {
            int inked = 0;
            for (int y = area.top() + 2; y < area.bottom() - 2; ++y)
                inked += image.pixelColor(area.left() + column, y) == Theme::of(&chart)->text;
            return inked;
        };
        const int span = static_cast<int>(0.6 * area.height());
        QVERIFY2(heightAt(50) >= 2 && heightAt(50) <= 5, qPrintable(QString::number(heightAt(50))));
        QVERIFY2(heightAt(150) >= span && heightAt(150) <= span + 4, qPrintable(QString::number(heightAt(150))));
        QVERIFY2(heightAt(250) >= 2 && heightAt(250) <= 5, qPrintable(QString::number(heightAt(250))));
        QCOMPARE(heightAt(345), 0);
        // The jump is one upright line, shared by the columns on both sides of it.
        QVERIFY(heightAt(299) + heightAt(300) >= span);
    }

    void theLimitIsNamedInTheGutter()
    {
        TimeContext time;
        time.follow({start, start + 100s});
        TimeSeriesChart chart(time);
        chart.resize(56 + 72 + 400, 160);
        Plot plot;
        plot.named = false;
        plot.canary = line(std::vector<std::optional<double>>(11, 100.0));
        plot.lowest = 0;
        chart.show(plot);
        chart.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const auto before = chart.grab().toImage();
        plot.limit = Limit{50, Side::Below, u"limit 50"_s};
        chart.show(plot);
        const auto after = chart.grab().toImage();

        const auto area = chart.plotRect();
        const QRect gutter(area.right() + 8, 0, 64, chart.height());
        int changedInGutter = 0;
        for (int y = gutter.top(); y < gutter.bottom(); ++y) {
            for (int x = gutter.left(); x < gutter.right(); ++x)
                changedInGutter += before.pixelColor(x, y) != after.pixelColor(x, y);
        }
        QVERIFY2(changedInGutter > 40, qPrintable(QString::number(changedInGutter)));
        // It ends before the edge of the widget.
        for (int y = 0; y < chart.height(); ++y)
            QCOMPARE(after.pixelColor(chart.width() - 1, y), before.pixelColor(chart.width() - 1, y));
    }
    void aLonePointOnTheFrameIsDrawnWhole()
    {
        TimeContext time;
        time.follow({start, start + 100s});
        TimeSeriesChart chart(time);
        chart.resize(56 + 72 + 400, 160);
        Plot plot;
        plot.named = false;
        plot.canary = {{start + 50s, 100.0}};
        plot.lowest = 0;
        plot.highest = 100;
        chart.show(plot);
        chart.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const auto image = chart.grab().toImage();
        const auto area = chart.plotRect();
        const auto dark = Theme::of(&chart)->text;
        QCOMPARE(image.pixelColor(area.center().x(), area.top()), dark);
        QCOMPARE(image.pixelColor(area.center().x(), area.top() - 1), dark);
    }
    void aNameHidesNoCurveWhereverItRuns_data()
    {
        QTest::addColumn<double>("value");
        QTest::newRow("at the bottom") << 3.0;
        QTest::newRow("in the middle") << 50.0;
        QTest::newRow("at the top") << 97.0;
    }
    void aNameHidesNoCurveWhereverItRuns()
    {
        QFETCH(double, value);
        TimeContext time;
        time.follow({start, start + 100s});
        TimeSeriesChart chart(time);
        chart.resize(56 + 72 + 400, 160);
        Plot plot;
        plot.canary = line(std::vector<std::optional<double>>(21, value));
        plot.control = plot.canary;
        plot.lowest = 0;
        plot.highest = 100;
        chart.show(plot);
        chart.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const auto image = chart.grab().toImage();
        const auto area = chart.plotRect();
        const int at = area.bottom() - static_cast<int>(value / 100 * area.height());
        const QRect strip(area.left() + 3, at - 3, area.width() - 6, 7);
        const auto drawn = columnsWith(image, strip, Theme::of(&chart)->text);
        QCOMPARE(std::count(drawn.begin(), drawn.end(), false), 0);
    }
    void fewPlotsGrowWithTheWindowUpToALimit()
    {
        Stack shown;
        shown.build();
        constexpr int laneAndAxis = 52;
        const auto* chart = shown.stack.findChild<TimeSeriesChart*>();
        shown.stack.resize(900, 3 * 132 + laneAndAxis);
        QCOMPARE(chart->height(), 132);
        shown.stack.resize(900, 3 * 170 + laneAndAxis);
        QCOMPARE(chart->height(), 170);
        shown.stack.resize(900, 2000);
        QVERIFY2(chart->height() > 170 && chart->height() < 2 * 132, qPrintable(QString::number(chart->height())));
    }
    void missingDataIsHatchedFromTheLastSample()
    {
        TimeContext time;
        time.follow({start, start + 100s});
        TimeSeriesChart chart(time);
        chart.resize(56 + 72 + 400, 160);
        Plot plot;
        plot.named = false;
        plot.canary = line(std::vector<std::optional<double>>(6, 100.0));
        plot.missing = Missing{start + 50s, u"NO DATA 00:50"_s};
        chart.show(plot);
        chart.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const auto image = chart.grab().toImage();
        const auto inside = chart.plotRect().adjusted(2, 12, -2, -12);
        const auto inked = [&](int from, int to) {
            int count = 0;
            for (int y = inside.top(); y <= inside.bottom(); ++y) {
                for (int x = from; x < to; ++x)
                    count += image.pixelColor(x, y) != Theme::of(&chart)->base;
            }
            return count;
        };
        const int middle = chart.plotRect().left() + 200;
        // One of eight pixels is a line of the hatch; left of it are only the samples and the grid.
        const int right = inked(middle + 2, inside.right());
        const int left = inked(inside.left(), middle - 6);
        QVERIFY2(right > inside.height() * 190 / 10, qPrintable(QString::number(right)));
        QVERIFY2(right > 2 * left, qPrintable(QString::number(left)));
    }
    void positionsAreLinearAndTotal()
    {
        const TimeRange range{start, start + 100s};
        QCOMPARE(positionOf(start, range, 10, 200), 10.0);
        QCOMPARE(positionOf(start + 50s, range, 10, 200), 110.0);
        QVERIFY(std::isfinite(positionOf(start + 1s, {start, start}, 10, 200)));
    }
};

QTEST_MAIN(ChartsTest)
#include "tst_charts.moc"

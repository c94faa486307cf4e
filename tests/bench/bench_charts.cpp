// What the charts cost: one updated and painted, twelve live, the crosshair over all of them (performance.md).
// links: penelope-ui penelope-axes Qt6::Test
#include "tests/bench/rounds.h"
#include "ui/charts/chartstack.h"
#include "ui/charts/framescheduler.h"
#include "ui/charts/timeserieschart.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPixmap>
#include <QRandomGenerator>
#include <QTest>

using namespace penelope;
using namespace penelope::ui::charts;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant start{std::chrono::hours{24 * 20'000}};
constexpr int pointsOfSeries = 10'000;
constexpr int charts = 12;
constexpr QSize chartSize{900, 180};

Points walk(int seed, double level)
{
    QRandomGenerator random(static_cast<quint32>(seed));
    Points points;
    for (int index = 0; index < pointsOfSeries; ++index)
        points.push_back({start + index * 1s, level + random.generateDouble() * 20});
    return points;
}

constexpr TimeRange whole{start, start + std::chrono::seconds{pointsOfSeries}};

/// Three series of 10 k points: the canary, the control, and the interval around the canary.
Plot plotOf(int seed)
{
    Plot plot;
    plot.name = u"p99 latency"_s;
    plot.lowest = 300;
    plot.highest = 600;
    plot.named = false;
    plot.canary = walk(seed, 420);
    plot.control = walk(seed + 1000, 400);
    for (const auto& point : plot.canary)
        plot.band.push_back({point.at, *point.value - 15, *point.value + 15});
    return plot;
}

/// The limit of any drawing: the same segments with a bare painter.
class Segments : public QWidget
{
public:
    explicit Segments(QWidget* parent = nullptr)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_OpaquePaintEvent);
    }
    void show(const Plot& plot)
    {
        m_lines.clear();
        for (const auto* series : {&plot.control, &plot.canary, &plot.control})
            add(*series);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Qt::white);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Qt::black, 1.5));
        painter.drawLines(m_lines);
    }

private:
    void add(const Points& series)
    {
        const double width = chartSize.width() - TimeSeriesChart::leftGutter - TimeSeriesChart::rightGutter;
        QPointF before;
        bool first = true;
        const auto kept = prometheus::decimate(series, whole.from, whole.to, static_cast<int>(width));
        for (const auto& point : kept) {
            const QPointF at(
                static_cast<double>((point.at - whole.from).count()) / static_cast<double>(whole.span().count()) *
                    width,
                180 - (*point.value - 300) / 300 * 160);
            if (!first)
                m_lines.append(QLineF(before, at));
            before = at;
            first = false;
        }
    }

    QVector<QLineF> m_lines;
};

/// Paints what was asked to be painted, now.
void flush()
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
}

/// Twelve pictures and one transparent line over them: what a crosshair costs at the least.
class PictureGrid : public QWidget
{
public:
    PictureGrid()
    {
        resize(900, charts * 90);
        for (int index = 0; index < charts; ++index) {
            auto* picture = new Picture(this);
            picture->setGeometry(0, index * 90, 900, 90);
        }
        m_line = new Line(this);
        m_line->setGeometry(rect());
        m_line->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    void moveTo(int x)
    {
        m_line->update(m_line->at - 1, 0, 3, height());
        m_line->at = x;
        m_line->update(x - 1, 0, 3, height());
    }

private:
    struct Picture : QWidget
    {
        using QWidget::QWidget;
        void paintEvent(QPaintEvent* event) override
        {
            QPainter painter(this);
            painter.drawPixmap(event->rect(), pixmap, event->rect());
        }
        QPixmap pixmap = [] {
            QPixmap made(900, 90);
            made.fill(Qt::white);
            return made;
        }();
    };
    struct Line : QWidget
    {
        using QWidget::QWidget;
        void paintEvent(QPaintEvent*) override
        {
            QPainter painter(this);
            QPen pen(Qt::black, 1);
            pen.setDashPattern({1, 2});
            painter.setPen(pen);
            painter.drawLine(at, 0, at, height());
        }
        int at = 0;
    };
    Line* m_line;
};

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    ui::Theme::apply(application, ui::Theme{ui::Scheme::Light, 1});

    const std::vector<Plot> plots{plotOf(1), plotOf(2)};
    Segments segments;
    segments.resize(chartSize);
    segments.QWidget::show();

    TimeContext time;
    time.follow(whole);
    TimeSeriesChart chart(time);
    chart.resize(chartSize);
    chart.QWidget::show();
    std::size_t turn = 0;
    int tick = 0;

    // Twelve charts in one window, which take turns.
    QWidget wall;
    wall.resize(900, charts * 90);
    FrameScheduler scheduler;
    std::vector<TimeSeriesChart*> live;
    TimeContext wallTime;
    wallTime.follow(whole);
    for (int index = 0; index < charts; ++index) {
        live.push_back(new TimeSeriesChart(wallTime, &wall, &scheduler));
        live.back()->setGeometry(0, index * 90, 900, 90);
    }
    wall.show();
    const auto feed = [&] {
        ++turn;
        for (auto* each : live)
            each->show(plots[turn % 2]);
    };
    const auto drain = [&] {
        while (scheduler.waiting() > 0)
            scheduler.runFrame();
    };

    ChartStack stack;
    std::vector<ChartStack::Item> items(charts);
    for (auto& item : items) {
        item.plot = plotOf(3);
        item.readout.title = u"p99 latency"_s;
        item.readout.lines = {{u"Canary"_s, u"1"_s, {}, false}, {u"Control"_s, u"1"_s, {}, false}};
    }
    stack.resize(1200, charts * 90 + 60);
    stack.show(items, {}, whole);
    stack.QWidget::show();
    PictureGrid grid;
    grid.QWidget::show();
    // Before it is exposed a window paints nothing.
    for (QWidget* window : std::initializer_list<QWidget*>{&segments, &chart, &wall, &stack, &grid}) {
        if (!QTest::qWaitForWindowExposed(window))
            return 2;
    }
    flush();
    int place = 0;

    const auto paintSegments = [&] {
        segments.show(plots[++turn % 2]);
        segments.repaint();
    };
    return bench::run(
        u"bench_charts"_s, {{.work = u"one chart updated and painted, axis fixed"_s,
                             .against = u"QPainter segments, decimated and painted"_s,
                             .baseline = paintSegments,
                             .measured =
                                 [&] {
                                     chart.show(plots[++turn % 2]);
                                     chart.viewport()->repaint();
                                 },
                             .perRound = 20,
                             .ratioBudget = 2},
                            {.work = u"one chart updated and painted, axis moved"_s,
                             .against = u"QPainter segments, decimated and painted"_s,
                             .baseline = paintSegments,
                             .measured =
                                 [&] {
                                     ++tick;
                                     time.follow({whole.from + tick * 10s, whole.to + tick * 10s});
                                     chart.show(plots[++turn % 2]);
                                     chart.viewport()->repaint();
                                     flush();
                                 },
                             .perRound = 20,
                             .ratioBudget = 3},
                            {.work = u"12 charts take new data, nothing painted"_s,
                             .against = u"QPainter segments of one chart"_s,
                             .baseline = paintSegments,
                             .measured = feed,
                             .perRound = 10,
                             .p99BudgetUs = 8000,
                             .before = drain},
                            {.work = u"one frame of 12 live charts"_s,
                             .against = u"QPainter segments of one chart"_s,
                             .baseline = paintSegments,
                             .measured = [&] { scheduler.runFrame(); },
                             .perRound = 24,
                             .p99BudgetUs = 8000,
                             .before =
                                 [&] {
                                     if (scheduler.waiting() == 0)
                                         feed();
                                 }},
                            {.work = u"12 live charts for one second: data and all frames"_s,
                             .against = u"QPainter segments of one chart"_s,
                             .baseline = paintSegments,
                             .measured =
                                 [&] {
                                     feed();
                                     drain();
                                 },
                             .perRound = 5,
                             .p99BudgetUs = 40'000},
                            {.work = u"crosshair moved over 12 charts of 3 x 10 k points"_s,
                             .against = u"one overlay widget over 12 pictures"_s,
                             .baseline =
                                 [&] {
                                     grid.moveTo(++place * 7 % 800);
                                     flush();
                                 },
                             .measured =
                                 [&] {
                                     stack.time().setCrosshair(whole.from + ++place * 61s % whole.span());
                                     flush();
                                 },
                             .perRound = 50,
                             .ratioBudget = 2,
                             .p95BudgetUs = 2000}});
}

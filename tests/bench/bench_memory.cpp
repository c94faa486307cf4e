// The memory of a console that shows much: twelve live charts, 10,000 requests and the audit page on 10 M records, and
// whether it stays flat over 10,000 updates (performance.md). A bare window beside it is the measure.
// links: penelope-ui penelope-axes penelope-test-support Qt6::Widgets
#include "tests/bench/programs.h"
#include "tests/bench/rounds.h"
#include "tests/support/demosession.h"
#include "tests/support/memoryaudit.h"
#include "ui/approvals/approvalspage.h"
#include "ui/audit/auditpage.h"
#include "ui/charts/chartstack.h"

#include <QApplication>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr char fullArgument[] = "--full-console";
constexpr char updated[] = "updated";
constexpr int charts = 12;
constexpr int pointsOfSeries = 10'000;
constexpr int requests = 10'000;
constexpr int updates = 10'000;
constexpr qint64 records = 10'000'000;

double proportionalMegabytes(qint64 process)
{
    QFile file(u"/proc/%1/smaps_rollup"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QRegularExpression line(u"^Pss:\\s*(\\d+)"_s, QRegularExpression::MultilineOption);
    return line.match(QString::fromUtf8(file.readAll())).captured(1).toDouble() / 1024;
}

ui::charts::Point pointAt(int second)
{
    return {test::demoNow() + second * 1s, 400 + second * 7919 % 40};
}

ui::charts::Points walk()
{
    ui::charts::Points points;
    for (int at = 0; at < pointsOfSeries; ++at)
        points.push_back(pointAt(at));
    return points;
}

engine::ConsoleState manyRequests()
{
    engine::ConsoleState state;
    state.seq = records;
    state.at = test::demoNow();
    for (int number = 0; number < requests; ++number) {
        approval::Approval approval;
        approval.id = ApprovalId{u"%1"_s.arg(number, 8, 16, QLatin1Char('0'))};
        approval.service = ServiceName{u"service-%1"_s.arg(number % 40)};
        approval.requestedAt = test::demoNow();
        approval.deadline = test::demoNow() + std::chrono::seconds{3600 + number};
        approval.need = 1;
        const auto id = approval.id;
        state.approvals.insert(id, std::move(approval));
    }
    return state;
}

/// Pages and charts in windows of their own: nothing of them is hidden.
class Full
{
public:
    Full()
        : session(manyRequests())
        , held(session)
        , reader(test::memoryAudit(records))
        , approvals(session, held)
        , audit(session, reader)
    {
        for (QWidget* page : std::initializer_list<QWidget*>{&approvals, &audit, &stack}) {
            page->resize(1440, 900);
            page->show();
        }
        for (int at = 0; at < charts; ++at) {
            ui::charts::ChartStack::Item item;
            item.plot.name = u"p99 %1"_s.arg(at);
            item.plot.canary = walk();
            item.plot.control = walk();
            m_items.push_back(std::move(item));
        }
        update();
        QTest::qWait(1000);
    }
    /// One more point on every curve, one request changed.
    void update()
    {
        for (auto& item : m_items) {
            for (auto* series : {&item.plot.canary, &item.plot.control}) {
                series->erase(series->begin());
                series->push_back(pointAt(pointsOfSeries + m_updates));
            }
        }
        const auto first = test::demoNow() + m_updates * 1s;
        stack.show(m_items, {}, {first, first + pointsOfSeries * 1s});
        auto state = session.state();
        state.approvals.update(
            ApprovalId{u"%1"_s.arg(m_updates % requests, 8, 16, QLatin1Char('0'))},
            [](auto& approval) { ++approval.version; });
        ++m_updates;
        if (m_updates % requestsEach == 0)
            session.show(std::move(state));
    }
    int updateCount() const { return m_updates; }

private:
    /// Charts move with every sample, the queue seldom.
    static constexpr int requestsEach = 100;

    test::DemoSession session;
    ui::HeldDecision held;
    ui::AuditReader reader;
    ui::approvals::ApprovalsPage approvals;
    ui::AuditPage audit;
    ui::charts::ChartStack stack;
    std::vector<ui::charts::ChartStack::Item> m_items;
    int m_updates = 0;
};

void say(const char* word)
{
    std::puts(word);
    std::fflush(stdout);
}

int showAll(int argc, char** argv)
{
    QApplication application(argc, argv);
    ui::Theme::apply(application, ui::Theme(ui::Scheme::Light, 1));
    Full full;
    say(bench::painted);
    std::getchar(); // until it was measured
    QTimer next;
    next.callOnTimeout([&] {
        full.update();
        if (full.updateCount() < updates)
            return;
        next.stop();
        say(updated);
    });
    next.start(0);
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc > 1 && std::strcmp(argv[1], bench::bareArgument) == 0)
        return bench::showBareWindow(argc, argv);
    if (argc > 1 && std::strcmp(argv[1], fullArgument) == 0)
        return showAll(argc, argv);
    QCoreApplication application(argc, argv);
    const auto self = QCoreApplication::applicationFilePath();
    bench::Starts starts;
    starts.untilPainted(self, {QLatin1StringView(bench::bareArgument)});
    const double bare = proportionalMegabytes(starts.newest());
    starts.untilPainted(self, {QLatin1StringView(fullArgument)});
    const double before = proportionalMegabytes(starts.newest());
    starts.untilSaid(updated, "\n");
    const double after = proportionalMegabytes(starts.newest());
    starts.endAll();
    const auto window = u"a bare Qt window with one table"_s;
    constexpr double room = 70;
    constexpr double flat = 2;
    return bench::report(
        u"bench_memory"_s,
        {{u"memory (PSS), 12 charts, 10,000 requests, audit on 10 M"_s, window, u"MB"_s, bare, before, bare + room},
         {u"memory grown by 10,000 updates"_s, u"the same before them"_s, u"MB"_s, before, after - before, flat}});
}

// How long the GUI thread keeps a person waiting, on every page and sheet and while nothing happens (ux.md U-06), and
// what the tables take of memory (U-09).
// links: penelope-ui penelope-axes penelope-test-support Qt6::Widgets
#include "tests/bench/rounds.h"
#include "tests/support/places.h"
#include "ui/widgets/tableview.h"

#include <QFile>
#include <QThread>

#include <atomic>
#include <thread>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Rings at the event loop every 10 ms from another thread, and keeps the longest it waited for an answer.
class Watchdog
{
public:
    Watchdog()
        : m_thread([this](const std::stop_token& stop) { watch(stop); })
    {}
    double longestMs() const { return m_longest; }

private:
    void watch(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            const auto rung = std::chrono::steady_clock::now();
            const auto answered = std::make_shared<std::atomic<bool>>(false);
            m_box.post([answered] { *answered = true; });
            while (!*answered && !stop.stop_requested())
                std::this_thread::sleep_for(500us);
            const std::chrono::duration<double, std::milli> waited = std::chrono::steady_clock::now() - rung;
            m_longest = std::max(m_longest.load(), waited.count());
            std::this_thread::sleep_for(10ms);
        }
    }

    Mailbox m_home;
    Mailbox::Address m_box = m_home.address();
    std::atomic<double> m_longest = 0;
    std::jthread m_thread;
};

double residentMegabytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    constexpr double page = 4096;
    return file.readAll().split(' ').value(1).toDouble() * page / 1e6;
}

/// Everything a person comes to: pages, sheets, other looks and sizes, and back.
double longestWhileUsed()
{
    test::DemoWindow console;
    QTest::qWait(200);
    const Watchdog dog;
    for (const auto& place : test::places()) {
        test::openPlace(console, place.page, place.sheet ? int(*place.sheet) : 0);
        QTest::qWait(30);
        test::press(Qt::Key_Escape);
        QTest::qWait(10);
    }
    for (const auto& [key, modifiers] : std::initializer_list<std::pair<Qt::Key, Qt::KeyboardModifiers>>{
             {Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier},
             {Qt::Key_Plus, Qt::ControlModifier},
             {Qt::Key_0, Qt::ControlModifier}}) {
        test::press(key, modifiers);
        QTest::qWait(30);
    }
    console.window.resize(1024, 700);
    QTest::qWait(30);
    return dog.longestMs();
}

double longestWhileIdle()
{
    test::DemoWindow console;
    QTest::qWait(500);
    const Watchdog dog;
    QTest::qWait(10'000);
    return dog.longestMs();
}

/// The page of a journal of 10 M records, gone through from top to bottom.
double megabytesOfTheLongTable()
{
    constexpr qint64 records = 10'000'000;
    constexpr int steps = 200;
    engine::ConsoleState state;
    state.seq = records;
    state.at = test::demoNow();
    test::DemoSession session(std::move(state));
    ui::AuditReader reader(test::memoryAudit(records));
    const double before = residentMegabytes();
    ui::AuditPage page(session, reader);
    page.resize(1440, 900);
    page.show();
    auto* table = page.findChild<ui::TableView*>();
    for (int step = 0; step < steps; ++step) {
        table->scrollTo(table->model()->index(table->model()->rowCount() / steps * step, 0));
        QTest::qWait(5);
    }
    return residentMegabytes() - before;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    ui::Theme::apply(application, ui::Theme(ui::Scheme::Light, 1));
    const double table = megabytesOfTheLongTable();
    const double used = longestWhileUsed();
    const double idle = longestWhileIdle();
    const auto nothing = u"an event loop that does nothing"_s;
    return bench::report(
        u"bench_stalls"_s,
        {{u"longest wait for the GUI thread, all pages and sheets"_s, nothing, u"ms"_s, 0, used, 100},
         {u"longest wait for the GUI thread, 10 s idle"_s, nothing, u"ms"_s, 0, idle, 50},
         {u"memory of the audit page on 10 M records"_s, u"the process before it"_s, u"MB"_s, 0, table, 150}});
}

// U-22: no row moves while a sheet is open or within five seconds of the last key or click, whatever arrives.
#include "tests/support/demowindow.h"
#include "tests/support/places.h"
#include "ui/approvals/detailpane.h"
#include "ui/approvals/queuemodel.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"

#include <QSignalSpy>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::DemoWindow;

namespace {

constexpr int burst = 200;

/// Where every row stands, by its id.
QStringList orderOf(const Page& page)
{
    QStringList order;
    for (const auto* table : page.findChildren<TableView*>()) {
        if (!table->isVisible())
            continue;
        const auto* model = table->model();
        for (int row = 0; row < model->rowCount(); ++row)
            order << model->index(row, 0).data(IdRole).toString();
        break;
    }
    return order;
}

/// One thing that would change the order of that page: a more urgent request, another deadline, a breaker that opens or
/// closes, a canary that ends.
void happen(engine::ConsoleState& state, int step)
{
    const Instant now = test::demoNow();
    approval::Approval fresh;
    fresh.id = ApprovalId{u"%1"_s.arg(0xa0000000LL + step, 8, 16, QLatin1Char('0'))};
    fresh.patch = PatchId{fresh.id.value()};
    fresh.service = ServiceName{u"burst-%1"_s.arg(step)};
    fresh.severity = step % 3 == 0 ? Severity::P0 : Severity::P1;
    fresh.requestedAt = now;
    fresh.deadline = now + 20min + std::chrono::seconds{burst - step};
    state.approvals.insert(fresh.id, fresh);
    const auto requests = state.approvals.rows();
    auto other = *requests[static_cast<std::size_t>(step) % requests.size()];
    other.deadline += step % 2 == 0 ? 7min : -3min;
    other.severity = step % 5 == 0 ? Severity::P2 : other.severity;
    state.approvals.insert(other.id, other);
    std::vector<ServiceName> services;
    state.breakers.forEach([&services](const ServiceName& name, const auto&) { services.push_back(name); });
    if (!services.empty()) {
        const auto& service = services[static_cast<std::size_t>(step) % services.size()];
        auto breaker = *state.breakers.find(service);
        breaker.used = true;
        breaker.phase = breaker.phase == breaker::Phase::Closed ? breaker::Phase::Open : breaker::Phase::Closed;
        breaker.openUntil = now + 1h;
        state.breakers.insert(service, breaker);
    }
    const auto canaries = state.canaries.rows();
    if (!canaries.empty()) {
        auto canary = *canaries[static_cast<std::size_t>(step) % canaries.size()];
        canary.id = CanaryId{u"%1"_s.arg(0xb0000000LL + step, 8, 16, QLatin1Char('0'))};
        canary.createdAt = now + std::chrono::seconds{step};
        state.canaries.insert(canary.id, canary);
    }
}

int movesInBurst(DemoWindow& console, const Page& page)
{
    const auto before = orderOf(page);
    int moves = 0;
    auto state = console.session.state();
    for (int step = 0; step < burst; ++step) {
        happen(state, step);
        console.session.show(state);
        moves += orderOf(page) == before ? 0 : 1;
    }
    return moves;
}

} // namespace

class StabilityTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void theBurstWouldMoveRows_data()
    {
        QTest::addColumn<QString>("page");
        for (const auto& page : {u"approvals"_s, u"breakers"_s, u"canaries"_s})
            QTest::newRow(qPrintable(page)) << page;
    }
    /// So that the tests below can fail.
    void theBurstWouldMoveRows()
    {
        QFETCH(QString, page);
        DemoWindow console;
        QVERIFY(movesInBurst(console, *console.open(page)) > 0);
    }

    void noRowMovesWithinFiveSecondsOfAKey_data() { theBurstWouldMoveRows_data(); }
    void noRowMovesWithinFiveSecondsOfAKey()
    {
        QFETCH(QString, page);
        DemoWindow console;
        auto* shown = console.open(page);
        test::press(Qt::Key_Down);
        const QString selected = shown->selectedItem();
        QCOMPARE(movesInBurst(console, *shown), 0);
        QCOMPARE(shown->selectedItem(), selected);
    }

    void noRowMovesWhileASheetIsOpen_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("sheet");
        for (const auto& place : test::places()) {
            if (place.sheet)
                QTest::newRow(qPrintable(test::labelOf(place))) << place.page << int(*place.sheet);
        }
    }
    void noRowMovesWhileASheetIsOpen()
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        DemoWindow console;
        test::openPlace(console, page, sheet);
        auto* shown = console.window.currentPage();
        QVERIFY(shown->findChild<Sheet*>());
        QCOMPARE(movesInBurst(console, *shown), 0);
    }

    void whatWaitedIsShownWhenAsked()
    {
        DemoWindow console;
        auto* page = static_cast<approvals::ApprovalsPage*>(console.open(u"approvals"_s));
        test::press(Qt::Key_Down);
        const QString selected = page->selectedItem();
        movesInBurst(console, *page);
        QVERIFY(page->model().isPending());
        QCOMPARE(page->model().newCount(), burst);
        QCOMPARE(page->model().newSeverity(), std::optional{Severity::P0});
        test::press(Qt::Key_Period);
        QVERIFY(!page->model().isPending());
        QCOMPARE(page->selectedItem(), selected); // the eye stays on its row
        QVERIFY(orderOf(*page).size() > burst);
    }

    void whoWasFasterIsToldWithTheTime()
    {
        DemoWindow console;
        test::openPlace(console, u"approvals"_s, Qt::Key_A);
        auto* page = static_cast<approvals::ApprovalsPage*>(console.window.currentPage());
        auto state = console.session.state();
        auto decided = *state.approvals.find(ApprovalId{page->selectedItem()});
        decided.status = approval::Status::Approved;
        decided.decidedBy = u"operator/bruno"_s;
        decided.decidedAt = test::demoNow() + 30s;
        state.approvals.insert(decided.id, decided);
        console.session.show(state);
        QVERIFY(page->detail().isSheetOpen());
        QStringList told;
        for (const auto* label : page->detail().findChildren<Label*>()) {
            if (label->isVisible())
                told << label->accessibleName() << label->text();
        }
        QVERIFY2(
            told.contains(u"bruno approved this at 03:44:00Z while you were reading. Your text is kept."_s),
            qPrintable(told.join(u'\n')));
        test::press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(console.session.sent.empty());
    }
};

QTEST_MAIN(StabilityTest)
#include "tst_stability.moc"

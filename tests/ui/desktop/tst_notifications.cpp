// links: penelope-test-desktop
// bus: own
#include "app/desktop/dbusnotifier.h"
#include "tests/support/demosession.h"
#include "tests/support/desktop/notificationstandin.h"
#include "tests/support/desktop/recordingports.h"
#include "tests/support/fakeclock.h"
#include "ui/attention/attentionwatch.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace penelope;
using namespace penelope::ui::attention;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using penelope::desktop::bodyText;
using penelope::desktop::DbusNotifier;
using penelope::test::NotificationStandIn;

namespace {

Bubble bubble(const QString& id, Urgency urgency = Urgency::Normal)
{
    return {id, urgency, u"P1 payments"_s, u"A patch waits"_s, u"approvals"_s, u"00000001"_s};
}

/// Everything asked of the bus so far has been answered.
bool isSettled(const std::function<bool()>& reached)
{
    return QTest::qWaitFor(reached, 5000);
}

void ask(test::DemoSession& session, int first, int count, Severity severity)
{
    auto state = session.state();
    for (int at = first; at < first + count; ++at) {
        approval::Approval approval;
        approval.id = ApprovalId{u"%1"_s.arg(at, 8, 16, QLatin1Char('0'))};
        approval.patch = PatchId{approval.id.value()};
        approval.service = ServiceName{u"payments"_s};
        approval.severity = severity;
        approval.deadline = session.now() + 1h;
        state.approvals.insert(approval.id, approval);
    }
    session.show(std::move(state));
}

} // namespace

class TestNotifications : public QObject
{
    Q_OBJECT

private slots:
    void aP0IsUrgentAndNothingIsDecidedFromIt() // U-04
    {
        NotificationStandIn service;
        QVERIFY(service.isThere());
        DbusNotifier notifier;
        test::RecordingSound sound;
        test::FakeClock clock;
        test::DemoSession session(test::demoCalm());
        AttentionWatch watch(session, clock, notifier, sound, {});
        ask(session, 1, 1, Severity::P0);
        QVERIFY(isSettled([&] { return service.told.size() == 1; }));
        const auto& told = service.told.front();
        QCOMPARE(told.hints.value(u"urgency"_s).metaType().id(), int(QMetaType::UChar));
        QCOMPARE(told.hints.value(u"urgency"_s).toInt(), 2);
        QCOMPARE(told.expires, 0);
        QCOMPARE(told.title, u"P0 payments"_s);
        QCOMPARE(told.actions.size(), 2);
        QCOMPARE(told.actions[0], u"default"_s); // the click on the bubble, and no button
        QVERIFY(!told.actions.join(u' ').contains(u"pprove"_s));
        QCOMPARE(sound.played, std::vector{Sound::New});
        QVERIFY(isSettled([&] { return notifier.state() == Notifier::State::Works; }));
    }

    void aBurstIsAtMostOneBubbleInTenSeconds() // U-23
    {
        NotificationStandIn service;
        DbusNotifier notifier;
        test::RecordingSound sound;
        test::FakeClock clock;
        test::DemoSession session(test::demoCalm());
        AttentionWatch watch(session, clock, notifier, sound, {});
        for (int second = 0; second < 10; ++second) {
            ask(session, 1 + second * 50, 50, Severity::P1);
            clock.advance(1s);
            auto live = session.snapshot().live;
            live.heartbeat = session.now() + 1s;
            session.showLive(live);
            session.advance(1s);
        }
        QVERIFY(isSettled([&] { return service.told.size() == 2; }));
        std::set<uint> numbers;
        for (const auto& told : service.told)
            numbers.insert(told.number);
        QCOMPARE(numbers.size(), 1U); // the second sum stands where the first stood, ten seconds later
        QCOMPARE(service.told[0].title, u"New: 50 P1"_s);
        QCOMPARE(service.told[1].title, u"New: 500 P1"_s);
        QCOMPARE(sound.played.size(), 2U);
    }

    void theRowOpensOnAClick()
    {
        NotificationStandIn service;
        DbusNotifier notifier;
        QSignalSpy opened(&notifier, &Notifier::opened);
        notifier.show(bubble(u"approval/1"_s));
        QVERIFY(isSettled([&] { return notifier.state() == Notifier::State::Works && service.told.size() == 1; }));
        QTRY_VERIFY([&] {
            service.click(service.told[0].number);
            return QTest::qWaitFor([&] { return !opened.isEmpty(); }, 200);
        }());
        QCOMPARE(opened[0][0].toString(), u"approval/1"_s);
    }

    void aDecidedBubbleIsClosed()
    {
        NotificationStandIn service;
        DbusNotifier notifier;
        notifier.show(bubble(u"approval/1"_s));
        notifier.close(u"approval/1"_s); // before the service has answered
        QVERIFY(isSettled([&] { return service.closed.size() == 1; }));
        QCOMPARE(service.closed[0], service.told[0].number);
    }

    void theNewerBubbleReplacesTheOlder()
    {
        NotificationStandIn service;
        DbusNotifier notifier;
        notifier.show(bubble(u"sum"_s));
        notifier.show(bubble(u"sum"_s, Urgency::Critical));
        QVERIFY(isSettled([&] { return service.told.size() == 2; }));
        QCOMPARE(service.told[1].replaces, service.told[0].number);
    }

    void theBodyIsNeverMarkup()
    {
        NotificationStandIn service;
        DbusNotifier notifier;
        auto hostile = bubble(u"x"_s);
        hostile.body = u"<a href='http://x'>pay</a> & \u202Egnp"_s;
        QTRY_COMPARE(notifier.state(), Notifier::State::Works);
        notifier.show(hostile);
        QVERIFY(isSettled([&] { return service.told.size() == 1; }));
        QVERIFY(!service.told[0].body.contains(u'<'));
        QVERIFY(service.told[0].body.contains(u"&amp;"_s));
        QVERIFY(!service.told[0].body.contains(QChar(0x202E)));
    }

    void aServiceWithoutMarkupGetsTheTextAsItIs()
    {
        NotificationStandIn service({u"body"_s});
        DbusNotifier notifier;
        QTRY_COMPARE(notifier.state(), Notifier::State::Works);
        auto plain = bubble(u"x"_s);
        plain.body = u"a < b"_s;
        notifier.show(plain);
        QVERIFY(isSettled([&] { return service.told.size() == 1; }));
        QCOMPARE(service.told[0].body, u"a < b"_s);
    }

    void longBodiesAreCut()
    {
        QCOMPARE(bodyText(QString(1000, u'a'), true).size(), 401);
        QCOMPARE(bodyText(u"line\nline\x07"_s, true), u"line\nline\uFFFD"_s);
    }

    void withoutAServiceItIsSaidAndNothingElseHappens()
    {
        DbusNotifier notifier;
        QSignalSpy changed(&notifier, &Notifier::stateChanged);
        notifier.show(bubble(u"x"_s));
        QVERIFY(isSettled([&] { return notifier.state() == Notifier::State::NoService; }));
        QCOMPARE(changed.size(), 1); // told once, not with every bubble
        notifier.show(bubble(u"y"_s));
        QTest::qWait(100);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!QApplication::activeModalWidget());
    }

    void aServiceThatComesLaterIsUsed()
    {
        DbusNotifier notifier;
        QTRY_COMPARE(notifier.state(), Notifier::State::NoService);
        NotificationStandIn service;
        notifier.show(bubble(u"x"_s));
        QTRY_COMPARE(notifier.state(), Notifier::State::Works);
        QCOMPARE(service.told.size(), 1U);
    }

    void withoutABusItIsSaid()
    {
        const DbusNotifier notifier(QDBusConnection(u"no such connection"_s));
        QCOMPARE(notifier.state(), Notifier::State::NoService);
    }
};

QTEST_MAIN(TestNotifications)
#include "tst_notifications.moc"

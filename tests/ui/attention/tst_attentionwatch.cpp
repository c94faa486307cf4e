// links: penelope-test-desktop
#include "tests/support/demosession.h"
#include "tests/support/desktop/recordingports.h"
#include "tests/support/fakeclock.h"
#include "ui/attention/attentionwatch.h"
#include "ui/shell/banners.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::attention;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class RefreshedSession : public test::DemoSession
{
public:
    using test::DemoSession::DemoSession;
    void refresh() override { ++refreshes; }
    int refreshes = 0;
};

struct Desk
{
    explicit Desk(engine::ConsoleState state = test::demoCalm())
        : session(std::move(state))
        , watch(session, clock, notifier, sound, Preferences{})
    {}

    /// Both clocks go on, and the core's heart with them.
    void advance(Milliseconds span, bool beats = true)
    {
        clock.advance(span);
        session.advance(span);
        if (beats)
            beat();
    }
    void beat()
    {
        auto live = session.snapshot().live;
        live.heartbeat = session.now();
        for (auto& [key, source] : live.sources)
            source.lastSampleAt = session.now();
        session.showLive(live);
    }
    void ask(const QString& id, Severity severity, Milliseconds left)
    {
        auto state = session.state();
        approval::Approval approval;
        approval.id = ApprovalId{id};
        approval.patch = PatchId{id};
        approval.service = ServiceName{u"payments"_s};
        approval.severity = severity;
        approval.deadline = session.now() + left;
        state.approvals.insert(approval.id, approval);
        session.show(std::move(state));
    }

    RefreshedSession session;
    test::FakeClock clock;
    test::RecordingNotifier notifier;
    test::RecordingSound sound;
    AttentionWatch watch;
};

} // namespace

class TestAttentionWatch : public QObject
{
    Q_OBJECT

private slots:
    void whatStandsAtTheStartCallsNobody()
    {
        Desk desk(test::demoNight());
        desk.advance(1s);
        QVERIFY(desk.notifier.shown.empty());
        QVERIFY(desk.sound.played.empty());
    }

    void aNewP0IsShownAndHeard()
    {
        Desk desk;
        desk.ask(u"00000001"_s, Severity::P0, 1h);
        QCOMPARE(desk.notifier.shown.size(), 1U);
        QCOMPARE(desk.notifier.shown[0].urgency, Urgency::Critical);
        QCOMPARE(desk.sound.played, std::vector{Sound::New});
    }

    void aClickOpensTheRow()
    {
        Desk desk;
        desk.ask(u"00000001"_s, Severity::P0, 1h);
        QSignalSpy opened(&desk.watch, &AttentionWatch::openRequested);
        desk.notifier.click(u"approval/00000001"_s);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), u"approvals"_s);
        QCOMPARE(opened[0][1].toString(), u"00000001"_s);
    }

    void theBubbleGoesWhenItIsDecided()
    {
        Desk desk;
        desk.ask(u"00000001"_s, Severity::P0, 1h);
        desk.session.show(test::demoCalm());
        QCOMPARE(desk.notifier.closed, QStringList{u"approval/00000001"_s});
    }

    void muteIsHalfAnHourOfSilenceAndSaysWhatIsLeft()
    {
        Desk desk;
        QCOMPARE(desk.watch.soundWord(), u"on"_s);
        desk.watch.toggleMute();
        QCOMPARE(desk.watch.soundWord(), u"muted 30 min"_s);
        desk.advance(61s);
        QCOMPARE(desk.watch.soundWord(), u"muted 29 min"_s);
        desk.ask(u"00000001"_s, Severity::P0, 5h);
        QCOMPARE(desk.notifier.shown.size(), 1U); // silence is not blindness
        QVERIFY(desk.sound.played.empty());
        QSignalSpy changed(&desk.watch, &AttentionWatch::changed);
        desk.advance(29min);
        QCOMPARE(desk.watch.soundWord(), u"on"_s);
        QVERIFY(!changed.isEmpty());
    }

    void muteEndsWhenAskedAgain()
    {
        Desk desk;
        desk.watch.toggleMute();
        desk.watch.toggleMute();
        QVERIFY(!desk.watch.isMuted());
    }

    void muteDoesNotOutlastASleep()
    {
        Desk desk;
        desk.watch.toggleMute();
        desk.session.advance(8h); // the steady clock stood still
        QVERIFY(!desk.watch.isMuted());
    }

    void threeMissedHeartbeatsAreABannerAndATone()
    {
        Desk desk;
        desk.advance(3s, false);
        QVERIFY(desk.sound.played.empty());
        desk.advance(1s, false);
        QCOMPARE(desk.sound.played, std::vector{Sound::FeedLost});
        QCOMPARE(desk.notifier.shown.size(), 1U);
        QCOMPARE(desk.notifier.shown[0].urgency, Urgency::Critical);
        QCOMPARE(bannersOf(desk.session).front().key, u"core"_s);
        desk.advance(60s, false);
        QCOMPARE(desk.sound.played.size(), 1U); // told once
        desk.advance(1s);
        QCOMPARE(desk.notifier.closed, QStringList{u"core"_s});
    }

    void aSourceThatDoesNotAnswerIsHeard()
    {
        Desk desk;
        auto live = desk.session.snapshot().live;
        auto& source = live.sources.at(u"prometheus/main"_s);
        source.answering = false;
        source.lastSampleAt = desk.session.now() - 2min;
        desk.session.showLive(live);
        QCOMPARE(desk.sound.played, std::vector{Sound::FeedLost});
        QCOMPARE(desk.notifier.shown.at(0).title, u"Prometheus lost"_s);
    }

    void aSleepOfEightHoursIsNoStormOfTones()
    {
        Desk desk;
        for (int at = 1; at <= 40; ++at)
            desk.ask(u"%1"_s.arg(at, 8, 16, QLatin1Char('0')), at == 1 ? Severity::P0 : Severity::P2, 1h);
        desk.advance(1min);
        desk.sound.played.clear();
        desk.notifier.shown.clear();
        QSignalSpy woke(&desk.watch, &AttentionWatch::woke);

        desk.clock.advance(1s);
        desk.session.advance(8h);

        QCOMPARE(woke.size(), 1);
        QCOMPARE(desk.session.refreshes, 1);
        QVERIFY(desk.sound.played.empty());
        QVERIFY(desk.notifier.shown.empty());
        // Everything is stale at once, and drawn so.
        for (const auto& [key, source] : desk.session.snapshot().live.sources)
            QCOMPARE(engine::freshness(source, desk.session.now()), Freshness::Stale);
        // The core wakes too and goes on: nothing to tell.
        desk.advance(1s);
        desk.advance(5s);
        QVERIFY(desk.sound.played.empty());
    }

    void aCoreThatDidNotWakeIsMissedAfterThreeBeats()
    {
        Desk desk;
        desk.clock.advance(1s);
        desk.session.advance(8h);
        desk.advance(3s, false);
        QVERIFY(desk.sound.played.empty());
        desk.advance(1s, false);
        QCOMPARE(desk.sound.played, std::vector{Sound::FeedLost});
    }

    void noServiceAndNoDeviceAreSaidPlainly()
    {
        Desk desk;
        desk.notifier.setState(Notifier::State::NoService);
        desk.sound.setState(SoundPlayer::State::NoDevice);
        QCOMPARE(desk.watch.soundWord(), u"no device"_s);
        QVERIFY(desk.watch.soundSentence().contains(u"no sound device answers"_s));
        QVERIFY(desk.watch.notifierSentence().contains(u"org.freedesktop.Notifications"_s));
        QVERIFY(!desk.watch.testNotification());
    }

    void aTestIsHeardEvenWhileMuted()
    {
        Desk desk;
        desk.watch.toggleMute();
        desk.watch.testSound(Sound::FeedLost);
        QCOMPARE(desk.sound.played, std::vector{Sound::FeedLost});
    }

    void preferencesAreKept()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"console.ini"_s), QSettings::IniFormat);
        savePreferences({.notify = false, .sound = true, .volume = 0.25}, settings);
        QCOMPARE(loadPreferences(settings), (Preferences{.notify = false, .sound = true, .volume = 0.25}));
        settings.setValue(u"attention/volume"_s, u"loud"_s);
        QCOMPARE(loadPreferences(settings).volume, Preferences{}.volume);
        settings.setValue(u"attention/volume"_s, 17);
        QCOMPARE(loadPreferences(settings).volume, 1.0);
    }

    void whatIsOffIsNotShownAndNotHeard()
    {
        Desk desk;
        desk.watch.setPreferences({.notify = false, .sound = false});
        desk.ask(u"00000001"_s, Severity::P0, 1h);
        QVERIFY(desk.notifier.shown.empty());
        QVERIFY(desk.sound.played.empty());
        QCOMPARE(desk.watch.soundWord(), u"off"_s);
    }
};

QTEST_MAIN(TestAttentionWatch)
#include "tst_attentionwatch.moc"

#include "tests/support/fakeclock.h"
#include "ui/review/player.h"

#include <QSignalSpy>
#include <QTest>

using namespace penelope;
using namespace penelope::ui::review;
using namespace std::chrono_literals;

class PlayerTest : public QObject
{
    Q_OBJECT

    const Instant begin = instantFromMs(1'700'000'000'000);

private slots:
    void itMovesAsTheClockDoes()
    {
        test::FakeClock clock;
        Player player(clock);
        player.setSpan(begin, begin + 1h);
        player.setMoment(begin);
        player.play();
        clock.advance(3s);
        player.advance();
        QCOMPARE(player.moment(), begin + 3s);
    }
    void itIsAsManyTimesAsFast()
    {
        test::FakeClock clock;
        Player player(clock);
        player.setSpan(begin, begin + 1h);
        player.setMoment(begin);
        player.setSpeed(10);
        player.play();
        clock.advance(2s);
        player.setSpeed(60); // what has passed, passed at the old speed
        QCOMPARE(player.moment(), begin + 20s);
        clock.advance(1s);
        player.advance();
        QCOMPARE(player.moment(), begin + 80s);
    }
    void aStepOfTheWallClockMovesNothing()
    {
        test::FakeClock clock;
        Player player(clock);
        player.setSpan(begin, begin + 1h);
        player.setMoment(begin);
        player.play();
        clock.step(8h);
        player.advance();
        QCOMPARE(player.moment(), begin);
    }
    void itPausesAtTheEndAndBeginsAgain()
    {
        test::FakeClock clock;
        Player player(clock);
        player.setSpan(begin, begin + 10s);
        player.setMoment(begin + 8s);
        player.play();
        clock.advance(1min);
        player.advance();
        QCOMPARE(player.moment(), begin + 10s);
        QVERIFY(!player.isPlaying());
        player.play();
        QCOMPARE(player.moment(), begin);
        QVERIFY(player.isPlaying());
    }
    void aPausedOneStandsStill()
    {
        test::FakeClock clock;
        Player player(clock);
        player.setSpan(begin, begin + 1h);
        player.setMoment(begin);
        player.play();
        player.pause();
        clock.advance(5s);
        player.advance();
        QCOMPARE(player.moment(), begin);
        QSignalSpy moved(&player, &Player::moved);
        player.setMoment(begin - 1h); // stays in its stretch
        QCOMPARE(player.moment(), begin);
        QCOMPARE(moved.count(), 0);
    }
};

QTEST_GUILESS_MAIN(PlayerTest)
#include "tst_player.moc"

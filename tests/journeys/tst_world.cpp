#include "tests/journeys/journey.h"

#include <QDir>
#include <QTest>

#include <csignal>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

bool aliveProcess(qint64 pid)
{
    return pid > 0 && ::kill(static_cast<pid_t>(pid), 0) == 0;
}

} // namespace

/// The lab's world by itself: it starts, and nothing of it outlives it.
class WorldJourney : public QObject
{
    Q_OBJECT

private slots:
    void servesTheLoadWithoutFailures();
    void leavesNoProcessWhenItIsKilled();
    void refusesAFolderThatHoldsSomething();
};

void WorldJourney::servesTheLoadWithoutFailures()
{
    test::Journey journey{u"calm"_s, test::Journey::Screen::None, {u"--world-only"_s}};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));
    QVERIFY2(journey.until([&] { return journey.told(u"Load:"_s); }, 60000), qPrintable(journey.story()));
    const auto prometheus = static_cast<int>(journey.labFile()[u"ports"][u"prometheus"].toInteger());
    const auto rate = [prometheus](const QString& more) {
        const auto value =
            lab::promql(prometheus, u"sum(rate(http_requests_total{job=\"payments\"%1}[10s]))"_s.arg(more));
        return value && *value ? **value : 0.0;
    };

    QVERIFY(journey.until([&] { return rate({}) > 350; }, 60000));

    QCOMPARE(rate(u",code=~\"5..\""_s), 0.0);
    QVERIFY(journey.p99() && *journey.p99() < 0.5);
    QVERIFY((journey.weights() == lab::Weights{100, 0}));
}

void WorldJourney::leavesNoProcessWhenItIsKilled()
{
    test::Journey journey{u"calm"_s, test::Journey::Screen::None, {u"--world-only"_s}};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));
    QVERIFY2(journey.until([&] { return journey.told(u"Load:"_s); }, 60000), qPrintable(journey.story()));
    const auto pids = journey.labFile()[u"pids"];
    QVERIFY(pids.toObject().size() >= 6);

    journey.kill();

    for (const auto& [name, pid] : pids.toObject())
        QTRY_VERIFY2_WITH_TIMEOUT(!aliveProcess(pid.toInteger()), qPrintable(name), 10000);
}

void WorldJourney::refusesAFolderThatHoldsSomething()
{
    QTemporaryDir folder;
    QVERIFY(QDir{folder.path()}.mkdir(u"something"_s));
    QProcess process;
    process.start(
        QStringLiteral(PENELOPE_BINARIES) + u"/penelope-lab"_s, {u"--world-only"_s, u"--keep"_s, folder.path()});

    QVERIFY(process.waitForFinished(20000));

    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("not empty"));
}

QTEST_GUILESS_MAIN(WorldJourney)
#include "tst_world.moc"

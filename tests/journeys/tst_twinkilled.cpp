#include "tests/journeys/journey.h"

#include <QDir>
#include <QTest>

#include <csignal>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

QStringList scratchOf(qint64 process)
{
    return QDir(QDir::tempPath()).entryList({u"penelope-sandbox-%1-*"_s.arg(process)}, QDir::Dirs | QDir::Hidden);
}

/// Programs that run inside of a sandbox of that process: their folder is one of its copies.
QStringList playersOf(const QString& scratch)
{
    QStringList found;
    for (const auto& name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile mounts(u"/proc/%1/mountinfo"_s.arg(name));
        if (name.toInt() > 0 && mounts.open(QIODevice::ReadOnly) && mounts.readAll().contains(scratch.toUtf8()))
            found.append(name);
    }
    return found;
}

} // namespace

/// A core that is killed while the twin is under load leaves no process, no mount, no copy and no worktree, and the
/// next one tries the change again.
class TwinKilledJourney : public QObject
{
    Q_OBJECT

private slots:
    void leavesNothingAndTriesAgain()
    {
        test::Journey journey{u"twin-slow"_s};
        QVERIFY2(journey.start(), qPrintable(journey.trouble()));
        qint64 killed = 0;
        QVERIFY2(
            journey.until(
                [&] {
                    killed = journey.labFile()[u"pids"][u"core"].toInteger();
                    return killed > 0 && scratchOf(killed).size() == 2; // both arms
                },
                180'000),
            qPrintable(journey.story()));
        const auto scratch = scratchOf(killed);
        QTRY_VERIFY_WITH_TIMEOUT(!playersOf(scratch.front()).isEmpty(), 20'000);
        QVERIFY(journey.git({u"worktree"_s, u"list"_s}).count(u"worktrees"_s) >= 2);

        QVERIFY(journey.signal(u"core"_s, SIGKILL));
        for (const auto& folder : scratch)
            QTRY_COMPARE_WITH_TIMEOUT(playersOf(folder), QStringList{}, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(scratchOf(killed), QStringList{}, 60'000); // by the next core

        const int code = journey.finish(600'000);
        QVERIFY2(code == 0, qPrintable(journey.story()));
        const auto tried = journey.events({u"kind:TwinFinished"_s});
        QCOMPARE(tried.size(), std::size_t{1});
        QCOMPARE(tried.front()[u"payload"][u"cause"].toString(), u"slower"_s);
        QCOMPARE(journey.git({u"worktree"_s, u"list"_s}).count(u"worktrees"_s), 0);
        QCOMPARE(journey.git({u"branch"_s, u"--list"_s, u"penelope/*"_s}), QString{});
        QCOMPARE(journey.verify(), 0);
    }
};

QTEST_GUILESS_MAIN(TwinKilledJourney)
#include "tst_twinkilled.moc"

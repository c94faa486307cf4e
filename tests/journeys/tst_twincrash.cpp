#include "tests/journeys/journey.h"
// beside: others

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// A change that crashes under load never becomes a canary: the twin has tried it first, on real parts.
class TwinCrashJourney : public QObject
{
    Q_OBJECT

private slots:
    void isRefusedByTheTwin()
    {
        test::Journey journey{u"twin-crash"_s};
        QVERIFY2(journey.start(), qPrintable(journey.trouble()));

        const int code = journey.finish(300000);

        QVERIFY2(code == 0, qPrintable(journey.story()));
        const auto tried = journey.events({u"kind:TwinFinished"_s});
        QCOMPARE(tried.size(), std::size_t{1});
        const auto& payload = tried.front()[u"payload"];
        QCOMPARE(payload[u"result"].toString(), u"failed"_s);
        QCOMPARE(payload[u"cause"].toString(), u"crash"_s);
        QVERIFY2(payload[u"reason"].toString().contains(u"signal 6"_s), qPrintable(payload[u"reason"].toString()));
        QVERIFY(payload[u"log_tail"].toString().contains(u"fails its check"_s));
        QVERIFY(journey.events({u"kind:CanaryCreated"_s}).empty());
        QVERIFY(journey.events({u"kind:ApprovalRequested"_s}).empty());
        QCOMPARE(journey.events({u"kind:BreakerFailureRecorded"_s}).size(), std::size_t{1});
        QCOMPARE(journey.mostCanaryWeight(), 0);
        QCOMPARE(journey.verify(), 0);
    }
};

QTEST_GUILESS_MAIN(TwinCrashJourney)
#include "tst_twincrash.moc"

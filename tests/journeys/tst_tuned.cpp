// long: the tuner measures the machine while it tries values; others beside it would be measured too
#include "tests/journeys/journey.h"

#include <QTest>

#include <cmath>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// No remedy is known: the tuner finds the size of the pool in the sandbox, and its patch is promoted, on real parts.
class TunedJourney : public QObject
{
    Q_OBJECT

public:
    // A minute of health, the tuner, the twin, the canary and the watch: more than the five minutes a test usually has.
    TunedJourney() { qputenv("QTEST_FUNCTION_TIMEOUT", "900000"); }

private slots:
    void endsPromotedWithTheGeneratorsPatch()
    {
        test::Journey journey{u"tuned"_s};
        QVERIFY2(journey.start(), qPrintable(journey.trouble()));

        const int code = journey.finish(600000);

        QVERIFY2(code == 0, qPrintable(journey.story()));
        const auto proposed = journey.events({u"kind:PatchProposed"_s});
        QCOMPARE(proposed.size(), std::size_t{1});
        const auto& payload = proposed.front()[u"payload"];
        QCOMPARE(payload[u"origin"].toString(), u"generator"_s);
        QCOMPARE(payload[u"generator"][u"name"].toString(), u"tuner"_s);
        const auto& curve = payload[u"generator"][u"curve"];
        const auto& points = curve[u"points"].toArray();
        QVERIFY2(points.size() >= 3, qPrintable(journey.story()));
        QCOMPARE(points.front()[u"value"].toDouble(), 4.0);
        QVERIFY(points.front()[u"p99_ms"].toDouble() > 500);
        // 400 requests a second of 30 ms each need 12 connections; the next step carries them with room to spare.
        QVERIFY(std::abs(curve[u"chosen"].toDouble() - 16) <= 4);
        const auto settings = journey.git({u"show"_s, u"main:service.toml"_s});
        QVERIFY2(settings.contains(u"size = %1"_s.arg(curve[u"chosen"].toDouble())), qPrintable(settings));
        QCOMPARE(journey.events({u"kind:PatchPromoted"_s}).size(), std::size_t{1});
        QCOMPARE(journey.events({u"kind:PatchRolledBack"_s}).size(), std::size_t{0});
        QCOMPARE(journey.verify(), 0);
    }
};

QTEST_GUILESS_MAIN(TunedJourney)
#include "tst_tuned.moc"

// beside: others
#include "tests/journeys/journey.h"
#include "tests/support/shippedqueries.h"

#include <QProcess>
#include <QTest>

#include <cmath>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// The same story, decided by a person at the window, without a mouse.
class HealWindowJourney : public QObject
{
    Q_OBJECT

private slots:
    void isApprovedByKeyboardAlone();

private:
    /// What the lab's Prometheus has scraped answers every panel and rule, and agrees with the journal.
    static void checkMetrics(test::Journey& journey);
};

void HealWindowJourney::checkMetrics(test::Journey& journey)
{
    QCOMPARE(journey.ask(u"up{job=\"penelope\"}"_s), std::optional{1.0});
    QVERIFY2(
        journey.until(
            [&] { return journey.ask(u"penelope_patch_deployments_total{status=\"success\"}"_s) == 1.0; }, 20000),
        qPrintable(journey.story()));
    for (const auto& query : test::everyShippedQuery())
        QVERIFY2(journey.ask(test::answers(query.expression)) == 1.0, qPrintable(query.name));

    QProcess promtool;
    promtool.start(u"promtool"_s, {u"check"_s, u"metrics"_s});
    promtool.write(journey.get("/metrics"));
    promtool.closeWriteChannel();
    QVERIFY(promtool.waitForFinished(20000));
    QVERIFY2(promtool.exitCode() == 0, promtool.readAllStandardError().constData());

    // Read between two scrapes: the journal may be a moment ahead.
    QVERIFY(journey.until(
        [&] {
            QByteArray answer;
            if (journey.ctl({u"compliance"_s, u"--json"_s}, &answer) != 0)
                return false;
            const auto local = parseForeign(answer).value_or(Json{})[u"total"].toDouble(-1);
            const auto scraped = journey.ask(u"penelope_compliance_score"_s);
            return scraped && std::abs(*scraped - local) < 0.01;
        },
        20000));
}

void HealWindowJourney::isApprovedByKeyboardAlone()
{
    test::Journey journey{u"heal"_s, test::Journey::Screen::Window};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));
    QVERIFY2(
        journey.until([&] { return journey.told(u"A person is asked to approve"_s); }, 180000),
        qPrintable(journey.story()));

    QVERIFY(journey.press({u"Return"_s, u"a"_s, u"ctrl+Return"_s}));

    QVERIFY2(journey.until([&] { return journey.told(u" approves request "_s); }, 60000), qPrintable(journey.story()));
    QVERIFY2(journey.until([&] { return journey.told(u"ended as it should"_s); }, 400000), qPrintable(journey.story()));
    QVERIFY(journey.weights() && journey.weights()->canary == 0 && journey.weights()->stable > 0);
    QVERIFY(journey.p99() && *journey.p99() < 0.5);
    checkMetrics(journey);
    if (QTest::currentTestFailed())
        return;
    journey.interrupt();
    QCOMPARE(journey.finish(30000), 0);
    QVERIFY(journey.git({u"show"_s, u"main:service.toml"_s}).contains(u"size = 32"_s));
    QCOMPARE(journey.verify(), 0);
    QCOMPARE(journey.oddLogLine(), QString{});
}

QTEST_GUILESS_MAIN(HealWindowJourney)
#include "tst_healwindow.moc"

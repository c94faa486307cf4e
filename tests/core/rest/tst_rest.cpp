#include "core/rest/rest.h"

#include <QTest>

using namespace penelope;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class RestTest : public QObject
{
    Q_OBJECT

    static Instant at(const QString& iso) { return *instantFromIso(iso); }
    static policy::State in(const QString& zone, const QString& weekday = u"sun"_s)
    {
        auto policy = policy::defaults();
        policy.settings[u"rest.zone"_s].value = zone;
        policy.settings[u"rest.weekday"_s].value = weekday;
        return policy;
    }

private slots:
    void aJournalBeforeItsPolicyHasNoBudget()
    {
        auto young = in(u"UTC"_s, u"none"_s);
        young.settings.remove(u"budget.hour"_s);
        young.settings.remove(u"budget.day"_s);
        QVERIFY(rest::waits(at(u"2026-11-24T12:00:00Z"_s), {}, young).empty());
    }

    void theRestDayIsLocal_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("utc") << u"UTC"_s << u"2026-11-22T12:00:00Z"_s << u"2026-11-22T00:00:00Z"_s
                             << u"2026-11-23T00:00:00Z"_s;
        QTest::newRow("sao paulo") << u"America/Sao_Paulo"_s << u"2026-11-23T02:59:59Z"_s << u"2026-11-22T03:00:00Z"_s
                                   << u"2026-11-23T03:00:00Z"_s;
        QTest::newRow("23 hours") << u"Europe/Berlin"_s << u"2026-03-29T12:00:00Z"_s << u"2026-03-28T23:00:00Z"_s
                                  << u"2026-03-29T22:00:00Z"_s;
        QTest::newRow("leap day") << u"UTC"_s << u"2032-02-29T23:59:59Z"_s << u"2032-02-29T00:00:00Z"_s
                                  << u"2032-03-01T00:00:00Z"_s;
        QTest::newRow("new york, 23 hours") << u"America/New_York"_s << u"2026-03-08T12:00:00Z"_s
                                            << u"2026-03-08T05:00:00Z"_s << u"2026-03-09T04:00:00Z"_s;
        QTest::newRow("new york, 25 hours") << u"America/New_York"_s << u"2026-11-01T12:00:00Z"_s
                                            << u"2026-11-01T04:00:00Z"_s << u"2026-11-02T05:00:00Z"_s;
        QTest::newRow("lord howe, half an hour") << u"Australia/Lord_Howe"_s << u"2026-10-04T00:00:00Z"_s
                                                 << u"2026-10-03T13:30:00Z"_s << u"2026-10-04T13:00:00Z"_s;
        QTest::newRow("25 hours") << u"Europe/Berlin"_s << u"2026-10-25T22:30:00Z"_s << u"2026-10-24T22:00:00Z"_s
                                  << u"2026-10-25T23:00:00Z"_s;
    }
    void theRestDayIsLocal()
    {
        QFETCH(QString, zone);
        QFETCH(QString, now);
        QFETCH(QString, from);
        QFETCH(QString, to);
        const auto policy = in(zone);
        const auto day = rest::restDay(at(now), policy);
        QVERIFY(day);
        QCOMPARE(toIso(day->from), from);
        QCOMPARE(toIso(day->to), to);
        QVERIFY(!rest::restDay(day->from - 1ms, policy));
        QVERIFY(!rest::restDay(day->to, policy));
    }

    void aRestDayWithoutMidnightBeginsLater()
    {
        // Beirut skips 00:00 to 01:00 on its last Sunday of March.
        const auto day = rest::restDay(at(u"2026-03-29T10:00:00Z"_s), in(u"Asia/Beirut"_s));
        QVERIFY(day);
        QCOMPARE(toIso(day->from), u"2026-03-28T22:00:00Z"_s);
        QCOMPARE(day->to - day->from, Milliseconds{23h});
    }

    void noWeekdayMeansNoRest()
    {
        const auto policy = in(u"UTC"_s, u"none"_s);
        QVERIFY(!rest::restDay(at(u"2026-11-22T12:00:00Z"_s), policy));
        QVERIFY(!rest::nextChange(at(u"2026-11-22T12:00:00Z"_s), policy));
    }

    void theNextChangeIsTheBeginningOrTheEnd()
    {
        const auto policy = in(u"UTC"_s);
        QCOMPARE(toIso(*rest::nextChange(at(u"2026-11-20T12:00:00Z"_s), policy)), u"2026-11-22T00:00:00Z"_s);
        QCOMPARE(toIso(*rest::nextChange(at(u"2026-11-22T00:00:00Z"_s), policy)), u"2026-11-23T00:00:00Z"_s);
        QCOMPARE(toIso(*rest::nextChange(at(u"2026-11-23T00:00:00Z"_s), policy)), u"2026-11-29T00:00:00Z"_s);
    }

    void deploymentsWaitUntilAMinuteAfterTheRestDay()
    {
        const auto policy = in(u"UTC"_s);
        const auto wait = rest::gate(at(u"2026-11-22T12:00:00Z"_s), {}, policy);
        QVERIFY(wait);
        QCOMPARE(wait->reason, u"rest_day"_s);
        QCOMPARE(toIso(wait->until), u"2026-11-23T00:01:00Z"_s);
        QVERIFY(rest::gate(at(u"2026-11-23T00:00:59Z"_s), {}, policy));
        QVERIFY(!rest::gate(at(u"2026-11-23T00:01:00Z"_s), {}, policy));
    }

    void aDeploymentWaitsAMinuteAlsoOnANightThatIsChanged_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("until");
        QTest::newRow("berlin, spring") << u"Europe/Berlin"_s << u"2026-03-29T12:00:00Z"_s << u"2026-03-29T22:01:00Z"_s;
        QTest::newRow("new york, autumn")
            << u"America/New_York"_s << u"2026-11-01T12:00:00Z"_s << u"2026-11-02T05:01:00Z"_s;
        QTest::newRow("beirut, no midnight")
            << u"Asia/Beirut"_s << u"2026-03-29T10:00:00Z"_s << u"2026-03-29T21:01:00Z"_s;
    }
    void aDeploymentWaitsAMinuteAlsoOnANightThatIsChanged()
    {
        QFETCH(QString, zone);
        QFETCH(QString, now);
        QFETCH(QString, until);
        const auto wait = rest::gate(at(now), {}, in(zone));
        QVERIFY(wait);
        QCOMPARE(toIso(wait->until), until);
        QVERIFY(rest::gate(wait->until - 1ms, {}, in(zone)));
        QVERIFY(!rest::gate(wait->until, {}, in(zone)));
    }

    void fiveStartsInAnHourAreTheBudget()
    {
        const auto policy = in(u"UTC"_s, u"none"_s);
        const Instant now = at(u"2026-11-20T12:00:00Z"_s);
        rest::Uses uses;
        for (int minutes : {50, 40, 30, 20})
            uses.starts.push_back(now - std::chrono::minutes{minutes});
        QVERIFY(!rest::gate(now, uses, policy));
        uses.starts.push_back(now - 10min);
        const auto wait = rest::gate(now, uses, policy);
        QVERIFY(wait);
        QCOMPARE(wait->reason, u"budget"_s);
        QCOMPARE(wait->until, now + 10min);
        QVERIFY(!rest::gate(wait->until, uses, policy));
    }

    void twentyStartsInADayAreTheBudget()
    {
        const auto policy = in(u"UTC"_s, u"none"_s);
        const Instant now = at(u"2026-11-20T23:00:00Z"_s);
        rest::Uses uses;
        for (int hours = 2; hours < 22; ++hours)
            uses.starts.push_back(now - std::chrono::hours{hours});
        const auto wait = rest::gate(now, uses, policy);
        QVERIFY(wait);
        QCOMPARE(wait->until, now - 21h + 24h);
        uses.starts.pop_back();
        QVERIFY(!rest::gate(now, uses, policy));
    }

    void theLongerGapCounts()
    {
        const auto policy = in(u"UTC"_s, u"none"_s);
        const Instant now = at(u"2026-11-20T12:00:00Z"_s);
        const rest::Uses uses{{}, now - 10min, now - 1min};
        const auto wait = rest::gate(now, uses, policy);
        QVERIFY(wait);
        QCOMPARE(wait->reason, u"gap"_s);
        QCOMPARE(wait->until, now + 5min);
        QVERIFY(!rest::gate(now + 5min, uses, policy));
        const auto failed = rest::gate(now, {{}, std::nullopt, now - 1min}, policy);
        QVERIFY(failed);
        QCOMPARE(failed->until, now + 4min);
    }

    void allWaitsAreNamedInOrder()
    {
        const Instant now = at(u"2026-11-22T12:00:00Z"_s);
        const rest::Uses uses{{now, now, now, now, now}, now, std::nullopt};
        const auto waits = rest::waits(now, uses, in(u"UTC"_s));
        QCOMPARE(waits.size(), std::size_t{3});
        QCOMPARE(waits[0].reason, u"rest_day"_s);
        QCOMPARE(waits[1].reason, u"budget"_s);
        QCOMPARE(waits[2].reason, u"gap"_s);
    }
};

QTEST_GUILESS_MAIN(RestTest)
#include "tst_rest.moc"

#include "core/policy/policy.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

class PolicyTest : public QObject
{
    Q_OBJECT

    static journal::Event changed(qint64 seq, const QString& key, const Json& to)
    {
        journal::Event event;
        event.seq = seq;
        event.time = instantFromMs(1000 * seq);
        event.kind = u"PolicyChanged"_s;
        event.stream = u"policy"_s;
        event.actor = u"operator/ana"_s;
        event.payload = Json::object({{u"key"_s, key}, {u"to"_s, to}, {u"reason"_s, u"because"_s}});
        return event;
    }

private slots:
    void everyDefaultIsValid()
    {
        for (const auto& key : policy::registry()) {
            const auto valid = policy::validate(key.name, key.fallback);
            QVERIFY2(valid, qPrintable(valid ? key.name : valid.error().message));
            QVERIFY2(!key.help.isEmpty(), qPrintable(key.name));
        }
    }

    void theNumbersOfTheDomainAreTheDefaults_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<qint64>("value");
        QTest::newRow("failures") << u"breaker.failures"_s << qint64{3};
        QTest::newRow("window") << u"breaker.window"_s << qint64{900'000};
        QTest::newRow("cooldown") << u"breaker.cooldown"_s << qint64{3'600'000};
        QTest::newRow("hour") << u"budget.hour"_s << qint64{5};
        QTest::newRow("day") << u"budget.day"_s << qint64{20};
        QTest::newRow("promotion") << u"gap.promotion"_s << qint64{900'000};
        QTest::newRow("failure") << u"gap.failure"_s << qint64{300'000};
        QTest::newRow("deadline") << u"approval.deadline"_s << qint64{7'200'000};
        QTest::newRow("hold") << u"approval.hold"_s << qint64{8000};
        QTest::newRow("hold p0") << u"approval.hold_p0"_s << qint64{3000};
        QTest::newRow("analysis") << u"canary.analysis"_s << qint64{900'000};
        QTest::newRow("divisor") << u"canary.time_divisor"_s << qint64{1};
        QTest::newRow("watch") << u"canary.watch"_s << qint64{600'000};
        QTest::newRow("health") << u"canary.health_lost"_s << qint64{180'000};
        QTest::newRow("transient") << u"sophia.review_transient"_s << qint64{300'000};
        QTest::newRow("review") << u"sophia.review"_s << qint64{600'000};
    }
    void theNumbersOfTheDomainAreTheDefaults()
    {
        QFETCH(QString, key);
        QFETCH(qint64, value);
        QCOMPARE(policy::defaults().integer(key), value);
    }

    void aNewJournalHoldsEveryDefaultAndReadsBackTheSame()
    {
        const auto drafts = policy::missing({});
        QCOMPARE(drafts.size(), policy::registry().size());
        policy::State state;
        qint64 seq = 0;
        for (const auto& draft : drafts) {
            QVERIFY(!draft.payload.contains(u"from"));
            auto event = changed(++seq, {}, {});
            event.payload = draft.payload;
            policy::apply(state, event);
        }
        QVERIFY(policy::missing(state).empty());
        QCOMPARE(state.seq, seq);
        QCOMPARE(state.integers(u"canary.steps"_s), (std::vector<int>{10, 25, 50, 100}));
        QCOMPARE(state.text(u"rest.weekday"_s), u"sun"_s);
        QCOMPARE(state.flag(u"canary.auto_promote"_s), true);
        QCOMPARE(state.ratio(u"wisdom.similarity"_s), 0.85);
    }

    void badValuesAreRefusedByName_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("unknown key") << u"breaker.moods"_s << QByteArray{"3"};
        QTest::newRow("below") << u"breaker.failures"_s << QByteArray{"0"};
        QTest::newRow("not whole") << u"breaker.failures"_s << QByteArray{"2.5"};
        QTest::newRow("text") << u"breaker.window"_s << QByteArray{"\"15m\""};
        QTest::newRow("ratio") << u"approval.risk"_s << QByteArray{"1.01"};
        QTest::newRow("weekday") << u"rest.weekday"_s << QByteArray{"\"sunday\""};
        QTest::newRow("zone") << u"rest.zone"_s << QByteArray{"\"Mars/Olympus\""};
        QTest::newRow("falling steps") << u"canary.steps"_s << QByteArray{"[10,5,100]"};
        QTest::newRow("steps end early") << u"canary.steps"_s << QByteArray{"[10,50]"};
        QTest::newRow("no steps") << u"canary.steps"_s << QByteArray{"[]"};
        QTest::newRow("step 0") << u"canary.steps"_s << QByteArray{"[0,100]"};
        QTest::newRow("flag") << u"canary.auto_promote"_s << QByteArray{"1"};
        QTest::newRow("words") << u"approval.services"_s << QByteArray{"[1]"};
    }
    void badValuesAreRefusedByName()
    {
        QFETCH(QString, key);
        QFETCH(QByteArray, value);
        const auto parsed = parseForeign(value);
        QVERIFY(parsed);
        const auto valid = policy::validate(key, *parsed);
        QVERIFY(!valid);
        QCOMPARE(valid.error().code, ErrorCode::Malformed);
        QVERIFY(valid.error().message.contains(key));
    }

    void aChangeSaysFromAndTo()
    {
        const auto state = policy::defaults();
        const auto drafts = policy::change(state, u"breaker.failures"_s, 5, u"noisy"_s);
        QVERIFY(drafts);
        QCOMPARE(drafts->size(), std::size_t{1});
        QCOMPARE(
            drafts->front().payload,
            Json::object({{u"key"_s, u"breaker.failures"_s}, {u"from"_s, 3}, {u"to"_s, 5}, {u"reason"_s, u"noisy"_s}}));
    }

    void aChangeNeedsAReasonAndADifference()
    {
        const auto state = policy::defaults();
        QCOMPARE(policy::change(state, u"breaker.failures"_s, 5, u" "_s).error().code, ErrorCode::Malformed);
        QCOMPARE(policy::change(state, u"breaker.failures"_s, 3, u"same"_s).error().code, ErrorCode::Refused);
    }

    void strangeEventsChangeNothing()
    {
        auto state = policy::defaults();
        const auto before = state;
        auto event = changed(9, u"breaker.failures"_s, 7);
        event.kind = u"SomethingElse"_s;
        policy::apply(state, event);
        event.kind = u"PolicyChanged"_s;
        event.payload = Json{u"text"_s};
        policy::apply(state, event);
        QCOMPARE(state, before);
    }
};

QTEST_GUILESS_MAIN(PolicyTest)
#include "tst_policy.moc"

#include "core/breaker/breaker.h"

#include <QTest>

using namespace penelope;
using namespace penelope::breaker;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class BreakerTest : public QObject
{
    Q_OBJECT

    const ServiceName m_service{u"payments"_s};
    const policy::State m_policy = policy::defaults();
    const Instant m_t0 = instantFromMs(1'700'000'000'000);

    static void commit(Breaker& breaker, const journal::Drafts& drafts, Instant at, const QString& actor = {})
    {
        for (const auto& draft : drafts) {
            journal::Event event;
            event.time = at;
            event.kind = draft.kind;
            event.stream = draft.stream;
            event.payload = draft.payload;
            event.actor = actor;
            apply(breaker, event);
        }
    }
    void fail(Breaker& breaker, Instant at, const QString& patch = u"p"_s) const
    {
        commit(
            breaker, recordFailure(breaker, m_service, PatchId{patch}, u"canary"_s, u"critical"_s, at, m_policy), at);
    }
    /// Opened at m_t0 + 2 min.
    Breaker opened() const
    {
        Breaker breaker;
        for (int minute = 0; minute < 3; ++minute)
            fail(breaker, m_t0 + std::chrono::minutes{minute});
        return breaker;
    }
    Breaker halfOpen(const QString& patch) const
    {
        auto breaker = opened();
        const Instant now = m_t0 + 2min + 1h;
        commit(breaker, acquire(breaker, m_service, PatchId{patch}, now).drafts, now);
        return breaker;
    }

private slots:
    void aServiceNeverSeenIsClosedAndNeverUsed()
    {
        const Breaker breaker;
        QCOMPARE(view(breaker, m_t0), View::NeverUsed);
        QCOMPARE(toWord(view(breaker, m_t0)), u"never used"_s);
        const auto attempt = acquire(breaker, m_service, PatchId{u"a"_s}, m_t0);
        QVERIFY(!attempt.refusal);
        QVERIFY(attempt.drafts.empty());
    }

    void threeFailuresInTheWindowOpen()
    {
        Breaker breaker;
        fail(breaker, m_t0);
        fail(breaker, m_t0 + 1min);
        QCOMPARE(breaker.phase, Phase::Closed);
        fail(breaker, m_t0 + 2min);
        QCOMPARE(breaker.phase, Phase::Open);
        QCOMPARE(left(breaker, m_t0 + 2min), std::optional<Milliseconds>{1h});
    }

    void aFailureExactlyAWindowAgoIsOut()
    {
        Breaker breaker;
        fail(breaker, m_t0);
        fail(breaker, m_t0 + 1min);
        fail(breaker, m_t0 + 15min);
        QCOMPARE(breaker.phase, Phase::Closed);
        QCOMPARE(failuresInWindow(breaker, m_t0 + 15min, m_policy).size(), std::size_t{2});
        Breaker other;
        fail(other, m_t0);
        fail(other, m_t0 + 1min);
        fail(other, m_t0 + 15min - 1ms);
        QCOMPARE(other.phase, Phase::Open);
    }

    void anOpenBreakerRefusesAndSaysHowLong()
    {
        const auto breaker = opened();
        const auto attempt = acquire(breaker, m_service, PatchId{u"a"_s}, m_t0 + 32min);
        QVERIFY(attempt.refusal);
        QCOMPARE(attempt.refusal->code, ErrorCode::Refused);
        QVERIFY(attempt.refusal->message.contains(u"30:00"_s));
        QCOMPARE(attempt.drafts.front().kind, u"BreakerBlocked"_s);
        QCOMPARE(attempt.drafts.front().payload.integer(u"left_ms"), std::optional<qint64>{30 * 60'000});
    }

    void theCooldownEndsExactly()
    {
        const auto breaker = opened();
        QCOMPARE(view(breaker, m_t0 + 62min - 1ms), View::Open);
        QCOMPARE(view(breaker, m_t0 + 62min), View::OpenReady);
        QCOMPARE(toWord(View::OpenReady), u"open, ready"_s);
    }

    void askingNeverTakesTheProbe()
    {
        const auto breaker = opened();
        const auto attempt = ask(breaker, m_service, PatchId{u"a"_s}, m_t0 + 62min);
        QVERIFY(!attempt.refusal);
        QVERIFY(attempt.drafts.empty());
    }

    void afterTheCooldownOnePatchIsTheProbe()
    {
        const auto breaker = halfOpen(u"a"_s);
        const Instant now = m_t0 + 63min;
        QCOMPARE(view(breaker, now), View::HalfOpen);
        const auto second = acquire(breaker, m_service, PatchId{u"b"_s}, now);
        QVERIFY(second.refusal);
        const auto again = acquire(breaker, m_service, PatchId{u"a"_s}, now);
        QVERIFY(!again.refusal);
        QVERIFY(again.drafts.empty());
    }

    void theProbesSuccessClosesAndForgets()
    {
        auto breaker = halfOpen(u"a"_s);
        QVERIFY(recordSuccess(breaker, m_service, PatchId{u"b"_s}).empty());
        commit(breaker, recordSuccess(breaker, m_service, PatchId{u"a"_s}), m_t0 + 70min);
        QCOMPARE(breaker.phase, Phase::Closed);
        QVERIFY(breaker.failures.empty());
        QCOMPARE(view(breaker, m_t0 + 70min), View::Closed);
    }

    void theProbesFailureRestartsTheCooldown()
    {
        auto breaker = halfOpen(u"a"_s);
        fail(breaker, m_t0 + 70min, u"a"_s);
        QCOMPARE(breaker.phase, Phase::Open);
        QCOMPARE(left(breaker, m_t0 + 70min), std::optional<Milliseconds>{1h});
    }

    void anothersFailureDoesNotEndTheProbe()
    {
        auto breaker = halfOpen(u"a"_s);
        fail(breaker, m_t0 + 70min, u"old"_s);
        QCOMPARE(breaker.phase, Phase::HalfOpen);
        QCOMPARE(breaker.probe, u"a"_s);
    }

    void aReleasedProbeIsFreeAtOnce()
    {
        auto breaker = halfOpen(u"a"_s);
        QVERIFY(release(breaker, m_service, PatchId{u"b"_s}, u"expired"_s).empty());
        commit(breaker, release(breaker, m_service, PatchId{u"a"_s}, u"expired"_s), m_t0 + 63min);
        QCOMPARE(view(breaker, m_t0 + 63min), View::OpenReady);
        QVERIFY(!acquire(breaker, m_service, PatchId{u"b"_s}, m_t0 + 63min).refusal);
    }

    void failuresWhileOpenAreRecordedWithoutExtending()
    {
        auto breaker = opened();
        const auto until = breaker.openUntil;
        fail(breaker, m_t0 + 20min);
        QCOMPARE(breaker.openUntil, until);
        QCOMPARE(breaker.failures.size(), std::size_t{4});
    }

    void aClosedSuccessChangesNothing()
    {
        Breaker breaker;
        fail(breaker, m_t0);
        QVERIFY(recordSuccess(breaker, m_service, PatchId{u"p"_s}).empty());
    }

    void aResetNeedsAReasonAndSomethingToReset()
    {
        auto breaker = opened();
        QCOMPARE(reset(breaker, m_service, u"operator/ana"_s, {}).error().code, ErrorCode::Malformed);
        const auto drafts = reset(breaker, m_service, u"operator/ana"_s, u"repaired"_s);
        QVERIFY(drafts);
        commit(breaker, *drafts, m_t0 + 3min);
        QCOMPARE(breaker.phase, Phase::Closed);
        QCOMPARE(reset(breaker, m_service, u"operator/ana"_s, u"again"_s).error().code, ErrorCode::Refused);
    }

    void aCriticalServiceIsResetByTwoPeople()
    {
        const auto ana = u"operator/ana"_s;
        auto breaker = opened();
        const auto asked = reset(breaker, m_service, ana, u"repaired"_s, Criticality::Critical);
        QVERIFY(asked);
        commit(breaker, *asked, m_t0 + 3min, ana);
        QCOMPARE(breaker.phase, Phase::Open);
        QCOMPARE(breaker.resetAskedBy, ana);

        const auto again = reset(breaker, m_service, ana, u"repaired"_s, Criticality::Critical);
        QCOMPARE(again.error().code, ErrorCode::NotPermitted);
        const auto closed = reset(breaker, m_service, u"operator/bruno"_s, u"looked too"_s, Criticality::Critical);
        QVERIFY(closed);
        QCOMPARE(closed->front().payload.text(u"asked_by"), ana);
        commit(breaker, *closed, m_t0 + 4min, u"operator/bruno"_s);
        QCOMPARE(breaker.phase, Phase::Closed);
        QVERIFY(breaker.resetAskedBy.isEmpty());
    }
    void whatWasAskedForAnotherOpeningIsForgotten()
    {
        const auto ana = u"operator/ana"_s;
        auto breaker = opened();
        commit(breaker, *reset(breaker, m_service, ana, u"repaired"_s, Criticality::Critical), m_t0 + 3min, ana);
        const Instant later = m_t0 + 2min + 1h;
        commit(breaker, acquire(breaker, m_service, PatchId{u"p"_s}, later).drafts, later);
        QVERIFY(breaker.resetAskedBy.isEmpty());
    }

    void aClockStepNeitherOpensNorCloses_data()
    {
        QTest::addColumn<int>("hours");
        QTest::newRow("forward") << 48;
        QTest::newRow("back") << -48;
    }
    void aClockStepNeitherOpensNorCloses()
    {
        QFETCH(int, hours);
        const auto delta = std::chrono::hours{hours};
        auto breaker = opened();
        const Instant now = m_t0 + 32min;
        shift(breaker, delta);
        QCOMPARE(left(breaker, now + delta), std::optional<Milliseconds>{30min});
        Breaker counting;
        fail(counting, m_t0);
        fail(counting, m_t0 + 1min);
        shift(counting, delta);
        QCOMPARE(failuresInWindow(counting, m_t0 + 2min + delta, m_policy).size(), std::size_t{2});
    }

    void thePastIsReadFromTheTransitions()
    {
        auto breaker = halfOpen(u"a"_s);
        commit(breaker, recordSuccess(breaker, m_service, PatchId{u"a"_s}), m_t0 + 70min);
        QCOMPARE(phaseAt(breaker, m_t0), Phase::Closed);
        QCOMPARE(phaseAt(breaker, m_t0 + 30min), Phase::Open);
        QCOMPARE(phaseAt(breaker, m_t0 + 65min), Phase::HalfOpen);
        QCOMPARE(phaseAt(breaker, m_t0 + 70min), Phase::Closed);
    }
};

QTEST_GUILESS_MAIN(BreakerTest)
#include "tst_breaker.moc"

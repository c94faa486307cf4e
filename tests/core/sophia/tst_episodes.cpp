#include "core/sophia/episodes.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::sophia;

namespace {

constexpr auto aDay = 24h;

/// It began on the day and lasted an hour.
Anomaly ended(int day)
{
    Anomaly anomaly;
    anomaly.id = AnomalyId{u"%1"_s.arg(day, 8, 16, QLatin1Char('0'))};
    anomaly.type = u"latency_spike"_s;
    anomaly.service = ServiceName{u"payments"_s};
    anomaly.startsAt = Instant{} + aDay * day;
    anomaly.resolvedAt = anomaly.startsAt + 1h;
    anomaly.withoutIntervention = day % 2 == 0;
    return anomaly;
}

/// The first one goes on for ever.
Episodes ofDays(int days)
{
    Episodes episodes;
    auto endless = ended(0);
    endless.resolvedAt.reset();
    episodes.note(endless);
    for (int day = 1; day < days; ++day)
        episodes.note(ended(day));
    return episodes;
}

int kept(const Episodes& episodes)
{
    int count = 0;
    episodes.forEachOf({u"payments"_s}, [&count](const AnomalyId&, const Occurrence&) { ++count; });
    return count;
}

} // namespace

class EpisodesTest final : public QObject
{
    Q_OBJECT

private slots:
    void whatEndedBeforeIsForgottenAndTheRestIsCountedAsBefore()
    {
        auto episodes = ofDays(1000);
        const auto asks = ended(5000);
        const auto from = Instant{} + aDay * 600;
        const auto before = episodes.endedBut(asks, from, Instant{} + aDay * 900);
        episodes.forget(from);
        QCOMPARE(kept(episodes), 1 + 400); // the endless one stays
        QCOMPARE(episodes.endedBut(asks, from, Instant{} + aDay * 900), before);
        QCOMPARE(episodes.endedBut(asks, Instant::min(), from).total, 0);
    }

    void anAlertWithAWrongClockKeepsNobody()
    {
        Episodes episodes;
        for (int day = 0; day < 1000; ++day) {
            auto anomaly = ended(day);
            if (day % 10 == 0)
                anomaly.startsAt = Instant{} + aDay * 100'000;
            episodes.note(anomaly);
        }
        episodes.forget(Instant{} + aDay * 600);
        QCOMPARE(kept(episodes), 400);
    }

    void forgettingTwiceForgetsNothingMore()
    {
        auto episodes = ofDays(300);
        episodes.forget(Instant{} + aDay * 100);
        const auto once = episodes;
        episodes.forget(Instant{} + aDay * 100);
        QVERIFY(episodes == once);
    }
};

QTEST_GUILESS_MAIN(EpisodesTest)
#include "tst_episodes.moc"

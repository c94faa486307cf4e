#include "ui/audit/mapticks.h"

#include <QDateTime>
#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Instant at(const QString& iso)
{
    return instantFromMs(QDateTime::fromString(iso, Qt::ISODate).toMSecsSinceEpoch());
}

QStringList texts(const QString& from, const QString& to, int most)
{
    QStringList all;
    for (const auto& tick : mapTicks(at(from), at(to), most))
        all.append(tick.text);
    return all;
}

} // namespace

class MapTicks : public QObject
{
    Q_OBJECT

private slots:
    void yearsAreToldInMonths()
    {
        const auto found = texts(u"2023-10-20T11:00:00Z"_s, u"2026-08-22T03:44:00Z"_s, 8);
        QCOMPARE(
            found, QStringList({u"2024-01"_s, u"2024-07"_s, u"2025-01"_s, u"2025-07"_s, u"2026-01"_s, u"2026-07"_s}));
    }

    void weeksAreToldInDays()
    {
        const auto found = texts(u"2026-08-20T11:00:00Z"_s, u"2026-08-24T11:00:00Z"_s, 6);
        QCOMPARE(found, QStringList({u"2026-08-21"_s, u"2026-08-22"_s, u"2026-08-23"_s, u"2026-08-24"_s}));
    }

    void aNightIsToldInHoursAndItsMidnightByDate()
    {
        const auto found = texts(u"2026-08-22T20:00:00Z"_s, u"2026-08-23T02:00:00Z"_s, 8);
        QCOMPARE(
            found,
            QStringList({u"20:00"_s, u"21:00"_s, u"22:00"_s, u"23:00"_s, u"2026-08-23"_s, u"01:00"_s, u"02:00"_s}));
    }

    void neverMoreThanThereIsRoomFor()
    {
        const auto from = at(u"2020-02-29T23:59:59Z"_s);
        for (Milliseconds span = 1min; span < 24h * 20'000; span = span * 7 / 3) {
            for (const int most : {1, 2, 5, 12}) {
                const auto ticks = mapTicks(from, from + span, most);
                QVERIFY(static_cast<int>(ticks.size()) <= most + 1);
                for (const auto& tick : ticks)
                    QVERIFY(tick.at >= from && tick.at <= from + span);
            }
        }
    }

    void anEmptyRangeHasNone()
    {
        const auto moment = at(u"2026-08-22T20:00:00Z"_s);
        QVERIFY(mapTicks(moment, moment, 8).empty());
        QVERIFY(mapTicks(moment, moment + 1h, 0).empty());
    }
};

QTEST_GUILESS_MAIN(MapTicks)
#include "tst_mapticks.moc"

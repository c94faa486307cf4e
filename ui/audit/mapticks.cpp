#include "ui/audit/mapticks.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace penelope::ui {
namespace {

using namespace std::chrono_literals;

/// The distance of ticks: so many months, or a length that divides a day.
struct Step
{
    int months = 0;
    Milliseconds length{};
};

constexpr auto steps = std::to_array<Step>(
    {{0, 1min},
     {0, 5min},
     {0, 10min},
     {0, 30min},
     {0, 1h},
     {0, 3h},
     {0, 6h},
     {0, 12h},
     {0, 24h},
     {0, 48h},
     {0, 168h},
     {1, {}},
     {2, {}},
     {3, {}},
     {6, {}},
     {12, {}},
     {24, {}},
     {60, {}},
     {120, {}}});

QDateTime utc(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::UTC);
}

Instant beginOf(const QDate& day)
{
    return instantFromMs(day.startOfDay(Qt::UTC).toMSecsSinceEpoch());
}

std::vector<Instant> momentsOf(const Step& step, Instant from, Instant to)
{
    std::vector<Instant> moments;
    if (step.months == 0) {
        const auto count = (from.time_since_epoch() + step.length - 1ms) / step.length;
        for (auto at = Instant{count * step.length}; at <= to; at += step.length)
            moments.push_back(at);
        return moments;
    }
    const auto first = utc(from).date();
    const int month = (first.year() * 12 + first.month() - 1) / step.months * step.months;
    for (QDate day(month / 12, month % 12 + 1, 1); beginOf(day) <= to; day = day.addMonths(step.months)) {
        if (beginOf(day) >= from)
            moments.push_back(beginOf(day));
    }
    return moments;
}

QString textOf(const Step& step, Instant at)
{
    const auto moment = utc(at);
    if (step.months > 0)
        return moment.toString(u"yyyy-MM");
    return moment.time() == QTime(0, 0) ? moment.toString(u"yyyy-MM-dd") : moment.toString(u"HH:mm");
}

} // namespace

std::vector<MapTick> mapTicks(Instant from, Instant to, int most)
{
    if (to <= from || most < 1)
        return {};
    constexpr auto month = 24h * 28;
    const auto fits = std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
        return (to - from) / (step.months > 0 ? Milliseconds{month * step.months} : step.length) < most;
    });
    if (fits == steps.end())
        return {};
    std::vector<MapTick> ticks;
    for (const auto at : momentsOf(*fits, from, to))
        ticks.push_back({at, textOf(*fits, at)});
    return ticks;
}

} // namespace penelope::ui

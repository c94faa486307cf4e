#include "core/rest/rest.h"

#include <QDate>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace penelope::rest {
namespace {

/// 1 = Monday … 7 = Sunday, as QDate; 0 = no rest day.
int weekdayOf(const policy::State& policy)
{
    static constexpr std::array words{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const QString word = policy.text(u"rest.weekday"_s);
    for (std::size_t index = 0; index < words.size(); ++index) {
        if (word == QLatin1String(words[index]))
            return static_cast<int>(index) + 1;
    }
    return 0;
}

QTimeZone zoneOf(const policy::State& policy)
{
    const QTimeZone zone{policy.text(u"rest.zone"_s).toUtf8()};
    return zone.isValid() ? zone : QTimeZone::utc();
}

/// The first moment of a local day. Where a clock change skips midnight, the day begins later.
Instant startOf(const QDate& date, const QTimeZone& zone)
{
    return instantFromMs(date.startOfDay(zone).toMSecsSinceEpoch());
}

QDate localDate(Instant now, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(now), zone).date();
}

/// When the `limit`-th newest of the starts leaves the window; nothing while there are fewer.
std::optional<Instant> fullUntil(const std::vector<Instant>& starts, Instant now, Milliseconds window, qint64 limit)
{
    std::vector<Instant> recent;
    std::copy_if(
        starts.begin(), starts.end(), std::back_inserter(recent), [&](Instant start) { return start > now - window; });
    // Before its first events a journal has no budget, and nothing used one.
    if (recent.empty() || static_cast<qint64>(recent.size()) < limit)
        return std::nullopt;
    std::sort(recent.begin(), recent.end(), std::greater<>{});
    return recent[static_cast<std::size_t>(std::max<qint64>(limit, 1) - 1)] + window;
}

std::optional<Wait> restWait(Instant now, const policy::State& policy)
{
    if (const auto day = restDay(now, policy)) {
        const Instant until = day->to + policy.duration(u"rest.release_after"_s);
        return Wait{u"rest_day"_s, until, u"today is the rest day: it may start at %1"_s.arg(toIso(until))};
    }
    // The minute after the rest day belongs to it: 00:01 is the first moment.
    if (const auto before = restDay(now - policy.duration(u"rest.release_after"_s), policy)) {
        const Instant until = before->to + policy.duration(u"rest.release_after"_s);
        return Wait{u"rest_day"_s, until, u"the rest day ends: it may start at %1"_s.arg(toIso(until))};
    }
    return std::nullopt;
}

std::optional<Wait> budgetWait(Instant now, const Uses& uses, const policy::State& policy)
{
    const auto perHour = policy.integer(u"budget.hour"_s);
    const auto perDay = policy.integer(u"budget.day"_s);
    const auto hour = fullUntil(uses.starts, now, 1h, perHour);
    const auto day = fullUntil(uses.starts, now, 24h, perDay);
    if (!hour && !day)
        return std::nullopt;
    const bool byDay = day && (!hour || *day >= *hour);
    return Wait{
        u"budget"_s, byDay ? *day : *hour,
        byDay ? u"%1 canaries were started in the last day, the budget is %1"_s.arg(perDay)
              : u"%1 canaries were started in the last hour, the budget is %1"_s.arg(perHour)};
}

std::optional<Wait> gapWait(Instant now, const Uses& uses, const policy::State& policy)
{
    std::optional<Wait> longest;
    const auto consider = [&](std::optional<Instant> since, const QString& key, const QString& what) {
        if (!since)
            return;
        const auto gap = policy.duration(key);
        const Instant until = *since + gap;
        if (until > now && (!longest || until > longest->until)) {
            longest = Wait{
                u"gap"_s, until, u"%1 s must pass after a %2 of the same service"_s.arg(gap.count() / 1000).arg(what)};
        }
    };
    consider(uses.lastPromotion, u"gap.promotion"_s, u"promotion"_s);
    consider(uses.lastFailure, u"gap.failure"_s, u"failure"_s);
    return longest;
}

} // namespace

std::optional<Day> restDay(Instant now, const policy::State& policy)
{
    const int weekday = weekdayOf(policy);
    if (weekday == 0)
        return std::nullopt;
    const auto zone = zoneOf(policy);
    const QDate date = localDate(now, zone);
    if (!date.isValid() || date.dayOfWeek() != weekday)
        return std::nullopt;
    return Day{startOf(date, zone), startOf(date.addDays(1), zone)};
}

std::optional<Instant> nextChange(Instant now, const policy::State& policy)
{
    const int weekday = weekdayOf(policy);
    if (weekday == 0)
        return std::nullopt;
    if (const auto day = restDay(now, policy))
        return day->to;
    const auto zone = zoneOf(policy);
    const QDate date = localDate(now, zone);
    return startOf(date.addDays((weekday - date.dayOfWeek() + 7) % 7), zone);
}

std::vector<Wait> waits(Instant now, const Uses& uses, const policy::State& policy)
{
    std::vector<Wait> all;
    for (auto& wait : {restWait(now, policy), budgetWait(now, uses, policy), gapWait(now, uses, policy)}) {
        if (wait)
            all.push_back(*wait);
    }
    return all;
}

std::optional<Wait> gate(Instant now, const Uses& uses, const policy::State& policy)
{
    const auto all = waits(now, uses, policy);
    return all.empty() ? std::nullopt : std::optional{all.front()};
}

} // namespace penelope::rest

#include "app/ctl/moment.h"

#include "core/query/reading.h"

#include <QRegularExpression>

namespace penelope::ctl {

using namespace Qt::Literals::StringLiterals;

Result<Milliseconds> spanFrom(const QString& text)
{
    static const QRegularExpression pattern(u"^(\\d{1,12})(ms|s|m|h|d|w)?$"_s);
    const auto match = pattern.match(text.trimmed());
    if (!match.hasMatch())
        return failure(ErrorCode::Malformed, u"\"%1\" is no span such as 90s, 15m, 1h, 7d or 4w"_s.arg(text));
    const auto count = match.captured(1).toLongLong();
    const auto unit = match.captured(2);
    constexpr qint64 second = 1000;
    constexpr qint64 day = 86'400 * second;
    const qint64 factor = unit == "s"_L1   ? second
                          : unit == "m"_L1 ? 60 * second
                          : unit == "h"_L1 ? 3600 * second
                          : unit == "d"_L1 ? day
                          : unit == "w"_L1 ? 7 * day
                                           : 1;
    constexpr qint64 longest = 36'600 * day;
    if (count < 1 || count > longest / factor)
        return failure(ErrorCode::Malformed, u"a span is longer than nothing and at most 100 years"_s);
    return Milliseconds{count * factor};
}

Result<Instant> momentFrom(const QString& text, Instant now)
{
    bool whole = false;
    const auto ms = text.toLongLong(&whole);
    if (whole && ms >= 0)
        return instantFromMs(ms);
    if (const auto moment = query::momentFrom(text, now))
        return *moment;
    return failure(
        ErrorCode::Malformed,
        u"\"%1\" is no moment: ISO 8601 (2026-08-22T03:41:20Z; UTC where no zone is written), or -2h"_s.arg(text));
}

} // namespace penelope::ctl

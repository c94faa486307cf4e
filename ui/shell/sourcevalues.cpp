#include "ui/shell/sourcevalues.h"

#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QCoreApplication>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SourceWords
{
    Q_DECLARE_TR_FUNCTIONS(SourceWords)
};

} // namespace

QString sinceText(Instant since, Instant now)
{
    const auto whole = format::utcDateTime(since);
    const auto day = whole.section(u' ', 0, 0);
    return format::utcDateTime(now).startsWith(day) ? format::utcMinute(since) : day;
}

QString sourceName(const QString& key)
{
    if (key.startsWith("prometheus/"_L1)) {
        const QString name = key.section(u'/', 1);
        return name == "main"_L1 ? u"Prometheus"_s : u"Prometheus "_s + name;
    }
    if (key == "alerts"_L1)
        return SourceWords::tr("Alerts");
    return key;
}

QString sourceValue(const engine::SourceLive& source, Freshness freshness, Instant now)
{
    const QString age = source.lastSampleAt ? format::age(now - *source.lastSampleAt) : format::absent();
    switch (freshness) {
    case Freshness::Fresh:
    case Freshness::Late:
        //: %1 is "OK" or "late", %2 an age, %3 the time between two readings
        return SourceWords::tr("%1 %2 of %3").arg(words::freshness(freshness), age, format::duration(source.interval));
    case Freshness::Stale:
    case Freshness::Lost: {
        QString state = words::freshness(freshness) + u' ' + age;
        // A try takes a while to fail; one that is long due is no longer known of.
        constexpr Milliseconds longestTry = std::chrono::seconds{30};
        if (!source.nextTryAt || *source.nextTryAt <= now - longestTry)
            return state;
        const Milliseconds left = *source.nextTryAt - now;
        if (left < std::chrono::seconds{1})
            //: %1 is "LOST 06:02"
            return SourceWords::tr("%1, retrying now").arg(state);
        //: %1 is "LOST 06:02", %2 a time left
        return SourceWords::tr("%1, retry in %2").arg(state, format::duration(left));
    }
    }
    Q_UNREACHABLE();
}

QString recordValue(const engine::SourceRecord& record, Instant now)
{
    const bool known = record.freshness == Freshness::Fresh || record.freshness == Freshness::Late;
    if (!known && record.lastSampleAt)
        return words::freshness(record.freshness) + u' ' + format::age(now - *record.lastSampleAt);
    //: %1 is "OK", "late" or "STALE", %2 a time
    return SourceWords::tr("%1 since %2").arg(words::freshness(record.freshness), sinceText(record.changedAt, now));
}

QStringList sourceLines(const engine::SourceLive& source)
{
    QStringList lines;
    lines << SourceWords::tr("Last sample: %1")
                 .arg(source.lastSampleAt ? format::utcDateTime(*source.lastSampleAt) : format::absent());
    lines << SourceWords::tr("Read every: %1").arg(format::duration(source.interval));
    if (source.latency)
        lines << SourceWords::tr("Last answer took: %1 ms").arg(format::integer(source.latency->count()));
    lines << SourceWords::tr("Next try: %1")
                 .arg(source.nextTryAt ? format::utcTime(*source.nextTryAt) : format::absent());
    lines << SourceWords::tr("Last error: %1")
                 .arg(source.lastError.isEmpty() ? SourceWords::tr("none") : words::told(source.lastError));
    return lines;
}

QStringList recordLines(const engine::SourceRecord& record)
{
    //: %1 is a time
    QStringList lines{SourceWords::tr("So since: %1").arg(format::utcDateTime(record.changedAt))};
    if (record.lastSampleAt && record.freshness != Freshness::Fresh)
        lines << SourceWords::tr("Last sample: %1").arg(format::utcDateTime(*record.lastSampleAt));
    if (!record.reason.isEmpty())
        lines << SourceWords::tr("Why: %1").arg(words::told(record.reason));
    return lines;
}

} // namespace penelope::ui

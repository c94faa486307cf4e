#include "ui/text/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace penelope::ui::format {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Groups the digits before the point by threes.
QString groupedDigits(QString digits)
{
    const qsizetype point = digits.indexOf(u'.');
    for (qsizetype at = (point < 0 ? digits.size() : point) - 3; at > 0; at -= 3)
        digits.insert(at, thinSpace);
    return digits;
}

/// What stands between a whole and its decimals in the language of the screens.
QChar decimalSign()
{
    const auto sign = QCoreApplication::translate("format", ".", "decimal sign");
    return sign.size() == 1 ? sign.front() : QChar(u'.');
}

QDateTime utcOf(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(at), QTimeZone::utc());
}

QString twoDigits(qint64 value)
{
    return QString::number(value).rightJustified(2, u'0');
}

qint64 wholeSeconds(Milliseconds span)
{
    return std::max<qint64>(0, span.count() / 1000);
}

} // namespace

QString absent()
{
    return u"—"_s;
}

QString integer(qint64 value)
{
    const QString digits = groupedDigits(QString::number(value < 0 ? -value : value));
    return value < 0 ? minus + digits : digits;
}

QString number(double value, int decimals)
{
    if (!std::isfinite(value))
        return absent();
    const QString digits = QString::number(std::abs(value), 'f', decimals);
    const bool zero = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c == u'0' || c == u'.'; });
    const QString said = decimals > 0 ? inWords(groupedDigits(digits)) : groupedDigits(digits);
    return value < 0 && !zero ? minus + said : said;
}

QString inWords(QString number)
{
    static const QRegularExpression decimals(u"\\A[-+\u2212]?[0-9\u202f]+\\.[0-9]+\\z"_s);
    static const QRegularExpression power(u"\\A-?[0-9.]+e\\+[0-9]{1,2}\\z"_s);
    if (power.match(number).hasMatch())
        return format::number(number.toDouble(), 0); // nobody reads 1.9e+03 aloud
    if (const auto sign = decimalSign(); sign != u'.' && decimals.match(number).hasMatch())
        number.replace(u'.', sign);
    return number;
}

QString signedNumber(double value, int decimals)
{
    const QString text = number(value, decimals);
    return value > 0 && std::isfinite(value) ? u'+' + text : text;
}

QString hundredths(int value)
{
    return number(value / 100.0, 2);
}

QString percent(double ratio, int decimals)
{
    return std::isfinite(ratio) ? number(ratio * 100, decimals) + thinSpace + u'%' : absent();
}

QString optionalNumber(std::optional<double> value, int decimals)
{
    return value ? number(*value, decimals) : absent();
}

QString utcTime(Instant at)
{
    return utcOf(at).toString(u"HH:mm:ss'Z'"_s);
}

QString utcMinute(Instant at)
{
    return utcOf(at).toString(u"HH:mm'Z'"_s);
}

QString localTime(Instant at)
{
    return utcOf(at).toLocalTime().toString(u"HH:mm:ss"_s);
}

TwoClocks twoClocks(Instant at, bool localFirst)
{
    if (utcOf(at).toLocalTime().offsetFromUtc() == 0)
        return {utcTime(at), {}};
    //: %1 is a time of the machine's zone
    const auto local = QCoreApplication::translate("format", "%1 local").arg(localTime(at));
    return localFirst ? TwoClocks{local, utcTime(at)} : TwoClocks{utcTime(at), local};
}

TwoClocks twoClocksOfDay(Instant at, bool localFirst)
{
    auto told = twoClocks(at, localFirst);
    told.first.prepend((localFirst ? utcOf(at).toLocalTime() : utcOf(at)).toString(u"yyyy-MM-dd "_s));
    return told;
}

QString utcDateTime(Instant at)
{
    return utcOf(at).toString(u"yyyy-MM-dd HH:mm:ss'Z'"_s);
}

QString utcDateTimeMs(Instant at)
{
    return utcOf(at).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

QString clock(Instant at)
{
    return utcOf(at).toString(u"HH:mm"_s);
}

QString countdown(Milliseconds left)
{
    const qint64 seconds = wholeSeconds(left);
    const QString tail = twoDigits(seconds / 60 % 60) + u':' + twoDigits(seconds % 60);
    return seconds >= 3600 ? QString::number(seconds / 3600) + u':' + tail
                           : QString::number(seconds / 60) + u':' + twoDigits(seconds % 60);
}

QString age(Milliseconds span)
{
    const qint64 seconds = wholeSeconds(span);
    if (seconds < 60)
        return QCoreApplication::translate("format", "%1 s").arg(seconds);
    if (seconds < 3600)
        return twoDigits(seconds / 60) + u':' + twoDigits(seconds % 60);
    if (seconds < qint64{48} * 3600)
        return QCoreApplication::translate("format", "%1 h")
            .arg(QString::number(seconds / 3600) + u':' + twoDigits(seconds / 60 % 60));
    return QCoreApplication::translate("format", "%1 d").arg(seconds / 86400);
}

QString duration(Milliseconds span)
{
    const qint64 seconds = wholeSeconds(span);
    const QString second = QCoreApplication::translate("format", "%1 s");
    const QString minute = QCoreApplication::translate("format", "%1 min");
    const QString hour = QCoreApplication::translate("format", "%1 h");
    const QString day = QCoreApplication::translate("format", "%1 d");
    const auto joined = [](const QString& large, qint64 count, const QString& small, qint64 rest) {
        return rest == 0 ? large.arg(count) : large.arg(count) + u' ' + small.arg(rest);
    };
    if (seconds < 60)
        return second.arg(seconds);
    if (seconds < 3600)
        return joined(minute, seconds / 60, second, seconds % 60);
    if (seconds < 86400)
        return joined(hour, seconds / 3600, minute, seconds / 60 % 60);
    return joined(day, seconds / 86400, hour, seconds / 3600 % 24);
}

QString capital(QString text)
{
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

QString shortId(const QString& id)
{
    return id.left(8);
}

QString groupedHash(const QString& hex, int groups)
{
    constexpr qsizetype digits = 4;
    QStringList parts;
    for (int i = 0; i < groups && digits * i < hex.size(); ++i)
        parts << hex.mid(digits * i, digits);
    return parts.join(u' ');
}

} // namespace penelope::ui::format

#pragma once

#include "core/base/instant.h"

#include <QString>

#include <optional>

/// Numbers, moments and spans as the screens show them (look.md 2): thin group space, true minus, UTC first.
namespace penelope::ui::format {

inline constexpr QChar thinSpace{0x202F};
inline constexpr QChar minus{0x2212};
/// What an absent value reads.
QString absent();

QString integer(qint64 value);              ///< "10 000 413"
QString number(double value, int decimals); ///< "2 500.5", in Portuguese "2 500,5"; not finite = absent
/// A number that the core has written ("1.4") as this language writes it; any other text stays as it is.
QString inWords(QString number);
QString signedNumber(double value, int decimals); ///< "+0.25", "−0.10"
QString hundredths(int value);                    ///< 45 → "0.45"
QString percent(double ratio, int decimals = 0);  ///< 0.12 → "12 %"
QString optionalNumber(std::optional<double> value, int decimals);

QString utcTime(Instant at);       ///< "03:55:12Z"
QString utcMinute(Instant at);     ///< "03:55Z"
QString localTime(Instant at);     ///< "00:55:12" in the machine's zone
QString utcDateTime(Instant at);   ///< "2026-08-22 03:44:10Z"
QString utcDateTimeMs(Instant at); ///< "2026-08-22 03:44:10.217"
QString clock(Instant at);         ///< "03:44" without zone, for lists whose head names UTC

/// A moment by both clocks, in the order in which they are read.
struct TwoClocks
{
    QString first;
    QString second;
};
/// "03:55:12Z" and "00:55:12 local", or the other way round. Where the machine's zone is UTC then, one of them: the
/// second is empty.
TwoClocks twoClocks(Instant at, bool localFirst);
/// The first with its date: "2026-08-22 03:44:10Z" and "00:44:10 local".
TwoClocks twoClocksOfDay(Instant at, bool localFirst);

QString countdown(Milliseconds left); ///< "11:42", "1:22:10"; never negative: "0:00"
QString age(Milliseconds span);       ///< "4 s", "06:02", "1:22 h", "3 d"
QString duration(Milliseconds span);  ///< "20 s", "6 min", "2 h", "1 d 4 h"

/// With a large first letter, where it begins a line.
QString capital(QString text);
/// The first eight characters of an id.
QString shortId(const QString& id);
/// A hash in groups of four: "91af 03de 5c18".
QString groupedHash(const QString& hex, int groups);

} // namespace penelope::ui::format

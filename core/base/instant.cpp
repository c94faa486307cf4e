#include "core/base/instant.h"

#include <QDateTime>

namespace penelope {

QString toIso(Instant instant)
{
    const auto moment = QDateTime::fromMSecsSinceEpoch(toMs(instant), Qt::UTC);
    return moment.toString(moment.time().msec() == 0 ? Qt::ISODate : Qt::ISODateWithMs);
}

std::optional<Instant> instantFromIso(const QString& text)
{
    const auto moment = QDateTime::fromString(text.trimmed(), Qt::ISODateWithMs);
    if (!moment.isValid() || moment.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return instantFromMs(moment.toMSecsSinceEpoch());
}

} // namespace penelope

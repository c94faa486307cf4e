#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>

#include <map>
#include <optional>
#include <vector>

namespace penelope {

/// One firing alert as its source tells it.
struct Alert
{
    std::map<QString, QString> labels;
    std::map<QString, QString> annotations;
    Instant startsAt{};
    std::optional<double> value = {}; ///< absent where it is not finite
    /// Silenced or inhibited: it fires, and nobody wants to hear of it.
    bool suppressed = false;

    bool operator==(const Alert&) const = default;
};

namespace prometheus {

/// Body of /api/v1/alerts: the firing ones. Errors as parseAnswer's. Pure.
Result<std::vector<Alert>> parseAlerts(const QByteArray& body, int httpStatus, const QString& contentType);

} // namespace prometheus
} // namespace penelope

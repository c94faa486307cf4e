#pragma once

#include "core/base/instant.h"
#include "core/prometheus/alert.h"

#include <vector>

/// What an Alertmanager says (API v2 and webhook version 4). Pure. Alerts with the label source="penelope" are our own
/// and left out.
namespace penelope::alertmanager {

/// Body of /api/v2/alerts: active ones, and suppressed ones marked as such; the list has no resolved ones. Errors:
/// Malformed (no list of alerts; `where` is the place), Refused (the message of an error answer).
Result<std::vector<Alert>> parseAlerts(const QByteArray& body, int httpStatus, const QString& contentType);

/// Body of /api/v2/status: when it started, by its own clock.
Result<Instant> parseStatus(const QByteArray& body, int httpStatus, const QString& contentType);

struct Notice
{
    std::vector<Alert> firing;
    qint64 resolved = 0;  ///< how many it says are over
    qint64 truncated = 0; ///< how many it left out
};
/// Body of a webhook. Malformed: not JSON, another version, an alert that cannot be read; `where` is the place.
Result<Notice> parseWebhook(const QByteArray& body);

} // namespace penelope::alertmanager

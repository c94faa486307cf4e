#pragma once

#include "core/prometheus/labels.h"

#include <map>

namespace penelope::prometheus {

/// The inside of a double-quoted PromQL string: backslash, quote and line breaks escaped.
QString escapeValue(const QString& value);
/// label="value", … with values escaped; for putting between braces.
QString matchers(const std::map<QString, QString>& labels);
/// name{label="value",…} as Prometheus writes it; for messages and `unknown`.
QString seriesText(const Labels& labels);

} // namespace penelope::prometheus

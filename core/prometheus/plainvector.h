#pragma once

#include "core/prometheus/envelope.h"

namespace penelope::prometheus::wire {

/// The series of an instant answer. Looked at byte by byte it takes a third of what reading it as JSON does, and a poll
/// is nothing but such answers. Nothing where any of it is written in another way than Prometheus writes it, right or
/// wrong, says more than its series, or has a label that is not plain ASCII: then the body is to be read as JSON. Pure.
std::optional<std::vector<Series>> readPlainVector(const QByteArray& body, LabelTexts& texts);

} // namespace penelope::prometheus::wire

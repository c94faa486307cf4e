#pragma once

#include "core/metrics/family.h"

#include <QByteArray>

namespace penelope::openmetrics {

/// The families in Prometheus' text format 0.0.4, by prometheus-cpp's serializer. Content type:
/// "text/plain; version=0.0.4; charset=utf-8". What `metrics::checked` leaves out is left out here too. Any thread.
QByteArray exposition(const std::vector<metrics::Family>& families);

/// The basics of this process, read from /proc: CPU time, memory, descriptors, start. What cannot be read has no
/// series. `proc` is where /proc lies. Any thread; reads four small files of the kernel.
std::vector<metrics::Family> processFamilies(const QString& proc = QStringLiteral("/proc"));

} // namespace penelope::openmetrics

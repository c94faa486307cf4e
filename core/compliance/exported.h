#pragma once

#include "core/compliance/comparison.h"
#include "core/prometheus/answer.h"

#include <memory>

/// One round of questions to Prometheus about the exported metrics, and how its answers are read. Pure.
namespace penelope::compliance {

/// Every principle's value and points in one answer, told apart by a label.
QString figuresQuery();
/// The scrapes of the last hour: one series for each core that is scraped.
QString scrapesQuery();
/// The newest sample of every series that a principle is counted from.
QString seriesQuery();

/// Errors: NotFound, where Prometheus has no series of Penelope; Refused, where it warns that its answer is not whole.
Result<Exported> exportedFrom(const prometheus::Answer& figures, const prometheus::Answer& scrapes);

/// Whether the series is one that the principle is counted from.
bool isCountedIn(Principle principle, const prometheus::Labels& labels);

/// What is known of the questions to one Prometheus. A round that fails leaves what an earlier one brought.
struct Polled
{
    QString source;                    ///< "prometheus/main"; empty = none is asked
    Milliseconds interval{15000};      ///< between two rounds
    std::optional<Instant> answeredAt; ///< the newest round that brought figures
    std::optional<Milliseconds> latency;
    std::optional<Instant> nextAt;
    std::optional<Error> trouble; ///< of the newest round; none = it was answered, or the first is on its way
    std::shared_ptr<const Exported> exported;
    /// As Prometheus gave them, at most `mostSeries`; null = not known.
    std::shared_ptr<const std::vector<prometheus::Series>> series;
    qint64 seriesLeftOut = 0;
    bool operator==(const Polled&) const = default;
};

/// The figures are of an earlier round, or older than four intervals (ux.md 0): shown, but no longer as the present.
bool isStale(const Polled& polled, Instant now);

constexpr std::size_t mostSeries = 1000;

} // namespace penelope::compliance

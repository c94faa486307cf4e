#pragma once

#include "core/patch/service.h"
#include "core/ports/metricsource.h"
#include "core/ports/trafficrouter.h"
#include "core/prometheus/counter.h"

namespace penelope::engine {

/// Requests of both arms by the registration's first ratio, for a router that counts none. Each reading adds what came
/// since the one before; the first is the base. Core thread.
class ArmCounts
{
public:
    using Handler = std::function<void(Result<TrafficRouter::Requests>)>;

    /// Readings after the base that a share needs. The two arms are scraped at different moments, so each may be a
    /// scrape ahead of the other: with ten of them that is at most 2.5 points of the share.
    static constexpr int leastReadings = 10;

    /// Asks both arms; the handler gets the sums since the base. A reading where one arm does not answer counts for
    /// neither: counters keep what was missed. `counts` is what is added to, and lives until the answer.
    static void read(
        const std::shared_ptr<ArmCounts>& counts, const patch::Registration& registration, MetricSource& metrics,
        Handler handler);

    /// After the base.
    int readings() const { return m_readings; }

private:
    void take(const prometheus::Answer& stable, const prometheus::Answer& canary);

    prometheus::Counters m_stable;
    prometheus::Counters m_canary;
    double m_stableSum = 0;
    double m_canarySum = 0;
    int m_readings = -1;
};

} // namespace penelope::engine

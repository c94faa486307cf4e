#include "app/runtime/metricspage.h"

#include "core/adapters/openmetrics/exposition.h"
#include "core/engine/metricfamilies.h"

#include <iterator>

namespace penelope::runtime {

QByteArray metricsPage(const engine::Snapshot& snapshot, const Clock& clock)
{
    auto families = engine::families(snapshot, clock.now());
    auto process = openmetrics::processFamilies();
    std::move(process.begin(), process.end(), std::back_inserter(families));
    return openmetrics::exposition(families);
}

} // namespace penelope::runtime

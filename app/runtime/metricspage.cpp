#include "app/runtime/metricspage.h"

#include "core/adapters/openmetrics/exposition.h"
#include "core/engine/decisioncore.h"
#include "core/engine/metricfamilies.h"

#include <iterator>
#include <mutex>

namespace penelope::runtime {

QByteArray metricsPage(const engine::Snapshot& snapshot, const Clock& clock)
{
    auto families = engine::families(snapshot, clock.now());
    auto process = openmetrics::processFamilies();
    std::move(process.begin(), process.end(), std::back_inserter(families));
    return openmetrics::exposition(families);
}

std::function<QByteArray()> metricsSource(engine::DecisionCore& core, const Clock& clock)
{
    struct Newest
    {
        std::mutex mutex;
        engine::Snapshot snapshot;
    };
    auto newest = std::make_shared<Newest>();
    newest->snapshot = core.snapshot();
    core.listen([newest](const engine::Snapshot& snapshot) {
        const std::lock_guard lock{newest->mutex};
        newest->snapshot = snapshot;
    });
    return [newest, &clock] {
        engine::Snapshot snapshot;
        {
            const std::lock_guard lock{newest->mutex};
            snapshot = newest->snapshot;
        }
        return metricsPage(snapshot, clock);
    };
}

} // namespace penelope::runtime

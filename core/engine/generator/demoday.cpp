#include "core/engine/generator/demoday.h"

namespace penelope::engine::generator {
namespace {

/// So many minutes before the evening.
qint64 before(int minutes)
{
    return toMs(demoBegins) - minutes * aMinute;
}

} // namespace

std::vector<Beginning> demoDay(World& world)
{
    const auto quiet = [&world](std::string_view name) {
        return [&world, name] { return selfResolved(world, serviceAt(world, name)); };
    };
    const auto tried = [&world](std::string_view name, Ending ending) {
        return [&world, name, ending] { return attempted(world, serviceAt(world, name), ending); };
    };
    return {
        {before(1430), quiet("reports")},
        {before(1352), quiet("geo")},
        {before(1290), tried("pricing", Ending::Healed)},
        {before(1214), quiet("profile")},
        {before(1110), quiet("media")},
        {before(1049), [&world] { return escalated(world, serviceAt(world, "billing")); }},
        {before(961), quiet("reports")},
        {before(905), tried("reviews", Ending::RolledBack)},
        {before(842), quiet("preferences")},
        {before(779), quiet("geo")},
        {before(702), tried("checkout", Ending::Healed)},
        {before(641), quiet("sessions")},
        {before(563), tried("ledger", Ending::Rejected)},
        {before(498), quiet("media")},
        {before(431), tried("shipping", Ending::TwinFailed)},
        {before(377), quiet("exporter")},
        {before(322), quiet("profile")},
        {before(241), tried("api-gateway", Ending::Healed)},
        {before(184), quiet("edge-cache")},
        {before(96), quiet("reports")},
        {before(52), quiet("geo")}};
}

} // namespace penelope::engine::generator

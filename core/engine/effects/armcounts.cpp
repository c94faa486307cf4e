#include "core/engine/effects/armcounts.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The answers of both arms; whoever holds the last copy closes the reading.
struct Reading
{
    Result<prometheus::Answer> stable = failure(ErrorCode::Unavailable, u"no answer"_s);
    Result<prometheus::Answer> canary = failure(ErrorCode::Unavailable, u"no answer"_s);
    std::function<void(const Reading&)> close;
    ~Reading() { close(*this); }
};

} // namespace

void ArmCounts::read(
    const std::shared_ptr<ArmCounts>& counts, const patch::Registration& registration, MetricSource& metrics,
    Handler handler)
{
    const auto ratio =
        std::find_if(registration.metrics.begin(), registration.metrics.end(), [](const patch::MetricSpec& metric) {
            return metric.kind == patch::MetricKind::Ratio;
        });
    if (ratio == registration.metrics.end())
        return handler(failure(
            ErrorCode::Unsupported,
            u"the router counts no requests and the service has no ratio that does: the share cannot be measured"_s,
            u"metrics"_s));
    const auto stable = patch::expand(ratio->total, registration, patch::Arm::Stable);
    const auto canary = patch::expand(ratio->total, registration, patch::Arm::Canary);
    if (!stable || !canary)
        return handler(Failure{stable ? canary.error() : stable.error()});
    auto reading = std::make_shared<Reading>();
    reading->close = [counts, handler = std::move(handler)](const Reading& all) {
        if (!all.stable || !all.canary)
            return handler(Failure{all.stable ? all.canary.error() : all.stable.error()});
        if (!all.stable->warnings.isEmpty() || !all.canary->warnings.isEmpty())
            return handler(failure(
                ErrorCode::Unavailable,
                u"the counts are incomplete: %1"_s.arg((all.stable->warnings + all.canary->warnings).join(u"; "_s))));
        counts->take(*all.stable, *all.canary);
        handler(TrafficRouter::Requests{
            static_cast<quint64>(counts->m_canarySum), static_cast<quint64>(counts->m_stableSum)});
    };
    metrics.query(*stable, [reading](Result<prometheus::Answer> answer) { reading->stable = std::move(answer); });
    metrics.query(*canary, [reading](Result<prometheus::Answer> answer) { reading->canary = std::move(answer); });
}

void ArmCounts::take(const prometheus::Answer& stable, const prometheus::Answer& canary)
{
    m_stableSum += m_stable.take(stable.series).sum;
    m_canarySum += m_canary.take(canary.series).sum;
    ++m_readings;
}

} // namespace penelope::engine

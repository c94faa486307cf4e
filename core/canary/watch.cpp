#include "core/canary/watch.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

QString percent(double ratio)
{
    return QString::number(ratio * 100, 'f', 2) + u" %"_s;
}

} // namespace

Watch beginWatch(Instant now, std::optional<double> errorRateBefore, const policy::State& policy)
{
    const double floor = policy.ratio(u"canary.watch_floor"_s);
    return {now, now + policy.duration(u"canary.watch"_s), std::max(errorRateBefore.value_or(0), floor)};
}

Finding look(const Watch& watch, const Look& look, const policy::State& policy)
{
    const double limit = watch.baseline * policy.ratio(u"canary.watch_factor"_s);
    const bool isMeasured =
        look.errorRate && look.requests >= static_cast<double>(policy.integer(u"canary.requests"_s));
    Finding finding;
    finding.measured = Json::object(
        {{u"error_rate"_s, look.errorRate ? std::optional<Json>{*look.errorRate} : std::nullopt},
         {u"limit"_s, limit},
         {u"requests"_s, look.requests}});
    if (look.unhealthySince && look.now - *look.unhealthySince >= policy.duration(u"canary.health_lost"_s)) {
        finding.finished = true;
        finding.healthy = false;
        finding.text = u"health was lost for %1 s"_s.arg((look.now - *look.unhealthySince).count() / 1000);
    } else if (isMeasured && *look.errorRate >= limit * (1 - 1e-12)) {
        finding.finished = true;
        finding.healthy = false;
        finding.text = u"the error rate is %1, over %2"_s.arg(percent(*look.errorRate), percent(limit));
    } else if (look.now < watch.until) {
        finding.text = u"watched until %1"_s.arg(toIso(watch.until));
    } else if (!isMeasured || look.unhealthySince) {
        // An unmeasured end is no good end: the watch goes on until somebody can say so.
        finding.text = look.unhealthySince ? u"health is lost"_s : u"too little was measured to end the watch"_s;
    } else {
        finding.finished = true;
        finding.text = u"the error rate stayed at %1"_s.arg(percent(*look.errorRate));
    }
    return finding;
}

} // namespace penelope::canary

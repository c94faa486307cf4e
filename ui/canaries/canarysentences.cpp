#include "ui/canaries/canarysentences.h"

#include "ui/canaries/canaryview.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/reasons.h"
#include "ui/text/words.h"

namespace penelope::ui::canaries {
namespace {

using canary::Canary;
using canary::MetricStatus;
using canary::Status;

QString metricSentence(const Canary& canary, const canary::MetricResult& result)
{
    for (const auto& metric : canary.metrics) {
        if (metric.name != result.metric)
            continue;
        const auto how = look(metric);
        //: %1 is a metric, %2 its value, %3 its limit
        return Sentences::tr("%1 is %2, limit %3.").arg(how.name, shown(how, result.canary), shown(how, metric.limit));
    }
    return {};
}

QString troubles(const Canary& canary)
{
    if (canary.analyses.empty())
        return {};
    QStringList sentences;
    QStringList unknown;
    for (const auto& result : canary.analyses.back()->results) {
        if (result.status == MetricStatus::Warning || result.status == MetricStatus::Critical)
            sentences.append(metricSentence(canary, result));
        else if (result.status == MetricStatus::Unknown)
            unknown.append(words::metric(result.metric));
    }
    if (!unknown.isEmpty()) {
        //: %1 is a list of metrics
        sentences.append(
            Sentences::tr("Unmeasured so far, and counted as unknown, not as 0: %1.").arg(unknown.join(u", ")));
    }
    return sentences.join(u' ');
}

/// A reason of the core or of a person as a sentence of its own.
QString pauseSentence(const QString& reason)
{
    const auto text = format::capital(words::told(reason));
    return text.isEmpty() || text.endsWith(u'.') ? text : text + u'.';
}

} // namespace

std::pair<QString, std::optional<Severity>> stateOf(const Canary& canary)
{
    switch (canary.status) {
    case Status::Paused: return {Sentences::tr("PAUSED"), Severity::P1};
    case Status::RollingBack: return {Sentences::tr("ROLLING BACK"), Severity::P1};
    case Status::Running:
        if (canary.trafficTrouble)
            return {Sentences::tr("UNCONFIRMED"), Severity::P1};
        if (canary.holdsInARow > 0)
            return {Sentences::tr("HOLD"), Severity::P2};
        break;
    case Status::Failed: return {Sentences::tr("rolled back"), std::nullopt};
    case Status::Initializing:
    case Status::Promoting:
    case Status::Completed:
    case Status::Cancelled: break;
    }
    return {words::canaryStatus(canary.status), std::nullopt};
}

std::pair<QString, QString> sentenceOf(const Canary& canary)
{
    switch (canary.status) {
    case Status::Initializing:
        return {
            Sentences::tr("Starting."),
            Sentences::tr("The canary's tree is checked out and started; no traffic goes to it yet.")};
    case Status::Paused:
        //: %1 is the reason for the pause
        return {
            Sentences::tr("Paused."),
            Sentences::tr("%1 It keeps its share and waits for a person.").arg(pauseSentence(canary.pausedReason))};
    case Status::Promoting:
        return {
            Sentences::tr("Promoting."),
            Sentences::tr("Every step passed; the change is committed and deployed to the stable arm.")};
    case Status::RollingBack:
        return {Sentences::tr("Rolling back."), words::rollback(canary.rollbackCode, canary.rollbackText)};
    case Status::Completed:
        return {
            Sentences::tr("Completed."), Sentences::tr("The change is on the service's branch and takes all traffic.")};
    case Status::Failed:
        return {Sentences::tr("Rolled back."), words::rollback(canary.rollbackCode, canary.rollbackText)};
    case Status::Cancelled:
        return {Sentences::tr("Cancelled."), words::rollback(canary.rollbackCode, canary.rollbackText)};
    case Status::Running: break;
    }
    if (canary.trafficTrouble)
        return {
            Sentences::tr("Hold."),
            Sentences::tr("The router does not confirm the share: %1").arg(words::told(*canary.trafficTrouble))};
    const auto trouble = troubles(canary);
    if (canary.holdsInARow > 0)
        return {Sentences::tr("Hold."), trouble.isEmpty() ? pauseSentence(canary.holdReason) : trouble};
    if (!trouble.isEmpty())
        return {Sentences::tr("Watching."), trouble};
    return {Sentences::tr("Watching."), Sentences::tr("Every metric is within its limit so far.")};
}

} // namespace penelope::ui::canaries

#include "core/engine/anomalyorders.h"

#include "core/engine/pipeline.h"
#include "core/engine/wanted.h"
#include "core/sophia/events.h"

namespace penelope::engine {
namespace {

using namespace Qt::Literals::StringLiterals;

Failure notFound(const AnomalyId& id)
{
    return failure(ErrorCode::NotFound, u"there is no anomaly %1"_s.arg(id.value()), u"id"_s);
}

/// The anomaly that a command names, if it waits for a person.
Result<AnomalyId> openEscalation(const Chain& chain, const Command& command)
{
    const AnomalyId id{command.args[u"id"].toString()};
    const auto anomaly = chain.state().anomalies.find(id);
    if (!anomaly)
        return notFound(id);
    if (!anomaly->isEscalated())
        return failure(ErrorCode::Refused, u"anomaly %1 has no open escalation"_s.arg(id.value()));
    return id;
}

} // namespace

Result<Json> reportAnomaly(Chain& chain, const Command& command)
{
    Episode episode;
    episode.service = ServiceName{command.args[u"service"].toString()};
    if (!chain.state().services.contains(episode.service))
        return failure(ErrorCode::NotFound, u"there is no service %1"_s.arg(episode.service.value()), u"service"_s);
    const auto severity = fromWord<Severity>(command.args[u"severity"].toString());
    if (!severity)
        return failure(ErrorCode::Malformed, u"a severity is P0, P1, P2 or P3"_s, u"severity"_s);
    episode.severity = *severity;
    episode.type = command.args[u"type"].toString();
    const auto startsAt = command.args.integer(u"starts_at");
    episode.startsAt = startsAt ? instantFromMs(*startsAt) : chain.now();
    episode.fingerprint = command.args[u"fingerprint"].toString(chain.nextId());
    for (const auto& [name, value] : command.args[u"metrics"].toObject())
        episode.metrics[name] = value;
    for (const auto& [name, value] : command.args[u"context"].toObject())
        episode.context[name] = value.toString();
    if (const auto* confidence = command.args.find(u"confidence")) {
        episode.confidence = confidence->isNumber() ? confidence->toDouble() : -1;
        if (!(*episode.confidence >= 0 && *episode.confidence <= 1))
            return failure(ErrorCode::Malformed, u"a confidence is a number from 0 to 1"_s, u"confidence"_s);
    }
    // What the registration would measure and the caller did not say is not known: it is not nothing.
    for (const auto& [name, query] : chain.state().services.find(episode.service)->registration.impact) {
        if (!episode.metrics.contains(name))
            episode.unknown.append(name);
    }
    const auto source = chain.actor().startsWith("operator/"_L1) ? u"operator"_s : u"api"_s;
    return Json::object({{u"id"_s, pipeline::detect(chain, source, episode).value()}});
}

Result<Json> acknowledgeEscalation(Chain& chain, const Command& command)
{
    const auto id = openEscalation(chain, command);
    if (!id)
        return Failure{id.error()};
    const auto until = chain.now() + chain.state().policy.duration(u"approval.acknowledge"_s);
    chain.tellStory(sophia::streamOf(*id));
    chain.add(u"EscalationAcknowledged"_s, sophia::streamOf(*id), sophia::escalationAcknowledged(until));
    return Json::object({{u"id"_s, id->value()}, {u"until_at"_s, toMs(until)}});
}

Result<Json> closeEscalation(Chain& chain, const Command& command)
{
    const auto id = openEscalation(chain, command);
    if (!id)
        return Failure{id.error()};
    chain.tellStory(sophia::streamOf(*id));
    chain.add(
        u"EscalationClosed"_s, sophia::streamOf(*id), sophia::escalationClosed(command.args[u"reason"].toString()));
    return Json::object({{u"id"_s, id->value()}});
}

Result<Json> judgeAgain(Chain& chain, const Command& command)
{
    const AnomalyId id{command.args[u"id"].toString()};
    const auto anomaly = chain.state().anomalies.find(id);
    if (!anomaly)
        return notFound(id);
    if (!anomaly->isOpen() || anomaly->escalationClosedAt)
        return failure(ErrorCode::Refused, u"anomaly %1 is closed"_s.arg(id.value()));
    if (const auto patch = wanted::newestPatch(chain.state(), *anomaly); patch && !patch->isFinished())
        return failure(
            ErrorCode::Refused, u"patch %1 of anomaly %2 is on its way"_s.arg(patch->id.value(), id.value()));
    chain.tellStory(sophia::streamOf(id));
    chain.add(
        u"JudgementRequested"_s, sophia::streamOf(id), sophia::judgementRequested(command.args[u"reason"].toString()));
    return Json::object({{u"id"_s, id.value()}});
}

} // namespace penelope::engine

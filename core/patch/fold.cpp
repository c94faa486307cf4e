#include "core/patch/events.h"

#include <array>
#include <utility>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

using Event = journal::Event;
using Fold = void (*)(Patch&, const Event&, Milliseconds);

Level levelFrom(const Json& value)
{
    const auto number = value.toInteger(static_cast<qint64>(Level::Surgical));
    return number >= 1 && number <= 5 ? static_cast<Level>(number) : Level::Surgical;
}

void end(Patch& patch, Status status, const Event& event)
{
    patch.status = status;
    patch.queue.reset();
    patch.watchUntil.reset();
    patch.endedAt = event.time;
}

void foldProposed(Patch& patch, const Event& event, Milliseconds)
{
    const auto& payload = event.payload;
    patch = Patch{};
    patch.id = PatchId{event.subject()};
    patch.service = ServiceName{payload[u"service"].toString()};
    patch.anomaly = AnomalyId{payload[u"anomaly_id"].toString()};
    patch.origin = payload[u"origin"].toString();
    patch.proposer = payload[u"proposer"].toString(event.actor);
    if (const auto* generator = payload.find(u"generator"))
        patch.generated = generatedFrom(*generator);
    patch.diff = payload[u"diff"].toString();
    patch.diffSha256 = payload[u"diff_sha256"].toString();
    patch.baseCommit = payload[u"base_commit"].toString();
    patch.intent = payload[u"intent"].toString();
    patch.rollbackNote = payload[u"rollback_note"].toString();
    patch.linesAdded = static_cast<int>(payload[u"lines_added"].toInteger());
    patch.linesRemoved = static_cast<int>(payload[u"lines_removed"].toInteger());
    patch.level = levelFrom(payload[u"level"]);
    patch.forced = payload[u"forced"].toBool();
    patch.judge = payload[u"judge"].toString();
    patch.retryOf = payload[u"retry_of"].toString();
    patch.proposedAt = event.time;
}

void foldChecked(Patch& patch, const Event& event, Milliseconds)
{
    patch.files = stringList(event.payload[u"files"]);
    patch.fileViolations = stringList(event.payload[u"violations"]);
    if (patch.status == Status::Proposed)
        patch.status = Status::Checked;
}

void foldPraotes(Patch& patch, const Event& event, Milliseconds)
{
    patch.gentleness = gentlenessFrom(event.payload);
}

void foldCompetence(Patch& patch, const Event& event, Milliseconds)
{
    patch.competence = competenceFrom(event.payload);
}

void foldTwin(Patch& patch, const Event& event, Milliseconds)
{
    patch.twinResult = event.payload[u"result"].toString();
    patch.twinReason = event.payload[u"reason"].toString();
    patch.twinTrial = twinTrialFrom(event.payload);
}

void foldQueued(Patch& patch, const Event& event, Milliseconds)
{
    Queue queue;
    queue.reason = event.payload[u"reason"].toString();
    if (const auto until = event.payload.integer(u"until_at"))
        queue.until = instantFromMs(*until);
    patch.queue = queue;
    patch.status = Status::Waiting;
}

void foldReleased(Patch& patch, const Event&, Milliseconds)
{
    patch.queue.reset();
    if (patch.status == Status::Waiting && patch.approval.isEmpty())
        patch.status = Status::Checked;
}

void foldExcepted(Patch& patch, const Event& event, Milliseconds)
{
    patch.exceptions.append(u"%1:%2"_s.arg(event.payload[u"gate"].toString(), event.payload[u"kind"].toString()));
}

void foldRefused(Patch& patch, const Event& event, Milliseconds)
{
    patch.refusal = Refusal{
        .stage = event.payload[u"stage"].toString(),
        .rule = event.payload[u"rule"].toString(),
        .measured = event.payload[u"measured"],
        .limit = event.payload[u"limit"]};
    end(patch, Status::Refused, event);
}

void foldCancelled(Patch& patch, const Event& event, Milliseconds)
{
    patch.endReason = u"cancelled"_s;
    patch.endText = event.payload[u"reason"].toString();
    end(patch, Status::Cancelled, event);
}

void foldShadowed(Patch& patch, const Event& event, Milliseconds)
{
    patch.endReason = u"shadowed"_s;
    patch.endText = event.payload[u"act"].toString();
    end(patch, Status::Shadowed, event);
}

void foldPromoted(Patch& patch, const Event& event, Milliseconds watch)
{
    patch.status = Status::Promoted;
    patch.queue.reset();
    patch.commit = event.payload[u"commit"].toString();
    patch.promotedAt = event.time;
    patch.watchUntil = event.time + watch;
}

void foldWatchFinished(Patch& patch, const Event& event, Milliseconds)
{
    patch.watchHealthy = event.payload[u"healthy"].toBool();
    if (!*patch.watchHealthy)
        patch.endText = event.payload[u"text"].toString();
    patch.watchUntil.reset();
    patch.endedAt = event.time;
}

void foldRolledBack(Patch& patch, const Event& event, Milliseconds)
{
    patch.endReason = event.payload[u"reason"][u"code"].toString();
    patch.endText = event.payload[u"reason"][u"text"].toString(patch.endText);
    patch.revertCommit = event.payload[u"revert_commit"].toString();
    end(patch, Status::RolledBack, event);
}

constexpr std::array<std::pair<QLatin1String, Fold>, 13> patchFolds{
    {{QLatin1String("PatchChecked"), foldChecked},
     {QLatin1String("PraotesJudged"), foldPraotes},
     {QLatin1String("CompetenceJudged"), foldCompetence},
     {QLatin1String("TwinFinished"), foldTwin},
     {QLatin1String("PatchQueued"), foldQueued},
     {QLatin1String("PatchReleased"), foldReleased},
     {QLatin1String("PatchExcepted"), foldExcepted},
     {QLatin1String("PatchRefused"), foldRefused},
     {QLatin1String("PatchCancelled"), foldCancelled},
     {QLatin1String("PatchShadowed"), foldShadowed},
     {QLatin1String("PatchPromoted"), foldPromoted},
     {QLatin1String("WatchFinished"), foldWatchFinished},
     {QLatin1String("PatchRolledBack"), foldRolledBack}}};

/// What another stream's first event says of a patch.
void foldLink(Patches& patches, const Event& event)
{
    const PatchId id{event.payload[u"patch_id"].toString()};
    if (!patches.contains(id))
        return;
    const bool asked = event.kind == "ApprovalRequested"_L1;
    patches.update(id, [&event, asked](Patch& patch) {
        if (patch.isFinished())
            return;
        (asked ? patch.approval : patch.canary) = event.subject();
        patch.queue.reset();
        patch.status = asked ? Status::Waiting : Status::Running;
    });
}

} // namespace

void apply(Patches& patches, const Event& event, Milliseconds watch)
{
    if (event.kind == "ApprovalRequested"_L1 || event.kind == "CanaryCreated"_L1) {
        foldLink(patches, event);
        return;
    }
    if (event.streamKind() != "patch"_L1 || event.subject().isEmpty())
        return;
    const PatchId id{event.subject()};
    if (event.kind == "PatchProposed"_L1) {
        patches.update(id, [&event, watch](Patch& patch) { foldProposed(patch, event, watch); });
        return;
    }
    if (!patches.contains(id))
        return;
    for (const auto& [kind, fold] : patchFolds) {
        if (event.kind == kind)
            patches.update(id, [&event, watch, &fold = fold](Patch& patch) { fold(patch, event, watch); });
    }
}

void apply(Services& services, const Event& event)
{
    if (event.streamKind() != "service"_L1 || event.subject().isEmpty())
        return;
    const ServiceName name{event.subject()};
    if (event.kind == "ServiceRegistered"_L1 || event.kind == "ServiceChanged"_L1) {
        services.update(name, [&event, &name](Service& service) {
            service.registration = registrationFromEvent(event.payload);
            service.registration.name = name;
            if (event.kind == "ServiceRegistered"_L1) {
                service.registeredAt = event.time;
                service.retired = false;
            }
        });
        return;
    }
    if (!services.contains(name))
        return;
    if (event.kind == "ServiceRetired"_L1)
        services.update(name, [](Service& service) { service.retired = true; });
    if (event.kind == "ServiceArmed"_L1) {
        services.update(name, [&event](Service& service) {
            service.arming = fromWord<Arming>(event.payload[u"to"].toString()).value_or(Arming::Off);
        });
    }
}

} // namespace penelope::patch

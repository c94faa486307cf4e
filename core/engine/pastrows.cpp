#include "core/engine/pastrows.h"

#include "core/engine/reducer.h"
#include "core/engine/views.h"
#include "core/patch/events.h"
#include "core/sophia/events.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

std::optional<patch::Patch> proposedPatch(JournalReader& reader, const PatchId& id)
{
    bool isNumber = false;
    const auto seq = id.value().toLongLong(&isNumber, 16);
    if (!isNumber || seq < 1)
        return std::nullopt;
    const auto events = reader.read(seq, 1);
    if (!events || events->empty() || events->front().kind != "PatchProposed"_L1 ||
        events->front().stream != patch::streamOf(id))
        return std::nullopt;
    SharedMap<PatchId, patch::Patch> patches;
    patch::apply(patches, events->front(), Milliseconds{});
    const auto row = patches.find(id);
    return row ? std::optional{*row} : std::nullopt;
}

Result<ConsoleState> stateAtEndOf(JournalReader& reader, const QString& stream, Snapshots* snapshots)
{
    const auto end = reader.endOf(stream);
    if (!end)
        return Failure{end.error()};
    if (!*end)
        return failure(
            ErrorCode::NotFound, u"there is no %1 in the journal"_s.arg(QString(stream).replace(u'/', u' ')));
    return fold(reader, {.at = {}, .to = (*end)->seq, .snapshots = snapshots});
}

Result<ConsoleState> stateAtEndOf(JournalReader& reader, const AnomalyId& id, Snapshots* snapshots)
{
    auto state = stateAtEndOf(reader, sophia::streamOf(id), snapshots);
    const auto anomaly = state ? state->anomalies.find(id) : nullptr;
    if (!anomaly)
        return state;
    auto to = state->seq;
    for (const auto& patch : anomaly->patches) {
        const auto end = reader.endOf(patch::streamOf(PatchId{patch}));
        if (!end)
            return Failure{end.error()};
        to = std::max(to, *end ? (*end)->seq : 0);
    }
    return to == state->seq ? std::move(state) : fold(reader, {.at = {}, .to = to, .snapshots = snapshots});
}

std::optional<QString> streamOfView(const QString& name, const Json& args)
{
    static const std::map<QString, QString> kinds{
        {u"anomalies"_s, u"anomaly/"_s},
        {u"patches"_s, u"patch/"_s},
        {u"approvals"_s, u"approval/"_s},
        {u"canaries"_s, u"canary/"_s}};
    const auto kind = kinds.find(name);
    const auto id = args.text(u"id");
    return kind == kinds.end() || !id ? std::nullopt : std::optional{kind->second + *id};
}

Result<Json> readPastView(JournalReader& reader, const QString& name, const Json& args, Snapshots* snapshots)
{
    const auto stream = streamOfView(name, args);
    if (!stream)
        return failure(ErrorCode::NotFound, u"\"%1\" shows no row that leaves the state"_s.arg(name), u"command"_s);
    auto state = stateAtEndOf(reader, *stream, snapshots);
    if (!state)
        return Failure{state.error()};
    const auto at = state->at;
    const auto seq = state->seq;
    const Snapshot then{std::make_shared<const ConsoleState>(std::move(*state)), {}};
    return readView(then, name, args, at).map([seq](Json view) {
        view.set(u"as_of_seq"_s, Json{seq});
        return view;
    });
}

} // namespace penelope::engine

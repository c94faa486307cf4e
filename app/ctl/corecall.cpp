#include "app/ctl/corecall.h"

#include "app/runtime/handle.h"
#include "app/runtime/journalsnapshots.h"
#include "core/adapters/control/controlclient.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/store.h"
#include "core/adapters/sqlite/tailverifier.h"
#include "core/adapters/system/journallock.h"
#include "core/adapters/system/keystore.h"
#include "core/adapters/system/paths.h"
#include "core/adapters/system/systemclock.h"
#include "core/engine/decide.h"
#include "core/engine/explain.h"
#include "core/engine/pastrows.h"
#include "core/engine/reducer.h"
#include "core/engine/retirement.h"
#include "core/engine/views.h"

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The socket of the core that runs on this journal; nothing where none does or it serves none.
std::optional<QString> socketOf(const Context& context)
{
    const auto holder = system::JournalLock::holder(context.journal);
    return holder && !holder->socket.isEmpty() ? std::optional{holder->socket} : std::nullopt;
}

Result<CoreAnswer> askCore(const QString& socket, const QString& name, const Json& args)
{
    auto client = control::ControlClient::connect(socket);
    if (!client)
        return Failure{client.error()};
    return client->ask(name, args).map([](control::ControlClient::Answered answered) {
        return CoreAnswer{answered.seq, std::move(answered.result)};
    });
}

Result<engine::ConsoleState> foldFile(const Context& context)
{
    auto reader = sqlite::Reader::open({.path = context.journal});
    if (!reader)
        return Failure{reader.error()};
    runtime::JournalSnapshots snapshots(context.journal);
    return engine::fold(**reader, {.at = {}, .to = {}, .snapshots = &snapshots});
}

/// The drafts as the store takes them: each states the stream version it was decided on. A version that cannot be read
/// is a conflict when it is written.
std::vector<JournalStore::Entry> entriesOf(
    const engine::ConsoleState& state, journal::Drafts drafts, const QString& actor, Instant now, JournalReader& reader)
{
    auto versions = state.streamVersions;
    std::vector<JournalStore::Entry> entries;
    for (auto& draft : drafts) {
        if (draft.actor.isEmpty())
            draft.actor = actor;
        const auto known = versions.find(draft.stream);
        const auto version = known ? *known : engine::retirement::lastVersion(state, draft.stream, reader).value_or(0);
        versions.insert(draft.stream, version + 1);
        entries.push_back({std::move(draft), std::max(now, state.at), version});
    }
    return entries;
}

/// The policy keys of this version that an older journal lacks: without them a limit would be zero.
Status addPolicy(sqlite::Store& store, engine::ConsoleState& state, Instant now, JournalReader& reader)
{
    auto drafts = policy::missing(state.policy);
    if (drafts.empty())
        return {};
    const auto events = store.append(entriesOf(state, std::move(drafts), u"bootstrap"_s, now, reader));
    if (!events)
        return Failure{events.error()};
    for (const auto& event : *events)
        engine::apply(state, event);
    return {};
}

Result<CoreAnswer> decideHere(const Context& context, const QString& name, Json args)
{
    const system::SystemClock clock;
    const auto lock = system::JournalLock::take(context.journal, {}, clock.now());
    if (!lock)
        return Failure{lock.error()};
    auto state = foldFile(context);
    if (!state)
        return Failure{state.error()};
    const auto reader = sqlite::Reader::open({.path = context.journal});
    if (!reader)
        return Failure{reader.error()};
    auto key = system::KeyStore(context.journal).load(u"journal"_s);
    if (!key)
        return Failure{key.error()};
    auto store = sqlite::Store::open({.path = context.journal, .key = *key});
    if (!store)
        return Failure{store.error()};
    if (auto added = addPolicy(**store, *state, clock.now(), **reader); !added)
        return Failure{added.error()};
    const auto actor = args.text(u"operator").value_or(runtime::handleOf(system::loginName()));
    const engine::Command command{name, u"operator/"_s + actor, clock.now(), std::move(args)};
    auto verdict = engine::decide(*state, command, clock.now());
    if (!verdict) {
        const auto& error = verdict.error();
        if (error.code == ErrorCode::NotPermitted) {
            // Refused attempts stay in the journal; one that cannot be written is refused all the same.
            [[maybe_unused]] const auto noted = (*store)->append(
                entriesOf(*state, {engine::accessRefused(command, error)}, u"core"_s, clock.now(), **reader));
        }
        return Failure{error};
    }
    const auto written =
        (*store)->append(entriesOf(*state, std::move(verdict->drafts), command.actor, clock.now(), **reader));
    if (!written)
        return Failure{written.error()};
    // Without the journal's key the events stand all the same, unsigned, as a running core writes them.
    if (auto noted = (*store)->checkpoint(); !noted && (*store)->signing())
        return Failure{noted.error()};
    return CoreAnswer{(*store)->lastSeq(), std::move(verdict->result)};
}

Result<CoreAnswer> presentView(const Context& context, const QString& name, const Json& args)
{
    if (const auto socket = socketOf(context))
        return askCore(*socket, name, args);
    auto state = foldFile(context);
    if (!state)
        return Failure{state.error()};
    const auto seq = state->seq;
    if (name == "explain"_L1) {
        auto reader = sqlite::Reader::open({.path = context.journal});
        if (!reader)
            return Failure{reader.error()};
        return engine::explainView(**reader, *state, args).map([seq](Json view) {
            return CoreAnswer{seq, std::move(view)};
        });
    }
    engine::Snapshot snapshot{std::make_shared<const engine::ConsoleState>(std::move(*state)), {}};
    if (name == "compliance"_L1) // one of its principles is the journal's own truth
        snapshot.live.verified = sqlite::TailVerifier(context.journal).wholeFile();
    return engine::readView(snapshot, name, args, system::SystemClock().now()).map([seq](Json view) {
        return CoreAnswer{seq, std::move(view)};
    });
}

/// The row has left the state, or its readings have: the journal has them.
bool isPast(const QString& name, const Json& args, const Result<CoreAnswer>& answer)
{
    if (!engine::streamOfView(name, args))
        return false;
    return answer ? answer->result.contains(u"readings_gone") : answer.error().code == ErrorCode::NotFound;
}

Result<CoreAnswer> pastView(const Context& context, const QString& name, const Json& args)
{
    const auto reader = sqlite::Reader::open({.path = context.journal});
    if (!reader)
        return Failure{reader.error()};
    runtime::JournalSnapshots snapshots(context.journal);
    return engine::readPastView(**reader, name, args, &snapshots).map([](Json view) {
        const auto seq = view[u"as_of_seq"].toInteger();
        return CoreAnswer{seq, std::move(view)};
    });
}

} // namespace

Result<CoreAnswer> readView(const Context& context, const QString& name, const Json& args)
{
    auto answer = presentView(context, name, args);
    if (!isPast(name, args, answer))
        return answer;
    auto past = pastView(context, name, args);
    return past ? past : answer;
}

Result<CoreAnswer> sendCommand(const Context& context, const QString& name, Json args)
{
    if (const auto socket = socketOf(context))
        return askCore(*socket, name, args);
    return decideHere(context, name, std::move(args));
}

int report(const Context& context, const Result<CoreAnswer>& answer)
{
    if (!answer)
        return context.fail(answer.error());
    auto document = answer->result;
    document.set(u"seq"_s, answer->seq);
    if (context.json)
        context.print(document);
    else
        context.print(u"Done, event %1."_s.arg(answer->seq));
    return Ok;
}

} // namespace penelope::ctl

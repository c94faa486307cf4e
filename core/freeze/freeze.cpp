#include "core/freeze/freeze.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::freeze {
namespace {

const auto stream = u"freeze"_s;

Failure malformed(const QString& message, const QString& where)
{
    return failure(ErrorCode::Malformed, message, where);
}

/// Whether `left` lasts longer: without an end longest of all.
bool outlasts(const Freeze& left, const Freeze& right)
{
    if (!left.until || !right.until)
        return !left.until && right.until;
    return *left.until > *right.until;
}

Freeze unreadable(const journal::Event& event)
{
    Freeze freeze;
    freeze.id = idFromSeq(event.seq);
    freeze.seq = event.seq;
    freeze.since = event.time;
    freeze.actor = event.actor;
    freeze.reason = u"event %1 about the freeze cannot be read"_s.arg(event.seq);
    freeze.readable = false;
    return freeze;
}

void takeFrozen(State& state, const journal::Event& event)
{
    const auto& payload = event.payload;
    const auto scope = scopeFromWord(payload[u"scope"].toString());
    const auto running = runningFromWord(payload[u"running_canaries"].toString());
    const auto until = payload.integer(u"until_at");
    if (!scope || !running || !until) {
        state.freezes.push_back(unreadable(event));
        return;
    }
    state.freezes.push_back(
        {.id = idFromSeq(event.seq),
         .seq = event.seq,
         .scope = *scope,
         .running = *running,
         .since = event.time,
         .until = instantFromMs(*until),
         .actor = event.actor,
         .reason = payload[u"reason"].toString()});
}

/// Ends the one that the payload names. Without a name: `all`, or those whose time is over.
void takeEnd(State& state, const journal::Event& event, bool all)
{
    const auto* id = event.payload.find(u"id");
    std::erase_if(state.freezes, [&](const Freeze& freeze) {
        if (id)
            return id->toString() == freeze.id;
        return all || (freeze.until && *freeze.until <= event.time);
    });
}

} // namespace

QString toWord(const Scope& scope)
{
    switch (scope.kind) {
    case Scope::Kind::Everything: return u"everything"_s;
    case Scope::Kind::Service: return u"service:"_s + scope.name;
    case Scope::Kind::Label: return u"label:%1=%2"_s.arg(scope.name, scope.value);
    }
    Q_UNREACHABLE();
}

std::optional<Scope> scopeFromWord(const QString& word)
{
    if (word == "everything"_L1)
        return Scope{};
    const auto kind = word.section(u':', 0, 0);
    const auto rest = word.section(u':', 1);
    if (kind == "service"_L1 && !rest.isEmpty())
        return Scope{Scope::Kind::Service, rest, {}};
    const auto name = rest.section(u'=', 0, 0);
    const auto value = rest.section(u'=', 1);
    if (kind == "label"_L1 && !name.isEmpty() && !value.isEmpty())
        return Scope{Scope::Kind::Label, name, value};
    return std::nullopt;
}

QString toWord(RunningCanaries running)
{
    switch (running) {
    case RunningCanaries::Hold: return u"hold"_s;
    case RunningCanaries::GoBack: return u"go_back"_s;
    }
    Q_UNREACHABLE();
}

std::optional<RunningCanaries> runningFromWord(const QString& word)
{
    for (const auto running : {RunningCanaries::Hold, RunningCanaries::GoBack}) {
        if (toWord(running) == word)
            return running;
    }
    return std::nullopt;
}

bool covers(const Scope& scope, const Subject& subject)
{
    switch (scope.kind) {
    case Scope::Kind::Everything: return true;
    case Scope::Kind::Service: return subject.service.value() == scope.name;
    case Scope::Kind::Label:
        return std::any_of(subject.labels.begin(), subject.labels.end(), [&scope](const auto& labels) {
            const auto label = labels.find(scope.name);
            return label != labels.end() && label->second == scope.value;
        });
    }
    Q_UNREACHABLE();
}

const Freeze* covering(const State& state, const Subject& subject)
{
    const Freeze* longest = nullptr;
    for (const auto& freeze : state.freezes) {
        if (covers(freeze.scope, subject) && (!longest || outlasts(freeze, *longest)))
            longest = &freeze;
    }
    return longest;
}

Result<Order> readOrder(const Json& args, Instant now, const policy::State& policy)
{
    Order order;
    const auto scope = scopeFromWord(args.text(u"scope").value_or(u"everything"_s));
    if (!scope)
        return malformed(u"a scope is everything, service:NAME or label:NAME=VALUE"_s, u"scope"_s);
    const auto running = runningFromWord(args.text(u"running_canaries").value_or(u"hold"_s));
    if (!running)
        return malformed(u"running canaries hold or go_back"_s, u"running_canaries"_s);
    if (args.contains(u"until_at") && !args.integer(u"until_at"))
        return malformed(u"until_at is an instant in milliseconds"_s, u"until_at"_s);
    order.scope = *scope;
    order.running = *running;
    order.reason = args[u"reason"].toString().trimmed();
    if (order.reason.isEmpty())
        return malformed(u"a freeze needs a reason"_s, u"reason"_s);
    const auto until = args.integer(u"until_at");
    order.until = until ? instantFromMs(*until) : now + policy.duration(u"freeze.span"_s);
    const auto longest = policy.duration(u"freeze.longest"_s);
    if (order.until <= now) {
        return failure(
            ErrorCode::Refused, u"a freeze until %1 would be over already"_s.arg(toIso(order.until)), u"until_at"_s);
    }
    if (order.until > now + longest) {
        return failure(
            ErrorCode::Refused,
            u"a freeze until %1 is longer than the limit: %2 at most"_s.arg(toIso(order.until), toIso(now + longest)),
            u"until_at"_s);
    }
    return order;
}

journal::Draft frozen(const Order& order)
{
    return {
        .kind = u"HealingFrozen"_s,
        .stream = stream,
        .payload = Json::object(
            {{u"scope"_s, toWord(order.scope)},
             {u"running_canaries"_s, toWord(order.running)},
             {u"until_at"_s, toMs(order.until)},
             {u"reason"_s, order.reason}})};
}

Result<journal::Drafts> unfreeze(const State& state, const QString& id, const QString& reason)
{
    const bool found = std::any_of(state.freezes.begin(), state.freezes.end(), [&id](const Freeze& freeze) {
        return id.isEmpty() || freeze.id == id;
    });
    if (!found) {
        return failure(
            ErrorCode::NotFound, id.isEmpty() ? u"healing is not frozen"_s : u"there is no freeze %1"_s.arg(id),
            u"id"_s);
    }
    if (reason.trimmed().isEmpty())
        return malformed(u"ending a freeze needs a reason"_s, u"reason"_s);
    auto payload = Json::object({{u"reason"_s, reason.trimmed()}});
    if (!id.isEmpty())
        payload.set(u"id"_s, id);
    return journal::Drafts{{.kind = u"HealingUnfrozen"_s, .stream = stream, .payload = std::move(payload)}};
}

journal::Drafts due(const State& state, Instant now)
{
    journal::Drafts drafts;
    for (const auto& freeze : state.freezes) {
        if (freeze.until && *freeze.until <= now)
            drafts.push_back(
                {.kind = u"FreezeExpired"_s, .stream = stream, .payload = Json::object({{u"id"_s, freeze.id}})});
    }
    return drafts;
}

bool isKnown(const journal::Event& event)
{
    return event.version == 1 &&
           (event.kind == "HealingFrozen"_L1 || event.kind == "HealingUnfrozen"_L1 || event.kind == "FreezeExpired"_L1);
}

void apply(State& state, const journal::Event& event)
{
    if (event.streamKind() != stream)
        return;
    if (!isKnown(event))
        state.freezes.push_back(unreadable(event));
    else if (event.kind == "HealingFrozen"_L1)
        takeFrozen(state, event);
    else
        takeEnd(state, event, event.kind == "HealingUnfrozen"_L1);
}

void shift(State& state, Milliseconds delta)
{
    for (auto& freeze : state.freezes) {
        freeze.since += delta;
        if (freeze.until)
            *freeze.until += delta;
    }
}

} // namespace penelope::freeze

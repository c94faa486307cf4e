#include "app/runtime/httpapi.h"

#include "app/runtime/httpdecision.h"
#include "app/runtime/httphealth.h"
#include "app/runtime/httpquery.h"
#include "core/adapters/alertmanager/body.h"
#include "core/adapters/http/answers.h"
#include "core/adapters/http/requesthead.h"
#include "core/engine/views.h"

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;
using Kind = HttpTarget::Kind;

constexpr qint64 mostBody = qint64{5} * 1024 * 1024; ///< as a line of the control socket
constexpr qint64 mostWebhook = qint64{1} * 1024 * 1024;

HttpAnswer notFound(const QStringList& path)
{
    constexpr qsizetype shown = 200;
    return http::errorAnswer(
        {ErrorCode::NotFound, u"there is nothing at /%1"_s.arg(path.join(u'/').left(shown)), u"path"_s});
}

HttpAnswer notAllowed(const QStringList& allowed)
{
    auto answer = http::errorAnswer(
        405, u"method_not_allowed"_s, u"here the methods are %1"_s.arg(allowed.join(u", ")), u"method"_s);
    answer.headers.emplace_back("Allow", allowed.join(u", ").toLatin1());
    return answer;
}

bool hasBody(const HttpRequest& request)
{
    return http::isChunked(request) || http::contentLength(request).value_or(0) > 0;
}

bool isJson(const HttpRequest& request)
{
    const auto type = request.header("content-type").toLower();
    return type.left(type.indexOf(';') < 0 ? type.size() : type.indexOf(';')).trimmed() == "application/json";
}

bool isWrite(const HttpTarget& target)
{
    return target.kind == Kind::Command || target.kind == Kind::Decision;
}

Result<Json> bodyOf(const HttpRequest& request)
{
    if (request.body.trimmed().isEmpty())
        return Json{};
    if (!QUtf8StringView(request.body).isValidUtf8())
        return failure(ErrorCode::Malformed, u"the body is not UTF-8"_s, u"body"_s);
    auto body = parseForeign(request.body, mostBody);
    if (body && !body->isObject())
        return failure(ErrorCode::Malformed, u"the body is a JSON object"_s, u"body"_s);
    return body;
}

/// The members of the body and what the path says. A token acts in its own name, so it names no operator.
Result<Json> commandArgs(const HttpTarget& target, Json body)
{
    if (body.contains(u"operator"))
        return failure(ErrorCode::Malformed, u"a token acts in its own name and names no operator"_s, u"operator"_s);
    for (const auto& [name, value] : target.args.toObject()) {
        if (body.contains(name))
            return failure(ErrorCode::Malformed, u"\"%1\" is said by the path"_s.arg(name), name);
        body.set(name, value);
    }
    return body;
}

} // namespace

HttpApi::HttpApi(HttpParts parts, const Mailbox& home, const Clock& clock)
    : m_parts(std::move(parts))
    , m_clock(clock)
    , m_access(std::move(m_parts.tokens), m_parts.webhookSecret, clock, m_parts.tell)
    , m_memory(clock, m_parts.journal + u".keys-seen"_s)
    , m_journal(m_parts.journal, home, clock)
    , m_snapshot{std::make_shared<const engine::ConsoleState>(), {}}
    , m_beat(clock.tick())
{}

void HttpApi::publish(engine::Snapshot snapshot)
{
    m_snapshot = std::move(snapshot);
    m_beat = m_clock.tick();
}

tl::expected<HttpCaller, HttpAnswer> HttpApi::letIn(const HttpRequest& request, const Target& target)
{
    if (target.kind == Kind::Webhook)
        return m_access.letWebhookIn(request).map([] { return HttpCaller{}; });
    return m_access.letIn(request, target.least, isWrite(target));
}

tl::expected<qint64, HttpAnswer> HttpApi::admit(const HttpRequest& head)
{
    const auto match = matchRoute(head.method, head.path);
    if (!match.target)
        return tl::unexpected(match.allowed.isEmpty() ? notFound(head.path) : notAllowed(match.allowed));
    const auto& target = *match.target;
    if (const auto caller = letIn(head, target); !caller)
        return tl::unexpected(caller.error());
    if (!isWrite(target) && target.kind != Kind::Webhook)
        return 0;
    if (hasBody(head) && !isJson(head))
        return tl::unexpected(http::errorAnswer(
            415, u"unsupported_media_type"_s, u"the body is sent as application/json"_s, u"content-type"_s));
    if (const auto* key = head.headers.contains("idempotency-key") ? &head.headers.at("idempotency-key") : nullptr;
        key && !HttpMemory::isKey(*key))
        return tl::unexpected(http::errorAnswer(
            {ErrorCode::Malformed, u"an Idempotency-Key is 1 to 255 visible letters"_s, u"idempotency-key"_s}));
    return target.kind == Kind::Webhook ? mostWebhook : mostBody;
}

void HttpApi::handle(HttpRequest request, Reply reply)
{
    auto match = matchRoute(request.method, request.path);
    if (!match.target)
        return reply(notFound(request.path));
    auto& target = *match.target;
    const auto caller = letIn(request, target);
    if (!caller)
        return reply(caller.error());
    if (target.kind == Kind::Webhook)
        return receive(request, reply);
    if (!isWrite(target))
        return read(request, target, std::move(reply));
    if (!request.query.empty())
        return reply(http::errorAnswer({ErrorCode::Malformed, u"this takes no query"_s, request.query.front().first}));
    write(request, target, *caller, std::move(reply));
}

void HttpApi::read(const HttpRequest& request, const Target& target, Reply reply)
{
    const auto beatAge = m_clock.tick() - m_beat;
    if (target.kind == Kind::View)
        return reply(view(request, target));
    if (target.kind == Kind::Events)
        return events(request, std::move(reply));
    if (const auto args = viewArgs(request, {}); !args)
        return reply(http::errorAnswer(args.error()));
    if (target.kind == Kind::Health)
        return reply(healthAnswer(beatAge));
    if (target.kind == Kind::Ready)
        return reply(readyAnswer(m_snapshot, beatAge, m_clock.now()));
    if (target.kind == Kind::Metrics)
        return reply(metrics());
    const bool text = accepts(request, "text/plain");
    if (target.kind == Kind::Checkpoint)
        return m_journal.checkpoint(text, std::move(reply));
    const auto seq = seqOf(target.args[u"seq"].toString(), u"seq"_s);
    if (!seq)
        return reply(http::errorAnswer(seq.error()));
    if (target.kind == Kind::Proof)
        return m_journal.proof(*seq, text, std::move(reply));
    m_journal.event(*seq, std::move(reply));
}

HttpAnswer HttpApi::metrics() const
{
    if (!m_parts.metrics)
        return http::errorAnswer({ErrorCode::Unavailable, u"this program exposes no metrics"_s});
    return {.type = "text/plain; version=0.0.4; charset=utf-8", .body = m_parts.metrics()};
}

HttpAnswer HttpApi::view(const HttpRequest& request, const Target& target) const
{
    auto args = viewArgs(request, target.query);
    if (!args)
        return http::errorAnswer(args.error());
    for (const auto& [name, value] : target.args.toObject())
        args->set(name, value);
    const auto now = m_clock.now();
    auto found = engine::readView(m_snapshot, target.name, *args, now);
    if (!found)
        return http::errorAnswer(found.error());
    if (target.args.toObject().empty())
        return http::jsonAnswer(*found);
    if (target.name == "patches"_L1 && accepts(request, "text/x-diff"))
        return {.type = "text/x-diff; charset=utf-8", .body = (*found)[u"diff"].toString().toUtf8()};
    if (target.name == "policy"_L1) {
        const auto& items = (*found)[u"items"].toArray();
        if (items.empty())
            return http::errorAnswer(
                {ErrorCode::NotFound, u"there is no policy key %1"_s.arg(target.args[u"key"].toString()), u"key"_s});
        found = items.front();
    }
    found->set(u"seq"_s, Json{m_snapshot.state->seq});
    found->set(u"now_at"_s, Json{toMs(now)});
    return http::jsonAnswer(*found);
}

void HttpApi::events(const HttpRequest& request, Reply reply)
{
    const auto query = eventsQuery(request);
    if (!query)
        return reply(http::errorAnswer(query.error()));
    auto filter = query::parse(query->filter, m_clock.now());
    if (!filter)
        return reply(
            http::errorAnswer({ErrorCode::Malformed, filter.error().message, u"filter, "_s + filter.error().where}));
    m_journal.events(std::move(*filter), query->after, query->limit, std::move(reply));
}

void HttpApi::write(const HttpRequest& request, const Target& target, const HttpCaller& caller, Reply reply)
{
    if (HttpMemory::keyOf(request).isEmpty())
        return act(request, target, caller, reply);
    if (auto known = m_memory.recall(caller.actor, request))
        return reply(std::move(*known));
    act(request, target, caller, [this, request, caller, reply = std::move(reply)](HttpAnswer answer) {
        constexpr int passing = 500;
        if (answer.status < passing && answer.status != 429)
            m_memory.keep(caller.actor, request, answer);
        else
            m_memory.drop(caller.actor, request);
        reply(std::move(answer));
    });
}

void HttpApi::act(const HttpRequest& request, const Target& target, const HttpCaller& caller, const Reply& reply)
{
    auto body = bodyOf(request);
    if (!body)
        return reply(http::errorAnswer(body.error()));
    if (target.kind == Kind::Decision)
        return decide(*body, target, caller, reply);
    auto args = commandArgs(target, std::move(*body));
    if (!args)
        return reply(http::errorAnswer(args.error()));
    send({target.name, caller.actor, m_clock.now(), std::move(*args), caller.role}, target.status, reply);
}

void HttpApi::decide(const Json& body, const Target& target, const HttpCaller& caller, Reply reply)
{
    const auto id = target.args[u"id"].toString();
    if (auto valid = checkDecision(*m_snapshot.state, id, body, m_clock.now()); !valid) {
        if (valid.error().code == ErrorCode::NotPermitted) {
            m_access.countRefusal(caller.actor);
            m_parts.tell({caller.actor, u"decision on approval "_s + id, valid.error().message});
        }
        return reply(http::errorAnswer(valid.error()));
    }
    auto args = body;
    args.set(u"id"_s, Json{id});
    // A conflict names who was first; the state that knows it is published after the answer was sent.
    auto named = [this, id, reply = std::move(reply)](HttpAnswer answer) {
        if (answer.status != 409)
            return reply(std::move(answer));
        m_parts.afterPublished([this, id, reply, answer] { reply(withWinner(answer, id)); });
    };
    send({commandOf(body), caller.actor, m_clock.now(), std::move(args), caller.role}, 200, std::move(named));
}

HttpAnswer HttpApi::withWinner(HttpAnswer answer, const QString& id) const
{
    const auto approval = m_snapshot.state->approvals.find(ApprovalId{id});
    auto body = parseForeign(answer.body);
    if (!approval || approval->decidedBy.isEmpty() || !body)
        return answer;
    body->set(u"winner"_s, Json{approval->decidedBy});
    if (approval->decidedAt)
        body->set(u"at"_s, Json{toMs(*approval->decidedAt)});
    return http::jsonAnswer(*body, answer.status);
}

void HttpApi::send(engine::Command command, int status, Reply reply)
{
    const auto actor = command.actor;
    m_parts.link->send(
        std::move(command), [this, actor, status, reply = std::move(reply)](const Result<engine::Outcome>& outcome) {
            if (!outcome) {
                if (outcome.error().code == ErrorCode::NotPermitted)
                    m_access.countRefusal(actor);
                return reply(http::errorAnswer(outcome.error()));
            }
            auto body = outcome->result;
            body.set(u"seq"_s, Json{outcome->seq});
            reply(http::jsonAnswer(body, status));
        });
}

void HttpApi::receive(const HttpRequest& request, const Reply& reply)
{
    if (const auto args = viewArgs(request, {}); !args)
        return reply(http::errorAnswer(args.error()));
    auto notice = alertmanager::parseWebhook(request.body);
    if (!notice)
        return reply(http::errorAnswer(notice.error()));
    const auto firing = static_cast<qint64>(notice->firing.size());
    const auto resolved = notice->resolved;
    // What it says is over, the polls say too, if it is: a silenced alert is never said to be over, and a lost
    // notice is never sent again.
    m_parts.receiveAlerts(std::move(notice->firing), [firing, resolved, reply](const Result<engine::Outcome>& outcome) {
        // Anything but 2xx or 5xx would make the sender give the notice up.
        if (!outcome)
            return reply(http::errorAnswer({ErrorCode::Unavailable, outcome.error().message, {}}));
        reply(http::jsonAnswer(
            Json::object({{u"seq"_s, outcome->seq}, {u"firing"_s, firing}, {u"resolved"_s, resolved}})));
    });
}

} // namespace penelope::runtime

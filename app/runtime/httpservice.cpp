#include "app/runtime/httpservice.h"

#include "app/runtime/httpapi.h"
#include "core/adapters/http/httpserver.h"
#include "core/engine/decisioncore.h"

#include <future>

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr Milliseconds flush{2000};

Failure malformed(const QString& message, const QString& where)
{
    return failure(ErrorCode::Malformed, message, where);
}

/// "127.0.0.1:9797", "[::1]:9797", "localhost:9797".
Result<std::pair<QHostAddress, quint16>> addressOf(const QString& listen)
{
    const auto colon = listen.lastIndexOf(u':');
    auto host = listen.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    bool isNumber = false;
    const auto port = colon < 0 ? quint16{0} : listen.mid(colon + 1).toUShort(&isNumber);
    const auto address = host == "localhost"_L1 ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
    if (!isNumber || address.isNull())
        return malformed(
            u"http.listen is an address and a port, such as 127.0.0.1:9797: %1"_s.arg(listen), u"http.listen"_s);
    return std::pair{address, port};
}

/// Beyond this machine everybody could read along, and take the tokens with them.
Status mayListen(const QHostAddress& address, const config::Config& config)
{
    if (address.isLoopback())
        return {};
    if (config.tlsCert.isEmpty() || config.tlsKey.isEmpty() || config.tokens.isEmpty()) {
        return malformed(
            u"http.listen = \"%1\" reaches beyond this machine: that needs http.tls_cert, http.tls_key and http.tokens"_s
                .arg(config.listen),
            u"http.listen"_s);
    }
    return failure(
        ErrorCode::Unsupported,
        u"http.listen = \"%1\" reaches beyond this machine, and TLS is not served by this version: listen on 127.0.0.1 "
        "and put a TLS proxy before it"_s.arg(config.listen),
        u"http.listen"_s);
}

} // namespace

Result<HttpPlan> httpPlan(const config::Config& config)
{
    HttpPlan plan;
    if (config.listen.isEmpty())
        return plan;
    const auto address = addressOf(config.listen);
    if (!address)
        return Failure{address.error()};
    if (auto allowed = mayListen(address->first, config); !allowed)
        return Failure{allowed.error()};
    plan.isOn = true;
    plan.address = address->first;
    plan.port = address->second;
    plan.tokens = config.tokens;
    if (config.alerts.source == "alertmanager"_L1)
        plan.webhookSecret = config.alerts.webhookSecret;
    if (!plan.webhookSecret.isEmpty() && !plan.webhookSecret.startsWith("file:"_L1)) {
        return failure(
            ErrorCode::Unsupported, u"there is no keyring at hand: give alerts.webhook_secret as \"file:PATH\""_s,
            u"alerts.webhook_secret"_s);
    }
    if (auto usable = http::TokenFile(plan.tokens).check(); !usable)
        return Failure{usable.error()};
    return plan;
}

/// What lives on the server's thread, in the order of construction.
struct HttpService::Inside
{
    Mailbox home;
    std::unique_ptr<HttpApi> api;
    std::unique_ptr<http::HttpServer> server;
};

namespace {

/// The ways from the server's thread to the core's and back. Letters to a core that is gone are dropped; whoever waits
/// for the answer is told by the server that none came.
void connectTo(HttpParts& parts, engine::DecisionCore& core, const Mailbox& home)
{
    const auto there = core.address();
    const auto back = home.address();
    parts.link = core.link(home);
    parts.tell = [&core, there](engine::AccessDenied denied) {
        there.post([&core, denied = std::move(denied)] { core.observe(denied); });
    };
    parts.receiveAlerts = [&core, there, back](std::vector<Alert> alerts, engine::Answer answer) {
        there.post([&core, back, alerts = std::move(alerts), answer = std::move(answer)] {
            core.receiveAlerts(alerts, [back, answer](const Result<engine::Outcome>& outcome) {
                back.post([answer, outcome] { answer(outcome); });
            });
        });
    };
    parts.afterPublished = [there, back](Mailbox::Letter letter) {
        there.post([back, letter = std::move(letter)] { back.post(letter); });
    };
}

} // namespace

HttpService::HttpService()
    : m_inside(std::make_shared<std::unique_ptr<Inside>>())
    , m_thread(u"http"_s)
{}

HttpService::~HttpService()
{
    m_thread.post([inside = m_inside] {
        if (*inside && (*inside)->server)
            (*inside)->server->close(flush);
        inside->reset();
    });
}

Result<std::unique_ptr<HttpService>> HttpService::start(
    const HttpPlan& plan, const QString& journal, std::function<QByteArray()> metrics, engine::DecisionCore& core,
    const Clock& clock)
{
    std::unique_ptr<HttpService> service(new HttpService);
    std::promise<Inside*> made;
    service->m_thread.post([&made, inside = service->m_inside] {
        *inside = std::make_unique<Inside>();
        made.set_value(inside->get());
    });
    // Only its mailbox is touched from here; it is safe to post to from anywhere.
    auto* inside = made.get_future().get();
    auto parts = std::make_shared<HttpParts>(HttpParts{
        .journal = journal,
        .tokens = http::TokenFile(plan.tokens),
        .webhookSecret = plan.webhookSecret,
        .metrics = std::move(metrics),
        .link = {},
        .receiveAlerts = {},
        .tell = {},
        .afterPublished = {}});
    connectTo(*parts, core, inside->home);
    core.subscribe(inside->home, [inside](const engine::Snapshot& snapshot) {
        if (inside->api)
            inside->api->publish(snapshot);
    });
    std::promise<Result<quint16>> listening;
    service->m_thread.post([&, inside, snapshot = core.snapshot()] {
        inside->api = std::make_unique<HttpApi>(std::move(*parts), inside->home, clock);
        inside->api->publish(snapshot);
        inside->server = std::make_unique<http::HttpServer>(*inside->api, clock);
        const auto listens = inside->server->listen(plan.address, plan.port);
        listening.set_value(listens.map([inside] { return inside->server->listeningPort(); }));
    });
    const auto port = listening.get_future().get();
    if (!port)
        return Failure{port.error()};
    service->m_port = *port;
    return service;
}

void HttpService::quiesce()
{
    m_thread.post([inside = m_inside] {
        if (*inside && (*inside)->server)
            (*inside)->server->quiesce();
    });
}

quint16 HttpService::port() const
{
    return m_port;
}

} // namespace penelope::runtime

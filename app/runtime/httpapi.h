#pragma once

#include "app/runtime/httpaccess.h"
#include "app/runtime/httpjournal.h"
#include "app/runtime/httpmemory.h"
#include "app/runtime/httproutes.h"
#include "core/engine/command.h"
#include "core/engine/consolestate.h"
#include "core/ports/httpport.h"

#include <functional>
#include <memory>

namespace penelope::runtime {

/// What the API is made of besides the published state.
struct HttpParts
{
    QString journal; ///< the file
    http::TokenFile tokens;
    QString webhookSecret;
    /// The exposition; none = /metrics says that there is none. Called on the server's thread.
    std::function<QByteArray()> metrics;
    std::unique_ptr<engine::CoreLink> link;
    std::function<void(std::vector<Alert>, engine::Answer)> receiveAlerts; ///< answers on the server's thread
    std::function<void(engine::AccessDenied)> tell;
    /// Runs the letter on the server's thread after everything that the core has published until now.
    std::function<void(Mailbox::Letter)> afterPublished;
};

/// The routes of contracts.md 9 over the published state, the journal and the commands of the engine. The HTTP
/// server's thread; holds nothing of the core.
class HttpApi final : public HttpPort
{
public:
    HttpApi(HttpParts parts, const Mailbox& home, const Clock& clock);

    /// A newer state of the core.
    void publish(engine::Snapshot snapshot);

    tl::expected<qint64, HttpAnswer> admit(const HttpRequest& head) override;
    void handle(HttpRequest request, Reply reply) override;

private:
    using Target = HttpTarget;

    tl::expected<HttpCaller, HttpAnswer> letIn(const HttpRequest& request, const Target& target);
    void read(const HttpRequest& request, const Target& target, Reply reply);
    HttpAnswer view(const HttpRequest& request, const Target& target) const;
    void events(const HttpRequest& request, Reply reply);
    HttpAnswer metrics() const;
    void write(const HttpRequest& request, const Target& target, const HttpCaller& caller, Reply reply);
    void act(const HttpRequest& request, const Target& target, const HttpCaller& caller, const Reply& reply);
    void decide(const Json& body, const Target& target, const HttpCaller& caller, Reply reply);
    void send(engine::Command command, int status, Reply reply);
    void receive(const HttpRequest& request, const Reply& reply);
    HttpAnswer withWinner(HttpAnswer answer, const QString& approval) const;

    HttpParts m_parts;
    const Clock& m_clock;
    HttpAccess m_access;
    HttpMemory m_memory;
    HttpJournal m_journal;
    engine::Snapshot m_snapshot;
    Tick m_beat{};
};

} // namespace penelope::runtime

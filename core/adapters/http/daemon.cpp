#include "core/adapters/http/daemon.h"

#include "core/adapters/http/answers.h"
#include "core/adapters/http/requesthead.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::http {

struct Call
{
    MHD_Connection* connection = nullptr;
    QByteArray target;
    HttpRequest request;
    qint64 bodyLimit = 0;
    qint64 received = 0;
    bool begun = false;
    std::optional<HttpAnswer> refusal; ///< given when the body has been read and thrown away
    bool dispatched = false;
    bool suspended = false;
    std::optional<HttpAnswer> answer;
};

namespace {

constexpr int closesFrom = 400;
/// So much of a body that is not wanted is read before its sender hears so: a connection that ends with bytes unread
/// takes the answer away with it.
constexpr qint64 patience = qint64{8} * 1024 * 1024;

HttpAnswer tooLarge(qint64 limit)
{
    return errorAnswer(413, u"too_large"_s, u"the body is longer than %1 bytes"_s.arg(limit), u"body"_s);
}

/// Whether the rest of the request is worth waiting for before it is refused.
bool isOnItsWay(const HttpRequest& head)
{
    const auto length = contentLength(head).value_or(0);
    return length > 0 && length <= patience && !head.headers.contains("expect");
}

QHostAddress addressOf(MHD_Connection* connection)
{
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? QHostAddress(info->client_addr) : QHostAddress();
}

MHD_Result collect(void* into, enum MHD_ValueKind, const char* name, const char* value)
{
    static_cast<Headers*>(into)->emplace_back(QByteArray(name), QByteArray(value ? value : ""));
    return MHD_YES;
}

qint64 sizeOf(const QByteArray& target, const Headers& headers)
{
    constexpr qint64 lineEnd = 4;
    qint64 size = target.size();
    for (const auto& [name, value] : headers)
        size += name.size() + value.size() + lineEnd;
    return size;
}

void freeBody(void* body)
{
    const std::unique_ptr<QByteArray> owned(static_cast<QByteArray*>(body));
}

struct Release
{
    void operator()(MHD_Response* response) const { MHD_destroy_response(response); }
};
using Response = std::unique_ptr<MHD_Response, Release>;

Response responseOf(HttpAnswer answer)
{
    auto body = std::make_unique<QByteArray>(std::move(answer.body));
    Response response(MHD_create_response_from_buffer_with_free_callback_cls(
        static_cast<size_t>(body->size()), body->data(), freeBody, body.get()));
    if (!response)
        return response;
    // The library frees it with the response.
    [[maybe_unused]] const auto* given = body.release();
    const auto add = [&response](const char* name, const QByteArray& value) {
        MHD_add_response_header(response.get(), name, value.constData());
    };
    add("Content-Type", answer.type);
    add("Cache-Control", "no-store");
    add("X-Content-Type-Options", "nosniff");
    for (const auto& [name, value] : answer.headers)
        add(name.constData(), value);
    // After a refusal the rest of what the client sent is not read, so nothing may follow it.
    if (answer.status >= closesFrom)
        add("Connection", "close");
    return response;
}

size_t keepEscapes(void*, MHD_Connection*, char* text)
{
    return std::strlen(text);
}

} // namespace

/// The library's view of us.
struct Callbacks
{
    static void connected(void* cls, MHD_Connection* connection, void**, enum MHD_ConnectionNotificationCode code)
    {
        auto& daemon = *static_cast<Daemon*>(cls);
        if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
            daemon.m_peers.erase(connection);
            return;
        }
        const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        daemon.m_peers[connection] = {.descriptor = info ? info->connect_fd : -1, .since = daemon.m_clock.tick()};
    }

    static void* began(void* cls, const char* target, MHD_Connection* connection)
    {
        auto& daemon = *static_cast<Daemon*>(cls);
        auto call = std::make_shared<Call>();
        call->connection = connection;
        call->target = target;
        daemon.m_calls.emplace(call.get(), call);
        return call.get();
    }

    static void completed(void* cls, MHD_Connection* connection, void** state, enum MHD_RequestTerminationCode)
    {
        auto& daemon = *static_cast<Daemon*>(cls);
        daemon.m_calls.erase(static_cast<Call*>(*state));
        *state = nullptr;
        daemon.enter(connection, Daemon::Peer::Phase::Reading);
    }

    static MHD_Result access(
        void* cls, MHD_Connection*, const char*, const char* method, const char*, const char* data, size_t* size,
        void** state)
    {
        auto& daemon = *static_cast<Daemon*>(cls);
        const auto found = daemon.m_calls.find(static_cast<Call*>(*state));
        if (found == daemon.m_calls.end())
            return MHD_NO;
        const auto call = found->second;
        if (!call->begun)
            return daemon.begin(*call, method) ? MHD_YES : MHD_NO;
        if (*size > 0)
            return read(*call, data, size);
        if (!call->dispatched)
            daemon.dispatch(call);
        if (call->answer)
            return daemon.queue(*call) ? MHD_YES : MHD_NO;
        if (!call->suspended) {
            call->suspended = true;
            MHD_suspend_connection(call->connection);
        }
        return MHD_YES;
    }

    static MHD_Result read(Call& call, const char* data, size_t* size)
    {
        const auto length = static_cast<qint64>(*size);
        *size = 0;
        call.received += length;
        if (!call.refusal && call.received > call.bodyLimit)
            call.refusal = tooLarge(call.bodyLimit);
        if (!call.refusal) {
            call.request.body.append(data, length);
            return MHD_YES;
        }
        call.request.body.clear();
        return call.received <= patience ? MHD_YES : MHD_NO;
    }
};

Daemon::Daemon(HttpPort& port, const Clock& clock, Limits limits, std::function<void()> wake)
    : m_port(port)
    , m_clock(clock)
    , m_limits(limits)
    , m_wake(std::move(wake))
    , m_self(std::make_shared<Daemon*>(this))
{}

Daemon::~Daemon()
{
    stop();
}

Status Daemon::start(const QHostAddress& address, quint16 port)
{
    sockaddr_storage storage{};
    const bool six = address.protocol() == QAbstractSocket::IPv6Protocol;
    if (six) {
        auto& target = reinterpret_cast<sockaddr_in6&>(storage);
        const auto bytes = address.toIPv6Address();
        target.sin6_family = AF_INET6;
        target.sin6_port = htons(port);
        std::memcpy(&target.sin6_addr, &bytes, sizeof bytes);
    } else {
        auto& target = reinterpret_cast<sockaddr_in&>(storage);
        target.sin_family = AF_INET;
        target.sin_port = htons(port);
        target.sin_addr.s_addr = htonl(address.toIPv4Address());
    }
    constexpr qint64 spare = qint64{16} * 1024;
    const auto longest = std::max({m_limits.request, m_limits.answer, m_limits.sending}) + Milliseconds{1000};
    m_daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | (six ? MHD_USE_IPv6 : MHD_NO_FLAG), port, nullptr, nullptr,
        &Callbacks::access, this, MHD_OPTION_SOCK_ADDR, reinterpret_cast<sockaddr*>(&storage),
        MHD_OPTION_NOTIFY_CONNECTION, &Callbacks::connected, this, MHD_OPTION_NOTIFY_COMPLETED, &Callbacks::completed,
        this, MHD_OPTION_URI_LOG_CALLBACK, &Callbacks::began, this, MHD_OPTION_UNESCAPE_CALLBACK, &keepEscapes, nullptr,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        static_cast<size_t>(m_limits.headBytes + spare), MHD_OPTION_CONNECTION_LIMIT,
        static_cast<unsigned int>(m_limits.connections), MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        static_cast<unsigned int>(m_limits.perClient), MHD_OPTION_CONNECTION_TIMEOUT,
        static_cast<unsigned int>(longest.count() / 1000), MHD_OPTION_END);
    if (m_daemon)
        return {};
    const auto code = errno == EADDRINUSE ? ErrorCode::Conflict : ErrorCode::Unavailable;
    return failure(
        code,
        u"HTTP cannot be served on %1 port %2: %3"_s.arg(address.toString())
            .arg(port)
            .arg(QString::fromLocal8Bit(std::strerror(errno))),
        u"http.listen"_s);
}

int Daemon::epollDescriptor() const
{
    const auto* info = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_EPOLL_FD);
    return info ? info->epoll_fd : -1;
}

quint16 Daemon::port() const
{
    const auto* info = m_daemon ? MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT) : nullptr;
    return info ? info->port : 0;
}

bool Daemon::run()
{
    if (!m_daemon)
        return false;
    MHD_run(m_daemon);
    MHD_UNSIGNED_LONG_LONG left = 1;
    return MHD_get_timeout(m_daemon, &left) == MHD_YES && left == 0;
}

void Daemon::enter(MHD_Connection* connection, Peer::Phase phase)
{
    const auto peer = m_peers.find(connection);
    if (peer == m_peers.end())
        return;
    peer->second.phase = phase;
    peer->second.since = m_clock.tick();
}

/// After the headers. Where it answers at once the body is not read.
bool Daemon::begin(Call& call, const char* method)
{
    call.begun = true;
    Headers headers;
    MHD_get_connection_values(call.connection, MHD_HEADER_KIND, &collect, &headers);
    const auto refuse = [this, &call](HttpAnswer answer) {
        call.answer = std::move(answer);
        return queue(call);
    };
    if (m_ending)
        return refuse(errorAnswer({ErrorCode::Unavailable, u"the core is ending"_s}));
    if (sizeOf(call.target, headers) > m_limits.headBytes)
        return refuse(errorAnswer(
            431, u"too_large"_s, u"request line and headers are longer than %1 bytes"_s.arg(m_limits.headBytes)));
    auto head = readHead(method, call.target, headers);
    if (!head)
        return refuse(errorAnswer(head.error()));
    const auto peer = addressOf(call.connection);
    head->peer = peer.toString();
    head->fromLoopback = peer.isLoopback();
    call.request = std::move(*head);
    auto admitted = m_port.admit(call.request);
    call.bodyLimit = admitted.value_or(0);
    if (!admitted)
        call.refusal = std::move(admitted.error());
    else if (contentLength(call.request).value_or(0) > call.bodyLimit)
        call.refusal = tooLarge(call.bodyLimit);
    return !call.refusal || isOnItsWay(call.request) || refuse(*call.refusal);
}

void Daemon::dispatch(const std::shared_ptr<Call>& call)
{
    call->dispatched = true;
    enter(call->connection, Peer::Phase::Answering);
    if (call->refusal) {
        call->answer = std::move(call->refusal);
        return;
    }
    m_port.handle(
        std::move(call->request), [self = std::weak_ptr(m_self), waiting = std::weak_ptr(call)](HttpAnswer given) {
            if (const auto there = self.lock())
                (*there)->answer(waiting, std::move(given));
        });
}

void Daemon::answer(const std::weak_ptr<Call>& waiting, HttpAnswer given)
{
    const auto call = waiting.lock();
    if (!call || call->answer)
        return;
    call->answer = std::move(given);
    if (!std::exchange(call->suspended, false))
        return;
    MHD_resume_connection(call->connection);
    m_wake();
}

bool Daemon::queue(Call& call)
{
    enter(call.connection, Peer::Phase::Sending);
    const auto status = static_cast<unsigned int>(call.answer->status);
    const auto response = responseOf(*call.answer);
    return response && MHD_queue_response(call.connection, status, response.get()) == MHD_YES;
}

void Daemon::sweep()
{
    const auto now = m_clock.tick();
    for (const auto& [connection, peer] : m_peers) {
        const bool reading = peer.phase == Peer::Phase::Reading && now - peer.since > m_limits.request;
        const bool sending = peer.phase == Peer::Phase::Sending && now - peer.since > m_limits.sending;
        // The library sees the end of the connection at its next turn and tells of it.
        if (reading || sending)
            ::shutdown(peer.descriptor, SHUT_RDWR);
    }
    const auto calls = m_calls;
    for (const auto& [key, call] : calls) {
        const auto peer = m_peers.find(call->connection);
        if (peer != m_peers.end() && peer->second.phase == Peer::Phase::Answering &&
            now - peer->second.since > m_limits.answer)
            answer(call, errorAnswer({ErrorCode::Unavailable, u"the core does not answer in time"_s}));
    }
}

void Daemon::quiesce()
{
    if (m_ending || !m_daemon)
        return;
    m_ending = true;
    m_listening = MHD_quiesce_daemon(m_daemon);
}

void Daemon::answerAll()
{
    const auto calls = m_calls;
    for (const auto& [key, call] : calls) {
        if (call->dispatched)
            answer(call, errorAnswer({ErrorCode::Unavailable, u"the core is ending"_s}));
    }
}

void Daemon::stop()
{
    if (!m_daemon)
        return;
    // The library cannot end while a connection is put aside.
    answerAll();
    run();
    MHD_stop_daemon(std::exchange(m_daemon, nullptr));
    if (m_listening >= 0)
        ::close(std::exchange(m_listening, -1));
    m_calls.clear();
}

} // namespace penelope::http

#include "app/runtime/httpaccess.h"

#include "core/adapters/http/answers.h"
#include "core/adapters/http/requesthead.h"

#include <QFile>

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr Milliseconds window{60000};
constexpr std::size_t mostRefusals = 10;  ///< of one caller in a window
constexpr std::size_t mostTold = 10;      ///< events in a window, of everybody together
constexpr std::size_t mostCallers = 1024; ///< remembered

void forget(std::deque<Tick>& moments, Tick now)
{
    while (!moments.empty() && now - moments.front() > window)
        moments.pop_front();
}

Result<QByteArray> secretFrom(const QString& place)
{
    constexpr qint64 mostBytes = qint64{64} * 1024;
    QFile file(place.mid(5));
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::Unavailable, u"the webhook's secret cannot be read: %1"_s.arg(file.errorString()),
            u"alerts.webhook_secret"_s);
    return file.read(mostBytes).trimmed();
}

QString whatOf(const HttpRequest& request)
{
    constexpr qsizetype shown = 120;
    return (QString::fromLatin1(request.method) + u" /"_s + request.path.join(u'/')).left(shown);
}

} // namespace

QByteArray bearerOf(const HttpRequest& request)
{
    const auto given = request.header("authorization");
    return given.left(7).toLower() == "bearer " ? given.mid(7).trimmed() : QByteArray();
}

HttpAccess::HttpAccess(http::TokenFile tokens, QString webhookSecret, const Clock& clock, Tell tell)
    : m_tokens(std::move(tokens))
    , m_webhookSecret(std::move(webhookSecret))
    , m_clock(clock)
    , m_tell(std::move(tell))
{}

tl::expected<HttpCaller, HttpAnswer> HttpAccess::letIn(const HttpRequest& request, Role least, bool writes)
{
    if (!request.headers.contains("authorization")) {
        // A page from elsewhere, opened in a browser on this machine, comes with the name of elsewhere.
        if (!writes && request.fromLoopback && http::namesLoopback(request.header("host")))
            return HttpCaller{};
        const auto reason = writes && !m_tokens.isConfigured()
                                ? u"writing needs a token and there are none: name their file in http.tokens"_s
                                : u"a token is needed: send \"Authorization: Bearer TOKEN\""_s;
        return tl::unexpected(refuse(request, request.peer, 401, reason));
    }
    const auto bearer = bearerOf(request);
    const auto token = m_tokens.isConfigured() ? m_tokens.find(bearer) : std::optional<http::Token>{};
    if (!token)
        return tl::unexpected(http::errorAnswer({ErrorCode::Unavailable, token.error().message, u"http.tokens"_s}));
    if (!*token || bearer.isEmpty())
        return tl::unexpected(refuse(request, request.peer, 401, u"there is no such token"_s));
    const HttpCaller caller{u"api/"_s + (*token)->name, (*token)->role};
    if (isRefusedTooOften(caller.actor) || caller.role < least) {
        return tl::unexpected(refuse(
            request, caller.actor, 403,
            u"this needs the role %1; %2 is %3"_s.arg(toWord(least), caller.actor, toWord(caller.role))));
    }
    return caller;
}

tl::expected<void, HttpAnswer> HttpAccess::letWebhookIn(const HttpRequest& request)
{
    if (m_webhookSecret.isEmpty()) {
        return tl::unexpected(http::errorAnswer(
            {ErrorCode::NotFound, u"no webhook is configured: it needs alerts.source = \"alertmanager\" and "
                                  "alerts.webhook_secret"_s}));
    }
    const auto secret = secretFrom(m_webhookSecret);
    if (!secret)
        return tl::unexpected(http::errorAnswer(secret.error()));
    const std::vector<http::Token> only{{u"webhook"_s, Role::Viewer, sha256(*secret)}};
    if (secret->isEmpty() || !http::findToken(only, bearerOf(request)))
        return tl::unexpected(refuse(request, request.peer, 401, u"this is not the webhook's secret"_s));
    return {};
}

void HttpAccess::countRefusal(const QString& who)
{
    const auto now = m_clock.tick();
    for (auto each = m_refusals.begin(); each != m_refusals.end();) {
        forget(each->second, now);
        each = each->second.empty() ? m_refusals.erase(each) : std::next(each);
    }
    if (m_refusals.size() >= mostCallers && !m_refusals.contains(who))
        m_refusals.erase(m_refusals.begin());
    auto& moments = m_refusals[who];
    if (moments.size() <= mostRefusals)
        moments.push_back(now);
}

bool HttpAccess::isRefusedTooOften(const QString& who)
{
    const auto found = m_refusals.find(who);
    if (found == m_refusals.end())
        return false;
    forget(found->second, m_clock.tick());
    return found->second.size() > mostRefusals;
}

HttpAnswer HttpAccess::refuse(const HttpRequest& request, const QString& who, int status, const QString& reason)
{
    countRefusal(who);
    if (isRefusedTooOften(who)) {
        auto answer = http::errorAnswer(
            429, u"too_many_requests"_s, u"%1 was refused too often; try again in a minute"_s.arg(who));
        answer.headers.emplace_back("Retry-After", "60");
        return answer;
    }
    tell({who, whatOf(request), reason});
    auto answer =
        http::errorAnswer(status, status == 401 ? u"unauthorized"_s : toWord(ErrorCode::NotPermitted), reason);
    if (status == 401)
        answer.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"penelope\"");
    return answer;
}

/// The journal keeps what it is told for ever, so a flood of attempts is one number in it.
void HttpAccess::tell(engine::AccessDenied denied)
{
    const auto now = m_clock.tick();
    forget(m_told, now);
    if (m_told.size() >= mostTold) {
        ++m_untold;
        return;
    }
    m_told.push_back(now);
    if (const int untold = std::exchange(m_untold, 0))
        denied.reason += u" (%1 more attempts before this one were not recorded)"_s.arg(untold);
    m_tell(std::move(denied));
}

} // namespace penelope::runtime

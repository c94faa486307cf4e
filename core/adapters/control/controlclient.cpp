#include "core/adapters/control/controlclient.h"

#include <QDeadlineTimer>
#include <QLocalSocket>

using namespace Qt::Literals::StringLiterals;

namespace penelope::control {

namespace {

/// A single event may be longer than a command: journal.md bounds it at 8 MiB.
constexpr qsizetype maxAnswerLine = qsizetype{17} * 1024 * 1024;

std::optional<ErrorCode> codeFromWord(const QString& word)
{
    for (const auto code :
         {ErrorCode::Malformed, ErrorCode::NotFound, ErrorCode::Conflict, ErrorCode::Refused, ErrorCode::NotPermitted,
          ErrorCode::Expired, ErrorCode::Unavailable, ErrorCode::Storage, ErrorCode::Damaged, ErrorCode::Unsupported}) {
        if (toWord(code) == word)
            return code;
    }
    return {};
}

Error errorOf(const Json& line)
{
    const auto& error = line[u"error"];
    return {
        codeFromWord(error[u"code"].toString()).value_or(ErrorCode::Unsupported), error[u"message"].toString(),
        error[u"where"].toString()};
}

} // namespace

ControlClient::ControlClient(std::unique_ptr<QLocalSocket> socket)
    : m_socket(std::move(socket))
{}
ControlClient::ControlClient(ControlClient&&) noexcept = default;
ControlClient& ControlClient::operator=(ControlClient&&) noexcept = default;
ControlClient::~ControlClient() = default;

Result<ControlClient> ControlClient::connect(const QString& path, Milliseconds limit)
{
    ControlClient client(std::make_unique<QLocalSocket>());
    client.m_socket->connectToServer(path);
    if (!client.m_socket->waitForConnected(static_cast<int>(limit.count())))
        return failure(
            ErrorCode::Unavailable, u"no core answers on the control socket: %1"_s.arg(client.m_socket->errorString()),
            path);
    const auto first = client.line(limit);
    if (!first)
        return Failure{first.error()};
    if (first->integer(u"penelope") != 1)
        return failure(ErrorCode::Unsupported, u"what listens speaks another protocol"_s, path);
    client.m_greeting = {
        (*first)[u"journal_id"].toString(), (*first)[u"mode"].toString(), (*first)[u"seq"].toInteger()};
    return client;
}

Result<ControlClient::Answered> ControlClient::ask(const QString& command, const Json& args, Milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    const auto id = ++m_lastId;
    const auto message = Json::object({{u"id"_s, id}, {u"command"_s, command}, {u"args"_s, args}});
    if (const auto written = write(message, limit); !written)
        return Failure{written.error()};
    while (true) {
        const auto answer = line(Milliseconds{deadline.remainingTime()});
        if (!answer)
            return Failure{answer.error()};
        const auto theirId = answer->integer(u"id");
        // Events of a subscription, and late answers to a question that was given up, are not ours.
        if (theirId != id && (theirId || !answer->contains(u"error")))
            continue;
        if (!(*answer)[u"ok"].toBool())
            return Failure{errorOf(*answer)};
        return Answered{(*answer)[u"seq"].toInteger(), (*answer)[u"result"]};
    }
}

Status ControlClient::subscribe(qint64 after, Milliseconds limit)
{
    return write(
        Json::object({{u"command"_s, u"subscribe"_s}, {u"args"_s, Json::object({{u"after"_s, after}})}}), limit);
}

Result<Json> ControlClient::nextEvent(Milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    while (true) {
        auto next = line(Milliseconds{deadline.remainingTime()});
        if (!next)
            return next;
        if (const auto* event = next->find(u"event"))
            return *event;
        if (next->contains(u"error"))
            return Failure{errorOf(*next)};
    }
}

Result<Json> ControlClient::line(Milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    const auto path = m_socket->fullServerName();
    qsizetype searched = 0;
    while (true) {
        m_read += m_socket->readAll();
        const auto end = m_read.indexOf('\n', searched);
        if (end >= 0) {
            const auto bytes = m_read.left(end);
            m_read.remove(0, end + 1);
            return parseForeign(bytes, maxAnswerLine);
        }
        searched = m_read.size();
        if (searched > maxAnswerLine)
            return failure(ErrorCode::Malformed, u"what listens does not end its line"_s, path);
        if (m_socket->state() != QLocalSocket::ConnectedState)
            return failure(ErrorCode::Unavailable, u"the core closed the control socket"_s, path);
        if (deadline.hasExpired())
            return failure(ErrorCode::Unavailable, u"the core does not answer in time"_s, path);
        m_socket->waitForReadyRead(static_cast<int>(deadline.remainingTime()));
    }
}

Status ControlClient::write(const Json& message, Milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    m_socket->write(toJsonText(message) + '\n');
    while (m_socket->bytesToWrite() > 0) {
        if (!m_socket->waitForBytesWritten(static_cast<int>(deadline.remainingTime())))
            return failure(
                ErrorCode::Unavailable, u"the core does not take the command: %1"_s.arg(m_socket->errorString()),
                m_socket->fullServerName());
    }
    return {};
}

} // namespace penelope::control

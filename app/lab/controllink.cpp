#include "app/lab/controllink.h"

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

ErrorCode codeFromWord(const QString& word)
{
    for (const auto code :
         {ErrorCode::NotFound, ErrorCode::Conflict, ErrorCode::Refused, ErrorCode::NotPermitted, ErrorCode::Expired,
          ErrorCode::Unavailable, ErrorCode::Storage, ErrorCode::Damaged, ErrorCode::Unsupported}) {
        if (toWord(code) == word)
            return code;
    }
    return ErrorCode::Malformed;
}

} // namespace

ControlLink::ControlLink()
{
    connect(&m_socket, &QLocalSocket::readyRead, this, &ControlLink::read);
    connect(&m_socket, &QLocalSocket::disconnected, this, &ControlLink::lose);
}

ControlLink::~ControlLink()
{
    m_socket.disconnect(this);
}

void ControlLink::open(const QString& socket)
{
    m_socket.abort();
    m_read.clear();
    m_socket.connectToServer(socket);
}

void ControlLink::ask(const QString& command, const Json& args, Handler handler)
{
    if (!m_greeted) {
        handler(failure(ErrorCode::Unavailable, u"no core is listening"_s, command));
        return;
    }
    m_waiting[++m_lastId] = std::move(handler);
    m_socket.write(
        toJsonText(Json::object({{u"id"_s, Json{m_lastId}}, {u"command"_s, Json{command}}, {u"args"_s, args}})) + '\n');
}

void ControlLink::subscribe(qint64 after)
{
    const auto args = Json::object({{u"after"_s, Json{after}}});
    m_socket.write(
        toJsonText(
            Json::object({{u"id"_s, Json{++m_lastId}}, {u"command"_s, Json{u"subscribe"_s}}, {u"args"_s, args}})) +
        '\n');
}

void ControlLink::read()
{
    m_read += m_socket.readAll();
    qsizetype end = 0;
    while ((end = m_read.indexOf('\n')) >= 0) {
        const auto line = parseForeign(m_read.left(end));
        m_read.remove(0, end + 1);
        if (line)
            take(*line);
    }
}

void ControlLink::take(const Json& line)
{
    if (line.contains(u"penelope")) {
        m_greeted = true;
        emit opened();
        return;
    }
    if (const auto* envelope = line.find(u"event")) {
        emit eventArrived(*envelope);
        return;
    }
    const auto found = m_waiting.find(line[u"id"].toInteger());
    if (found == m_waiting.end())
        return;
    const auto handler = std::move(found->second);
    m_waiting.erase(found);
    if (line[u"ok"].toBool()) {
        handler(Answered{line[u"seq"].toInteger(), line[u"result"]});
        return;
    }
    const auto& error = line[u"error"];
    handler(failure(codeFromWord(error[u"code"].toString()), error[u"message"].toString(), error[u"where"].toString()));
}

void ControlLink::lose()
{
    m_greeted = false;
    for (const auto& [id, handler] : std::exchange(m_waiting, {}))
        handler(failure(ErrorCode::Unavailable, u"the core closed the connection"_s));
    emit closed();
}

} // namespace penelope::lab

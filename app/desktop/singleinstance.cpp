#include "app/desktop/singleinstance.h"

#include "app/desktop/localsocket.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

namespace penelope::desktop {

using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray accepted = "ok\n";

QByteArray toLine(const HandOver& wish)
{
    return QJsonDocument(QJsonObject{{u"link"_s, wish.link}, {u"token"_s, wish.activationToken}})
               .toJson(QJsonDocument::Compact) +
           '\n';
}

} // namespace

Taken handOver(const QString& socket, const HandOver& wish, int patienceMs)
{
    const auto first = connectTo(socket, patienceMs);
    if (first.trouble == Connection::Trouble::Nobody)
        return Taken::Nobody;
    const bool isOurs = first.trouble == Connection::Trouble::None && isOwnUser(first.socket);
    return isOurs && ask(first, toLine(wish)) == accepted ? Taken::Yes : Taken::Silent;
}

SingleInstance::SingleInstance(QObject* parent)
    : QObject(parent)
{}

SingleInstance::~SingleInstance() = default;

Status SingleInstance::listen(const QString& socket)
{
    // Two starts at once must not take each other's socket away.
    QLockFile lock(socket + u".lock"_s);
    constexpr int patienceMs = 2000;
    if (!lock.tryLock(patienceMs))
        return failure(ErrorCode::Unavailable, u"the lock beside the socket of the window cannot be taken"_s, socket);
    if (connectTo(socket, patienceMs).trouble == Connection::Trouble::None)
        return failure(ErrorCode::Conflict, u"another window listens already"_s, socket);
    QFile::remove(socket);
    auto listener = LocalListener::on(socket, [this](const QByteArray& line) { return answer(line); });
    if (!listener)
        return Failure{listener.error()};
    m_listener = std::move(*listener);
    return {};
}

QByteArray SingleInstance::answer(const QByteArray& line)
{
    const QJsonObject wish = QJsonDocument::fromJson(line).object();
    if (wish.isEmpty())
        return "no\n";
    // The caller waits for the answer, and following a link may take longer than it does.
    QMetaObject::invokeMethod(
        this,
        [this, wish] {
            emit requested({wish[u"link"_s].toString(), wish[u"token"_s].toString()});
        },
        Qt::QueuedConnection);
    return accepted;
}

} // namespace penelope::desktop

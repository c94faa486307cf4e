#include "core/adapters/haproxy/haproxyrouter.h"

#include "core/adapters/haproxy/runtime.h"

#include <QLocalSocket>
#include <QSaveFile>
#include <QTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::haproxy {

namespace {

constexpr qsizetype maxAnswer = qsizetype{4} * 1024 * 1024;

/// One command line and its answer. Its parent is the router; it deletes itself when it has answered.
class RuntimeSession final : public QObject
{
public:
    RuntimeSession(QString path, QByteArray line, std::function<void(Result<QString>)> handler, QObject* parent)
        : QObject(parent)
        , m_path(std::move(path))
        , m_line(std::move(line))
        , m_handler(std::move(handler))
    {}

    void start(Milliseconds limit)
    {
        connect(&m_socket, &QLocalSocket::connected, this, [this] { m_socket.write(m_line); });
        connect(&m_socket, &QLocalSocket::readyRead, this, &RuntimeSession::take);
        connect(&m_socket, &QLocalSocket::errorOccurred, this, &RuntimeSession::onError);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this, limit] {
            fail(u"HAProxy does not answer within %1 s"_s.arg(static_cast<double>(limit.count()) / 1000));
        });
        m_timer.start(limit);
        // Later, so that no handler runs inside the call that asks.
        const auto connectLater = [this] { m_socket.connectToServer(m_path); };
        QMetaObject::invokeMethod(this, connectLater, Qt::QueuedConnection);
    }

private:
    void take()
    {
        m_answer += m_socket.readAll();
        if (m_answer.size() > maxAnswer)
            fail(u"what answers on the socket does not stop talking: no HAProxy"_s);
    }
    void onError(QLocalSocket::LocalSocketError error)
    {
        // HAProxy ends a session that is not interactive by closing it: the end of the answer.
        if (error == QLocalSocket::PeerClosedError) {
            take();
            return answer(QString::fromUtf8(m_answer));
        }
        switch (error) {
        case QLocalSocket::ServerNotFoundError: return fail(u"HAProxy's socket is not there"_s);
        case QLocalSocket::ConnectionRefusedError: return fail(u"nobody listens on HAProxy's socket"_s);
        case QLocalSocket::SocketAccessError: return fail(u"no permission to use HAProxy's socket"_s);
        case QLocalSocket::PeerClosedError:
        case QLocalSocket::SocketResourceError:
        case QLocalSocket::SocketTimeoutError:
        case QLocalSocket::DatagramTooLargeError:
        case QLocalSocket::ConnectionError:
        case QLocalSocket::UnsupportedSocketOperationError:
        case QLocalSocket::UnknownSocketError:
        case QLocalSocket::OperationError: return fail(u"HAProxy's socket: %1"_s.arg(m_socket.errorString()));
        }
    }
    void fail(const QString& why) { answer(failure(ErrorCode::Unavailable, why, m_path)); }
    void answer(Result<QString> result)
    {
        if (!m_handler)
            return;
        m_timer.stop();
        deleteLater();
        std::exchange(m_handler, nullptr)(std::move(result));
    }

    QString m_path;
    QByteArray m_line;
    std::function<void(Result<QString>)> m_handler;
    QByteArray m_answer;
    QLocalSocket m_socket;
    QTimer m_timer;
};

} // namespace

HaproxyRouter::HaproxyRouter(Milliseconds limit)
    : m_limit(limit)
{}

HaproxyRouter::~HaproxyRouter() = default;

void HaproxyRouter::tell(const QString& socket, const QString& command, Told handler)
{
    auto* session = new RuntimeSession(socket, command.toUtf8() + '\n', std::move(handler), this);
    session->start(m_limit);
}

void HaproxyRouter::read(const Json& target, Handler handler)
{
    auto read = readTarget(target);
    if (!read) {
        const auto refuse = [handler = std::move(handler), error = read.error()] { handler(Failure{error}); };
        QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
        return;
    }
    const auto understand = [target = *read, handler = std::move(handler)](Result<QString> text) {
        if (!text)
            return handler(Failure{std::move(text.error())});
        handler(readAnswers(target, *text));
    };
    tell(read->socket, questions(*read), understand);
}

void HaproxyRouter::set(const Json& target, int canaryPercent, Handler handler)
{
    // Read first: a backend that does not share exactly must not be touched, and the order depends on the direction.
    const auto order = [this, target, canaryPercent, handler](Result<Split> before) {
        const auto known = readTarget(target);
        // The way back stays open whatever became of the backend meanwhile.
        if (!before && !(canaryPercent == 0 && before.error().code == ErrorCode::Refused))
            return handler(std::move(before));
        const auto weights = weightsFor(canaryPercent, known->stable.size(), known->canary.size());
        const bool goingBack = !before || canaryPercent <= before->canaryPercent;
        const auto readBack = [this, target, known = *known, handler](Result<QString> text) {
            if (!text)
                return handler(Failure{std::move(text.error())});
            if (const auto confirmed = readConfirmation(known, *text); !confirmed)
                return handler(Failure{confirmed.error()});
            read(target, [this, known, handler](Result<Split> after) {
                if (!after || known.stateFile.isEmpty())
                    return handler(std::move(after));
                keepState(known, *after, handler);
            });
        };
        tell(known->socket, orders(*known, weights, goingBack), readBack);
    };
    if (canaryPercent < 0 || canaryPercent > 100) {
        const auto refuse = [handler, canaryPercent] {
            handler(failure(ErrorCode::Malformed, u"%1 is no share of traffic"_s.arg(canaryPercent), u"percent"_s));
        };
        QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
        return;
    }
    read(target, order);
}

void HaproxyRouter::keepState(const Target& target, const Split& split, const Handler& handler)
{
    const auto write = [target, split, handler](Result<QString> text) {
        const auto state = text ? readState(target, *text) : Result<QByteArray>{Failure{std::move(text.error())}};
        if (!state)
            return handler(Failure{state.error()});
        QSaveFile file(target.stateFile);
        if (!file.open(QIODevice::WriteOnly) || file.write(*state) != state->size() || !file.commit())
            return handler(failure(
                ErrorCode::Unavailable,
                u"the weights are set, but the state file cannot be written and a reload would undo them: %1"_s.arg(
                    file.errorString()),
                target.stateFile));
        handler(split);
    };
    tell(target.socket, stateQuestion(), write);
}

void HaproxyRouter::check(const Json& target, CheckHandler handler)
{
    const auto known = readTarget(target);
    if (!known) {
        const auto refuse = [handler = std::move(handler), error = known.error()] { handler(Failure{error}); };
        QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
        return;
    }
    const auto understand = [target = *known, handler = std::move(handler)](Result<QString> text) {
        handler(text ? readCheck(target, *text) : Result<Checked>{Failure{std::move(text.error())}});
    };
    tell(known->socket, checkQuestions(*known), understand);
}

} // namespace penelope::haproxy

#include "app/lab/probes.h"

#include <QDateTime>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QUrl>

#include <cmath>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<int> weightOf(const QString& socket, const QString& server)
{
    const auto answer = haproxyTell(socket, "get weight " + server.toUtf8());
    if (!answer)
        return Failure{answer.error()};
    bool ok = false;
    const int weight = answer->left(answer->indexOf(' ')).toInt(&ok);
    if (!ok)
        return failure(ErrorCode::Malformed, QString::fromUtf8(answer->trimmed()), socket);
    return weight;
}

} // namespace

Result<QByteArray> httpGet(int port, const QByteArray& path, int limitMs)
{
    const auto where = u"127.0.0.1:%1"_s.arg(port);
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(port));
    if (!socket.waitForConnected(limitMs))
        return failure(ErrorCode::Unavailable, socket.errorString(), where);
    // 1.0: the body ends with the connection, never in chunks.
    socket.write("GET " + path + " HTTP/1.0\r\nHost: lab\r\n\r\n");
    QByteArray answer;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(limitMs))
        answer += socket.readAll();
    answer += socket.readAll();
    const auto head = answer.indexOf("\r\n\r\n");
    if (head < 0 || !answer.left(16).contains(" 200"))
        return failure(ErrorCode::Unavailable, QString::fromUtf8(answer.left(200)), where);
    return answer.mid(head + 4);
}

Result<std::optional<double>> promql(int port, const QString& expression)
{
    const auto body = httpGet(port, "/api/v1/query?query=" + QUrl::toPercentEncoding(expression));
    if (!body)
        return Failure{body.error()};
    const auto document = parseForeign(*body);
    if (!document)
        return Failure{document.error()};
    const auto& samples = (*document)[u"data"][u"result"].toArray();
    if (samples.size() != 1 || samples.front()[u"value"].toArray().size() != 2)
        return std::optional<double>{};
    bool ok = false;
    const double value = samples.front()[u"value"].toArray().at(1).toString().toDouble(&ok);
    return ok && std::isfinite(value) ? std::optional{value} : std::nullopt;
}

Result<std::map<QString, Instant>> lastScrapes(int port, const QString& job)
{
    const auto body = httpGet(port, "/api/v1/targets?state=active");
    const auto document = body ? parseForeign(*body) : Result<Json>{Failure{body.error()}};
    if (!document)
        return Failure{document.error()};
    std::map<QString, Instant> scrapes;
    for (const auto& target : (*document)[u"data"][u"activeTargets"].toArray()) {
        if (target[u"labels"][u"job"].toString() != job)
            continue;
        // Three decimals: the nanoseconds after them would not be read.
        static const QRegularExpression finer(u"(\\.\\d{3})\\d+"_s);
        auto text = target[u"lastScrape"].toString();
        const auto at = QDateTime::fromString(text.replace(finer, u"\\1"_s), Qt::ISODateWithMs);
        if (at.isValid())
            scrapes[target[u"labels"][u"track"].toString()] = instantFromMs(at.toMSecsSinceEpoch());
    }
    return scrapes;
}

Result<QByteArray> haproxyTell(const QString& socket, const QByteArray& command)
{
    constexpr int limitMs = 2000;
    QLocalSocket session;
    session.connectToServer(socket);
    if (!session.waitForConnected(limitMs))
        return failure(ErrorCode::Unavailable, u"HAProxy does not answer: "_s + session.errorString(), socket);
    session.write(command + '\n');
    QByteArray answer;
    while (session.state() == QLocalSocket::ConnectedState && session.waitForReadyRead(limitMs))
        answer += session.readAll();
    return answer + session.readAll();
}

Result<Weights> haproxyWeights(const QString& socket, const QString& backend)
{
    const auto stable = weightOf(socket, backend + u"/stable"_s);
    if (!stable)
        return Failure{stable.error()};
    const auto canary = weightOf(socket, backend + u"/canary"_s);
    if (!canary)
        return Failure{canary.error()};
    return Weights{*stable, *canary};
}

Result<QByteArray> haproxyServerStatus(const QString& socket, const QString& backend, const QString& server)
{
    const auto table = haproxyTell(socket, "show stat");
    if (!table)
        return Failure{table.error()};
    for (const auto& line : table->split('\n')) {
        const auto cells = line.split(',');
        if (cells.size() > 17 && cells.at(0) == backend.toUtf8() && cells.at(1) == server.toUtf8())
            return cells.at(17);
    }
    return failure(ErrorCode::NotFound, u"HAProxy has no server %1/%2"_s.arg(backend, server), socket);
}

} // namespace penelope::lab

#include "core/adapters/haproxy/runtime.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace penelope::haproxy {

namespace {

constexpr int maxWeight = 256;

bool isName(const QString& text)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9_.:-]+\\z"_s);
    return name.match(text).hasMatch();
}

Result<QStringList> serverNames(const Json& target, const QString& arm)
{
    const auto* list = target.find(arm);
    if (!list || !list->isArray() || list->toArray().empty())
        return failure(ErrorCode::Malformed, u"the router needs at least one server of the arm"_s, u"router."_s + arm);
    QStringList names;
    for (const auto& entry : list->toArray()) {
        if (!isName(entry.toString()) || names.contains(entry.toString()))
            return failure(ErrorCode::Malformed, u"not a name of a server, or twice"_s, u"router."_s + arm);
        names.append(entry.toString());
    }
    return names;
}

struct ServerRow
{
    int weight = 0;
    int initial = 0;    ///< of the configuration
    int adminState = 0; ///< bits of maintenance and drain; 0 = ready
    bool backup = false;
    quint64 requests = 0;
};

struct Seen
{
    QString processId;
    QString algorithm;
    QString cookie; ///< that keeps a client at its server
    std::map<QString, ServerRow> servers;
};

using Columns = std::map<QString, qsizetype>;

Columns columnsOf(const QString& header, QLatin1Char separator)
{
    Columns columns;
    const auto names = header.mid(header.startsWith("# "_L1) ? 2 : 0).split(separator);
    for (qsizetype i = 0; i < names.size(); ++i)
        columns.emplace(names[i].trimmed(), i);
    return columns;
}

QString cell(const Columns& columns, const QStringList& row, const QString& name)
{
    const auto at = columns.find(name);
    return at == columns.end() || at->second >= row.size() ? QString() : row[at->second];
}

/// "show servers state": a format number, a header, one line a server.
bool takeState(const QStringList& lines, Seen& seen)
{
    if (lines.size() < 2 || lines[0] != "1"_L1 || !lines[1].startsWith("# be_id "_L1))
        return false;
    const auto columns = columnsOf(lines[1], QLatin1Char(' '));
    for (const auto& line : lines.mid(2)) {
        const auto row = line.split(u' ');
        bool read = false;
        const int weight = cell(columns, row, u"srv_uweight"_s).toInt(&read);
        if (!read)
            return false;
        auto& server = seen.servers[cell(columns, row, u"srv_name"_s)];
        server.weight = weight;
        server.initial = cell(columns, row, u"srv_iweight"_s).toInt();
        server.adminState = cell(columns, row, u"srv_admin_state"_s).toInt();
    }
    return true;
}

/// "show stat": CSV; the first columns hold no quotes.
bool takeStatistics(const QStringList& lines, Seen& seen)
{
    if (lines.isEmpty() || !lines[0].startsWith("# pxname,"_L1))
        return false;
    const auto columns = columnsOf(lines[0], QLatin1Char(','));
    for (const auto& line : lines.mid(1)) {
        const auto row = line.split(u',');
        const auto name = cell(columns, row, u"svname"_s);
        if (name == "BACKEND"_L1) {
            seen.algorithm = cell(columns, row, u"algo"_s);
            seen.cookie = cell(columns, row, u"cookie"_s);
            continue;
        }
        auto& server = seen.servers[name];
        server.backup = cell(columns, row, u"bck"_s) == "1"_L1;
        server.requests = cell(columns, row, u"lbtot"_s).toULongLong();
    }
    return true;
}

bool takeInformation(const QStringList& lines, Seen& seen)
{
    QString startedAt;
    for (const auto& line : lines) {
        if (line.startsWith("Pid: "_L1))
            seen.processId = line.mid(5).trimmed();
        if (line.startsWith("Start_time_sec: "_L1))
            startedAt = line.mid(16).trimmed();
    }
    if (seen.processId.isEmpty())
        return false;
    // In a container every process has the same number.
    if (!startedAt.isEmpty())
        seen.processId += u'@' + startedAt;
    return true;
}

Failure unknownAnswer(const Target& target, const QString& text)
{
    const auto said = text.trimmed().left(500);
    if (said.contains("Can't find backend"_L1) || said.contains("No such"_L1))
        return failure(ErrorCode::NotFound, u"HAProxy: %1 (%2)"_s.arg(said, target.backend), target.socket);
    if (said.contains("Proxy is disabled"_L1))
        return failure(
            ErrorCode::Unavailable, u"HAProxy: %1 (an old process answers after a reload)"_s.arg(said), target.socket);
    if (said.isEmpty())
        return failure(ErrorCode::Unavailable, u"HAProxy closed without an answer"_s, target.socket);
    return failure(ErrorCode::Refused, u"HAProxy: %1"_s.arg(said), target.socket);
}

/// The sum of an arm, or the first server that is not there.
Result<ServerRow> sumOf(const Target& target, const Seen& seen, const QStringList& names)
{
    ServerRow sum;
    for (const auto& name : names) {
        const auto at = seen.servers.find(name);
        if (at == seen.servers.end())
            return failure(
                ErrorCode::NotFound, u"backend %1 has no server %2"_s.arg(target.backend, name), target.socket);
        sum.weight += at->second.weight;
        sum.initial += at->second.initial;
        sum.requests += at->second.requests;
    }
    return sum;
}

/// With a share on the canary every server of the arms must take what its weight says.
Status checkReady(const Target& target, const Seen& seen)
{
    for (const auto& name : target.stable + target.canary) {
        const auto& server = seen.servers.at(name);
        if (server.weight > 0 && server.adminState != 0)
            return failure(
                ErrorCode::Refused,
                u"server %1 of backend %2 is in maintenance or drains: it takes nothing of its weight %3 "
                "(set server %2/%1 state ready)"_s.arg(name, target.backend)
                    .arg(server.weight),
                target.socket);
    }
    return {};
}

Status checkShares(const Target& target, const Seen& seen)
{
    if (seen.algorithm != "roundrobin"_L1)
        return failure(
            ErrorCode::Refused,
            u"backend %1 balances by %2: only roundrobin gives the decided share"_s.arg(
                target.backend, seen.algorithm.isEmpty() ? u"an unnamed algorithm"_s : seen.algorithm),
            target.socket);
    for (const auto& [name, server] : seen.servers) {
        if (server.weight > 0 && !server.backup && !target.stable.contains(name) && !target.canary.contains(name))
            return failure(
                ErrorCode::Refused,
                u"server %1 of backend %2 takes traffic and is in neither arm"_s.arg(name, target.backend),
                target.socket);
    }
    return {};
}

/// Everything that the questions are answered with.
Result<Seen> takeAnswers(const Target& target, const QString& text)
{
    const auto blocks = text.split(u"\n\n"_s, Qt::SkipEmptyParts);
    Seen seen;
    if (blocks.isEmpty() || !takeInformation(blocks[0].split(u'\n', Qt::SkipEmptyParts), seen))
        return unknownAnswer(target, text);
    if (blocks.size() < 2 || !takeState(blocks[1].split(u'\n', Qt::SkipEmptyParts), seen))
        return unknownAnswer(target, blocks.value(1));
    if (blocks.size() < 3 || !takeStatistics(blocks[2].split(u'\n', Qt::SkipEmptyParts), seen))
        return unknownAnswer(target, blocks.value(2));
    return seen;
}

Result<TrafficRouter::Split> splitOf(const Target& target, const Seen& seen)
{
    const auto stable = sumOf(target, seen, target.stable);
    if (!stable)
        return Failure{stable.error()};
    const auto canary = sumOf(target, seen, target.canary);
    if (!canary)
        return Failure{canary.error()};
    if (const auto exact = checkShares(target, seen); !exact)
        return Failure{exact.error()};
    const int total = stable->weight + canary->weight;
    if (total == 0)
        return failure(
            ErrorCode::Refused, u"backend %1 has no weight above 0 in either arm"_s.arg(target.backend), target.socket);
    if (const auto ready = canary->weight > 0 ? checkReady(target, seen) : Status{}; !ready)
        return Failure{ready.error()};
    return TrafficRouter::Split{
        static_cast<int>(std::lround(100.0 * canary->weight / total)),
        TrafficRouter::Requests{canary->requests, stable->requests},
        seen.processId,
        {}};
}

QStringList adviceOf(const Target& target, const Seen& seen)
{
    QStringList advice;
    const bool falls =
        std::any_of(seen.servers.begin(), seen.servers.end(), [](const auto& each) { return each.second.backup; });
    if (!falls)
        advice.append(u"backend %1 has no backup server: at 100 % a failing canary answers 503 to everybody; add "
                      "\"server stable_fallback ADDRESS backup\""_s.arg(target.backend));
    for (const auto& name : target.canary) {
        if (const auto initial = seen.servers.at(name).initial; initial > 0)
            advice.append(u"server %1 begins with weight %2: after a reload it takes traffic at once; give it "
                          "\"weight 0\" in the configuration"_s.arg(name)
                              .arg(initial));
    }
    if (!seen.cookie.isEmpty())
        advice.append(u"backend %1 keeps clients at their server by the cookie %2: those of the canary stay there at "
                      "weight 0"_s.arg(target.backend, seen.cookie));
    if (target.stateFile.isEmpty())
        advice.append(u"no \"state_file\" is kept: after a reload the weights of the configuration hold until they are "
                      "set again"_s);
    return advice;
}

} // namespace

Result<Target> readTarget(const Json& target)
{
    if (target[u"kind"].toString() != "haproxy"_L1)
        return failure(ErrorCode::Unsupported, u"the router is not a HAProxy"_s, u"router.kind"_s);
    Target read{target[u"socket"].toString(), target[u"backend"].toString(), {}, {}, target[u"state_file"].toString()};
    if (!read.socket.startsWith(u'/'))
        return failure(ErrorCode::Malformed, u"the socket needs an absolute path"_s, u"router.socket"_s);
    if (!read.stateFile.isEmpty() && !read.stateFile.startsWith(u'/'))
        return failure(ErrorCode::Malformed, u"the state file needs an absolute path"_s, u"router.state_file"_s);
    if (!isName(read.backend))
        return failure(ErrorCode::Malformed, u"not a name of a backend"_s, u"router.backend"_s);
    auto stable = serverNames(target, u"stable"_s);
    if (!stable)
        return Failure{stable.error()};
    auto canary = serverNames(target, u"canary"_s);
    if (!canary)
        return Failure{canary.error()};
    for (const auto& name : *canary) {
        if (stable->contains(name))
            return failure(ErrorCode::Malformed, u"server %1 is in both arms"_s.arg(name), u"router.canary"_s);
    }
    read.stable = std::move(*stable);
    read.canary = std::move(*canary);
    return read;
}

Weights weightsFor(int canaryPercent, qsizetype stableServers, qsizetype canaryServers)
{
    if (canaryPercent <= 0)
        return {100, 0};
    if (canaryPercent >= 100)
        return {0, 100};
    // stable : canary per server = (100 − p)·canaryServers : p·stableServers
    auto stable = (100 - canaryPercent) * canaryServers;
    auto canary = canaryPercent * stableServers;
    if (std::max(stable, canary) > maxWeight) {
        const auto divisor = std::gcd(stable, canary);
        stable /= divisor;
        canary /= divisor;
    }
    if (std::max(stable, canary) <= maxWeight)
        return {static_cast<int>(stable), static_cast<int>(canary)};
    const double wanted = static_cast<double>(canary) / static_cast<double>(stable);
    Weights best{1, 1};
    double bestError = HUGE_VAL;
    for (int whole = 1; whole <= maxWeight; ++whole) {
        const int part = std::clamp(static_cast<int>(std::lround(wanted * whole)), 1, maxWeight);
        const double error = std::abs(std::log(static_cast<double>(part) / whole / wanted));
        if (error < bestError) {
            bestError = error;
            best = {whole, part};
        }
    }
    return best;
}

QString questions(const Target& target)
{
    // Types 2 and 4: the backend's own row (it names the algorithm) and its servers.
    return u"show info;show servers state %1;show stat %1 6 -1"_s.arg(target.backend);
}

Result<TrafficRouter::Split> readAnswers(const Target& target, const QString& text)
{
    const auto seen = takeAnswers(target, text);
    if (!seen)
        return Failure{seen.error()};
    return splitOf(target, *seen);
}

QString checkQuestions(const Target& target)
{
    return questions(target) + u";show cli level"_s;
}

Result<TrafficRouter::Checked> readCheck(const Target& target, const QString& text)
{
    const auto seen = takeAnswers(target, text);
    if (!seen)
        return Failure{seen.error()};
    auto split = splitOf(target, *seen);
    if (!split)
        return Failure{split.error()};
    const auto level = text.split(u"\n\n"_s, Qt::SkipEmptyParts).value(3).trimmed();
    if (level != "admin"_L1)
        return failure(
            ErrorCode::Refused,
            u"the socket's level is %1: weights need \"level admin\" on its \"stats socket\" line"_s.arg(
                level.isEmpty() ? u"unknown"_s : level),
            target.socket);
    return TrafficRouter::Checked{std::move(*split), adviceOf(target, *seen)};
}

QString stateQuestion()
{
    return u"show servers state"_s;
}

Result<QByteArray> readState(const Target& target, const QString& text)
{
    Seen seen;
    if (!takeState(text.split(u'\n', Qt::SkipEmptyParts), seen))
        return unknownAnswer(target, text);
    return text.trimmed().toUtf8() + '\n';
}

QString orders(const Target& target, const Weights& weights, bool goingBack)
{
    const auto arm = [&target](const QStringList& names, int weight) {
        QStringList lines;
        for (const auto& name : names)
            lines.append(u"set weight %1/%2 %3"_s.arg(target.backend, name).arg(weight));
        return lines;
    };
    const auto stable = arm(target.stable, weights.stable);
    const auto canary = arm(target.canary, weights.canary);
    return (goingBack ? stable + canary : canary + stable).join(u';');
}

Status readConfirmation(const Target& target, const QString& text)
{
    if (text.trimmed().isEmpty())
        return {};
    return unknownAnswer(target, text);
}

} // namespace penelope::haproxy

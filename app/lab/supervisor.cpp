#include "app/lab/supervisor.h"

#include "app/lab/files.h"
#include "app/lab/probes.h"
#include "app/lab/serviceconfig.h"

#include <QCryptographicHash>
#include <QLocalSocket>
#include <QPointer>

#include <algorithm>

namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray reply(const Status& status)
{
    auto answer = Json::object({{u"ok"_s, Json{status.has_value()}}});
    if (!status)
        answer.set(u"message"_s, Json{status.error().message + u' ' + status.error().where});
    return toJsonText(answer) + '\n';
}

} // namespace

struct Supervisor::Instance
{
    QString service;
    QString track;
    int port = 0;
    QByteArray wanted;  ///< contents of service.toml; empty = none wanted
    QByteArray running; ///< what the child was started with
    std::unique_ptr<Child> child;
    std::vector<Answer> waiting; ///< for it to be as wanted

    QString name() const { return service + u'-' + track; }
    void answer(const Status& status)
    {
        for (const auto& told : std::exchange(waiting, {}))
            told(status);
    }
};

Supervisor::Supervisor(const Layout& layout, const PortPlan& ports, QString program)
    : m_layout(layout)
    , m_ports(ports)
    , m_program(std::move(program))
{
    for (const auto& service : serviceNames()) {
        for (const auto& track : {u"stable"_s, u"canary"_s}) {
            auto made = std::make_unique<Instance>();
            made->service = service;
            made->track = track;
            const auto& own = m_ports.of(service);
            made->port = track == u"stable"_s ? own.stable : own.canary;
            m_instances[made->name()] = std::move(made);
        }
    }
    connect(&m_server, &QLocalServer::newConnection, this, &Supervisor::accept);
    connect(&m_check, &QTimer::timeout, this, &Supervisor::check);
    m_check.setInterval(100ms);
}

Supervisor::~Supervisor() = default;

Status Supervisor::listen()
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(m_layout.ctlSocket()))
        return failure(ErrorCode::Unavailable, m_server.errorString(), m_layout.ctlSocket());
    return {};
}

Supervisor::Instance& Supervisor::instance(const QString& service, const QString& track)
{
    return *m_instances.at(service + u'-' + track);
}

void Supervisor::run(const QString& service, const QString& track, const QString& tree, Answer answer)
{
    const auto path = tree + u"/service.toml"_s;
    const auto contents = readFile(path);
    if (!contents) {
        answer(Failure{contents.error()});
        return;
    }
    if (const auto config = readServiceConfig(path); !config) {
        answer(Failure{config.error()});
        return;
    }
    auto& target = instance(service, track);
    target.answer(failure(ErrorCode::Conflict, u"another command came first"_s, target.name()));
    target.wanted = *contents;
    target.waiting.push_back(std::move(answer));
    m_check.start();
    if (!target.child || !target.child->running())
        launch(target);
    else if (target.running != target.wanted)
        target.child->stop(); // `ended` starts it anew
    else
        check();
}

void Supervisor::stop(const QString& service, const QString& track, Answer answer)
{
    auto& target = instance(service, track);
    target.answer(failure(ErrorCode::Conflict, u"another command came first"_s, target.name()));
    target.wanted.clear();
    if (!target.child || !target.child->running()) {
        answer({});
        return;
    }
    target.waiting.push_back(std::move(answer));
    target.child->stop();
}

void Supervisor::stopAll()
{
    for (const auto& [name, target] : m_instances)
        stop(target->service, target->track, [](const Status&) {});
}

bool Supervisor::anyRunning() const
{
    return std::any_of(m_instances.begin(), m_instances.end(), [](const auto& entry) {
        return entry.second->child && entry.second->child->running();
    });
}

bool Supervisor::isRunning(const QString& service, const QString& track) const
{
    const auto& target = m_instances.at(service + u'-' + track);
    return target->child && target->child->running();
}

std::map<QString, qint64> Supervisor::pids() const
{
    std::map<QString, qint64> pids;
    for (const auto& [name, target] : m_instances) {
        if (target->child && target->child->running())
            pids[name] = target->child->pid();
    }
    return pids;
}

void Supervisor::launch(Instance& target)
{
    // A copy: the tree it came from may be reset while the instance runs.
    const auto config = m_layout.path(u"run/%1.toml"_s.arg(target.name()));
    if (auto status = writeFile(config, target.wanted); !status) {
        target.answer(status);
        return;
    }
    target.running = target.wanted;
    ChildPlan plan{
        target.name(),
        m_program,
        {u"service"_s, u"--name"_s, target.service, u"--track"_s, target.track, u"--config"_s, config, u"--world"_s,
         m_layout.world(), u"--port"_s, QString::number(target.port)},
        m_layout.root,
        m_layout.log(target.name()),
        {}};
    target.child = std::make_unique<Child>(std::move(plan), [this, &target](Child::Ended how) { ended(target, how); });
    if (auto status = target.child->start(); !status)
        target.answer(status);
    emit changed();
}

void Supervisor::ended(Instance& target, const Child::Ended& how)
{
    emit changed();
    if (target.wanted.isEmpty()) {
        emit told(u"The %1 instance of %2 has stopped."_s.arg(target.track, target.service));
        target.answer({});
        return;
    }
    if (!how.wanted) {
        emit told(u"The %1 instance of %2 ended by itself (%3)."_s.arg(target.track, target.service).arg(how.exitCode));
        target.answer(failure(ErrorCode::Unavailable, u"the instance ended by itself"_s, target.name()));
        return;
    }
    // The child object is inside its own call: replace it from the loop.
    QMetaObject::invokeMethod(
        this,
        [this, &target] {
            if (!target.wanted.isEmpty())
                launch(target);
        },
        Qt::QueuedConnection);
}

void Supervisor::check()
{
    bool open = false;
    for (const auto& [name, target] : m_instances) {
        if (target->waiting.empty() || target->wanted.isEmpty())
            continue;
        const bool up =
            target->child && target->child->running() && target->running == target->wanted &&
            httpGet(target->port, "/health", 200).has_value() &&
            haproxyServerStatus(m_layout.haproxySocket(), u"be_"_s + target->service, target->track) == "UP";
        if (!up) {
            open = true;
            continue;
        }
        emit told(u"The %1 instance of %2 runs."_s.arg(target->track, target->service));
        target->answer({});
    }
    if (!open)
        m_check.stop();
}

void Supervisor::accept()
{
    while (auto* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine())
                return;
            obey(socket->readLine(), [peer = QPointer<QLocalSocket>{socket}](const Status& status) {
                if (!peer)
                    return;
                peer->write(reply(status));
                peer->disconnectFromServer();
            });
        });
    }
}

void Supervisor::obey(const QByteArray& line, const std::function<void(Status)>& answer)
{
    const auto asked = parseForeign(line);
    const auto words = asked ? stringList((*asked)[u"words"]) : QStringList{};
    const auto service = words.value(0);
    const auto verb = words.value(1);
    const auto track = words.value(2);
    if (!serviceNames().contains(service) || (track != u"stable"_s && track != u"canary"_s))
        answer(
            failure(ErrorCode::Malformed, u"SERVICE start|deploy stable|canary TREE, or SERVICE stop stable|canary"_s));
    else if ((verb == u"start"_s || verb == u"deploy"_s) && words.size() == 4)
        run(service, track, words.at(3), answer);
    else if (verb == u"stop"_s && words.size() == 3)
        stop(service, track, answer);
    else
        answer(failure(ErrorCode::Malformed, u"the verbs are start TREE, deploy TREE and stop"_s));
}

} // namespace penelope::lab

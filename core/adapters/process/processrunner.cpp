#include "core/adapters/process/processrunner.h"

#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTimer>

#include <csignal>
#include <memory>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::process {

namespace {

constexpr Milliseconds probeInterval{200};
constexpr Milliseconds probeLimit{2000};

/// One program until it has ended. Its parent is the runner.
class RunningCommand final : public QObject
{
public:
    RunningCommand(QStringList argv, Milliseconds limit, CommandRunner::Handler handler, QObject* parent)
        : QObject(parent)
        , m_argv(std::move(argv))
        , m_limit(limit)
        , m_handler(std::move(handler))
    {}
    ~RunningCommand() override
    {
        m_process.disconnect(this);
        killGroup();
        if (m_process.state() != QProcess::NotRunning)
            m_process.waitForFinished();
    }

    /// Keeps standard output apart from what is told in errors.
    void answerTo(const std::map<QString, QString>& environment)
    {
        m_apart = true;
        auto whole = QProcessEnvironment::systemEnvironment();
        for (const auto& [name, value] : environment)
            whole.insert(name, value);
        m_process.setProcessEnvironment(whole);
    }
    const QByteArray& output() const { return m_output; }
    void start(const QString& program, const QString& folder)
    {
        m_process.setProgram(program);
        m_process.setArguments(m_argv.mid(1));
        m_process.setWorkingDirectory(folder);
        m_process.setProcessChannelMode(m_apart ? QProcess::SeparateChannels : QProcess::MergedChannels);
        m_process.setStandardInputFile(QProcess::nullDevice());
        // A group of its own, so that what the program started can be ended with it.
        m_process.setChildProcessModifier([] { ::setpgid(0, 0); });
        connect(&m_process, &QProcess::readyReadStandardOutput, this, &RunningCommand::keepTail);
        connect(&m_process, &QProcess::readyReadStandardError, this, &RunningCommand::keepTail);
        connect(&m_process, &QProcess::errorOccurred, this, &RunningCommand::onError);
        connect(&m_process, &QProcess::finished, this, &RunningCommand::onFinished);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &RunningCommand::onLimit);
        m_timer.start(m_limit);
        m_process.start();
        m_group = m_process.processId();
    }

private:
    void keepTail()
    {
        if (m_apart && m_output.size() <= ProcessRunner::maxAnswer)
            m_output += m_process.readAllStandardOutput();
        m_tail += m_apart ? m_process.readAllStandardError() : m_process.readAllStandardOutput();
        if (m_tail.size() > ProcessRunner::keptOutput)
            m_tail.remove(0, m_tail.size() - ProcessRunner::keptOutput);
    }
    void killGroup() const
    {
        if (m_group > 0 && m_process.state() != QProcess::NotRunning)
            ::kill(static_cast<pid_t>(-m_group), SIGKILL);
    }
    void onLimit()
    {
        m_late = true;
        killGroup();
    }
    void onError(QProcess::ProcessError error)
    {
        if (error == QProcess::FailedToStart)
            answer(failure(
                ErrorCode::Unsupported, u"cannot start %1: %2"_s.arg(m_argv.front(), m_process.errorString()),
                m_process.workingDirectory()));
    }
    void onFinished(int exitCode, QProcess::ExitStatus status)
    {
        keepTail();
        const auto tail = QString::fromUtf8(m_tail);
        if (m_late)
            answer(failure(
                ErrorCode::Unavailable,
                u"%1 was ended after %2 s: %3"_s.arg(m_argv.join(u' ')).arg(seconds()).arg(tail)));
        else if (status == QProcess::CrashExit)
            answer(failure(
                ErrorCode::Unavailable, u"%1 died of signal %2: %3"_s.arg(m_argv.join(u' ')).arg(exitCode).arg(tail)));
        else
            answer(CommandRunner::Finished{exitCode, tail});
    }
    double seconds() const { return static_cast<double>(m_limit.count()) / 1000; }
    void answer(Result<CommandRunner::Finished> result)
    {
        if (!m_handler)
            return;
        m_timer.stop();
        deleteLater();
        std::exchange(m_handler, nullptr)(std::move(result));
    }

    QStringList m_argv;
    Milliseconds m_limit;
    CommandRunner::Handler m_handler;
    QProcess m_process;
    QTimer m_timer;
    QByteArray m_tail;
    QByteArray m_output;
    qint64 m_group = 0;
    bool m_apart = false;
    bool m_late = false;
};

/// Asks one address until it answers 200. Its parent is the runner.
class ReadinessProbe final : public QObject
{
public:
    ReadinessProbe(
        QNetworkAccessManager& network, QUrl url, Milliseconds limit, std::function<void(Status)> handler,
        QObject* parent)
        : QObject(parent)
        , m_network(network)
        , m_url(std::move(url))
        , m_limit(limit)
        , m_handler(std::move(handler))
    {
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, &ReadinessProbe::giveUp);
        m_deadline.start(limit);
        m_pause.setSingleShot(true);
        connect(&m_pause, &QTimer::timeout, this, &ReadinessProbe::ask);
        m_pause.start(Milliseconds{0});
    }
    ~ReadinessProbe() override
    {
        if (m_reply) {
            m_reply->disconnect(this);
            m_reply->abort();
            m_reply->deleteLater();
        }
    }

private:
    void ask()
    {
        QNetworkRequest request(m_url);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        request.setTransferTimeout(static_cast<int>(probeLimit.count()));
        m_reply = m_network.get(request);
        connect(m_reply, &QNetworkReply::finished, this, &ReadinessProbe::onReply);
    }
    void onReply()
    {
        auto* reply = std::exchange(m_reply, nullptr);
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status == 200)
            return answer({});
        m_last = status != 0 ? u"HTTP %1"_s.arg(status) : reply->errorString();
        m_pause.start(probeInterval);
    }
    void giveUp()
    {
        answer(failure(
            ErrorCode::Unavailable,
            u"not ready after %1 s: %2"_s.arg(static_cast<double>(m_limit.count()) / 1000)
                .arg(m_last.isEmpty() ? u"no answer"_s : m_last),
            m_url.toString()));
    }
    void answer(Status status)
    {
        m_deadline.stop();
        m_pause.stop();
        deleteLater();
        std::exchange(m_handler, nullptr)(std::move(status));
    }

    QNetworkAccessManager& m_network;
    QUrl m_url;
    Milliseconds m_limit;
    std::function<void(Status)> m_handler;
    QNetworkReply* m_reply = nullptr; ///< owned by the network manager
    QTimer m_deadline;
    QTimer m_pause;
    QString m_last;
};

/// PATH first; a name that is not there may stand in the folder. A path is left to the kernel, from the folder.
QString findProgram(const QString& name, const QString& folder)
{
    if (name.contains(u'/'))
        return name;
    auto found = QStandardPaths::findExecutable(name);
    if (!found.isEmpty())
        return found;
    const QFileInfo beside(folder + u'/' + name);
    return beside.isFile() && beside.isExecutable() ? beside.absoluteFilePath() : name;
}

} // namespace

ProcessRunner::ProcessRunner()
    : m_network(new QNetworkAccessManager(this))
{}

ProcessRunner::~ProcessRunner()
{
    // Before the network manager goes: probes hold replies of it.
    for (auto* child : children()) {
        if (child != m_network)
            delete child;
    }
}

void ProcessRunner::run(const QStringList& argv, const QString& folder, Milliseconds limit, Handler handler)
{
    // Later, so that no handler runs inside the call that asks.
    const auto start = [this, argv, folder, limit, handler = std::move(handler)]() mutable {
        if (argv.isEmpty() || argv.front().isEmpty())
            return handler(failure(ErrorCode::Malformed, u"there is no command to run"_s, folder));
        auto* command = new RunningCommand(argv, limit, std::move(handler), this);
        command->start(findProgram(argv.front(), folder), folder);
    };
    QMetaObject::invokeMethod(this, start, Qt::QueuedConnection);
}

void ProcessRunner::ask(const Question& question, AnswerHandler handler)
{
    const auto start = [this, question, handler = std::move(handler)]() mutable {
        if (question.argv.isEmpty() || question.argv.front().isEmpty())
            return handler(failure(ErrorCode::Malformed, u"there is no command to run"_s, question.folder));
        const auto name = question.argv.front();
        auto running = std::make_shared<RunningCommand*>(nullptr);
        const auto understand = [running, name, handler = std::move(handler)](Result<Finished> finished) {
            if (!finished)
                return handler(Failure{std::move(finished.error())});
            if (finished->exitCode != 0)
                return handler(failure(
                    ErrorCode::Refused,
                    u"%1 exited %2: %3"_s.arg(name).arg(finished->exitCode).arg(finished->logTail.right(400))));
            const auto& output = (*running)->output();
            if (output.size() > maxAnswer)
                return handler(
                    failure(ErrorCode::Refused, u"%1 answers more than %2 bytes"_s.arg(name).arg(maxAnswer)));
            handler(output);
        };
        *running = new RunningCommand(question.argv, question.limit, understand, this);
        (*running)->answerTo(question.environment);
        (*running)->start(findProgram(name, question.folder), question.folder);
    };
    QMetaObject::invokeMethod(this, start, Qt::QueuedConnection);
}

void ProcessRunner::waitReady(const QString& url, Milliseconds limit, std::function<void(Status)> handler)
{
    const QUrl address(url, QUrl::StrictMode);
    if (!address.isValid() || (address.scheme() != "http"_L1 && address.scheme() != "https"_L1)) {
        const auto refuse = [handler = std::move(handler), url] {
            handler(failure(ErrorCode::Malformed, u"not an http address"_s, url));
        };
        QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
        return;
    }
    new ReadinessProbe(*m_network, address, limit, std::move(handler), this);
}

} // namespace penelope::process

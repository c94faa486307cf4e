#include "tests/journeys/journey.h"

#include "app/lab/files.h"

#include <QDeadlineTimer>
#include <QDirIterator>
#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace penelope::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int lookEveryMs = 500;

QString builtProgram(const QString& name)
{
    return QStringLiteral(PENELOPE_BINARIES) + u'/' + name;
}

void endWithTest(QProcess& process)
{
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

} // namespace

Journey::Journey(const QString& scenario, Screen screen, const QStringList& more)
    : m_scenario(scenario)
    , m_screen(screen)
    , m_more(more)
    , m_folder(m_temporary.path() + u"/lab"_s)
{
    m_temporary.setAutoRemove(!qEnvironmentVariableIsSet("PENELOPE_KEEP"));
}

Journey::~Journey()
{
    if (running()) {
        m_lab.terminate();
        if (!m_lab.waitForFinished(20000))
            m_lab.kill();
        m_lab.waitForFinished(2000);
    }
    if (m_server.state() != QProcess::NotRunning) {
        m_server.terminate();
        m_server.waitForFinished(5000);
    }
}

bool Journey::startScreen()
{
    if (QStandardPaths::findExecutable(u"Xvfb"_s).isEmpty() || QStandardPaths::findExecutable(u"xdotool"_s).isEmpty()) {
        m_trouble = u"Xvfb and xdotool are needed: apt-get install xvfb xdotool"_s;
        return false;
    }
    // The server picks a free display and says which.
    m_server.setProgram(u"Xvfb"_s);
    m_server.setArguments({u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1600x1000x24"_s, u"-nolisten"_s, u"tcp"_s});
    m_server.setStandardErrorFile(QProcess::nullDevice());
    endWithTest(m_server);
    m_server.start();
    while (!m_server.canReadLine()) {
        if (!m_server.waitForReadyRead(10000)) {
            m_trouble = u"Xvfb does not start: "_s + m_server.errorString();
            return false;
        }
    }
    m_display = u':' + QString::fromLatin1(m_server.readLine()).trimmed();
    return true;
}

bool Journey::start()
{
    if (m_screen == Screen::Window && !startScreen())
        return false;
    auto environment = QProcessEnvironment::systemEnvironment();
    if (m_screen == Screen::Window) {
        environment.insert(u"DISPLAY"_s, m_display);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.remove(u"WAYLAND_DISPLAY"_s);
    }
    m_lab.setProcessEnvironment(environment);
    m_lab.setProgram(builtProgram(u"penelope-lab"_s));
    m_lab.setArguments(
        QStringList{
            u"--scenario"_s, m_scenario, m_screen == Screen::Window ? u"--console"_s : u"--headless"_s, u"--keep"_s,
            m_folder} +
        m_more);
    m_lab.setProcessChannelMode(QProcess::MergedChannels);
    m_lab.setStandardOutputFile(m_temporary.filePath(u"lab.out"_s));
    endWithTest(m_lab);
    m_lab.start();
    if (m_lab.waitForStarted(5000))
        return true;
    m_trouble = m_lab.errorString();
    return false;
}

void Journey::look()
{
    const auto document = labFile();
    if (document[u"ports"].toObject().empty())
        return;
    if (const auto weights = lab::haproxyWeights(document[u"haproxy_socket"].toString(), u"be_payments"_s)) {
        m_weights = *weights;
        m_mostCanary = std::max(m_mostCanary, weights->canary);
    }
    const auto p99 = lab::promql(
        static_cast<int>(document[u"ports"][u"prometheus"].toInteger()),
        u"histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{job=\"payments\"}[10s])))"_s);
    if (p99 && *p99)
        m_p99 = **p99;
}

bool Journey::until(const std::function<bool()>& holds, int limitMs)
{
    QDeadlineTimer deadline{limitMs};
    while (running() && !deadline.hasExpired()) {
        look();
        if (holds())
            return true;
        m_lab.waitForFinished(lookEveryMs);
    }
    return holds();
}

int Journey::finish(int limitMs)
{
    until([this] { return !running(); }, limitMs);
    return running() || m_lab.exitStatus() != QProcess::NormalExit ? -1 : m_lab.exitCode();
}

void Journey::interrupt()
{
    m_lab.terminate();
}

void Journey::kill()
{
    m_lab.kill();
    m_lab.waitForFinished(5000);
}

QString Journey::story() const
{
    // A longer message of a failing test would be cut where it gets interesting.
    constexpr int shown = 900;
    return whole().right(shown);
}

QString Journey::whole() const
{
    const auto bytes = lab::readFile(m_temporary.filePath(u"lab.out"_s));
    return bytes ? QString::fromUtf8(*bytes) : u"no story"_s;
}

bool Journey::told(const QString& part) const
{
    return whole().contains(part);
}

int Journey::timesTold(const QString& part) const
{
    return static_cast<int>(whole().count(part));
}

QString Journey::git(const QStringList& arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder + u"/repos/payments"_s);
    process.start(u"git"_s, arguments);
    process.waitForFinished(20000);
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

int Journey::verify(QByteArray* output) const
{
    QProcess process;
    process.start(builtProgram(u"penelopectl"_s), {u"verify"_s, m_folder + u"/journal.db"_s, u"--json"_s});
    if (!process.waitForFinished(60000))
        return -1;
    if (output)
        *output = process.readAllStandardOutput();
    return process.exitCode();
}

int Journey::ctl(const QStringList& arguments, QByteArray* output) const
{
    QProcess process;
    process.start(builtProgram(u"penelopectl"_s), QStringList{u"--journal"_s, m_folder + u"/journal.db"_s} + arguments);
    if (!process.waitForFinished(60000))
        return -1;
    if (output)
        *output = process.readAllStandardOutput();
    return process.exitCode();
}

QString Journey::oddLogLine() const
{
    static const QStringList fields{u"at"_s, u"detail"_s, u"level"_s, u"message"_s, u"where"_s};
    int lines = 0;
    QDirIterator files(m_folder + u"/xdg/state/penelope/log"_s, {u"*.log"_s}, QDir::Files);
    while (files.hasNext()) {
        const auto bytes = lab::readFile(files.next());
        for (const auto& line : bytes.value_or(QByteArray{}).split('\n')) {
            if (line.isEmpty())
                continue;
            ++lines;
            const auto entry = parseForeign(line).value_or(Json{});
            QStringList names;
            for (const auto& [name, value] : entry.toObject())
                names.append(name);
            if (names != fields)
                return QString::fromUtf8(line);
        }
    }
    return lines > 0 ? QString{} : u"there is no log"_s;
}

QByteArray Journey::get(const QByteArray& path) const
{
    return lab::httpGet(static_cast<int>(labFile()[u"ports"][u"penelope"].toInteger()), path).value_or(QByteArray{});
}

std::optional<double> Journey::ask(const QString& expression) const
{
    const auto answer = lab::promql(static_cast<int>(labFile()[u"ports"][u"prometheus"].toInteger()), expression);
    return answer ? *answer : std::nullopt;
}

Json Journey::labFile() const
{
    const auto bytes = lab::readFile(m_folder + u"/lab.json"_s);
    const auto document = bytes ? parseForeign(*bytes) : Result<Json>{};
    return document ? *document : Json{};
}

std::vector<Json> Journey::events(const QStringList& filter) const
{
    QProcess process;
    process.start(
        builtProgram(u"penelopectl"_s),
        QStringList{u"--journal"_s, m_folder + u"/journal.db"_s, u"--json"_s, u"query"_s, u"--limit"_s, u"100000"_s} +
            filter);
    if (!process.waitForFinished(60000))
        return {};
    const auto answer = parseForeign(process.readAllStandardOutput());
    if (!answer)
        return {};
    const auto& items = (*answer)[u"items"].toArray();
    return {items.rbegin(), items.rend()};
}

QString Journey::controlSocket() const
{
    const auto bytes = lab::readFile(m_folder + u"/journal.db.lock"_s);
    const auto lock = bytes ? parseForeign(*bytes) : Result<Json>{};
    const auto core = labFile()[u"pids"][u"core"].toInteger();
    return lock && core > 0 && (*lock)[u"pid"].toInteger() == core ? (*lock)[u"socket"].toString() : QString{};
}

bool Journey::signal(const QString& process, int number) const
{
    const auto pid = labFile()[u"pids"][process].toInteger();
    return pid > 0 && ::kill(static_cast<pid_t>(pid), number) == 0;
}

bool Journey::press(const QStringList& keys) const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DISPLAY"_s, m_display);
    QProcess process;
    process.setProcessEnvironment(environment);
    // There is no window manager that would give the window the focus.
    process.start(
        u"xdotool"_s,
        QStringList{
            u"search"_s, u"--onlyvisible"_s, u"--name"_s, u"Penelope"_s, u"windowfocus"_s, u"--sync"_s, u"key"_s,
            u"--delay"_s, u"300"_s} +
            keys);
    return process.waitForFinished(10000) && process.exitCode() == 0;
}

} // namespace penelope::test

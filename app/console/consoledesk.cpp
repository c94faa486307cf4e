#include "app/console/consoledesk.h"

#include "app/console/coremodule.h"
#include "app/console/sandboxfacts.h"
#include "app/runtime/journalplace.h"
#include "core/adapters/config/settingsfile.h"
#include "core/adapters/system/paths.h"
#include "core/engine/metricfamilies.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSysInfo>

#include <openssl/crypto.h>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

namespace {

struct DeskWords
{
    Q_DECLARE_TR_FUNCTIONS(DeskWords)
};

constexpr qint64 largestSettings = qint64{1024} * 1024;

ui::Connection shown(const QString& name, const config::Prometheus& source)
{
    ui::Connection connection;
    connection.name = name;
    connection.url = source.url;
    connection.auth = static_cast<ui::Connection::Auth>(source.auth.kind);
    connection.user = source.auth.user;
    connection.secret = source.auth.secret;
    connection.cert = source.auth.cert;
    connection.key = source.auth.key;
    connection.ca = source.ca;
    connection.poll = source.poll;
    connection.timeout = source.timeout;
    connection.headers = source.headers;
    return connection;
}

config::Prometheus kept(const ui::Connection& connection)
{
    config::Prometheus source;
    source.url = connection.url;
    source.auth.kind = static_cast<config::Auth::Kind>(connection.auth);
    source.auth.user = connection.user;
    source.auth.secret = connection.secret;
    source.auth.cert = connection.cert;
    source.auth.key = connection.key;
    source.ca = connection.ca;
    source.poll = connection.poll;
    source.timeout = connection.timeout;
    source.headers = connection.headers;
    return source;
}

std::map<QString, config::Prometheus> kept(const std::vector<ui::Connection>& connections)
{
    std::map<QString, config::Prometheus> all;
    for (const auto& connection : connections)
        all[connection.name] = kept(connection);
    return all;
}

qint64 bytesOf(const QString& path)
{
    const QFileInfo info(path);
    if (!info.isDir())
        return info.exists() ? info.size() : 0;
    qint64 sum = 0;
    for (QDirIterator each(path, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); each.hasNext();) {
        each.next();
        sum += each.fileInfo().size();
    }
    return sum;
}

QString sizeText(qint64 bytes)
{
    if (bytes == 0)
        return ui::format::absent();
    constexpr double mebi = 1024.0 * 1024.0;
    constexpr qint64 readable = qint64{100} * 1024;
    //: sizes of files
    return bytes < readable ? DeskWords::tr("%1 KiB").arg(ui::format::number(static_cast<double>(bytes) / 1024, 1))
                            : DeskWords::tr("%1 MiB").arg(ui::format::number(static_cast<double>(bytes) / mebi, 1));
}

} // namespace

ConsoleDesk::ConsoleDesk(const Clock& clock, Places places, const ui::Session* session)
    : m_clock(clock)
    , m_places(std::move(places))
    , m_where(config::surroundings(m_places.config))
    , m_session(session)
    , m_worker(u"sizes"_s)
{}

bool ConsoleDesk::isFirstRun()
{
    const auto where = config::surroundings();
    if (config::isConfigured(where))
        return false;
    const auto journal = runtime::configuredJournal(where);
    return journal && !QFileInfo::exists(*journal);
}

std::vector<ui::Connection> ConsoleDesk::connections() const
{
    std::vector<ui::Connection> connections;
    if (m_places.demo)
        return connections;
    const auto loaded = config::load(m_where);
    if (!loaded)
        return connections;
    for (const auto& [name, source] : loaded->prometheus) {
        connections.push_back(shown(name, source));
        const auto origin = loaded->origin.find(u"prometheus.%1.url"_s.arg(name));
        if (origin != loaded->origin.end())
            connections.back().origin = origin->second;
    }
    return connections;
}

QString ConsoleDesk::closedReason() const
{
    return m_places.demo ? DeskWords::tr("The demonstration reads no configuration and opens no connection.")
                         : QString();
}

QString ConsoleDesk::settingsFile() const
{
    return config::settingsFile(m_where);
}

Status ConsoleDesk::keep(const std::vector<ui::Connection>& connections)
{
    if (m_places.demo)
        return failure(ErrorCode::NotPermitted, closedReason());
    return config::writeConnections(settingsFile(), kept(connections));
}

Result<QString> ConsoleDesk::keepSecret(const QString& name, const QByteArray& secret)
{
    return config::writeSecret(QFileInfo(settingsFile()).absolutePath(), name, secret);
}

QStringList ConsoleDesk::wantedFamilies() const
{
    const engine::Snapshot nothing{std::make_shared<const engine::ConsoleState>(), {}};
    QStringList names;
    for (const auto& family : engine::families(m_session ? m_session->snapshot() : nothing, m_clock.now()))
        names << family.name;
    return names;
}

std::unique_ptr<ConnectionProbe> ConsoleDesk::probe(const ui::Connection& connection, const QByteArray& typed)
{
    prometheus::Endpoint endpoint;
    endpoint.name = connection.name;
    endpoint.url = QUrl(connection.url, QUrl::StrictMode);
    endpoint.timeout = connection.timeout;
    endpoint.auth = static_cast<prometheus::Endpoint::Auth>(connection.auth);
    endpoint.user = connection.user;
    endpoint.secret = typed.isEmpty() ? connection.secret : QString::fromUtf8(typed);
    endpoint.cert = connection.cert;
    endpoint.key = connection.key;
    endpoint.ca = connection.ca;
    endpoint.headers = connection.headers;
    return openProbe(std::move(endpoint), wantedFamilies(), m_clock);
}

void ConsoleDesk::measure(std::function<void(std::vector<ui::DeskFact>)> done)
{
    const auto journalId = m_session ? m_session->state().journalId : QString();
    const auto config = QFileInfo(settingsFile()).absolutePath();
    std::vector<std::pair<QString, QString>> places;
    if (!m_places.journal.isEmpty()) {
        places.emplace_back(DeskWords::tr("Journal"), m_places.journal);
        places.emplace_back(DeskWords::tr("Keys"), QFileInfo(m_places.journal).absolutePath() + u"/keys"_s);
    }
    places.emplace_back(DeskWords::tr("Configuration"), config);
    if (!journalId.isEmpty())
        places.emplace_back(DeskWords::tr("Cache"), system::cacheFolder(journalId));
    places.emplace_back(DeskWords::tr("Log"), system::logFolder());
    m_measuring = m_worker.run(
        m_mailbox,
        [places = std::move(places)](const std::stop_token& stop) {
            std::vector<ui::DeskFact> facts;
            for (const auto& [name, path] : places) {
                if (stop.stop_requested())
                    break;
                facts.push_back({name, path, sizeText(bytesOf(path))});
            }
            return facts;
        },
        std::move(done));
}

std::vector<ui::DeskFact> ConsoleDesk::facts() const
{
    std::vector<ui::DeskFact> facts;
    facts.push_back({DeskWords::tr("Version"), QCoreApplication::applicationVersion(), {}});
    if (m_session) {
        facts.push_back(
            {DeskWords::tr("Journal"), m_session->state().journalId,
             DeskWords::tr("The name that every signature in it is made over.")});
        facts.push_back({DeskWords::tr("Journal file"), m_places.journal, {}});
    }
    facts.push_back({DeskWords::tr("Configuration"), settingsFile(), {}});
    facts.push_back({u"Qt"_s, QString::fromLatin1(qVersion()), {}});
    facts.push_back({u"OpenSSL"_s, QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION)), {}});
    facts.push_back({DeskWords::tr("System"), QSysInfo::prettyProductName() + u", "_s + QSysInfo::kernelVersion(), {}});
    for (auto& fact : sandboxFacts())
        facts.push_back(std::move(fact));
    return facts;
}

QString ConsoleDesk::diagnostics() const
{
    QStringList lines;
    for (const auto& fact : facts())
        lines << fact.name + u": "_s + fact.value;
    if (!m_session)
        return lines.join(u'\n');
    lines << u"seq: %1"_s.arg(m_session->state().seq);
    for (const auto& [name, source] : m_session->snapshot().live.sources)
        lines << name + u": "_s +
                     (source.lastSampleAt ? ui::format::utcDateTime(*source.lastSampleAt) : ui::format::absent()) +
                     u' ' + source.lastError;
    return lines.join(u'\n');
}

Status ConsoleDesk::exportTo(const QString& path, const std::map<QString, QString>& view) const
{
    const auto text = config::toToml({kept(connections()), view});
    QSaveFile file(path);
    const auto own = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(own) || file.write(text) != text.size() ||
        !file.commit())
        return failure(ErrorCode::Storage, u"cannot be written: %1"_s.arg(file.errorString()), path);
    return {};
}

Result<std::map<QString, QString>> ConsoleDesk::importFrom(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Unavailable, u"cannot be read: %1"_s.arg(file.errorString()), path);
    auto settings = config::portableFrom(file.read(largestSettings), path);
    if (!settings)
        return Failure{settings.error()};
    if (settings->connections.empty() || m_places.demo)
        return std::move(settings->view);
    // A secret that is kept here already belongs to the connection of the same name and address.
    for (const auto& own : connections()) {
        const auto carried = settings->connections.find(own.name);
        if (carried != settings->connections.end() && carried->second.url == own.url)
            carried->second.auth.secret = own.secret;
    }
    for (auto& [name, source] : settings->connections) {
        const bool needs =
            source.auth.kind == config::Auth::Kind::Basic || source.auth.kind == config::Auth::Kind::Bearer;
        if (needs && source.auth.secret.isEmpty())
            // An empty file of its own: the test then says that the secret is wrong, and the settings take the right
            // one.
            if (const auto place = config::writeSecret(QFileInfo(settingsFile()).absolutePath(), name, {}); place)
                source.auth.secret = *place;
    }
    if (auto written = config::writeConnections(settingsFile(), settings->connections); !written)
        return Failure{written.error()};
    return std::move(settings->view);
}

} // namespace penelope::console

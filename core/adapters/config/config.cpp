#include "core/adapters/config/config.h"

#include "core/adapters/config/reader.h"

#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>

using namespace Qt::Literals::StringLiterals;

namespace penelope::config {

namespace {

constexpr qint64 maxFile = qint64{1024} * 1024;
const QStringList sections{u"journal"_s, u"prometheus"_s, u"alerts"_s, u"kubernetes"_s,
                           u"http"_s,    u"services"_s,   u"log"_s};

QString variable(const Surroundings& where, const QString& name)
{
    const auto at = where.environment.find(name);
    return at == where.environment.end() ? QString() : at->second;
}

/// $NAME/penelope where it is an absolute path, as XDG wants it, else below the home folder.
QString xdgFolder(const Surroundings& where, const QString& name, const QString& belowHome)
{
    const auto folder = variable(where, name);
    const auto base = QDir::isAbsolutePath(folder) ? folder : variable(where, u"HOME"_s) + u'/' + belowHome;
    return QDir::cleanPath(base + u"/penelope"_s);
}

QString absolute(const Layer& layer, const QString& path)
{
    if (path.isEmpty() || layer.folder.isEmpty() || QDir::isAbsolutePath(path))
        return path;
    return QDir::cleanPath(layer.folder + u'/' + path);
}

QString absoluteSecret(const Layer& layer, const QString& secret)
{
    return secret.startsWith("file:"_L1) ? u"file:"_s + absolute(layer, secret.mid(5)) : secret;
}

/// One layer laid over what the lower ones said.
class LayerReader
{
public:
    LayerReader(const Layer& layer, Config& config)
        : m_layer(layer)
        , m_config(config)
    {}

    Status read(const toml::table& document)
    {
        auto reader = open(document, {});
        reader.table("journal", [this](const auto& table, const auto& path) { return journal(table, path); });
        reader.table("prometheus", [this](const auto& table, const auto& path) { return sources(table, path); });
        reader.table("alerts", [this](const auto& table, const auto& path) { return alerts(table, path); });
        reader.table("kubernetes", [this](const auto& table, const auto& path) { return kubernetes(table, path); });
        reader.table("http", [this](const auto& table, const auto& path) { return http(table, path); });
        reader.table("services", [this](const auto& table, const auto& path) { return services(table, path); });
        reader.table("log", [this](const auto& table, const auto& path) { return log(table, path); });
        return reader.finish();
    }

private:
    TableReader open(const toml::table& table, const QString& path)
    {
        return TableReader(m_layer, table, path, m_config.origin);
    }
    void paths(TableReader& reader, const char* key, QStringList& into)
    {
        QStringList read = into;
        reader.texts(key, read);
        if (read == into)
            return;
        for (auto& path : read)
            path = absolute(m_layer, path);
        into = read;
    }
    void path(TableReader& reader, const char* key, QString& into)
    {
        const auto before = into;
        reader.text(key, into);
        if (into != before)
            into = absolute(m_layer, into);
    }

    Status journal(const toml::table& table, const QString& name)
    {
        auto reader = open(table, name);
        reader.text("path", m_config.journalPath);
        paths(reader, "anchors", m_config.anchors);
        return reader.finish();
    }
    Status sources(const toml::table& table, const QString& name)
    {
        auto reader = open(table, name);
        reader.eachTable([this](const QString& source, const toml::table& members, const QString& itsPath) {
            return prometheus(m_config.prometheus[source], members, itsPath);
        });
        return reader.finish();
    }
    Status prometheus(Prometheus& source, const toml::table& table, const QString& name)
    {
        auto reader = open(table, name);
        reader.text("url", source.url);
        reader.duration("poll", source.poll);
        reader.duration("timeout", source.timeout);
        reader.table("auth", [this, &source](const auto& members, const auto& itsPath) {
            return auth(source.auth, members, itsPath);
        });
        const auto before = source.ca;
        reader.text("ca", source.ca);
        if (source.ca != before && source.ca != "system"_L1)
            source.ca = absolute(m_layer, source.ca);
        reader.textMap("headers", source.headers);
        return reader.finish();
    }
    Status auth(Auth& auth, const toml::table& table, const QString& name)
    {
        static const QStringList kinds{u"none"_s, u"basic"_s, u"bearer"_s, u"mtls"_s};
        auth = {};
        auto reader = open(table, name);
        QString kind = kinds.front();
        reader.words("kind", kind, kinds);
        auth.kind = static_cast<Auth::Kind>(kinds.indexOf(kind));
        reader.text("user", auth.user);
        reader.text("secret", auth.secret);
        auth.secret = absoluteSecret(m_layer, auth.secret);
        path(reader, "cert", auth.cert);
        path(reader, "key", auth.key);
        const bool needsSecret = auth.kind == Auth::Kind::Basic || auth.kind == Auth::Kind::Bearer;
        if (needsSecret && auth.secret.isEmpty())
            reader.fail(table.source(), u"%1 needs a secret"_s.arg(name));
        if (auth.kind == Auth::Kind::Basic && auth.user.isEmpty())
            reader.fail(table.source(), u"%1 needs a user"_s.arg(name));
        if (auth.kind == Auth::Kind::Mtls && (auth.cert.isEmpty() || auth.key.isEmpty()))
            reader.fail(table.source(), u"%1 needs cert and key"_s.arg(name));
        return reader.finish();
    }
    Status alerts(const toml::table& table, const QString& name)
    {
        auto& alerts = m_config.alerts;
        auto reader = open(table, name);
        reader.words("source", alerts.source, {u"alertmanager"_s, u"prometheus"_s});
        reader.text("url", alerts.url);
        reader.text("webhook_secret", alerts.webhookSecret);
        alerts.webhookSecret = absoluteSecret(m_layer, alerts.webhookSecret);
        reader.duration("poll", alerts.poll);
        reader.duration("restart_grace", alerts.restartGrace);
        reader.texts("ignore_labels", alerts.ignoreLabels);
        reader.texts("service", alerts.service);
        reader.texts("type", alerts.type);
        reader.table("severity", [this, &alerts](const auto& members, const auto& itsPath) {
            auto words = open(members, itsPath);
            for (const char* level : {"P0", "P1", "P2", "P3"})
                words.texts(level, alerts.severity[QString::fromLatin1(level)]);
            return words.finish();
        });
        return reader.finish();
    }
    Status kubernetes(const toml::table& table, const QString& name)
    {
        auto reader = open(table, name);
        path(reader, "kubeconfig", m_config.kubernetes.kubeconfig);
        reader.text("context", m_config.kubernetes.context);
        return reader.finish();
    }
    Status http(const toml::table& table, const QString& name)
    {
        auto reader = open(table, name);
        reader.text("listen", m_config.listen);
        path(reader, "tls_cert", m_config.tlsCert);
        path(reader, "tls_key", m_config.tlsKey);
        path(reader, "tokens", m_config.tokens);
        return reader.finish();
    }
    Status services(const toml::table& table, const QString& name)
    {
        auto reader = open(table, name);
        paths(reader, "files", m_config.services);
        return reader.finish();
    }
    Status log(const toml::table& table, const QString& name)
    {
        auto reader = open(table, name);
        reader.words(
            "level", m_config.logLevel,
            {u"trace"_s, u"debug"_s, u"info"_s, u"warn"_s, u"error"_s, u"critical"_s, u"off"_s});
        return reader.finish();
    }

    const Layer& m_layer;
    Config& m_config;
};

Status readFile(const QString& path, bool mustExist, Config& config)
{
    const auto text = readBytes(path, maxFile);
    if (!text && text.error().code == ErrorCode::NotFound && !mustExist)
        return {};
    if (!text)
        return Failure{text.error()};
    const Layer layer{path, QFileInfo(path).absolutePath(), true};
    const auto document = parseToml(layer, *text);
    if (!document)
        return Failure{document.error()};
    return LayerReader(layer, config).read(*document);
}

/// PENELOPE_ALERTS_IGNORE_LABELS → alerts, ignore_labels; PENELOPE_PROMETHEUS_MAIN_URL → prometheus.main, url.
QStringList pathOfVariable(const QString& name)
{
    const auto words = name.mid(9).toLower().split(u'_');
    if (words.size() < 2 || !sections.contains(words[0]))
        return {};
    if (words[0] == "prometheus"_L1) {
        if (words.size() < 3)
            return {words[0], words.mid(1).join(u'_')};
        return {words[0], words.mid(1, words.size() - 2).join(u'_'), words.last()};
    }
    return {words[0], words.mid(1).join(u'_')};
}

/// Lists and tables are written as in TOML, anything else is the text itself.
Result<toml::table> documentOf(const Layer& layer, const QStringList& path, const QString& value)
{
    const bool structured = value.startsWith(u'[') || value.startsWith(u'{');
    toml::table leaf;
    if (structured) {
        auto parsed = parseToml(layer, "value = " + value.toUtf8());
        if (!parsed)
            return parsed;
        leaf = std::move(*parsed);
    } else {
        leaf.insert("value", value.toStdString());
    }
    toml::table document;
    auto* at = &document;
    for (const auto& name : path.first(path.size() - 1)) {
        at->insert(name.toStdString(), toml::table{});
        at = at->get(name.toStdString())->as_table();
    }
    at->insert(path.last().toStdString(), *leaf.get("value"));
    return document;
}

Status readEnvironment(const Surroundings& where, Config& config)
{
    for (const auto& [name, value] : where.environment) {
        const auto path = name.startsWith("PENELOPE_"_L1) ? pathOfVariable(name) : QStringList();
        if (path.isEmpty())
            continue;
        const Layer layer{name, {}, false};
        const auto document = documentOf(layer, path, value);
        if (!document)
            return Failure{document.error()};
        if (auto read = LayerReader(layer, config).read(*document); !read)
            return read;
    }
    return {};
}

Status checkWhole(const Config& config)
{
    for (const auto& [name, source] : config.prometheus) {
        if (source.url.isEmpty())
            return failure(
                ErrorCode::Malformed, u"prometheus.%1 needs a url"_s.arg(name), u"prometheus.%1"_s.arg(name));
    }
    if (config.alerts.source == "alertmanager"_L1 && config.alerts.url.isEmpty())
        return failure(ErrorCode::Malformed, u"alerts.url is needed for an Alertmanager"_s, u"alerts"_s);
    return {};
}

} // namespace

Surroundings surroundings(std::optional<QString> file)
{
    Surroundings where;
    const auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto& name : environment.keys())
        where.environment.emplace(name, environment.value(name));
    where.file = std::move(file);
    return where;
}

QString configHome(const Surroundings& where)
{
    return xdgFolder(where, u"XDG_CONFIG_HOME"_s, u".config"_s);
}

QStringList systemConfigHomes(const Surroundings& where)
{
    auto bases = variable(where, u"XDG_CONFIG_DIRS"_s).split(u':', Qt::SkipEmptyParts);
    if (bases.isEmpty())
        bases = {u"/etc/xdg"_s};
    QStringList folders;
    for (const auto& base : bases) {
        if (QDir::isAbsolutePath(base)) // XDG wants others ignored: they would mean another file in each working folder
            folders.append(QDir::cleanPath(base + u"/penelope"_s));
    }
    return folders;
}

QString dataHome(const Surroundings& where)
{
    return xdgFolder(where, u"XDG_DATA_HOME"_s, u".local/share"_s);
}

QString cacheHome(const Surroundings& where)
{
    return xdgFolder(where, u"XDG_CACHE_HOME"_s, u".cache"_s);
}

QString stateHome(const Surroundings& where)
{
    return xdgFolder(where, u"XDG_STATE_HOME"_s, u".local/state"_s);
}

Result<Config> load(const Surroundings& where)
{
    Config config;
    config.journalPath = u"journal.db"_s;
    // The first folder of the list matters most.
    const auto folders = systemConfigHomes(where);
    for (auto at = folders.crbegin(); at != folders.crend(); ++at) {
        if (const auto read = readFile(*at + u"/penelope.toml"_s, false, config); !read)
            return Failure{read.error()};
    }
    const auto own = where.file.value_or(configHome(where) + u"/penelope.toml"_s);
    if (const auto read = readFile(own, where.file.has_value(), config); !read)
        return Failure{read.error()};
    const auto settings = QFileInfo(own).absolutePath() + u"/settings.toml"_s;
    if (const auto read = readFile(settings, false, config); !read)
        return Failure{read.error()};
    if (const auto read = readEnvironment(where, config); !read)
        return Failure{read.error()};
    if (const auto whole = checkWhole(config); !whole)
        return Failure{whole.error()};
    if (!config.journalPath.startsWith("postgres:"_L1) && !QDir::isAbsolutePath(config.journalPath))
        config.journalPath = QDir::cleanPath(dataHome(where) + u'/' + config.journalPath);
    return config;
}

} // namespace penelope::config

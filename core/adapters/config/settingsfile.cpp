#include "core/adapters/config/settingsfile.h"

#include "core/adapters/config/reader.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <QUrl>

#include <sstream>

using namespace Qt::Literals::StringLiterals;

namespace penelope::config {

namespace {

constexpr qint64 largestFile = qint64{1024} * 1024;
const QStringList authKinds{u"none"_s, u"basic"_s, u"bearer"_s, u"mtls"_s};

std::string spanText(Milliseconds span)
{
    const auto ms = span.count();
    return ms % 1000 == 0 ? std::to_string(ms / 1000) + "s" : std::to_string(ms) + "ms";
}

toml::table authTable(const Auth& auth, bool withSecret)
{
    toml::table table{{"kind", authKinds[static_cast<qsizetype>(auth.kind)].toStdString()}};
    table.is_inline(true);
    const auto put = [&table](const char* key, const QString& value) {
        if (!value.isEmpty())
            table.insert(key, value.toStdString());
    };
    put("user", auth.user);
    if (withSecret)
        put("secret", auth.secret);
    put("cert", auth.cert);
    put("key", auth.key);
    return table;
}

/// A secret may also stand where it should not: in a header, or before the host.
bool isSecretHeader(const QString& name)
{
    static const QRegularExpression telling(
        u"authorization|cookie|token|secret|password|key"_s, QRegularExpression::CaseInsensitiveOption);
    return telling.match(name).hasMatch();
}

QString urlWithoutSecret(const QString& text)
{
    QUrl url(text);
    if (url.userInfo().isEmpty())
        return text;
    url.setUserInfo({});
    return url.toString();
}

toml::table tableOf(const Prometheus& source, bool withSecret)
{
    const auto url = withSecret ? source.url : urlWithoutSecret(source.url);
    toml::table table{
        {"url", url.toStdString()}, {"poll", spanText(source.poll)}, {"timeout", spanText(source.timeout)}};
    if (source.auth.kind != Auth::Kind::None)
        table.insert("auth", authTable(source.auth, withSecret));
    if (source.ca != "system"_L1)
        table.insert("ca", source.ca.toStdString());
    toml::table headers;
    for (const auto& [name, value] : source.headers) {
        if (withSecret || !isSecretHeader(name))
            headers.insert(name.toStdString(), value.toStdString());
    }
    if (!headers.empty())
        table.insert("headers", std::move(headers));
    return table;
}

toml::table sectionOf(const std::map<QString, Prometheus>& connections, bool withSecret)
{
    toml::table section;
    for (const auto& [name, source] : connections)
        section.insert(name.toStdString(), tableOf(source, withSecret));
    return section;
}

QByteArray textOf(const toml::table& document)
{
    std::ostringstream text;
    text << document << '\n';
    return QByteArray::fromStdString(text.str());
}

Status replaceFile(const QString& path, const QByteArray& bytes)
{
    const auto folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::Storage, u"the folder cannot be made"_s, folder);
    QSaveFile file(path);
    const auto own = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(own) || file.write(bytes) != bytes.size() ||
        !file.commit())
        return failure(ErrorCode::Storage, u"cannot be written: %1"_s.arg(file.errorString()), path);
    return {};
}

/// The connections of a document that [view] was taken out of, read as a layer is, but a secret may be missing.
Result<std::map<QString, Prometheus>> readConnections(const Layer& layer, const toml::table& section)
{
    std::map<QString, Prometheus> connections;
    std::map<QString, QString> origin;
    TableReader names(layer, section, u"prometheus"_s, origin);
    names.eachTable([&](const QString& name, const toml::table& members, const QString& path) -> Status {
        auto& source = connections[name];
        TableReader reader(layer, members, path, origin);
        reader.text("url", source.url);
        reader.duration("poll", source.poll);
        reader.duration("timeout", source.timeout);
        reader.table("auth", [&](const toml::table& auth, const QString& authPath) {
            TableReader fields(layer, auth, authPath, origin);
            QString kind = authKinds.front();
            fields.words("kind", kind, authKinds);
            source.auth.kind = static_cast<Auth::Kind>(authKinds.indexOf(kind));
            fields.text("user", source.auth.user);
            fields.text("cert", source.auth.cert);
            fields.text("key", source.auth.key);
            return fields.finish();
        });
        reader.text("ca", source.ca);
        reader.textMap("headers", source.headers);
        return reader.finish();
    });
    if (auto read = names.finish(); !read)
        return Failure{read.error()};
    return connections;
}

} // namespace

QString userFile(const Surroundings& where)
{
    return where.file.value_or(configHome(where) + u"/penelope.toml"_s);
}

QString settingsFile(const Surroundings& where)
{
    return QFileInfo(userFile(where)).absolutePath() + u"/settings.toml"_s;
}

bool isConfigured(const Surroundings& where)
{
    for (const auto& folder : systemConfigHomes(where)) {
        if (QFileInfo::exists(folder + u"/penelope.toml"_s))
            return true;
    }
    if (where.file || QFileInfo::exists(userFile(where)) || QFileInfo::exists(settingsFile(where)))
        return true;
    static const QRegularExpression ours(u"^PENELOPE_(JOURNAL|PROMETHEUS|ALERTS|KUBERNETES|HTTP|SERVICES|LOG)_"_s);
    for (const auto& [name, value] : where.environment) {
        if (ours.match(name).hasMatch())
            return true;
    }
    return false;
}

Status writeConnections(const QString& path, const std::map<QString, Prometheus>& connections)
{
    const Layer layer{path, QFileInfo(path).absolutePath(), true};
    auto text = readBytes(path, largestFile);
    if (!text && text.error().code != ErrorCode::NotFound)
        return Failure{text.error()};
    auto document = parseToml(layer, text.value_or(QByteArray()));
    if (!document)
        return Failure{document.error()};
    document->insert_or_assign("prometheus", sectionOf(connections, true));
    for (const auto& [name, source] : connections) {
        if (source.url.isEmpty())
            return failure(
                ErrorCode::Malformed, u"prometheus.%1 needs a url"_s.arg(name), u"prometheus.%1"_s.arg(name));
    }
    return replaceFile(path, textOf(*document));
}

Result<QString> writeSecret(const QString& folder, const QString& name, const QByteArray& secret)
{
    static const QRegularExpression other(u"[^A-Za-z0-9-]"_s);
    auto file = name;
    file.replace(other, u"-"_s);
    if (file.isEmpty())
        return failure(ErrorCode::Malformed, u"a secret needs the name of its connection"_s, u"name"_s);
    const auto home = folder + u"/secrets"_s;
    if (!QDir().mkpath(home))
        return failure(ErrorCode::Storage, u"the folder cannot be made"_s, home);
    QFile::setPermissions(home, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const auto path = home + u'/' + file;
    if (auto written = replaceFile(path, secret); !written)
        return Failure{written.error()};
    return u"file:"_s + path;
}

QByteArray toToml(const Portable& settings)
{
    toml::table view;
    for (const auto& [key, value] : settings.view)
        view.insert(key.toStdString(), value.toStdString());
    const toml::table document{
        {"format", 1}, {"prometheus", sectionOf(settings.connections, false)}, {"view", std::move(view)}};
    return "# Settings of Penelope, without secrets.\n" + textOf(document);
}

Result<Portable> portableFrom(const QByteArray& text, const QString& name)
{
    const Layer layer{name, {}, true};
    const auto document = parseToml(layer, text);
    if (!document)
        return Failure{document.error()};
    Portable settings;
    std::map<QString, QString> origin;
    TableReader reader(layer, *document, {}, origin);
    qint64 format = 0;
    reader.integer("format", format);
    reader.table("prometheus", [&](const toml::table& section, const QString&) -> Status {
        auto connections = readConnections(layer, section);
        if (!connections)
            return Failure{connections.error()};
        settings.connections = std::move(*connections);
        return {};
    });
    reader.textMap("view", settings.view);
    if (auto read = reader.finish(); !read)
        return Failure{read.error()};
    if (format != 1)
        return failure(ErrorCode::Unsupported, u"these are no settings that this version can read"_s, name + u":1:1"_s);
    return settings;
}

} // namespace penelope::config

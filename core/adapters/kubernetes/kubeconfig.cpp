#include "core/adapters/kubernetes/kubeconfig.h"

#include "core/base/base64.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <yaml-cpp/yaml.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::kubernetes {

namespace {

constexpr qint64 maxFile = qint64{1024} * 1024;

QString placeOf(const YAML::Mark& mark)
{
    return mark.is_null() ? QString() : u"line %1, column %2"_s.arg(mark.line + 1).arg(mark.column + 1);
}

Failure faulty(const QString& what, const YAML::Node& node, ErrorCode code = ErrorCode::Malformed)
{
    const auto where = placeOf(node.Mark());
    return failure(code, where.isEmpty() ? what : u"%1 (%2)"_s.arg(what, where), where);
}

/// Members of one mapping; the first thing wrong is kept.
class Members
{
public:
    explicit Members(const YAML::Node& node)
        : m_node(node)
    {}

    QString text(const char* name)
    {
        const auto member = find(name);
        if (!member)
            return {};
        if (!member.IsScalar()) {
            fail(faulty(u"\"%1\" is no text"_s.arg(QString::fromLatin1(name)), member));
            return {};
        }
        return QString::fromStdString(member.Scalar());
    }
    QByteArray base64(const char* name)
    {
        const auto written = text(name);
        const auto bytes = fromBase64(written.toLatin1());
        if (!bytes)
            fail(faulty(u"\"%1\" is no base64"_s.arg(QString::fromLatin1(name)), find(name)));
        return bytes.value_or(QByteArray());
    }
    QString path(const char* name, const QString& folder)
    {
        const auto written = text(name);
        if (written.isEmpty())
            return {};
        return QDir::cleanPath(QDir::isAbsolutePath(written) ? written : folder + u'/' + written);
    }
    YAML::Node find(const char* name) const
    {
        if (!m_node.IsMap())
            return YAML::Node(YAML::NodeType::Undefined);
        const YAML::Node& node = m_node;
        const auto member = node[name];
        return member && !member.IsNull() ? member : YAML::Node(YAML::NodeType::Undefined);
    }
    void refuse(const char* name, const QString& advice)
    {
        if (const auto member = find(name))
            fail(faulty(
                u"\"%1\" is not supported: %2"_s.arg(QString::fromLatin1(name), advice), member,
                ErrorCode::Unsupported));
    }
    void fail(Failure failure)
    {
        if (m_status)
            m_status = std::move(failure);
    }
    const Status& status() const { return m_status; }

private:
    YAML::Node m_node;
    Status m_status;
};

/// The entry of that name in a list of {name, KIND: {…}}.
Result<YAML::Node> entry(const YAML::Node& document, const char* list, const char* kind, const QString& name)
{
    const auto entries = document[list];
    if (entries && !entries.IsSequence())
        return faulty(u"\"%1\" is no list"_s.arg(QString::fromLatin1(list)), entries);
    QStringList known;
    for (const auto& each : entries) {
        if (!each.IsMap())
            return faulty(u"an entry of \"%1\" is no mapping"_s.arg(QString::fromLatin1(list)), each);
        Members members(each);
        const auto its = members.text("name");
        known.append(its);
        if (its == name)
            return members.find(kind);
    }
    return failure(
        ErrorCode::NotFound, u"there is no %1 \"%2\"; there is %3"_s.arg(
                                 QString::fromLatin1(kind), name, known.isEmpty() ? u"none"_s : known.join(u", "_s)));
}

Status readCluster(const YAML::Node& node, const QString& folder, Access& access)
{
    Members members(node);
    const auto server = members.text("server");
    access.server = QUrl(server, QUrl::StrictMode);
    access.authority = members.base64("certificate-authority-data");
    access.authorityFile = members.path("certificate-authority", folder);
    access.serverName = members.text("tls-server-name");
    members.refuse("proxy-url", u"the API server is asked directly"_s);
    const bool known = access.server.scheme() == "https"_L1 || access.server.scheme() == "http"_L1;
    if (!known || access.server.host().isEmpty())
        members.fail(faulty(u"\"%1\" is no address of an API server"_s.arg(server), node));
    return members.status();
}

Result<ExecPlugin> readExec(const YAML::Node& node)
{
    Members members(node);
    ExecPlugin plugin;
    plugin.command = members.text("command");
    plugin.apiVersion = members.text("apiVersion");
    plugin.installHint = members.text("installHint");
    plugin.wantsCluster = members.text("provideClusterInfo") == "true"_L1;
    for (const auto& argument : members.find("args")) {
        if (!argument.IsScalar())
            return faulty(u"an argument is no text"_s, argument);
        plugin.args.append(QString::fromStdString(argument.Scalar()));
    }
    for (const auto& pair : members.find("env")) {
        Members variable(pair);
        const auto name = variable.text("name");
        if (name.isEmpty())
            return faulty(u"a variable of \"env\" has no name"_s, pair);
        plugin.environment[name] = variable.text("value");
        if (!variable.status())
            return Failure{variable.status().error()};
    }
    if (plugin.command.isEmpty())
        members.fail(faulty(u"\"exec\" needs a command"_s, node));
    if (plugin.apiVersion != "client.authentication.k8s.io/v1"_L1 &&
        plugin.apiVersion != "client.authentication.k8s.io/v1beta1"_L1)
        members.fail(faulty(
            u"\"%1\" is no version of exec credentials that is known (v1, v1beta1)"_s.arg(plugin.apiVersion), node,
            ErrorCode::Unsupported));
    if (members.text("interactiveMode") == "Always"_L1)
        members.fail(faulty(u"the exec plugin wants a terminal, and there is none"_s, node, ErrorCode::Unsupported));
    if (!members.status())
        return Failure{members.status().error()};
    return plugin;
}

Status readUser(const YAML::Node& node, const QString& folder, Access& access)
{
    Members members(node);
    access.token = members.text("token");
    access.tokenFile = members.path("tokenFile", folder);
    access.certificate = members.base64("client-certificate-data");
    access.certificateFile = members.path("client-certificate", folder);
    access.key = members.base64("client-key-data");
    access.keyFile = members.path("client-key", folder);
    members.refuse("username", u"Kubernetes dropped basic authentication; use a token or a certificate"_s);
    members.refuse("auth-provider", u"Kubernetes dropped it; use exec"_s);
    members.refuse("as", u"give Penelope a user of its own"_s);
    const bool certified = !access.certificate.isEmpty() || !access.certificateFile.isEmpty();
    const bool keyed = !access.key.isEmpty() || !access.keyFile.isEmpty();
    if (certified != keyed)
        members.fail(faulty(u"a client certificate and its key go together"_s, node));
    if (!members.status())
        return members.status();
    if (const auto exec = members.find("exec")) {
        auto plugin = readExec(exec);
        if (!plugin)
            return Failure{plugin.error()};
        access.exec = std::move(*plugin);
    }
    return {};
}

Result<Access> read(const std::string& text, const QString& name, const QString& folder)
{
    const YAML::Node document = YAML::Load(text);
    if (!document.IsMap())
        return faulty(u"it is no kubeconfig"_s, document);
    Access access;
    access.folder = folder;
    access.context = name.isEmpty() ? Members(document).text("current-context") : name;
    if (access.context.isEmpty())
        return failure(ErrorCode::NotFound, u"it has no current context: name one"_s);
    const auto context = entry(document, "contexts", "context", access.context);
    if (!context)
        return Failure{context.error()};
    Members members(*context);
    const auto cluster = entry(document, "clusters", "cluster", members.text("cluster"));
    if (!cluster)
        return Failure{cluster.error()};
    const auto user = entry(document, "users", "user", members.text("user"));
    if (!user)
        return Failure{user.error()};
    if (auto done = readCluster(*cluster, folder, access); !done)
        return Failure{done.error()};
    if (auto done = readUser(*user, folder, access); !done)
        return Failure{done.error()};
    return access;
}

QString variable(const Location& location, const QString& name)
{
    const auto at = location.environment.find(name);
    return at == location.environment.end() ? QString() : at->second;
}

Result<Access> podAccess(const Location& location)
{
    const auto host = variable(location, u"KUBERNETES_SERVICE_HOST"_s);
    const auto token = location.podFolder + u"/token"_s;
    if (host.isEmpty() || !QFile::exists(token))
        return failure(
            ErrorCode::NotFound,
            u"there is no kubeconfig and this is no pod with a service account: name a file in penelope.toml, "
            "[kubernetes] kubeconfig"_s,
            u"kubernetes.kubeconfig"_s);
    Access access;
    access.context = u"in-cluster"_s;
    access.server.setScheme(u"https"_s);
    access.server.setHost(host);
    bool numeric = false;
    const int port = variable(location, u"KUBERNETES_SERVICE_PORT"_s).toInt(&numeric);
    access.server.setPort(numeric ? port : 443);
    access.authorityFile = location.podFolder + u"/ca.crt"_s;
    access.tokenFile = token;
    access.folder = location.podFolder;
    return access;
}

} // namespace

Result<Access> accessOf(const QByteArray& yaml, const QString& context, const QString& folder)
{
    // The library speaks in exceptions; they end here.
    try {
        return read(yaml.toStdString(), context, folder);
    } catch (const YAML::Exception& error) {
        const auto where = placeOf(error.mark);
        return failure(ErrorCode::Malformed, u"%1 (%2)"_s.arg(QString::fromStdString(error.msg), where), where);
    }
}

QString kubeconfigPath(const Location& location)
{
    if (!location.kubeconfig.isEmpty())
        return location.kubeconfig;
    if (auto named = variable(location, u"KUBECONFIG"_s); !named.isEmpty())
        return named;
    const auto usual = variable(location, u"HOME"_s) + u"/.kube/config"_s;
    return QFile::exists(usual) ? usual : QString();
}

Result<Access> readAccess(const Location& location)
{
    const auto path = kubeconfigPath(location);
    if (path.isEmpty())
        return podAccess(location);
    QFile file(path);
    if (!file.exists() && path.contains(u':'))
        return failure(
            ErrorCode::Unsupported, u"KUBECONFIG names several files: name one in penelope.toml, [kubernetes]"_s, path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"the kubeconfig cannot be read: %1"_s.arg(file.errorString()), path);
    const auto bytes = file.read(maxFile + 1);
    if (bytes.size() > maxFile)
        return failure(ErrorCode::Malformed, u"the kubeconfig has more than %1 bytes"_s.arg(maxFile), path);
    auto access = accessOf(bytes, location.context, QFileInfo(path).absolutePath());
    if (!access)
        return failure(access.error().code, u"kubeconfig: %1"_s.arg(access.error().message), path);
    return access;
}

} // namespace penelope::kubernetes

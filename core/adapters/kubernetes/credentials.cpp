#include "core/adapters/kubernetes/credentials.h"

#include "core/base/json.h"

#include <QFile>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::kubernetes {

namespace {

constexpr qint64 maxSecret = qint64{256} * 1024;
constexpr Milliseconds execLimit{30'000};
/// A credential that ends while the request is on its way is no use.
constexpr Milliseconds expiryMargin{10'000};

Result<QByteArray> fileBytes(const QString& path, const QString& what)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Unavailable, u"%1 cannot be read: %2"_s.arg(what, file.errorString()), path);
    return file.read(maxSecret);
}

Result<QByteArray> pem(const QByteArray& data, const QString& path, const QString& what)
{
    return !data.isEmpty() || path.isEmpty() ? Result<QByteArray>{data} : fileBytes(path, what);
}

Result<Credential> ownCredential(const Access& access)
{
    Credential credential;
    credential.token = access.token.toUtf8();
    if (!access.tokenFile.isEmpty()) {
        const auto token = fileBytes(access.tokenFile, u"the token"_s);
        if (!token)
            return Failure{token.error()};
        credential.token = token->trimmed();
    }
    auto certificate = pem(access.certificate, access.certificateFile, u"the client certificate"_s);
    if (!certificate)
        return Failure{certificate.error()};
    auto key = pem(access.key, access.keyFile, u"the client key"_s);
    if (!key)
        return Failure{key.error()};
    credential.certificate = std::move(*certificate);
    credential.key = std::move(*key);
    return credential;
}

} // namespace

Result<Credential> readExecCredential(const QByteArray& output, const QString& apiVersion)
{
    const auto document = parseForeign(output);
    if (!document)
        return failure(ErrorCode::Malformed, u"the exec plugin's answer is no JSON (%1)"_s.arg(document.error().where));
    if ((*document)[u"kind"].toString() != "ExecCredential"_L1)
        return failure(ErrorCode::Malformed, u"the exec plugin's answer is no ExecCredential"_s, u"kind"_s);
    if ((*document)[u"apiVersion"].toString() != apiVersion)
        return failure(
            ErrorCode::Malformed,
            u"the exec plugin answers in %1, asked in %2"_s.arg((*document)[u"apiVersion"].toString(), apiVersion),
            u"apiVersion"_s);
    const auto& status = (*document)[u"status"];
    Credential credential;
    credential.token = status[u"token"].toString().toUtf8();
    credential.certificate = status[u"clientCertificateData"].toString().toUtf8();
    credential.key = status[u"clientKeyData"].toString().toUtf8();
    if (credential.certificate.isEmpty() != credential.key.isEmpty())
        return failure(
            ErrorCode::Malformed, u"the exec plugin gives a certificate without its key, or a key alone"_s,
            u"status"_s);
    if (credential.token.isEmpty() && credential.certificate.isEmpty())
        return failure(ErrorCode::Malformed, u"the exec plugin gives neither a token nor a certificate"_s, u"status"_s);
    if (const auto expiry = status.text(u"expirationTimestamp")) {
        credential.expiresAt = instantFromIso(*expiry);
        if (!credential.expiresAt)
            return failure(ErrorCode::Malformed, u"\"%1\" is no time"_s.arg(*expiry), u"status.expirationTimestamp"_s);
    }
    return credential;
}

QByteArray execInfo(const Access& access)
{
    auto spec = Json::object({{u"interactive"_s, false}});
    if (access.exec && access.exec->wantsCluster) {
        auto cluster = Json::object({{u"server"_s, access.server.toString()}});
        if (!access.serverName.isEmpty())
            cluster.set(u"tls-server-name"_s, access.serverName);
        const auto authority = pem(access.authority, access.authorityFile, u"the authority"_s);
        if (authority && !authority->isEmpty())
            cluster.set(u"certificate-authority-data"_s, QString::fromLatin1(authority->toBase64()));
        spec.set(u"cluster"_s, cluster);
    }
    return toJsonText(Json::object(
        {{u"apiVersion"_s, access.exec ? access.exec->apiVersion : QString()},
         {u"kind"_s, u"ExecCredential"_s},
         {u"spec"_s, spec}}));
}

Credentials::Credentials(Access access, CommandRunner& runner, const Clock& clock)
    : m_access(std::move(access))
    , m_runner(runner)
    , m_clock(clock)
{}

void Credentials::get(Handler handler)
{
    const bool own = !m_access.exec || !m_access.token.isEmpty() || !m_access.tokenFile.isEmpty();
    if (own)
        return handler(ownCredential(m_access));
    const auto& kept = m_kept->credential;
    if (kept && (!kept->expiresAt || *kept->expiresAt - m_clock.now() > expiryMargin))
        return handler(*kept);
    m_kept->waiting.push_back(std::move(handler));
    if (m_kept->waiting.size() == 1)
        run();
}

bool Credentials::forget()
{
    m_kept->credential.reset();
    return m_access.exec.has_value() || !m_access.tokenFile.isEmpty();
}

void Credentials::run()
{
    const auto& plugin = *m_access.exec;
    auto environment = plugin.environment;
    environment[u"KUBERNETES_EXEC_INFO"_s] = QString::fromUtf8(execInfo(m_access));
    const auto understand = [weak = std::weak_ptr(m_kept), plugin](Result<QByteArray> output) {
        const auto kept = weak.lock();
        if (!kept)
            return;
        auto credential = output ? readExecCredential(*output, plugin.apiVersion)
                                 : Result<Credential>{Failure{std::move(output.error())}};
        if (credential)
            kept->credential = *credential;
        else if (credential.error().code == ErrorCode::Unsupported && !plugin.installHint.isEmpty())
            credential.error().message += u": "_s + plugin.installHint.simplified().left(500);
        for (const auto& handler : std::exchange(kept->waiting, {}))
            handler(credential);
    };
    m_runner.ask(
        {.argv = QStringList{plugin.command} + plugin.args,
         .folder = m_access.folder,
         .environment = std::move(environment),
         .limit = execLimit},
        understand);
}

} // namespace penelope::kubernetes

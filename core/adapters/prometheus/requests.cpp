#include "core/adapters/prometheus/requests.h"

#include <QFile>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

using namespace Qt::Literals::StringLiterals;

namespace penelope::prometheus {

namespace {

Result<QByteArray> secretOf(const Endpoint& endpoint)
{
    if (!endpoint.secret.startsWith("file:"_L1))
        return endpoint.secret.toUtf8();
    // Read at each request: whoever rotates the token only replaces the file.
    QFile file(endpoint.secret.mid(5));
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::Unavailable, u"the secret cannot be read: %1"_s.arg(file.errorString()), file.fileName());
    return file.read(qint64{64} * 1024).trimmed();
}

Result<QByteArray> fileBytes(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Unavailable, u"cannot be read: %1"_s.arg(file.errorString()), path);
    return file.readAll();
}

} // namespace

Status authenticate(QNetworkRequest& request, const Endpoint& endpoint)
{
    for (const auto& [name, value] : endpoint.headers)
        request.setRawHeader(name.toUtf8(), value.toUtf8());
    if (endpoint.auth == Endpoint::Auth::None || endpoint.auth == Endpoint::Auth::Mtls)
        return {};
    const auto secret = secretOf(endpoint);
    if (!secret)
        return Failure{secret.error()};
    if (endpoint.auth == Endpoint::Auth::Basic)
        request.setRawHeader("Authorization", "Basic " + (endpoint.user.toUtf8() + ':' + *secret).toBase64());
    else
        request.setRawHeader("Authorization", "Bearer " + *secret);
    return {};
}

Result<QSslConfiguration> tlsOf(const Endpoint& endpoint)
{
    auto tls = QSslConfiguration::defaultConfiguration();
    if (!endpoint.ca.isEmpty() && endpoint.ca != "system"_L1) {
        const auto certificates = QSslCertificate::fromPath(endpoint.ca);
        if (certificates.isEmpty())
            return failure(ErrorCode::Unavailable, u"there is no certificate in the file"_s, endpoint.ca);
        tls.setCaCertificates(certificates);
    }
    if (endpoint.auth == Endpoint::Auth::Mtls) {
        const auto own = QSslCertificate::fromPath(endpoint.cert);
        const auto keyBytes = fileBytes(endpoint.key);
        if (own.isEmpty() || !keyBytes)
            return failure(
                ErrorCode::Unavailable, u"the client certificate or its key cannot be read"_s, endpoint.cert);
        QSslKey key(*keyBytes, QSsl::Rsa);
        if (key.isNull())
            key = QSslKey(*keyBytes, QSsl::Ec);
        tls.setLocalCertificateChain(own);
        tls.setPrivateKey(key);
    }
    return tls;
}

} // namespace penelope::prometheus

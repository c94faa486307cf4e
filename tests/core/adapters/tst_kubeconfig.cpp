// Kubeconfigs: what is read, what is refused with its place, and how each kind of credential lets in.
// links: penelope-test-kubernetes
#include "core/adapters/kubernetes/kubernetesrouter.h"

#include "core/adapters/process/processrunner.h"
#include "tests/support/fakeclock.h"
#include "tests/support/kubernetes/certificates.h"
#include "tests/support/kubernetes/kubeconfigfile.h"
#include "tests/support/kubernetes/standin.h"
#include "tests/support/waiting.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTest>

using namespace penelope;
using namespace penelope::kubernetes;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using test::KubeconfigFile;
using test::kubeconfigText;
using test::KubernetesStandIn;

namespace {

const QByteArray cluster = "{server: \"https://kube.example:6443\"}";

QByteArray target()
{
    return R"({"kind":"httproute","namespace":"default","name":"payment-api","stable":"payment-api-stable",)"
           R"("canary":"payment-api-canary"})";
}

struct Bench
{
    explicit Bench(const KubeconfigFile& file)
        : router(location(file), runner, clock, {.request = 600s, .acceptance = 600s, .pause = 1ms, .watch = {}}, [] {
            return 0.5;
        })
    {}
    static Location location(const KubeconfigFile& file)
    {
        Location where;
        where.kubeconfig = file.path();
        return where;
    }
    Result<TrafficRouter::Split> read()
    {
        return test::awaited<Result<TrafficRouter::Split>>(
            [&](auto handler) { router.read(*parseForeign(target()), handler); });
    }

    process::ProcessRunner runner;
    test::FakeClock clock;
    KubernetesRouter router;
};

QByteArray tokenOfLast(const KubernetesStandIn& server)
{
    return server.asked.last().headers.at("authorization");
}

/// A plugin that counts its runs beside itself and answers with the token of that number.
QByteArray plugin(const QString& counter, const QByteArray& expiry)
{
    return "#!/bin/sh\necho noise >&2\necho x >> '" + counter.toUtf8() + "'\nn=$(wc -l < '" + counter.toUtf8() +
           "')\ntest \"$PLUGIN_MODE\" = quiet || exit 9\n"
           "case \"$KUBERNETES_EXEC_INFO\" in *'\"kind\":\"ExecCredential\"'*) ;; *) exit 8 ;; esac\n"
           "printf '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":"
           "{\"token\":\"t%s\"" +
           (expiry.isEmpty() ? QByteArray() : ",\"expirationTimestamp\":\"" + expiry + "\"") + "}}' \"$n\"\n";
}

QByteArray execUser(const QByteArray& command)
{
    return "{exec: {apiVersion: client.authentication.k8s.io/v1, command: \"" + command +
           "\", args: [get-token], env: [{name: PLUGIN_MODE, value: quiet}], interactiveMode: IfAvailable, "
           "provideClusterInfo: true, installHint: get it from the shelf}}";
}

std::unique_ptr<QTcpServer> secureServer(const test::Certificates& certificates)
{
    auto server = std::make_unique<QSslServer>();
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(certificates.server.certificate));
    tls.setPrivateKey(QSslKey(certificates.server.key, QSsl::Ec));
    tls.setCaCertificates({QSslCertificate(certificates.authority.certificate)});
    tls.setPeerVerifyMode(QSslSocket::QueryPeer);
    server->setSslConfiguration(tls);
    return server;
}

} // namespace

class TestKubeconfig : public QObject
{
    Q_OBJECT

private slots:
    void theCurrentContextIsRead();
    void anotherContextIsReadByName();
    void relativePathsStartAtTheFile();
    void whatCannotBeDoneIsRefused_data();
    void whatCannotBeDoneIsRefused();
    void insecureIsNotHeeded();
    void withoutAFileThePodsAccountIsTaken();
    void severalFilesInTheVariableAreUnsupported();
    void anExecAnswerIsReadStrictly_data();
    void anExecAnswerIsReadStrictly();
    void aTokenGoesWithEachRequest();
    void aTokenFileIsReadAtEachRequest();
    void aPluginIsRunOnceUntilItsTokenExpires();
    void aPluginIsRunAgainWhenItsTokenIsRefused();
    void aPluginThatFailsIsQuotedWithoutItsAnswer();
    void aMissingPluginTellsItsHint();
    void aClientCertificateLetsIn_data();
    void aClientCertificateLetsIn();
    void aServerOfAnotherAuthorityIsUnavailable();
    void aRewrittenKubeconfigIsReadAnew();
};

void TestKubeconfig::theCurrentContextIsRead()
{
    const auto access = accessOf(kubeconfigText("{token: abc}", cluster), {}, u"/etc/kube"_s);
    QVERIFY2(access, qPrintable(access ? QString() : access.error().message));
    QCOMPARE(access->context, u"test"_s);
    QCOMPARE(access->server, QUrl(u"https://kube.example:6443"_s));
    QCOMPARE(access->token, u"abc"_s);
}

void TestKubeconfig::anotherContextIsReadByName()
{
    const auto text =
        kubeconfigText("{token: abc}", cluster) + "- name: you\n  user: {token: xyz}\n"; // a second entry of users
    auto both = text;
    both.replace("contexts:\n", "contexts:\n- name: other\n  context: {cluster: here, user: you}\n");
    QCOMPARE(accessOf(both, u"other"_s, {})->token, u"xyz"_s);
    const auto none = accessOf(both, u"nowhere"_s, {});
    QCOMPARE(none.error().code, ErrorCode::NotFound);
    QVERIFY(none.error().message.contains(u"other, test"_s));
}

void TestKubeconfig::relativePathsStartAtTheFile()
{
    const auto access = accessOf(
        kubeconfigText(
            "{tokenFile: run/token, client-certificate: /abs/c.pem, client-key: k.pem}",
            "{server: \"https://k\", certificate-authority: ../ca.pem}"),
        {}, u"/etc/kube"_s);
    QVERIFY(access);
    QCOMPARE(access->tokenFile, u"/etc/kube/run/token"_s);
    QCOMPARE(access->certificateFile, u"/abs/c.pem"_s);
    QCOMPARE(access->keyFile, u"/etc/kube/k.pem"_s);
    QCOMPARE(access->authorityFile, u"/etc/ca.pem"_s);
}

void TestKubeconfig::whatCannotBeDoneIsRefused_data()
{
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("cluster");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("says");
    const auto sound = QByteArray("{token: a}");
    QTest::newRow("password") << QByteArray("{username: a, password: b}") << ::cluster << ErrorCode::Unsupported
                              << u"basic authentication"_s;
    QTest::newRow("auth-provider") << QByteArray("{auth-provider: {name: gcp}}") << ::cluster << ErrorCode::Unsupported
                                   << u"use exec"_s;
    QTest::newRow("impersonation") << QByteArray("{token: a, as: root}") << ::cluster << ErrorCode::Unsupported
                                   << u"\"as\""_s;
    QTest::newRow("proxy") << sound << QByteArray("{server: \"https://k\", proxy-url: \"http://p\"}")
                           << ErrorCode::Unsupported << u"proxy-url"_s;
    QTest::newRow("address") << sound << QByteArray("{server: \"kube\"}") << ErrorCode::Malformed
                             << u"no address of an API server"_s;
    QTest::newRow("base64") << QByteArray("{client-certificate-data: \"?\", client-key-data: QQ==}") << ::cluster
                            << ErrorCode::Malformed << u"\"client-certificate-data\" is no base64 (line "_s;
    QTest::newRow("certificate without key")
        << QByteArray("{client-certificate: c.pem}") << ::cluster << ErrorCode::Malformed << u"go together"_s;
    QTest::newRow("terminal") << QByteArray("{exec: {apiVersion: client.authentication.k8s.io/v1, command: x, "
                                            "interactiveMode: Always}}")
                              << ::cluster << ErrorCode::Unsupported << u"terminal"_s;
    QTest::newRow("exec version") << QByteArray("{exec: {apiVersion: client.authentication.k8s.io/v9, command: x}}")
                                  << ::cluster << ErrorCode::Unsupported << u"v9"_s;
    QTest::newRow("a list for a user") << QByteArray("{token: [a]}") << ::cluster << ErrorCode::Malformed
                                       << u"\"token\" is no text (line "_s;
    QTest::newRow("no YAML") << QByteArray("{token: ") << ::cluster << ErrorCode::Malformed << u"line "_s;
}

void TestKubeconfig::whatCannotBeDoneIsRefused()
{
    QFETCH(const QByteArray, user);
    QFETCH(const QByteArray, cluster);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, says);
    const auto access = accessOf(kubeconfigText(user, cluster), {}, {});
    QVERIFY(!access);
    QCOMPARE(access.error().code, code);
    QVERIFY2(access.error().message.contains(says), qPrintable(access.error().message));
}

void TestKubeconfig::insecureIsNotHeeded()
{
    const test::Certificates certificates;
    KubernetesStandIn server(secureServer(certificates));
    const KubeconfigFile file(server.url(), "{token: good}", ", insecure-skip-tls-verify: true");
    Bench bench(file);
    const auto read = bench.read();
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Unavailable);
    QVERIFY(server.asked.isEmpty());
}

void TestKubeconfig::withoutAFileThePodsAccountIsTaken()
{
    const QTemporaryDir pod;
    Location location;
    location.environment = {{u"KUBERNETES_SERVICE_HOST"_s, u"10.0.0.1"_s}, {u"KUBERNETES_SERVICE_PORT"_s, u"8443"_s}};
    location.podFolder = pod.path();
    QCOMPARE(readAccess(location).error().code, ErrorCode::NotFound);
    KubeconfigFile::write("pod-token", pod.filePath(u"token"_s));
    const auto access = readAccess(location);
    QVERIFY(access);
    QCOMPARE(access->server, QUrl(u"https://10.0.0.1:8443"_s));
    QCOMPARE(access->tokenFile, pod.filePath(u"token"_s));
    QCOMPARE(access->authorityFile, pod.filePath(u"ca.crt"_s));
}

void TestKubeconfig::severalFilesInTheVariableAreUnsupported()
{
    Location location;
    location.environment = {{u"KUBECONFIG"_s, u"/a/config:/b/config"_s}};
    QCOMPARE(readAccess(location).error().code, ErrorCode::Unsupported);
}

void TestKubeconfig::anExecAnswerIsReadStrictly_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("says");
    const QByteArray head = R"({"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":)";
    QTest::newRow("sound") << head + R"({"token":"a","expirationTimestamp":"2030-01-01T00:00:00Z"}})" << QString();
    QTest::newRow("no JSON") << QByteArray("please log in") << u"no JSON"_s;
    QTest::newRow("another kind") << QByteArray(R"({"kind":"Status"})") << u"no ExecCredential"_s;
    QTest::newRow("another version")
        << QByteArray(R"({"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential"})")
        << u"answers in client.authentication.k8s.io/v1beta1"_s;
    QTest::newRow("nothing") << head + "{}}" << u"neither"_s;
    QTest::newRow("half a certificate") << head + R"({"clientCertificateData":"c"}})" << u"without its key"_s;
    QTest::newRow("no time") << head + R"({"token":"a","expirationTimestamp":"soon"}})" << u"\"soon\" is no time"_s;
}

void TestKubeconfig::anExecAnswerIsReadStrictly()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, says);
    const auto credential = readExecCredential(answer, u"client.authentication.k8s.io/v1"_s);
    QCOMPARE(credential.has_value(), says.isEmpty());
    if (!credential)
        QVERIFY2(credential.error().message.contains(says), qPrintable(credential.error().message));
}

void TestKubeconfig::aTokenGoesWithEachRequest()
{
    KubernetesStandIn server;
    const KubeconfigFile file(server.url());
    Bench bench(file);
    QVERIFY(bench.read());
    QCOMPARE(tokenOfLast(server), QByteArray("Bearer good"));
    server.tokens.clear();
    const auto refused = bench.read();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotPermitted);
    QVERIFY(refused.error().message.contains(u"does not know this user"_s));
}

void TestKubeconfig::aTokenFileIsReadAtEachRequest()
{
    KubernetesStandIn server;
    server.tokens = {"one", "two"};
    const KubeconfigFile file(server.url(), "{tokenFile: token}");
    KubeconfigFile::write("one\n", file.file(u"token"_s));
    Bench bench(file);
    QVERIFY(bench.read());
    QCOMPARE(tokenOfLast(server), QByteArray("Bearer one"));
    KubeconfigFile::write("two\n", file.file(u"token"_s));
    QVERIFY(bench.read());
    QCOMPARE(tokenOfLast(server), QByteArray("Bearer two"));
}

void TestKubeconfig::aPluginIsRunOnceUntilItsTokenExpires()
{
    KubernetesStandIn server;
    server.tokens = {"t1", "t2"};
    const KubeconfigFile file(server.url(), execUser("./plugin"));
    Bench bench(file);
    const auto expiry = toIso(bench.clock.now() + 1h).toLatin1();
    KubeconfigFile::write(plugin(file.file(u"runs"_s), expiry), file.file(u"plugin"_s), true);
    const auto first = bench.read();
    QVERIFY2(first, qPrintable(first ? QString() : first.error().message));
    QVERIFY(bench.read());
    QCOMPARE(tokenOfLast(server), QByteArray("Bearer t1"));
    bench.clock.advance(1h - 5s);
    QVERIFY(bench.read());
    QCOMPARE(tokenOfLast(server), QByteArray("Bearer t2"));
}

void TestKubeconfig::aPluginIsRunAgainWhenItsTokenIsRefused()
{
    KubernetesStandIn server;
    server.tokens = {"t2"};
    const KubeconfigFile file(server.url(), execUser("./plugin"));
    KubeconfigFile::write(plugin(file.file(u"runs"_s), {}), file.file(u"plugin"_s), true);
    Bench bench(file);
    QVERIFY(bench.read());
    QCOMPARE(tokenOfLast(server), QByteArray("Bearer t2"));
    server.tokens.clear();
    QCOMPARE(bench.read().error().code, ErrorCode::NotPermitted);
}

void TestKubeconfig::aPluginThatFailsIsQuotedWithoutItsAnswer()
{
    KubernetesStandIn server;
    const KubeconfigFile file(server.url(), execUser("./plugin"));
    KubeconfigFile::write(
        "#!/bin/sh\necho secret-token\necho log in first >&2\nexit 3\n", file.file(u"plugin"_s), true);
    Bench bench(file);
    const auto read = bench.read();
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(u"exited 3: log in first"_s), qPrintable(read.error().message));
    QVERIFY(!read.error().message.contains(u"secret-token"_s));
}

void TestKubeconfig::aMissingPluginTellsItsHint()
{
    KubernetesStandIn server;
    const KubeconfigFile file(server.url(), execUser("./absent"));
    Bench bench(file);
    const auto read = bench.read();
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Unsupported);
    QVERIFY2(read.error().message.endsWith(u"get it from the shelf"_s), qPrintable(read.error().message));
}

void TestKubeconfig::aClientCertificateLetsIn_data()
{
    QTest::addColumn<bool>("files");
    QTest::newRow("data") << false;
    QTest::newRow("files") << true;
}

void TestKubeconfig::aClientCertificateLetsIn()
{
    QFETCH(const bool, files);
    const test::Certificates certificates;
    KubernetesStandIn server(secureServer(certificates));
    const auto inFiles = KubeconfigFile(
        server.url(), "{client-certificate: c.pem, client-key: k.pem}", ", certificate-authority: ca.pem");
    KubeconfigFile::write(certificates.client.certificate, inFiles.file(u"c.pem"_s));
    KubeconfigFile::write(certificates.client.key, inFiles.file(u"k.pem"_s));
    KubeconfigFile::write(certificates.authority.certificate, inFiles.file(u"ca.pem"_s));
    const KubeconfigFile asData(
        server.url(),
        "{client-certificate-data: " + certificates.client.certificate.toBase64() +
            ", client-key-data: " + certificates.client.key.toBase64() + "}",
        ", tls-server-name: kubernetes, certificate-authority-data: " + certificates.authority.certificate.toBase64());
    Bench bench(files ? inFiles : asData);
    const auto read = bench.read();
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QVERIFY(server.asked.last().headers.contains("x-client-certificate"));
    QVERIFY(!server.asked.last().headers.contains("authorization"));
}

void TestKubeconfig::aServerOfAnotherAuthorityIsUnavailable()
{
    const test::Certificates certificates;
    const test::Certificates others;
    KubernetesStandIn server(secureServer(certificates));
    const KubeconfigFile file(
        server.url(), "{token: good}", ", certificate-authority-data: " + others.authority.certificate.toBase64());
    Bench bench(file);
    const auto read = bench.read();
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Unavailable);
    QVERIFY(server.asked.isEmpty());
}

void TestKubeconfig::aRewrittenKubeconfigIsReadAnew()
{
    KubernetesStandIn server;
    server.tokens = {"new"};
    const KubeconfigFile file(server.url(), "{token: old}");
    Bench bench(file);
    QCOMPARE(bench.read().error().code, ErrorCode::NotPermitted);
    KubeconfigFile::write(
        kubeconfigText("{token: new}", "{server: \"" + server.url().toEncoded() + "\"}"), file.path());
    QFile written(file.path());
    QVERIFY(written.open(QIODevice::ReadWrite));
    QVERIFY(written.setFileTime(QDateTime::fromSecsSinceEpoch(2'000'000'000), QFileDevice::FileModificationTime));
    written.close();
    QVERIFY(bench.read());
}

QTEST_GUILESS_MAIN(TestKubeconfig)
#include "tst_kubeconfig.moc"

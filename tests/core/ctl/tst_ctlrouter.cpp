// penelopectl router check, against a stand-in of the API server and without any HAProxy.
// links: penelope-test-kubernetes
#include "tests/support/kubernetes/kubeconfigfile.h"
#include "tests/support/kubernetes/standin.h"

#include <QEventLoop>
#include <QProcess>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using test::KubeconfigFile;
using test::KubernetesStandIn;

namespace {

const QByteArray route = R"({"kind":"httproute","namespace":"default","name":"payment-api",)"
                         R"("stable":"payment-api-stable","canary":"payment-api-canary"})";

struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// On the event loop: the stand-in answers meanwhile.
Ran check(const KubeconfigFile& file, const QByteArray& router)
{
    KubeconfigFile::write("[kubernetes]\nkubeconfig = \"config\"\n", file.file(u"penelope.toml"_s));
    KubeconfigFile::write(
        R"({"format":1,"name":"payments","arms":{"stable":{"track":"stable"},"canary":{"track":"canary"}},"router":)" +
            router + '}',
        file.file(u"penelope-service.json"_s));
    QProcess program;
    QEventLoop loop;
    QObject::connect(&program, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&program, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    program.start(
        QStringLiteral(PENELOPE_BINARIES) + u"/penelopectl"_s,
        {u"--config"_s, file.file(u"penelope.toml"_s), u"--json"_s, u"router"_s, u"check"_s,
         file.file(u"penelope-service.json"_s)});
    loop.exec();
    return {program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()};
}

} // namespace

class TestCtlRouter : public QObject
{
    Q_OBJECT

private slots:
    void aRouteThatCanBeSetIsTold()
    {
        KubernetesStandIn server;
        const KubeconfigFile file(server.url());
        const auto ran = check(file, route);
        QVERIFY2(ran.code == 0, (ran.out + ran.err).constData());
        const auto answer = parseForeign(ran.out);
        QVERIFY(answer);
        QCOMPARE((*answer)[u"service"].toString(), u"payments"_s);
        QCOMPARE(answer->integer(u"canary_percent"), std::optional<qint64>{0});
        QCOMPARE(answer->boolean(u"counts_requests"), std::optional{false});
        QCOMPARE((*answer)[u"set_by"].toString(), u"kubectl-create"_s);
        QCOMPARE(server.asked.last().query.queryItemValue(u"dryRun"_s), u"All"_s);
    }

    void aMissingRightIsAnErrorThatNamesIt()
    {
        KubernetesStandIn server;
        server.denied = {u"patch"_s};
        const KubeconfigFile file(server.url());
        const auto ran = check(file, route);
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.out.contains("this user may not patch httproute default/payment-api"), ran.out.constData());
    }

    void aHaproxyThatIsNotThereIsNotReachable()
    {
        const KubeconfigFile file(QUrl(u"http://127.0.0.1:1"_s));
        const auto ran =
            check(file, R"({"kind":"haproxy","socket":"absent.sock","backend":"be","stable":["s"],"canary":["c"]})");
        QCOMPARE(ran.code, 3);
        QVERIFY2(ran.out.contains("HAProxy's socket is not there"), ran.out.constData());
    }

    void anUnknownKindNamesItsPlace()
    {
        const KubeconfigFile file(QUrl(u"http://127.0.0.1:1"_s));
        const auto ran = check(file, R"({"kind":"ingress"})");
        QVERIFY(ran.code != 0);
        QVERIFY2(ran.out.contains("router.kind"), ran.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestCtlRouter)
#include "tst_ctlrouter.moc"

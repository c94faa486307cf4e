// From a decided share to the requests that arrive: the router, an HTTPRoute, a controller, a real HAProxy. The rule is
// that of the Gateway API's conformance suite: 500 requests, within 5 points.
// links: penelope-test-kubernetes penelope-system
#include "core/adapters/kubernetes/kubernetesrouter.h"

#include "core/adapters/process/processrunner.h"
#include "core/adapters/system/systemclock.h"
#include "tests/support/kubernetes/kubeconfigfile.h"
#include "tests/support/kubernetes/routecontroller.h"
#include "tests/support/kubernetes/standin.h"
#include "tests/support/realhaproxy.h"

#include <QTest>

using namespace penelope;
using namespace penelope::kubernetes;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using test::KubernetesStandIn;

class TestKubernetesSplit : public QObject
{
    Q_OBJECT

private slots:
    void theDecidedShareArrives_data();
    void theDecidedShareArrives();
};

void TestKubernetesSplit::theDecidedShareArrives_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("path");
    QTest::newRow("Gateway API") << u"gateway.networking.k8s.io"_s << KubernetesStandIn::gatewayRoute;
    QTest::newRow("Linkerd") << u"policy.linkerd.io"_s << KubernetesStandIn::linkerdRoute;
}

void TestKubernetesSplit::theDecidedShareArrives()
{
    QFETCH(const QString, group);
    QFETCH(const QString, path);
    constexpr int requests = 500;
    const test::Backend stable("stable");
    const test::Backend canary("canary");
    const test::Haproxy haproxy({stable.port(), canary.port()});
    // The socket is there before somebody answers.
    QTRY_VERIFY_WITH_TIMEOUT(!test::asked(haproxy.socket(), "show info").isEmpty(), 60000);

    KubernetesStandIn server;
    server.acceptsAtOnce = false; // the controller does, when HAProxy has it
    const test::KubeconfigFile file(server.url());
    Location location;
    location.kubeconfig = file.path();
    process::ProcessRunner runner;
    const system::SystemClock clock;
    const auto client = std::make_shared<ApiClient>(*readAccess(location), runner, clock);
    const test::RouteController controller(client, path.section(u'/', 0, -2), path.section(u'/', -1), haproxy.socket());
    KubernetesRouter router(
        location, runner, clock, {.request = 60s, .acceptance = 600s, .pause = 1ms, .watch = {}}, [] { return 0.5; });
    const auto target = Json::object(
        {{u"kind"_s, u"httproute"_s},
         {u"group"_s, group},
         {u"namespace"_s, u"default"_s},
         {u"name"_s, u"payment-api"_s},
         {u"stable"_s, u"payment-api-stable"_s},
         {u"canary"_s, u"payment-api-canary"_s}});
    QNetworkAccessManager network;

    for (const int percent : {10, 25, 50, 100, 0}) {
        const auto set =
            test::awaited<Result<TrafficRouter::Split>>([&](auto handler) { router.set(target, percent, handler); });
        QVERIFY2(set, qPrintable(set ? QString() : set.error().message));
        QCOMPARE(set->canaryPercent, percent);
        int arrived = 0;
        for (int i = 0; i < requests; ++i)
            arrived += test::get(network, haproxy.singleUrl()) == "canary" ? 1 : 0;
        const auto share = 100.0 * arrived / requests;
        qInfo("%s: %d %% decided, %.1f %% of %d requests", qPrintable(group), percent, share, requests);
        QVERIFY2(std::abs(share - percent) <= 5, qPrintable(u"%1 % instead of %2 %"_s.arg(share).arg(percent)));
    }
}

QTEST_GUILESS_MAIN(TestKubernetesSplit)
#include "tst_kubernetessplit.moc"

// The router against a stand-in of the API server, which is itself held to what a real one answered.
// links: penelope-test-kubernetes
#include "core/adapters/kubernetes/kubernetesrouter.h"

#include "core/adapters/process/processrunner.h"
#include "tests/support/fakeclock.h"
#include "tests/support/kubernetes/kubeconfigfile.h"
#include "tests/support/kubernetes/standin.h"
#include "tests/support/shared.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace penelope;
using namespace penelope::kubernetes;
using namespace Qt::Literals::StringLiterals;

namespace {

using Split = TrafficRouter::Split;
using Checked = TrafficRouter::Checked;
using test::KubernetesStandIn;
using Asked = KubernetesStandIn::Asked;

Json json(const QByteArray& text)
{
    const auto parsed = parseForeign(text);
    if (!parsed)
        qFatal("the test's own JSON is wrong");
    return *parsed;
}

Json operations(const QByteArray& text)
{
    return json("{\"o\":" + text + '}')[u"o"];
}

const QByteArray gatewayTarget =
    R"({"kind":"httproute","namespace":"default","name":"payment-api","rule":"primary","stable":"payment-api-stable",)"
    R"("canary":"payment-api-canary"})";
const QByteArray linkerdTarget =
    R"({"kind":"httproute","group":"policy.linkerd.io","namespace":"default","name":"payment-api",)"
    R"("stable":"payment-api-stable","canary":"payment-api-canary"})";
const QByteArray istioTarget =
    R"({"kind":"virtualservice","namespace":"default","name":"payment-api","rule":"primary",)"
    R"("stable":{"host":"payment-api","subset":"stable"},"canary":{"host":"payment-api","subset":"canary"}})";

/// A router on a stand-in, with times that never run out unless told.
struct Bench
{
    explicit Bench(Milliseconds acceptance = Milliseconds{600'000}, Milliseconds request = Milliseconds{600'000})
        : router(
              location(), runner, clock,
              {.request = request,
               .acceptance = acceptance,
               .pause = Milliseconds{1},
               .watch = {.session = Milliseconds{600'000}, .pause = Milliseconds{1}}},
              [] { return 0.5; })
    {}

    Location location() const
    {
        Location where;
        where.kubeconfig = config.path();
        return where;
    }
    Result<Split> read(const QByteArray& target)
    {
        return test::awaited<Result<Split>>([&](auto handler) { router.read(json(target), handler); });
    }
    Result<Split> set(const QByteArray& target, int percent)
    {
        return test::awaited<Result<Split>>([&](auto handler) { router.set(json(target), percent, handler); });
    }
    Result<Checked> check(const QByteArray& target)
    {
        return test::awaited<Result<Checked>>([&](auto handler) { router.check(json(target), handler); });
    }
    /// The body of the newest patch.
    Json patch() const
    {
        for (auto at = server.asked.rbegin(); at != server.asked.rend(); ++at) {
            if (at->method == "PATCH")
                return operations(at->body);
        }
        return {};
    }

    KubernetesStandIn server;
    test::KubeconfigFile config{server.url()};
    process::ProcessRunner runner;
    test::FakeClock clock;
    KubernetesRouter router;
};

/// Something that happens once, just before the server looks at a patch.
void beforeThePatch(KubernetesStandIn& server, std::function<void()> happens)
{
    server.first = [&server,
                    happens = std::move(happens)](const Asked& asked) -> std::optional<KubernetesStandIn::Reply> {
        if (asked.method == "PATCH") {
            const auto once = happens; // what follows ends this very function's own
            server.first = {};
            once();
        }
        return {};
    };
}

/// A controller that looked at the present generation and found one Service missing.
void withoutCanaryService(KubernetesStandIn& server)
{
    auto text = toJsonText(server.object(KubernetesStandIn::gatewayRoute));
    text.replace(R"("status":"True","type":"ResolvedRefs")", R"("status":"False","type":"ResolvedRefs")");
    text.replace(
        R"("reason":"ResolvedRefs")", R"("message":"no Service payment-api-canary","reason":"BackendNotFound")");
    server.store(KubernetesStandIn::gatewayRoute, json(text));
}

} // namespace

class TestKubernetesRouter : public QObject
{
    Q_OBJECT

private slots:
    void theStandInAnswersAsRecorded_data();
    void theStandInAnswersAsRecorded();
    void everyKindIsSetAndReadBack_data();
    void everyKindIsSetAndReadBack();
    void onlyTheTwoWeightsAreWritten();
    void theSameShareIsNotWrittenAgain();
    void aConflictIsReadAnewAndTriedAgain();
    void aRuleThatMovedIsFoundAgain();
    void withoutEndOfConflictsItGivesUp();
    void whatTheServerCallsInvalidIsRefused();
    void anotherHandIsNamed_data();
    void anotherHandIsNamed();
    void ourOwnHandIsNotNamed();
    void backendsThatAreNotTheRegisteredOnesAreRefused_data();
    void backendsThatAreNotTheRegisteredOnesAreRefused();
    void weightsOutOfRangeAreRefusedAndCanBeSetBack();
    void aStaleStatusIsAwaited();
    void aStatusThatStaysStaleIsUnavailable();
    void aControllerThatRefusesIsQuoted();
    void theWayBackNeedsNoCanaryService();
    void aRouteThatNobodyTookIsUnavailable();
    void theWatchGoesOnAfterItsEnd();
    void anOldWatchIsListedAnew();
    void checkingIsADryRun();
    void checkingNamesAMissingRight();
    void anUnknownGroupIsNotFound();
    void aMissingObjectIsNotFound();
    void noRightIsNotPermitted();
    void silenceIsUnavailable();
    void nobodyThereIsUnavailable();
    void aBadTargetIsMalformed_data();
    void aBadTargetIsMalformed();
};

void TestKubernetesRouter::theStandInAnswersAsRecorded_data()
{
    QTest::addColumn<bool>("stale");
    // The others of the folder are ways of writing that are never used here: merge, apply, PUT, leases.
    for (const auto* name :
         {"vs_get", "vs_jsonpatch_ok", "vs_jsonpatch_test_fail", "vs_bad_path", "vs_type_422", "vs_strategic_415",
          "vs_wrong_ct", "missing_404", "anon_403", "bad_token_401", "other_403", "delete_403", "ssar_allowed",
          "gw_httproute_jsonpatch_ok", "gw_httproute_422", "linkerd_httproute_jsonpatch_ok", "linkerd_httproute_422"})
        QTest::newRow(name) << false;
    QTest::newRow("vs_jsonpatch_stale_test") << true;
    QTest::newRow("vs_jsonpatch_rv_replace_409") << true;
}

void TestKubernetesRouter::theStandInAnswersAsRecorded()
{
    QFETCH(const bool, stale);
    const auto name = QString::fromLatin1(QTest::currentDataTag());
    const auto recorded = json(test::sharedFile(u"recorded/kubernetes/%1.json"_s.arg(name)));
    const auto& request = recorded[u"request"];
    KubernetesStandIn server;
    if (stale)
        server.change(
            KubernetesStandIn::virtualService,
            operations(R"([{"op":"replace","path":"/spec/http/1/route/1/weight","value":1}])"), u"other"_s);
    Asked asked;
    asked.method = request[u"method"].toString().toLatin1();
    asked.path = request[u"path"].toString();
    if (request.contains(u"body"))
        asked.body = toJsonText(request[u"body"]);
    asked.headers["content-type"] = request[u"content_type"].toString().toLatin1();
    if (name != "anon_403"_L1)
        asked.headers["authorization"] = name == "bad_token_401"_L1 ? "Bearer bad" : "Bearer good";

    const auto answer = server.answer(asked);

    QCOMPARE(answer.status, static_cast<int>(recorded[u"status"].toInteger()));
    const auto body = json(answer.body);
    const auto& expected = recorded[u"body"];
    QCOMPARE(body[u"spec"], expected[u"spec"]);
    QCOMPARE(body[u"reason"], expected[u"reason"]);
    QCOMPARE(body[u"status"][u"allowed"], expected[u"status"][u"allowed"]);
    QCOMPARE(body[u"metadata"][u"generation"], expected[u"metadata"][u"generation"]);
    // The real one adds what it could not check any more.
    const auto message = body[u"message"].toString().section(u": "_s, 1);
    QVERIFY2(expected[u"message"].toString().contains(message), qPrintable(expected[u"message"].toString()));
    const auto& fields = expected[u"metadata"][u"managedFields"].toArray();
    if (expected[u"kind"].toString() != "SelfSubjectAccessReview"_L1 && !fields.empty())
        QCOMPARE(body[u"metadata"][u"managedFields"].toArray().back()[u"manager"], fields.back()[u"manager"]);
}

void TestKubernetesRouter::everyKindIsSetAndReadBack_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("Gateway API") << gatewayTarget;
    QTest::newRow("Linkerd") << linkerdTarget;
    QTest::newRow("Istio") << istioTarget;
}

void TestKubernetesRouter::everyKindIsSetAndReadBack()
{
    QFETCH(const QByteArray, target);
    Bench bench;
    for (const int percent : {10, 25, 50, 100, 0}) {
        const auto set = bench.set(target, percent);
        QVERIFY2(set, qPrintable(set ? QString() : set.error().message));
        QCOMPARE(set->canaryPercent, percent);
        QVERIFY(!set->requests);
        const auto read = bench.read(target);
        QVERIFY(read);
        QCOMPARE(*read, *set);
    }
}

void TestKubernetesRouter::onlyTheTwoWeightsAreWritten()
{
    Bench bench;
    const auto before = bench.server.object(KubernetesStandIn::virtualService);
    QVERIFY(bench.set(istioTarget, 10));

    QCOMPARE(
        bench.patch(),
        operations(R"([{"op":"test","path":"/spec/http/1/name","value":"primary"},)"
                   R"({"op":"test","path":"/spec/http/1/route/0/destination/host","value":"payment-api"},)"
                   R"({"op":"test","path":"/spec/http/1/route/0/destination/subset","value":"stable"},)"
                   R"({"op":"test","path":"/spec/http/1/route/1/destination/host","value":"payment-api"},)"
                   R"({"op":"test","path":"/spec/http/1/route/1/destination/subset","value":"canary"},)"
                   R"({"op":"replace","path":"/metadata/resourceVersion","value":"286"},)"
                   R"({"op":"replace","path":"/spec/http/1/route/0/weight","value":90},)"
                   R"({"op":"replace","path":"/spec/http/1/route/1/weight","value":10}])"));
    const auto after = bench.server.object(KubernetesStandIn::virtualService);
    QCOMPARE(after[u"spec"][u"http"].toArray()[0], before[u"spec"][u"http"].toArray()[0]);
    QCOMPARE(after[u"spec"][u"http"].toArray()[1][u"retries"], before[u"spec"][u"http"].toArray()[1][u"retries"]);
    const auto& patch = *std::find_if(
        bench.server.asked.begin(), bench.server.asked.end(), [](const Asked& each) { return each.method == "PATCH"; });
    QCOMPARE(patch.headers.at("content-type"), QByteArray("application/json-patch+json"));
    QCOMPARE(patch.query.queryItemValue(u"fieldManager"_s), u"penelope"_s);
    QVERIFY(!patch.query.hasQueryItem(u"dryRun"_s));
}

void TestKubernetesRouter::theSameShareIsNotWrittenAgain()
{
    Bench bench;
    QVERIFY(bench.set(gatewayTarget, 0));
    QCOMPARE(bench.server.count("PATCH"), 0);
}

void TestKubernetesRouter::aConflictIsReadAnewAndTriedAgain()
{
    Bench bench;
    beforeThePatch(bench.server, [&] {
        bench.server.change(
            KubernetesStandIn::gatewayRoute,
            operations(R"([{"op":"replace","path":"/spec/rules/0/backendRefs/1/weight","value":77}])"), u"argocd"_s);
    });
    const auto set = bench.set(gatewayTarget, 25);
    QVERIFY2(set, qPrintable(set ? QString() : set.error().message));
    QCOMPARE(set->canaryPercent, 25);
    QCOMPARE(bench.server.count("PATCH"), 2);
}

void TestKubernetesRouter::aRuleThatMovedIsFoundAgain()
{
    Bench bench;
    beforeThePatch(bench.server, [&] {
        auto object = bench.server.object(KubernetesStandIn::gatewayRoute);
        auto spec = object[u"spec"];
        auto rules = spec[u"rules"].toArray();
        rules.insert(
            rules.begin(), json(R"({"name":"admin","backendRefs":[{"name":"payment-api-stable","port":80}]})"));
        spec.set(u"rules"_s, Json{rules});
        object.set(u"spec"_s, spec);
        bench.server.store(KubernetesStandIn::gatewayRoute, object);
        bench.server.accept(KubernetesStandIn::gatewayRoute);
    });
    const auto set = bench.set(gatewayTarget, 10);
    QVERIFY2(set, qPrintable(set ? QString() : set.error().message));
    const auto rules = bench.server.object(KubernetesStandIn::gatewayRoute)[u"spec"][u"rules"].toArray();
    QVERIFY(!rules[0][u"backendRefs"].toArray()[0].contains(u"weight"));
    QCOMPARE(rules[1][u"backendRefs"].toArray()[1].number(u"weight"), std::optional{10.0});
}

void TestKubernetesRouter::withoutEndOfConflictsItGivesUp()
{
    Bench bench;
    bench.server.first = [&](const Asked& asked) -> std::optional<KubernetesStandIn::Reply> {
        if (asked.method == "PATCH")
            bench.server.accept(KubernetesStandIn::gatewayRoute); // a new resourceVersion each time
        return {};
    };
    const auto set = bench.set(gatewayTarget, 10);
    QVERIFY(!set);
    QCOMPARE(set.error().code, ErrorCode::Conflict);
    QCOMPARE(bench.server.count("PATCH"), 6);
}

void TestKubernetesRouter::whatTheServerCallsInvalidIsRefused()
{
    Bench bench;
    bench.server.first = [](const Asked& asked) -> std::optional<KubernetesStandIn::Reply> {
        if (asked.method != "PATCH")
            return {};
        const auto recorded = json(test::sharedFile(u"recorded/kubernetes/gw_httproute_422.json"_s));
        return KubernetesStandIn::Reply{422, toJsonText(recorded[u"body"])};
    };
    const auto set = bench.set(gatewayTarget, 10);
    QVERIFY(!set);
    QCOMPARE(set.error().code, ErrorCode::Refused);
    QVERIFY2(set.error().message.contains(u"should be greater than or equal to 0"_s), qPrintable(set.error().message));
}

void TestKubernetesRouter::anotherHandIsNamed_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("weight");
    QTest::newRow("Gateway API") << gatewayTarget << KubernetesStandIn::gatewayRoute
                                 << QByteArray("/spec/rules/0/backendRefs/1/weight");
    QTest::newRow("Istio") << istioTarget << KubernetesStandIn::virtualService
                           << QByteArray("/spec/http/1/route/1/weight");
}

void TestKubernetesRouter::anotherHandIsNamed()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QString, path);
    QFETCH(const QByteArray, weight);
    Bench bench;
    QVERIFY(bench.set(target, 10));
    bench.server.change(
        path, operations(R"([{"op":"replace","path":")" + weight + R"(","value":90}])"), u"argocd-controller"_s);
    const auto read = bench.read(target);
    QVERIFY(read);
    QCOMPARE(read->canaryPercent, 50);
    QCOMPARE(read->setBy, u"argocd-controller"_s);

    const auto again = bench.set(target, 10);
    QVERIFY(again);
    QCOMPARE(again->canaryPercent, 10);
    QCOMPARE(again->setBy, QString());
}

void TestKubernetesRouter::ourOwnHandIsNotNamed()
{
    Bench bench;
    QCOMPARE(bench.read(gatewayTarget)->setBy, u"kubectl-create"_s);
    QCOMPARE(bench.set(gatewayTarget, 10)->setBy, QString());
}

void TestKubernetesRouter::backendsThatAreNotTheRegisteredOnesAreRefused_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QString>("says");
    QTest::newRow("a third backend")
        << QByteArray(R"([{"op":"add","path":"/spec/rules/0/backendRefs","value":[{"name":"payment-api-stable"},)"
                      R"({"name":"payment-api-canary"},{"name":"third"}]}])")
        << u"payment-api-stable, payment-api-canary, third"_s;
    QTest::newRow("another name") << QByteArray(
                                         R"([{"op":"replace","path":"/spec/rules/0/backendRefs/1/name","value":"x"}])")
                                  << u"payment-api-stable, x"_s;
    QTest::newRow("another namespace")
        << QByteArray(R"([{"op":"add","path":"/spec/rules/0/backendRefs/1/namespace","value":"other"}])")
        << u"no Service of its namespace"_s;
    QTest::newRow("no such rule") << QByteArray(R"([{"op":"replace","path":"/spec/rules/0/name","value":"x"}])")
                                  << u"it has no rule primary"_s;
}

void TestKubernetesRouter::backendsThatAreNotTheRegisteredOnesAreRefused()
{
    QFETCH(const QByteArray, change);
    QFETCH(const QString, says);
    Bench bench;
    bench.server.change(KubernetesStandIn::gatewayRoute, operations(change), u"kubectl"_s);
    const auto set = bench.set(gatewayTarget, 10);
    QVERIFY(!set);
    QCOMPARE(set.error().code, ErrorCode::Refused);
    QCOMPARE(set.error().where, u"httproute default/payment-api"_s);
    QVERIFY2(set.error().message.contains(says), qPrintable(set.error().message));
    QCOMPARE(bench.server.count("PATCH"), 0);
}

void TestKubernetesRouter::weightsOutOfRangeAreRefusedAndCanBeSetBack()
{
    Bench bench;
    // Istio's own schema takes it.
    bench.server.change(
        KubernetesStandIn::virtualService,
        operations(R"([{"op":"replace","path":"/spec/http/1/route/1/weight","value":150}])"), u"kubectl"_s);
    const auto read = bench.read(istioTarget);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Refused);
    QVERIFY(read.error().message.contains(u"150"_s));
    const auto back = bench.set(istioTarget, 0);
    QVERIFY(back);
    QCOMPARE(back->canaryPercent, 0);
}

void TestKubernetesRouter::aStaleStatusIsAwaited()
{
    Bench bench;
    bench.server.acceptsAtOnce = false;
    std::optional<Result<Split>> answer;
    bench.router.set(json(gatewayTarget), 10, [&](Result<Split> split) { answer = std::move(split); });
    QTRY_COMPARE_WITH_TIMEOUT(bench.server.watches(), 1, 600'000);
    QVERIFY(!answer);
    bench.server.accept(KubernetesStandIn::gatewayRoute);
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 600'000);
    QVERIFY(*answer);
    QCOMPARE((*answer)->canaryPercent, 10);
}

void TestKubernetesRouter::aStatusThatStaysStaleIsUnavailable()
{
    Bench bench(Milliseconds{50});
    bench.server.acceptsAtOnce = false;
    const auto set = bench.set(gatewayTarget, 10);
    QVERIFY(!set);
    QCOMPARE(set.error().code, ErrorCode::Unavailable);
    QVERIFY2(
        set.error().message.contains(u"example.com/test-controller has seen generation 1, the present one is 2"_s),
        qPrintable(set.error().message));
    QCOMPARE(bench.read(gatewayTarget).error().code, ErrorCode::Unavailable);
}

void TestKubernetesRouter::aControllerThatRefusesIsQuoted()
{
    Bench bench;
    QVERIFY(bench.set(gatewayTarget, 10));
    withoutCanaryService(bench.server);
    const auto set = bench.set(gatewayTarget, 10);
    QVERIFY(!set);
    QCOMPARE(set.error().code, ErrorCode::Refused);
    QVERIFY2(
        set.error().message.contains(u"ResolvedRefs is False: BackendNotFound no Service payment-api-canary"_s),
        qPrintable(set.error().message));
    QCOMPARE(bench.read(gatewayTarget).error(), set.error());
}

void TestKubernetesRouter::theWayBackNeedsNoCanaryService()
{
    Bench bench;
    withoutCanaryService(bench.server);
    const auto set = bench.set(gatewayTarget, 0);
    QVERIFY2(set, qPrintable(set ? QString() : set.error().message));
    const auto checked = bench.check(gatewayTarget);
    QVERIFY(checked);
    QCOMPARE(checked->advice.size(), 1);
    QVERIFY(checked->advice[0].contains(u"BackendNotFound"_s));
}

void TestKubernetesRouter::aRouteThatNobodyTookIsUnavailable()
{
    Bench bench(Milliseconds{50});
    auto object = bench.server.object(KubernetesStandIn::linkerdRoute);
    object.remove(u"status");
    bench.server.store(KubernetesStandIn::linkerdRoute, object);
    const auto set = bench.set(linkerdTarget, 0);
    QVERIFY(!set);
    QCOMPARE(set.error().code, ErrorCode::Unavailable);
    QVERIFY(set.error().message.contains(u"no controller has taken it for its parent payment-api"_s));
}

void TestKubernetesRouter::theWatchGoesOnAfterItsEnd()
{
    Bench bench;
    bench.server.acceptsAtOnce = false;
    std::optional<Result<Split>> answer;
    bench.router.set(json(gatewayTarget), 10, [&](Result<Split> split) { answer = std::move(split); });
    QTRY_COMPARE_WITH_TIMEOUT(bench.server.watches(), 1, 600'000);
    bench.server.bookmark();
    bench.server.endWatches();
    QTRY_COMPARE_WITH_TIMEOUT(bench.server.watches(), 1, 600'000);
    QVERIFY(!answer);
    bench.server.accept(KubernetesStandIn::gatewayRoute);
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 600'000);
    QVERIFY(*answer);
}

void TestKubernetesRouter::anOldWatchIsListedAnew()
{
    Bench bench;
    bench.server.acceptsAtOnce = false;
    std::optional<Result<Split>> answer;
    bench.router.set(json(gatewayTarget), 10, [&](Result<Split> split) { answer = std::move(split); });
    QTRY_COMPARE_WITH_TIMEOUT(bench.server.watches(), 1, 600'000);
    // While nobody watches, the object is accepted, and that version is forgotten.
    bench.server.endWatches();
    bench.server.accept(KubernetesStandIn::gatewayRoute);
    bench.server.compact();
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 600'000);
    QVERIFY(*answer);
    QCOMPARE((*answer)->canaryPercent, 10);
    const auto lists = std::count_if(bench.server.asked.begin(), bench.server.asked.end(), [](const Asked& each) {
        return each.path.endsWith(u"/httproutes"_s) && !each.query.hasQueryItem(u"watch"_s);
    });
    QCOMPARE(lists, 1);
}

void TestKubernetesRouter::checkingIsADryRun()
{
    Bench bench;
    const auto before = bench.server.object(KubernetesStandIn::gatewayRoute);
    const auto checked = bench.check(gatewayTarget);
    QVERIFY2(checked, qPrintable(checked ? QString() : checked.error().message));
    QCOMPARE(checked->split.canaryPercent, 0);
    QCOMPARE(checked->advice, QStringList());
    QCOMPARE(bench.server.count("PATCH"), 1);
    QCOMPARE(bench.server.asked.last().query.queryItemValue(u"dryRun"_s), u"All"_s);
    QCOMPARE(bench.server.object(KubernetesStandIn::gatewayRoute), before);

    const auto istio = bench.check(istioTarget);
    QVERIFY(istio);
    QCOMPARE(istio->advice.size(), 1);
}

void TestKubernetesRouter::checkingNamesAMissingRight()
{
    Bench bench;
    bench.server.denied = {u"watch"_s};
    const auto checked = bench.check(gatewayTarget);
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::NotPermitted);
    QVERIFY(checked.error().message.contains(u"may not watch httproute default/payment-api"_s));
}

void TestKubernetesRouter::anUnknownGroupIsNotFound()
{
    Bench bench;
    bench.server.remove(KubernetesStandIn::virtualService);
    const auto read = bench.read(istioTarget);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::NotFound);
    QVERIFY2(read.error().message.contains(u"is its API group installed?"_s), qPrintable(read.error().message));
}

void TestKubernetesRouter::aMissingObjectIsNotFound()
{
    Bench bench;
    auto target = gatewayTarget;
    const auto read = bench.read(target.replace("\"name\":\"payment-api\"", "\"name\":\"missing\""));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::NotFound);
    QVERIFY(read.error().message.contains(u"\"missing\" not found"_s));
    QVERIFY2(read.error().where.endsWith(u"/httproutes/missing"_s), qPrintable(read.error().where));
}

void TestKubernetesRouter::noRightIsNotPermitted()
{
    Bench bench;
    bench.server.denied = {u"patch"_s};
    const auto set = bench.set(gatewayTarget, 10);
    QVERIFY(!set);
    QCOMPARE(set.error().code, ErrorCode::NotPermitted);
    QVERIFY(set.error().message.contains(u"cannot patch resource"_s));
}

void TestKubernetesRouter::silenceIsUnavailable()
{
    Bench bench(Milliseconds{600'000}, Milliseconds{50});
    bench.server.silent = true;
    const auto read = bench.read(gatewayTarget);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Unavailable);
}

void TestKubernetesRouter::nobodyThereIsUnavailable()
{
    Bench bench;
    test::KubeconfigFile::write(
        test::kubeconfigText(
            "{token: good}", "{server: \"http://127.0.0.1:" + QByteArray::number(test::freePort()) + "\"}"),
        bench.config.path());
    const auto read = bench.read(gatewayTarget);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Unavailable);
}

void TestKubernetesRouter::aBadTargetIsMalformed_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("a path in the namespace") << QByteArray("\"default\"") << QByteArray("\"../default\"");
    QTest::newRow("a question in the name") << QByteArray("\"payment-api\"") << QByteArray("\"pay?dryRun\"");
    QTest::newRow("another group") << QByteArray("\"rule\":\"primary\"") << QByteArray("\"group\":\"apps\"");
    QTest::newRow("both arms the same") << QByteArray("payment-api-canary") << QByteArray("payment-api-stable");
}

void TestKubernetesRouter::aBadTargetIsMalformed()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    Bench bench;
    auto target = gatewayTarget;
    const auto read = bench.read(target.replace(from, to));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Malformed);
    QVERIFY(bench.server.asked.isEmpty());
}

QTEST_GUILESS_MAIN(TestKubernetesRouter)
#include "tst_kubernetesrouter.moc"

#include "core/patch/events.h"
#include "core/patch/service.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::patch;

namespace {

// moc 6.4 loses its way in raw strings, so this one is escaped.
const QByteArray example =
    "{ \"format\": 1, \"name\": \"payments\", \"criticality\": \"normal\", \"repository\": \".\", \"branch\": "
    "\"main\",\n"
    "  \"depends_on\": [\"search\"], \"coverage\": \"build/coverage.json\", \"prometheus\": \"main\",\n"
    "  \"arms\": { \"stable\": { \"job\": \"payments\", \"track\": \"stable\" }, \"canary\": { \"job\": \"payments\", "
    "\"track\": \"canary\" } },\n"
    "  \"metrics\": [\n"
    "    { \"name\": \"error_rate\", \"kind\": \"ratio\", \"total\": \"http_requests_total{ {{arm}} }\", \"bad\": "
    "\"http_requests_total{ {{arm}}, code=~\\\"5..\\\" }\", \"limit\": 0.02, \"critical\": true, \"weight\": 0.5 },\n"
    "    { \"name\": \"success_rate\", \"kind\": \"complement\", \"of\": \"error_rate\", \"limit\": 0.95 },\n"
    "    { \"name\": \"p99_latency_ms\", \"kind\": \"quantile\", \"quantile\": 0.99, \"buckets\": "
    "\"http_request_duration_seconds_bucket{ {{arm}} }\", \"scale\": 1000, \"limit\": 500, \"critical\": true, "
    "\"weight\": 0.5 } ],\n"
    "  \"impact\": { \"error_rate\": \"sum(rate(http_requests_total{ {{arm}}, code=~\\\"5..\\\" }[1m])) / "
    "sum(rate(http_requests_total{ {{arm}} }[1m]))\", \"affected_users\": null },\n"
    "  \"saturation\": { \"pool_in_use_ratio\": \"max(pool_in_use{ {{arm}} } / pool_size{ {{arm}} })\" },\n"
    "  \"router\": { \"kind\": \"haproxy\", \"socket\": \"haproxy.sock\", \"backend\": \"be_payments\", \"stable\": "
    "[\"stable\"], \"canary\": [\"canary\"] },\n"
    "  \"commands\": { \"start_canary\": [\"payments-ctl\", \"start\", \"canary\", \"{{tree}}\"], \"stop_canary\": "
    "[\"payments-ctl\", \"stop\", \"canary\"],\n"
    "                \"promote\": [\"payments-ctl\", \"deploy\", \"stable\", \"{{tree}}\"], \"test\": [\"make\", "
    "\"test\"] },\n"
    "  \"ready\": { \"canary\": \"http://127.0.0.1:8181/health\", \"stable\": \"http://127.0.0.1:8180/health\" },\n"
    "  \"remedies\": \"remedies\", \"generator\": null }";

Json document()
{
    return parseForeign(example).value_or(Json{});
}

Registration registration()
{
    return readRegistration(document(), u"/srv/payments"_s).value_or(Registration{});
}

} // namespace

class TestService : public QObject
{
    Q_OBJECT

private slots:
    void theContractsExampleIsRead()
    {
        const auto read = registration();
        QCOMPARE(read.name, ServiceName{u"payments"_s});
        QCOMPARE(read.repository, u"/srv/payments"_s);
        QCOMPARE(read.coverage, u"/srv/payments/build/coverage.json"_s);
        QCOMPARE(read.remedies, u"/srv/payments/remedies"_s);
        QCOMPARE(read.router[u"socket"].toString(), u"/srv/payments/haproxy.sock"_s);
        QCOMPARE(read.metrics.size(), std::size_t{3});
        QCOMPARE(read.metrics[2].scale, 1000.0);
        QVERIFY(!read.metrics[1].weight);
        QCOMPARE(read.impact.size(), std::size_t{1});
        QCOMPARE(read.startCanary.last(), u"{{tree}}"_s);
        QVERIFY(read.generator.command.isEmpty());
    }

    void theEventReadsBack()
    {
        const auto payload = serviceRegistered(registration());
        const auto bytes = canonical::encode(payload);
        QVERIFY(bytes);
        QCOMPARE(registrationFromEvent(*canonical::parse(*bytes)), registration());
        QCOMPARE(registrationFromEvent(Json{Json::Array{}}), Registration{});
    }

    void theDefaultMetricsAreTheThreeShown()
    {
        auto bare = document();
        bare.remove(u"metrics");
        QCOMPARE(readRegistration(bare, u"/srv/payments"_s)->metrics, registration().metrics);
    }

    void strictReadingNamesTheMember_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("where");
        QTest::newRow("unknown key") << u"\"branch\""_s << u"\"brunch\""_s << u"brunch"_s;
        QTest::newRow("wrong type") << u"\"main\",\n"_s << u"7,\n"_s << u"branch"_s;
        QTest::newRow("a rate") << u"\"http_requests_total{ {{arm}} }\""_s
                                << u"\"rate(http_requests_total{ {{arm}} }[1m])\""_s << u"metrics[0].total, column 5"_s;
        QTest::newRow("a selector that does not end")
            << u"\"http_requests_total{ {{arm}} }\""_s << u"\"http_requests_total{ {{arm}} \""_s
            << u"metrics[0].total, column 30"_s;
        QTest::newRow("a share of more than all") << u"\"limit\": 0.02"_s << u"\"limit\": 2"_s << u"metrics[0].limit"_s;
        QTest::newRow("a share without a grid") << u"\"limit\": 0.02"_s << u"\"limit\": 0.8"_s << u"metrics[0].limit"_s;
        QTest::newRow("dry run as a text")
            << u"\"critical\": true"_s << u"\"dry_run\": \"yes\""_s << u"metrics[0].dry_run"_s;
        QTest::newRow("unknown kind") << u"\"complement\""_s << u"\"sum\""_s << u"metrics[1].kind"_s;
        QTest::newRow("unknown substitution")
            << u"pool_size{ {{arm}} }"_s << u"pool_size{ {{leg}} }"_s << u"saturation.pool_in_use_ratio, column 41"_s;
        QTest::newRow("part of an argument")
            << u"\"{{tree}}\"],"_s << u"\"x{{tree}}\"],"_s << u"commands.promote[3], column 2"_s;
        QTest::newRow("weights") << u"\"critical\": true, \"weight\": 0.5 } ]"_s << u"\"weight\": 0.6 } ]"_s
                                 << u"metrics"_s;
        QTest::newRow("of nothing") << u"\"of\": \"error_rate\""_s << u"\"of\": \"errors\""_s << u"metrics"_s;
        QTest::newRow("same arms") << u"\"track\": \"canary\""_s << u"\"track\": \"stable\""_s << u"arms"_s;
        QTest::newRow("format") << u"\"format\": 1"_s << u"\"format\": 2"_s << u"format"_s;
        QTest::newRow("name") << u"\"name\": \"payments\""_s << u"\"name\": \"a/b\""_s << u"name"_s;
        QTest::newRow("criticality") << u"\"normal\""_s << u"\"high\""_s << u"criticality"_s;
    }
    void strictReadingNamesTheMember()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        auto text = QString::fromUtf8(example);
        QVERIFY(text.contains(from));
        const auto parsed = parseForeign(text.replace(from, to).toUtf8());
        QVERIFY(parsed);
        const auto read = readRegistration(*parsed, u"/srv"_s);
        QVERIFY(!read);
        QTEST(read.error().where, "where");
    }

    void routersOfKubernetesAreReadStrictly_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("where");
        QTest::newRow("sound") << QString() << QByteArray() << QString();
        QTest::newRow("kind") << u"kind"_s << QByteArray("\"ingress\"") << u"router.kind"_s;
        QTest::newRow("group") << u"group"_s << QByteArray("\"example.com\"") << u"router.group"_s;
        QTest::newRow("namespace") << u"namespace"_s << QByteArray("\"shop/../x\"") << u"router.namespace"_s;
        QTest::newRow("name") << u"name"_s << QByteArray("\"Pay\"") << u"router.name"_s;
        QTest::newRow("same arms") << u"canary"_s << QByteArray("\"pay-stable\"") << u"router.canary"_s;
        QTest::newRow("unknown member") << u"weight"_s << QByteArray("5") << u"router.weight"_s;
        QTest::newRow("a list of servers") << u"stable"_s << QByteArray("[\"pay-stable\"]") << u"router.stable"_s;
        QTest::newRow("an Istio destination")
            << u"stable"_s << QByteArray("{\"host\": \"pay\", \"subset\": \"stable\"}") << u"router.stable"_s;
    }
    void routersOfKubernetesAreReadStrictly()
    {
        QFETCH(QString, member);
        QFETCH(QByteArray, value);
        auto written = document();
        auto router = Json::object(
            {{u"kind"_s, u"httproute"_s},
             {u"namespace"_s, u"shop"_s},
             {u"name"_s, u"pay"_s},
             {u"rule"_s, u"primary"_s},
             {u"stable"_s, u"pay-stable"_s},
             {u"canary"_s, u"pay-canary"_s}});
        if (!member.isEmpty())
            router.set(member, parseForeign("{\"v\": " + value + "}").value()[u"v"]);
        written.set(u"router"_s, router);
        const auto read = readRegistration(written, u"/srv"_s);
        QTEST(read ? QString() : read.error().where, "where");
    }

    void aVirtualServiceNamesTwoDestinations()
    {
        auto written = document();
        const auto destination = [](const QString& subset) {
            return Json::object({{u"host"_s, u"pay"_s}, {u"subset"_s, subset}});
        };
        auto router = Json::object(
            {{u"kind"_s, u"virtualservice"_s},
             {u"namespace"_s, u"shop"_s},
             {u"name"_s, u"pay"_s},
             {u"stable"_s, destination(u"stable"_s)},
             {u"canary"_s, destination(u"canary"_s)}});
        written.set(u"router"_s, router);
        QVERIFY(readRegistration(written, u"/srv"_s));
        router.set(u"canary"_s, Json::object({{u"subset"_s, u"canary"_s}}));
        written.set(u"router"_s, router);
        QCOMPARE(readRegistration(written, u"/srv"_s).error().where, u"router.canary.host"_s);
    }

    void theStateFileOfHaproxyBeginsAtTheFolder()
    {
        auto written = document();
        auto router = written[u"router"];
        router.set(u"state_file"_s, u"run/state"_s);
        written.set(u"router"_s, router);
        QCOMPARE(
            readRegistration(written, u"/srv/payments"_s)->router[u"state_file"].toString(),
            u"/srv/payments/run/state"_s);
    }

    void armsAreExpandedAndEscaped()
    {
        auto service = registration();
        QCOMPARE(*expand(u"up{ {{arm}} }"_s, service, Arm::Canary), u"up{ job=\"payments\",track=\"canary\" }"_s);
        service.stableArm = {{u"job"_s, u"a\"b\\c\nd"_s}};
        QCOMPARE(*expand(u"up{{{arm}}}"_s, service, Arm::Stable), u"up{job=\"a\\\"b\\\\c\\nd\"}"_s);
        QCOMPARE(
            *expand(u"up{ {{service}} } or y{s=\"{{service}}-x\"}"_s, service, Arm::Stable),
            u"up{ service=\"payments\" } or y{s=\"payments-x\"}"_s);
    }
    void unknownSubstitutionsNameTheirColumn()
    {
        QCOMPARE(expand(u"up{ {{leg}} }"_s, registration(), Arm::Stable).error().where, u"column 5"_s);
        QCOMPARE(expand(u"up{ {{arm }"_s, registration(), Arm::Stable).error().where, u"column 5"_s);
        QCOMPARE(expand(u"up{ x=\"{{arm}}\" }"_s, registration(), Arm::Stable).error().where, u"column 8"_s);
    }

    void aServiceFolds()
    {
        Services services;
        const auto eventOf = [](const QString& kind, const Json& payload) {
            journal::Event event;
            event.time = Instant{std::chrono::seconds{9}};
            event.kind = kind;
            event.stream = u"service/payments"_s;
            event.payload = payload;
            return event;
        };
        apply(services, eventOf(u"ServiceArmed"_s, serviceArmed(Arming::Off, Arming::Armed, {})));
        QVERIFY(services.empty());
        apply(services, eventOf(u"ServiceRegistered"_s, serviceRegistered(registration())));
        apply(services, eventOf(u"ServiceArmed"_s, serviceArmed(Arming::Off, Arming::Armed, u"build"_s)));
        auto changed = registration();
        changed.criticality = Criticality::Critical;
        apply(services, eventOf(u"ServiceChanged"_s, serviceRegistered(changed)));
        apply(services, eventOf(u"ServiceRetired"_s, serviceRetired(u"gone"_s)));
        const auto row = services.find(ServiceName{u"payments"_s});
        QCOMPARE(row->arming, Arming::Armed);
        QCOMPARE(row->registration, changed);
        QVERIFY(row->retired);
    }
};

QTEST_APPLESS_MAIN(TestService)
#include "tst_service.moc"

// All layers of the configuration, service files and remedies.
// links: penelope-config
#include "core/adapters/config/config.h"
#include "core/adapters/config/remedies.h"
#include "core/adapters/config/servicefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::config;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A home folder of its own with files in it.
class Home
{
public:
    QString write(const QString& path, const QByteArray& bytes) const
    {
        const auto full = m_folder.filePath(path);
        QDir().mkpath(QFileInfo(full).path());
        QFile file(full);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(full));
        return full;
    }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    Surroundings where(const std::map<QString, QString>& more = {}) const
    {
        Surroundings where{{{u"HOME"_s, m_folder.path()}, {u"XDG_CONFIG_DIRS"_s, path(u"xdg"_s)}}, {}};
        for (const auto& [name, value] : more)
            where.environment[name] = value;
        return where;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestConfig : public QObject
{
    Q_OBJECT

private slots:
    void withoutFilesTheBuiltInValuesHold();
    void everyKeyOfTheContractIsRead();
    void higherLayersWin();
    void theFirstFolderOfTheSystemWins();
    void theSystemsFolderIsEtcXdgUnlessSaidOtherwise_data();
    void theSystemsFolderIsEtcXdgUnlessSaidOtherwise();
    void theExampleOfThePackageIsRead();
    void relativePathsStartAtTheirFile();
    void aGivenFileReplacesTheUsers();
    void mistakesAreErrorsWithTheirPlace_data();
    void mistakesAreErrorsWithTheirPlace();
    void mistakesInTheEnvironmentNameTheVariable_data();
    void mistakesInTheEnvironmentNameTheVariable();
    void otherVariablesAreLeftAlone();
    void theKubeconfigStartsAtItsFile();
    void aServiceFileIsReadFromItsFolder();
    void aBadServiceFileNamesFileAndPlace();
    void remediesAreReadByName();
    void aBadRemedySpoilsOnlyItself_data();
    void aBadRemedySpoilsOnlyItself();
};

void TestConfig::withoutFilesTheBuiltInValuesHold()
{
    const Home home;
    const auto config = load(home.where());
    QVERIFY2(config, config ? "" : qPrintable(config.error().message));
    QCOMPARE(config->journalPath, home.path(u".local/share/penelope/journal.db"_s));
    QVERIFY(config->prometheus.empty());
    QCOMPARE(config->alerts, Alerts{});
    QCOMPARE(config->listen, u"127.0.0.1:9797"_s);
}

void TestConfig::everyKeyOfTheContractIsRead()
{
    const Home home;
    home.write(u".config/penelope/penelope.toml"_s, R"(
[journal]
path = "postgres://db/x"
anchors = ["/a"]
[prometheus.main]
url = "https://prom.internal:9090"
poll = "1s"
timeout = "500ms"
auth = { kind = "bearer", secret = "prom-main" }
ca = "ca.pem"
headers = { "X-Scope-OrgID" = "ops" }
[alerts]
source = "alertmanager"
url = "http://am.internal:9093"
webhook_secret = "am-hook"
poll = "2m"
restart_grace = "1m"
ignore_labels = ["replica"]
service = ["svc"]
type = ["kind"]
severity = { P0 = ["sev0"] }
[http]
listen = ""
tls_cert = "/c"
tls_key = "/k"
tokens = "/t"
[services]
files = ["payments/penelope-service.json"]
[log]
level = "debug"
)");
    const auto config = load(home.where());
    QVERIFY2(config, config ? "" : qPrintable(config.error().message + config.error().where));
    QCOMPARE(config->journalPath, u"postgres://db/x"_s);
    const auto& main = config->prometheus.at(u"main"_s);
    QCOMPARE(main.url, u"https://prom.internal:9090"_s);
    QCOMPARE(main.poll, Milliseconds{1000});
    QCOMPARE(main.timeout, Milliseconds{500});
    QCOMPARE(main.auth, (Auth{Auth::Kind::Bearer, {}, u"prom-main"_s, {}, {}}));
    QCOMPARE(main.ca, home.path(u".config/penelope/ca.pem"_s));
    QCOMPARE(main.headers.at(u"X-Scope-OrgID"_s), u"ops"_s);
    QCOMPARE(config->alerts.poll, Milliseconds{120000});
    QCOMPARE(config->alerts.restartGrace, Milliseconds{60000});
    QCOMPARE(config->alerts.severity.at(u"P0"_s), QStringList{u"sev0"_s});
    QCOMPARE(config->alerts.severity.at(u"P2"_s), (QStringList{u"warning"_s, u"medium"_s}));
    QCOMPARE(config->listen, QString());
    QCOMPARE(config->services, QStringList{home.path(u".config/penelope/payments/penelope-service.json"_s)});
    QCOMPARE(config->logLevel, u"debug"_s);
    QCOMPARE(config->origin.at(u"log.level"_s), home.path(u".config/penelope/penelope.toml"_s));
}

void TestConfig::higherLayersWin()
{
    const Home home;
    home.write(
        u"xdg/penelope/penelope.toml"_s, "[prometheus.main]\nurl = \"http://a\"\npoll = \"1s\"\ntimeout = \"1s\"\n");
    home.write(u".config/penelope/penelope.toml"_s, "[prometheus.main]\npoll = \"2s\"\ntimeout = \"2s\"\n");
    home.write(u".config/penelope/settings.toml"_s, "[prometheus.main]\ntimeout = \"3s\"\n");
    const auto config = load(home.where({
        {u"PENELOPE_PROMETHEUS_MAIN_URL"_s, u"http://b"_s},
        {u"PENELOPE_ALERTS_IGNORE_LABELS"_s, u"[\"x\", \"y\"]"_s},
        {u"PENELOPE_JOURNAL_PATH"_s, u"other.db"_s},
    }));
    QVERIFY2(config, config ? "" : qPrintable(config.error().message));
    const auto& main = config->prometheus.at(u"main"_s);
    QCOMPARE(main.url, u"http://b"_s);
    QCOMPARE(main.poll, Milliseconds{2000});
    QCOMPARE(main.timeout, Milliseconds{3000});
    QCOMPARE(config->alerts.ignoreLabels, (QStringList{u"x"_s, u"y"_s}));
    QCOMPARE(config->journalPath, home.path(u".local/share/penelope/other.db"_s));
    QCOMPARE(config->origin.at(u"prometheus.main.url"_s), u"environment PENELOPE_PROMETHEUS_MAIN_URL"_s);
}

void TestConfig::theFirstFolderOfTheSystemWins()
{
    const Home home;
    home.write(u"site/penelope/penelope.toml"_s, "[prometheus.main]\nurl = \"http://site\"\n");
    home.write(
        u"vendor/penelope/penelope.toml"_s, "[prometheus.main]\nurl = \"http://vendor\"\n[log]\nlevel = \"debug\"\n");
    const auto config =
        load(home.where({{u"XDG_CONFIG_DIRS"_s, home.path(u"site"_s) + u':' + home.path(u"vendor"_s)}}));
    QVERIFY2(config, config ? "" : qPrintable(config.error().message));
    QCOMPARE(config->prometheus.at(u"main"_s).url, u"http://site"_s);
    QCOMPARE(config->origin.at(u"prometheus.main.url"_s), home.path(u"site/penelope/penelope.toml"_s));
    QCOMPARE(config->logLevel, u"debug"_s); // what only the later folder says still holds
}

void TestConfig::theSystemsFolderIsEtcXdgUnlessSaidOtherwise_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QStringList>("folders");
    const QStringList usual{u"/etc/xdg/penelope"_s};
    QTest::newRow("unset") << QString() << usual;
    QTest::newRow("nothing but separators") << u":"_s << usual;
    QTest::newRow("several") << u"/a:/b/"_s << QStringList{u"/a/penelope"_s, u"/b/penelope"_s};
    QTest::newRow("a relative one is ignored") << u"here:/b"_s << QStringList{u"/b/penelope"_s};
}

void TestConfig::theSystemsFolderIsEtcXdgUnlessSaidOtherwise()
{
    QFETCH(QString, variable);
    QFETCH(QStringList, folders);
    QCOMPARE(systemConfigHomes({{{u"XDG_CONFIG_DIRS"_s, variable}}, {}}), folders);
}

void TestConfig::theExampleOfThePackageIsRead()
{
    const Home home;
    auto where = home.where();
    where.file = QStringLiteral(PENELOPE_SOURCE) + u"/resources/config/penelope.toml"_s;
    const auto config = load(where);
    QVERIFY2(config, config ? "" : qPrintable(config.error().message + config.error().where));
    QCOMPARE(config->prometheus.at(u"main"_s).url, u"http://127.0.0.1:9090"_s);
}

void TestConfig::relativePathsStartAtTheirFile()
{
    const Home home;
    const auto file = home.write(
        u"lab/penelope.toml"_s,
        "[prometheus.main]\nurl = \"http://a\"\nauth = { kind = \"bearer\", secret = \"file:token\" }\n"
        "[services]\nfiles = [\"repos/payments/penelope-service.json\"]\n");
    auto where = home.where();
    where.file = file;
    const auto config = load(where);
    QVERIFY2(config, config ? "" : qPrintable(config.error().message));
    QCOMPARE(config->services, QStringList{home.path(u"lab/repos/payments/penelope-service.json"_s)});
    QCOMPARE(config->prometheus.at(u"main"_s).auth.secret, u"file:"_s + home.path(u"lab/token"_s));
}

void TestConfig::aGivenFileReplacesTheUsers()
{
    const Home home;
    home.write(u".config/penelope/penelope.toml"_s, "[log]\nlevel = \"debug\"\n");
    auto where = home.where();
    where.file = home.write(u"other.toml"_s, "");
    QCOMPARE(load(where)->logLevel, u"info"_s);
    where.file = home.path(u"absent.toml"_s);
    const auto missing = load(where);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
}

void TestConfig::mistakesAreErrorsWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("syntax") << QByteArray("[log]\nlevel = \n") << u":2:9"_s;
    QTest::newRow("unknown section") << QByteArray("[logs]\n") << u":1:2"_s;
    QTest::newRow("unknown key") << QByteArray("[log]\nlevel = \"info\"\nlevle = \"x\"\n") << u":3:1"_s;
    QTest::newRow("unknown key of a source")
        << QByteArray("[prometheus.main]\nurl = \"x\"\n  uri = \"x\"\n") << u":3:3"_s;
    QTest::newRow("wrong type") << QByteArray("[prometheus.main]\nurl = 7\n") << u":2:7"_s;
    QTest::newRow("wrong type in a list") << QByteArray("[services]\nfiles = [\"a\", 7]\n") << u":2:15"_s;
    QTest::newRow("no duration") << QByteArray("[prometheus.main]\nurl = \"x\"\npoll = \"15\"\n") << u":3:8"_s;
    QTest::newRow("no time at all") << QByteArray("[prometheus.main]\nurl = \"x\"\npoll = \"0s\"\n") << u":3:8"_s;
    QTest::newRow("unknown word") << QByteArray("[alerts]\nsource = \"nagios\"\n") << u":2:10"_s;
    QTest::newRow("a source that is no table") << QByteArray("[prometheus]\nmain = \"x\"\n") << u":2:8"_s;
    QTest::newRow("bearer without secret")
        << QByteArray("[prometheus.main]\nurl = \"x\"\nauth = { kind = \"bearer\" }\n") << u":3:8"_s;
    QTest::newRow("unknown severity") << QByteArray("[alerts]\nseverity = { P9 = [] }\n") << u":2:14"_s;
}

void TestConfig::mistakesAreErrorsWithTheirPlace()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, place);
    const Home home;
    const auto path = home.write(u".config/penelope/penelope.toml"_s, text);
    const auto config = load(home.where());
    QVERIFY(!config);
    QCOMPARE(config.error().code, ErrorCode::Malformed);
    QCOMPARE(config.error().where, path + place);
}

void TestConfig::mistakesInTheEnvironmentNameTheVariable_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("unknown key") << u"PENELOPE_LOG_COLOUR"_s << u"x"_s;
    QTest::newRow("wrong type") << u"PENELOPE_SERVICES_FILES"_s << u"a.json"_s;
    QTest::newRow("bad list") << u"PENELOPE_SERVICES_FILES"_s << u"[\"a"_s;
    QTest::newRow("unknown word") << u"PENELOPE_LOG_LEVEL"_s << u"loud"_s;
}

void TestConfig::mistakesInTheEnvironmentNameTheVariable()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    const Home home;
    const auto config = load(home.where({{name, value}}));
    QVERIFY(!config);
    QCOMPARE(config.error().where, name);
}

void TestConfig::otherVariablesAreLeftAlone()
{
    const Home home;
    QVERIFY(load(home.where({{u"PENELOPE_SHARED"_s, u"/x"_s}, {u"PENELOPE_TEST_KUBECONFIG"_s, u"y"_s}})));
}

void TestConfig::theKubeconfigStartsAtItsFile()
{
    const Home home;
    const auto file = home.write(u"c/p.toml"_s, "[kubernetes]\nkubeconfig = \"kube/config\"\ncontext = \"test\"\n");
    auto where = home.where({{u"PENELOPE_KUBERNETES_CONTEXT"_s, u"prod"_s}});
    where.file = file;
    const auto config = load(where);
    QVERIFY2(config, config ? "" : qPrintable(config.error().message));
    QCOMPARE(config->kubernetes.kubeconfig, home.path(u"c/kube/config"_s));
    QCOMPARE(config->kubernetes.context, u"prod"_s);
}

void TestConfig::aServiceFileIsReadFromItsFolder()
{
    const Home home;
    const auto path = home.write(u"payments/penelope-service.json"_s, R"({
  "format": 1, "name": "payments", "criticality": "normal", "repository": ".", "branch": "main",
  "prometheus": "main",
  "arms": { "stable": { "job": "payments", "track": "stable" }, "canary": { "job": "payments", "track": "canary" } },
  "router": { "kind": "haproxy", "socket": "haproxy.sock", "backend": "be", "stable": ["s"], "canary": ["c"] },
  "commands": { "start_canary": ["x", "{{tree}}"], "stop_canary": ["x"], "promote": ["x"] },
  "remedies": "remedies" })");
    const auto registration = readServiceFile(path);
    QVERIFY2(registration, registration ? "" : qPrintable(registration.error().message + registration.error().where));
    QCOMPARE(registration->name, ServiceName{u"payments"_s});
    QCOMPARE(registration->remedies, home.path(u"payments/remedies"_s));
}

void TestConfig::aBadServiceFileNamesFileAndPlace()
{
    const Home home;
    const auto path = home.write(u"penelope-service.json"_s, "{\"format\": 1,\n \"name\": }");
    const auto registration = readServiceFile(path);
    QVERIFY(!registration);
    QVERIFY2(registration.error().where.startsWith(path + u": byte "_s), qPrintable(registration.error().where));
    QCOMPARE(readServiceFile(home.path(u"absent.json"_s)).error().code, ErrorCode::NotFound);
}

void TestConfig::remediesAreReadByName()
{
    const Home home;
    home.write(u"r/pool.toml"_s, R"(format = 1
intent = "Raise the connection pool from 4 to 32"
rollback = "Reverting restores 4; no data is touched."
[match]
type = "latency_spike"
service = "payments"
labels = { alertname = "PaymentsSlow" }
[when]
query = "max(pool_in_use{ {{arm}} }) > 0.9"
)");
    home.write(u"r/pool.diff"_s, "diff --git a/x b/x\n");
    home.write(u"r/cache.toml"_s, "format = 1\nintent = \"Turn the cache on\"\n");
    home.write(u"r/cache.diff"_s, "diff --git a/y b/y\n");
    const auto catalogue = readRemedies(home.path(u"r"_s));
    QVERIFY(catalogue);
    QCOMPARE(catalogue->troubles, std::vector<Error>{});
    QCOMPARE(catalogue->remedies.size(), std::size_t{2});
    QCOMPARE(catalogue->remedies[0].name, u"cache"_s);
    const auto& pool = catalogue->remedies[1];
    QCOMPARE(pool.type, u"latency_spike"_s);
    QCOMPARE(pool.labels.at(u"alertname"_s), u"PaymentsSlow"_s);
    QCOMPARE(pool.query, u"max(pool_in_use{ {{arm}} }) > 0.9"_s);
    QCOMPARE(pool.diff, u"diff --git a/x b/x\n"_s);
    QCOMPARE(readRemedies(home.path(u"absent"_s)).error().code, ErrorCode::NotFound);
}

void TestConfig::aBadRemedySpoilsOnlyItself_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("syntax") << QByteArray("format = \n");
    QTest::newRow("unknown key") << QByteArray("format = 1\nintent = \"x\"\nmach = 1\n");
    QTest::newRow("another format") << QByteArray("format = 2\nintent = \"x\"\n");
    QTest::newRow("no intent") << QByteArray("format = 1\n");
    QTest::newRow("bad expression") << QByteArray("format = 1\nintent = \"x\"\n[match]\ntype = \"/(/\"\n");
}

void TestConfig::aBadRemedySpoilsOnlyItself()
{
    QFETCH(const QByteArray, text);
    const Home home;
    const auto bad = home.write(u"r/bad.toml"_s, text);
    home.write(u"r/bad.diff"_s, "x");
    home.write(u"r/good.toml"_s, "format = 1\nintent = \"x\"\n");
    home.write(u"r/good.diff"_s, "x");
    home.write(u"r/lonely.toml"_s, "format = 1\nintent = \"x\"\n");
    const auto catalogue = readRemedies(home.path(u"r"_s));
    QVERIFY(catalogue);
    QCOMPARE(catalogue->remedies.size(), std::size_t{1});
    QCOMPARE(catalogue->remedies[0].name, u"good"_s);
    QCOMPARE(catalogue->troubles.size(), std::size_t{2});
    QVERIFY(catalogue->troubles[0].where.startsWith(bad));
    QCOMPARE(catalogue->troubles[1].where, home.path(u"r/lonely.diff"_s));
}

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"

// What the Settings page and the first run write, and settings that are carried to another desk.
// links: penelope-config
#include "core/adapters/config/settingsfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::config;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Desk
{
    Surroundings where() const
    {
        return {{{u"HOME"_s, folder.path()}, {u"XDG_CONFIG_DIRS"_s, folder.filePath(u"xdg"_s)}}, {}};
    }
    QByteArray read(const QString& path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString& path, const QByteArray& bytes) const
    {
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
    }

    QTemporaryDir folder;
};

std::map<QString, Prometheus> twoConnections()
{
    Prometheus main;
    main.url = u"https://prom.internal:9090"_s;
    main.poll = std::chrono::seconds{5};
    main.auth.kind = Auth::Kind::Bearer;
    main.auth.secret = u"file:/secrets/main"_s;
    main.ca = u"/etc/ca.pem"_s;
    Prometheus other;
    other.url = u"http://127.0.0.1:9090"_s;
    other.headers = {{u"X-Scope-OrgID"_s, u"ops"_s}};
    return {{u"main"_s, main}, {u"west"_s, other}};
}

} // namespace

class SettingsFileTest : public QObject
{
    Q_OBJECT

private slots:
    void aNewDeskIsNotConfigured()
    {
        const Desk desk;
        QVERIFY(!isConfigured(desk.where()));
    }

    void anyLayerIsAConfiguration_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("the user's") << u".config/penelope/penelope.toml"_s;
        QTest::newRow("settings") << u".config/penelope/settings.toml"_s;
        QTest::newRow("the system's") << u"xdg/penelope/penelope.toml"_s;
    }
    void anyLayerIsAConfiguration()
    {
        QFETCH(QString, file);
        const Desk desk;
        desk.write(desk.folder.filePath(file), "");
        QVERIFY(isConfigured(desk.where()));
    }

    void aVariableIsAConfiguration()
    {
        const Desk desk;
        auto where = desk.where();
        where.environment[u"PENELOPE_SHARED"_s] = u"/x"_s; // not one of ours
        QVERIFY(!isConfigured(where));
        where.environment[u"PENELOPE_LOG_LEVEL"_s] = u"debug"_s;
        QVERIFY(isConfigured(where));
    }

    void whatIsWrittenIsReadAgainByTheLayers()
    {
        const Desk desk;
        const auto path = settingsFile(desk.where());
        QVERIFY(writeConnections(path, twoConnections()));
        const auto loaded = load(desk.where());
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
        QCOMPARE(loaded->prometheus, twoConnections());
        QCOMPARE(loaded->origin.at(u"prometheus.main.url"_s).startsWith(path), true);
    }

    void whatElseStandsInTheFileIsKept()
    {
        const Desk desk;
        const auto path = settingsFile(desk.where());
        desk.write(path, "[log]\nlevel = \"debug\"\n[prometheus.old]\nurl = \"http://old\"\n");
        QVERIFY(writeConnections(path, twoConnections()));
        const auto loaded = load(desk.where());
        QVERIFY(loaded);
        QCOMPARE(loaded->logLevel, u"debug"_s);
        QVERIFY(!loaded->prometheus.contains(u"old"_s));
    }

    void aFileThatCannotBeReadIsLeftAlone()
    {
        const Desk desk;
        const auto path = settingsFile(desk.where());
        desk.write(path, "[log\n");
        const auto written = writeConnections(path, twoConnections());
        QVERIFY(!written);
        QVERIFY2(written.error().where.startsWith(path + u":1:"_s), qPrintable(written.error().where));
        QCOMPARE(desk.read(path), QByteArray("[log\n"));
    }

    void aConnectionWithoutAnAddressIsRefused()
    {
        const Desk desk;
        auto connections = twoConnections();
        connections[u"west"_s].url.clear();
        const auto path = settingsFile(desk.where());
        QVERIFY(!writeConnections(path, connections));
        QVERIFY(!QFile::exists(path));
    }

    void aSecretIsInAFileThatOnlyItsOwnerReads()
    {
        const Desk desk;
        const auto place = writeSecret(desk.folder.path(), u"../main"_s, "token");
        QVERIFY(place);
        const auto path = place->mid(5);
        QCOMPARE(QFileInfo(path).absolutePath(), desk.folder.filePath(u"secrets"_s));
        QCOMPARE(desk.read(path), QByteArray("token"));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(path) & others));
    }

    void exportedSettingsHoldNoSecretAndNoPlaceOfOne()
    {
        const auto text = toToml({twoConnections(), {}});
        QVERIFY(!text.contains("/secrets/main"));
        QVERIFY(!text.contains("secret ="));
    }

    void norASecretThatStandsInAnAddressOrAHeader()
    {
        auto connections = twoConnections();
        connections[u"west"_s].url = u"https://ana:hush@prom.west:9090/path"_s;
        connections[u"west"_s].headers[u"Authorization"_s] = u"Bearer hush"_s;
        connections[u"west"_s].headers[u"X-Api-Key"_s] = u"hush"_s;
        const auto text = toToml({connections, {}});
        QVERIFY(!text.contains("hush"));
        QVERIFY(text.contains("https://prom.west:9090/path"));
        QVERIFY(text.contains("X-Scope-OrgID"));
    }

    void exportedSettingsComeBack()
    {
        Portable given{twoConnections(), {{u"view/theme"_s, u"dark"_s}, {u"keys/approvals.A"_s, u"Ctrl+G"_s}}};
        const auto back = portableFrom(toToml(given), u"carried.toml"_s);
        QVERIFY2(back, back ? "" : qPrintable(back.error().message));
        given.connections[u"main"_s].auth.secret.clear();
        QCOMPARE(*back, given);
    }

    void wrongSettingsAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("where");
        QTest::newRow("no TOML") << QByteArray("format = 1\n[prometheus\n") << u"carried.toml:2:"_s;
        QTest::newRow("unknown key") << QByteArray("format = 1\n[prometheus.main]\nport = 3\n") << u"carried.toml:3:"_s;
        QTest::newRow("wrong type") << QByteArray("format = 1\n[prometheus.main]\nurl = 3\n") << u"carried.toml:3:"_s;
        QTest::newRow("another format") << QByteArray("format = 2\n") << u"carried.toml:1:"_s;
    }
    void wrongSettingsAreRefusedWithTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        const auto back = portableFrom(text, u"carried.toml"_s);
        QVERIFY(!back);
        QVERIFY2(back.error().where.startsWith(where), qPrintable(back.error().where + u' ' + back.error().message));
    }
};

QTEST_APPLESS_MAIN(SettingsFileTest)
#include "tst_settingsfile.moc"

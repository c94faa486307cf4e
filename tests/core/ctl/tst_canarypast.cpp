// links: penelope-lab-parts
#include "app/lab/files.h"
#include "app/lab/probes.h"
#include "core/base/instant.h"
#include "tests/support/waiting.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int scrape = 15;         ///< seconds
constexpr int scrapes = 3600 / 15; ///< of the hour that is told
constexpr int faultAt = 80;        ///< scrape from which version 2 fails
constexpr int restartAt = 100;     ///< scrape in which version 3 counts from zero
constexpr int gapFrom = 160;       ///< Prometheus scraped nothing for ten minutes
constexpr int gapTo = 200;

constexpr auto registration = R"({"format": 1, "name": "shop", "arms": {"stable": {"version": "old"},
    "canary": {"version": "new"}}, "metrics": [{"name": "error_rate", "kind": "ratio",
    "total": "http_requests_total{ {{arm}} }", "bad": "http_requests_total{ {{arm}}, code=~\"5..\" }",
    "limit": 0.02, "critical": true, "weight": 1}]})";

/// One series of counted requests as OpenMetrics, `each` a scrape.
QByteArray series(const QByteArray& labels, qint64 start, double each, const std::function<bool(int)>& grows)
{
    QByteArray lines;
    double value = 1000;
    for (int at = 0; at < scrapes; ++at) {
        if (labels.contains("version=\"3\"") && at == restartAt)
            value = 0;
        if (grows(at))
            value += each;
        if (at < gapFrom || at >= gapTo)
            lines += "http_requests_total{" + labels + "} " + QByteArray::number(value, 'f', 1) + ' ' +
                     QByteArray::number(start + at * scrape) + '\n';
    }
    return lines;
}

} // namespace

/// `penelopectl canary judge --stable --canary --from`, against a real Prometheus that holds an hour of three versions:
/// the first one is sound, the second fails from minute 20 on, the third one restarts and is sound.
class CanaryPast : public QObject
{
    Q_OBJECT

    static constexpr int patience = 60'000; ///< for a loaded machine; nothing depends on it

    struct Ran
    {
        int code = -1;
        QString out;
        QString err;
        QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
        /// Of an error with --json.
        QJsonObject error() const { return json()[u"error"].toObject(); }
    };

    Ran run(QStringList arguments)
    {
        QProcess process;
        process.start(
            QStringLiteral(PENELOPE_BINARIES "/penelopectl"), QStringList{u"canary"_s, u"judge"_s} + arguments);
        process.waitForFinished(-1);
        return {
            process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
    }
    QString moment(int second) const { return toIso(instantFromMs((m_start + second) * 1000)); }
    QStringList wish(const QString& stable, const QString& canary, int from = 0, int to = scrapes * scrape) const
    {
        return {u"--stable"_s, stable,     u"--canary"_s, canary,      u"--from"_s,         moment(from),  u"--to"_s,
                moment(to),    u"--url"_s, m_url,         u"--json"_s, u"--registration"_s, m_registration};
    }
    static QJsonObject judgeOf(const QJsonObject& answer, const QString& name)
    {
        for (const auto& value : answer[u"judges"].toArray()) {
            if (value.toObject()[u"judge"].toString() == name)
                return value.toObject();
        }
        return {};
    }
    static QString lastOf(const QJsonObject& judge) { return judge[u"verdicts"].toArray().last().toString(); }

private slots:
    void initTestCase();
    void cleanupTestCase()
    {
        m_prometheus.terminate();
        m_prometheus.waitForFinished();
    }

    void aSickVersionGoesBackByEveryJudgeThatSeesIt()
    {
        const auto ran = run(wish(u"{job=\"shop\", version=\"1\"}"_s, u"version=2,job=shop"_s, 0, gapFrom * scrape));
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
        const auto answer = ran.json();
        QCOMPARE(answer[u"judges"].toArray().size(), 3);
        QCOMPARE(answer[u"percent"].toInt(), 26); // with what it failed
        QVERIFY(answer[u"counted"].toInt() > 100);
        const auto sequential = judgeOf(answer, u"sequential"_s);
        QVERIFY2(lastOf(sequential).startsWith(u"ROLLBACK"_s), qPrintable(lastOf(sequential)));
        const auto after = sequential[u"acts"].toArray().last().toObject()[u"after_s"].toDouble();
        // From the fault on, and long before a step of 15 minutes ends.
        QVERIFY2(after > faultAt * scrape && after < faultAt * scrape + 600, qPrintable(QString::number(after)));
        QVERIFY(lastOf(judgeOf(answer, u"thresholds"_s)).startsWith(u"ROLLBACK"_s));
    }
    void aSoundVersionStaysThroughARestartAndAGap()
    {
        const auto ran = run(wish(u"job=shop,version=1"_s, u"job=shop,version=3"_s));
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
        const auto answer = ran.json();
        QCOMPARE(answer[u"restarts"].toInt(), 1);
        int others = 0;
        for (const auto& number : answer[u"others"].toObject())
            others += number.toInt();
        QVERIFY2(others >= gapTo - gapFrom - 4, qPrintable(ran.out.left(400)));
        QCOMPARE(answer[u"intervals"].toInt(), answer[u"counted"].toInt() + others);
        for (const auto& value : answer[u"judges"].toArray()) {
            for (const auto& verdict : value.toObject()[u"verdicts"].toArray())
                QVERIFY2(!verdict.toString().startsWith(u"ROLLBACK"_s), qPrintable(verdict.toString()));
        }
    }
    void theTableHasTheJudgesSideBySide()
    {
        auto arguments = wish(u"version=1"_s, u"version=2"_s, 0, gapFrom * scrape);
        arguments.removeAll(u"--json"_s);
        const auto ran = run(arguments);
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        const auto lines = ran.out.split(u'\n');
        const auto head = lines.indexOf(QRegularExpression(u"^judge +intervals .*rolls back after.*"_s));
        QVERIFY2(head > 0 && head + 3 < lines.size(), qPrintable(ran.out));
        QVERIFY(lines[head + 1].startsWith(u"sequential"_s));
        QVERIFY(lines[head + 2].startsWith(u"thresholds"_s));
        QVERIFY(lines[head + 3].startsWith(u"mann_whitney"_s));
        QVERIFY(ran.out.contains(u"{version=\"2\"} as a canary of {version=\"1\"}"_s));
    }
    void oneJudgeCanBeNamed()
    {
        const auto ran =
            run(wish(u"version=1"_s, u"version=3"_s, 0, 1800) + QStringList{u"--judge"_s, u"thresholds"_s});
        QVERIFY2(ran.code == 0, qPrintable(ran.out));
        QCOMPARE(ran.json()[u"judges"].toArray().size(), 1);
        QCOMPARE(run(wish(u"version=1"_s, u"version=3"_s) + QStringList{u"--judge"_s, u"dice"_s}).code, 2);
    }
    void theCountsAreAFileForTheSameCommand()
    {
        const auto counts = run(wish(u"version=1"_s, u"version=2"_s, 0, gapFrom * scrape) + QStringList{u"--vector"_s});
        QVERIFY2(counts.code == 0, qPrintable(counts.out));
        const auto file = m_folder.filePath(u"counts.json"_s);
        QVERIFY(lab::writeFile(file, counts.out.toUtf8()));
        const auto again = run({file, u"--json"_s});
        QVERIFY2(again.code == 0, qPrintable(again.out));
        QVERIFY(lastOf(judgeOf(again.json(), u"sequential"_s)).startsWith(u"ROLLBACK"_s));
    }

    void whatIsNoSetOfLabelsIsRefused_data()
    {
        QTest::addColumn<QString>("labels");
        QTest::addColumn<QString>("where");
        QTest::newRow("nothing") << u"{}"_s << u"--canary, column 3"_s;
        QTest::newRow("a regular expression") << u"version=~\"2|3\""_s << u"--canary, column 8"_s;
        QTest::newRow("not that one") << u"version!=\"1\""_s << u"--canary, column 8"_s;
        QTest::newRow("a query behind it") << u"version=\"2\"} or vector(1) #"_s << u"--canary, column 12"_s;
        QTest::newRow("an open text") << u"version=\"2"_s << u"--canary, column 9"_s;
        QTest::newRow("no name") << u"=\"2\""_s << u"--canary, column 1"_s;
        QTest::newRow("an edge") << u"le=\"1\""_s << u"--canary, column 1"_s;
        QTest::newRow("twice") << u"a=1,a=2"_s << u"--canary, column 5"_s;
        QTest::newRow("the stable one") << u"version=\"1\""_s << u"canary"_s;
        QTest::newRow("may overlap") << u"job=\"shop\""_s << u"canary"_s;
    }
    void whatIsNoSetOfLabelsIsRefused()
    {
        QFETCH(QString, labels);
        QFETCH(QString, where);
        const auto ran = run(wish(u"version=\"1\""_s, labels));
        QCOMPARE(ran.code, 2);
        QCOMPARE(ran.error()[u"code"].toString(), u"malformed"_s);
        QCOMPARE(ran.error()[u"where"].toString(), where);
    }
    void aValueIsAValueWhateverStandsInIt()
    {
        // Unescaped it would end the selector and match every series.
        const auto ran = run(wish(u"version=1"_s, u"version=\"2\\\"} or {job=\\\"shop\""_s));
        QCOMPARE(ran.code, 1);
        QCOMPARE(ran.error()[u"code"].toString(), u"not_found"_s);
        QVERIFY(ran.error()[u"message"].toString().contains(u"there is no series of"_s));
    }

    void whatIsNoRangeIsRefused_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<int>("code");
        QTest::newRow("backwards") << 600 << 0 << QStringList{} << 2;
        QTest::newRow("one reading") << 0 << 20 << QStringList{} << 2;
        QTest::newRow("too many readings") << 0 << 3600 * 24 << QStringList{u"--step"_s, u"1s"_s} << 2;
        QTest::newRow("no step") << 0 << 600 << QStringList{u"--step"_s, u"soon"_s} << 2;
        QTest::newRow("nothing there") << -36000 << -30000 << QStringList{} << 1;
    }
    void whatIsNoRangeIsRefused()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QStringList, more);
        QFETCH(int, code);
        const auto ran = run(wish(u"version=1"_s, u"version=2"_s, from, to) + more);
        QVERIFY2(ran.code == code, qPrintable(ran.out));
        QVERIFY(!ran.error()[u"message"].toString().isEmpty());
    }
    void aPrometheusThatIsNotThereIsSaid()
    {
        auto arguments = wish(u"version=1"_s, u"version=2"_s);
        arguments[arguments.indexOf(m_url)] = u"http://127.0.0.1:%1"_s.arg(freePort());
        QCOMPARE(run(arguments).code, 3);
    }

private:
    QTemporaryDir m_folder;
    QProcess m_prometheus;
    QString m_url;
    QString m_registration;
    qint64 m_start = 0; ///< seconds since 1970
};

void CanaryPast::initTestCase()
{
    m_start = (QDateTime::currentSecsSinceEpoch() - 4 * 3600) / scrape * scrape;
    const auto always = [](int) { return true; };
    const auto seldom = [](int at) { return at % 2 == 0; };
    QByteArray text = "# TYPE http_requests counter\n";
    text += series("job=\"shop\",version=\"1\",code=\"200\"", m_start, 300, always);
    text += series("job=\"shop\",version=\"1\",code=\"500\"", m_start, 1, seldom);
    text += series("job=\"shop\",version=\"2\",code=\"200\"", m_start, 100, always);
    text += series("job=\"shop\",version=\"2\",code=\"500\"", m_start, 8, [](int at) { return at >= faultAt; });
    text += series("job=\"shop\",version=\"3\",code=\"200\"", m_start, 100, always);
    text += series("job=\"shop\",version=\"3\",code=\"500\"", m_start, 1, [](int at) { return at % 6 == 0; });
    text += "# EOF\n";
    QVERIFY(lab::writeFile(m_folder.filePath(u"past.om"_s), text));
    QProcess fill;
    fill.setProcessChannelMode(QProcess::MergedChannels);
    fill.start(
        QStandardPaths::findExecutable(u"promtool"_s), {u"tsdb"_s, u"create-blocks-from"_s, u"openmetrics"_s,
                                                        m_folder.filePath(u"past.om"_s), m_folder.filePath(u"data"_s)});
    QVERIFY(fill.waitForFinished(patience));
    QVERIFY2(fill.exitCode() == 0, fill.readAll().constData());

    m_registration = m_folder.filePath(u"penelope-service.json"_s);
    QVERIFY(lab::writeFile(m_registration, registration));
    QVERIFY(lab::writeFile(m_folder.filePath(u"prometheus.yml"_s), "global: {}\n"));
    const auto port = freePort();
    m_url = u"http://127.0.0.1:%1"_s.arg(port);
    m_prometheus.setProcessChannelMode(QProcess::MergedChannels);
    m_prometheus.start(
        QStandardPaths::findExecutable(u"prometheus"_s),
        {u"--config.file="_s + m_folder.filePath(u"prometheus.yml"_s),
         u"--storage.tsdb.path="_s + m_folder.filePath(u"data"_s), u"--web.listen-address=127.0.0.1:%1"_s.arg(port),
         u"--log.level=warn"_s});
    QVERIFY(m_prometheus.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(lab::httpGet(port, "/-/ready", 500).has_value(), patience);
}

QTEST_GUILESS_MAIN(CanaryPast)
#include "tst_canarypast.moc"

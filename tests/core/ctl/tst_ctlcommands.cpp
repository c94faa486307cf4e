// links: penelope-sqlite
#include "core/adapters/sqlite/store.h"
#include "core/base/ed25519.h"
#include "core/engine/decide.h"
#include "core/sophia/events.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Ran
{
    int code = -1;
    QString out;
    QString err;
    Json json() const { return parseForeign(out.toUtf8()).value_or(Json{}); }
};

constexpr qint64 when = 1'700'000'000'000;

ed25519::SigningKey testKey()
{
    ed25519::Seed seed{};
    seed.fill(5);
    return ed25519::SigningKey{seed};
}

std::vector<JournalStore::Entry> entriesOf(journal::Drafts drafts)
{
    std::map<QString, qint64> versions;
    std::vector<JournalStore::Entry> entries;
    for (auto& draft : drafts) {
        if (draft.actor.isEmpty())
            draft.actor = u"core"_s;
        const auto version = versions[draft.stream]++;
        entries.push_back({std::move(draft), instantFromMs(when), version});
    }
    return entries;
}

const QString gentle =
    u"--- a/pool.py\n+++ b/pool.py\n@@ -1,2 +1,2 @@ def size():\n def size():\n-    return 4\n+    return 32\n"_s;

} // namespace

/// penelopectl as scripts use it: exit codes and answers.
class CtlCommandsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_journal = m_folder.filePath(u"journal.db"_s);
        const auto key = testKey();
        auto store = sqlite::Store::open({.path = m_journal, .create = true, .key = key});
        QVERIFY(store);
        auto drafts = engine::genesis(
            {.journalId = QString(32, u'a'),
             .version = u"1"_s,
             .publicKey = ed25519::toBase64(key.publicKey()),
             .creator = OperatorName{u"ana"_s},
             .creatorKey = {}});
        sophia::Anomaly anomaly;
        anomaly.id = AnomalyId{u"00000100"_s};
        anomaly.type = u"latency_spike"_s;
        anomaly.service = ServiceName{u"payments"_s};
        const auto stream = sophia::streamOf(anomaly.id);
        drafts.push_back({.kind = u"AnomalyDetected"_s, .stream = stream, .payload = sophia::anomalyDetected(anomaly)});
        for (const auto decision : {Decision::Observe, Decision::Escalate}) {
            sophia::DecisionRecord record;
            record.decision = decision;
            record.rule = decision == Decision::Observe ? 6 : 2;
            drafts.push_back({.kind = u"DecisionMade"_s, .stream = stream, .payload = sophia::decisionMade(record)});
        }
        QVERIFY((*store)->append(entriesOf(std::move(drafts))));
        QVERIFY((*store)->checkpoint());
    }

    void praotesJudgesAFile()
    {
        const auto told = ctl({u"praotes"_s, fileWith(gentle), u"--json"_s});
        QCOMPARE(told.code, 0);
        QCOMPARE(told.json()[u"result"].toString(), u"approved"_s);
        QCOMPARE(told.json()[u"lines"].toInteger(), qint64{2});
        QCOMPARE(stringList(told.json()[u"functions"]), QStringList{u"pool.py: size"_s});
        QVERIFY(ctl({u"praotes"_s, fileWith(gentle)}).out.startsWith(u"approved, gentleness 0.9"_s));
    }

    void praotesSaysNoWithItsExitCode_data()
    {
        QTest::addColumn<QString>("diff");
        QTest::addColumn<QString>("word");
        QTest::newRow("broken contract") << u"--- a/a.py\n+++ b/a.py\n@@ -1 +0,0 @@\n-def pay(o):\n"_s
                                         << u"needs_review"_s;
        QTest::newRow("hostile path") << u"--- a/../x\n+++ b/../x\n@@ -1 +1 @@\n-a\n+b\n"_s << u"escapes_tree"_s;
        QTest::newRow("malformed") << u"--- a/x\n+++ b/x\n@@ -1,9 +1 @@\n-a\n"_s << u"line 5"_s;
        QTest::newRow("merge") << u"diff --cc x\n"_s << u"combined diff"_s;
    }
    void praotesSaysNoWithItsExitCode()
    {
        QFETCH(QString, diff);
        QFETCH(QString, word);
        const auto told = ctl({u"praotes"_s, fileWith(diff), u"--json"_s});
        QCOMPARE(told.code, 1);
        QVERIFY2(told.out.contains(word), qPrintable(told.out));
        QVERIFY(ctl({u"praotes"_s, fileWith(diff)}).code == 1);
    }

    void bytesThatAreNoTextAreRefused()
    {
        const auto told = ctl({u"praotes"_s, fileOf("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\xff\n+b\n"), u"--json"_s});
        QCOMPARE(told.code, 1);
        QCOMPARE(told.json()[u"error"][u"where"].toString(), u"line 4"_s);
    }

    void anyPastMomentHasAScore()
    {
        const auto now =
            ctl({u"compliance"_s, u"--json"_s, u"--at"_s, QString::number(when), u"--window"_s, u"4000d"_s});
        QVERIFY2(now.code == 0, qPrintable(now.out + now.err));
        QCOMPARE(now.json()[u"window_ms"].toInteger(), qint64{4000} * 86'400'000);
        QVERIFY(now.json().contains(u"total"));
        // Decisions of a signed journal verify: truth is measured offline too.
        const auto score = now.json();
        const auto& truth = score[u"principles"].toArray().back();
        QCOMPARE(truth[u"principle"].toString(), u"aletheia"_s);
        QCOMPARE(truth[u"value"].toDouble(-1), 1.0);
        const auto never = ctl({u"compliance"_s, u"--json"_s, u"--at"_s, u"1980-01-01T00:00:00Z"_s});
        QVERIFY(!never.json().contains(u"total"));
        QVERIFY(ctl({u"compliance"_s, u"--at"_s, u"1980-01-01T00:00:00Z"_s}).out.startsWith(u"No score"_s));
    }

    void nonsenseIsAUsageError()
    {
        QCOMPARE(ctl({u"compliance"_s, u"--at"_s, u"soon"_s}).code, 2);
        QCOMPARE(ctl({u"compliance"_s, u"--window"_s, u"0s"_s}).code, 2);
    }

    void competenceIsCounted()
    {
        const auto told = ctl({u"competence"_s, u"--json"_s});
        QCOMPARE(told.code, 0);
        for (const auto& member : {u"autonomous"_s, u"assisted"_s, u"deferred"_s, u"false_confidence"_s})
            QVERIFY2(told.json().contains(member), qPrintable(member));
    }

    void policyIsFoundByKeyHelpAndUnit()
    {
        const auto shown = ctl({u"policy"_s, u"show"_s, u"breaker.failures"_s, u"--json"_s}).json();
        const auto& one = shown[u"items"].toArray();
        QCOMPARE(one.size(), std::size_t{1});
        QCOMPARE(one.front()[u"min"].toDouble(), 1.0);
        const auto keys = [this](const QStringList& words) {
            QStringList found;
            const auto answer = ctl(QStringList{u"policy"_s, u"show"_s, u"--json"_s} + words).json();
            for (const auto& item : answer[u"items"].toArray())
                found.append(item[u"key"].toString());
            return found;
        };
        QVERIFY(keys({u"cooldown"_s}).contains(u"breaker.cooldown"_s));
        QVERIFY(keys({u"risk"_s, u"PEOPLE"_s}).contains(u"approval.risk"_s));
        QVERIFY(keys({u"holds"_s}).contains(u"canary.holds"_s));
        const auto none = ctl({u"policy"_s, u"show"_s, u"no-such-thing"_s});
        QCOMPARE(none.code, 1);
    }

    void policyOutOfRangeIsToldTheRange()
    {
        const auto told =
            ctl({u"policy"_s, u"set"_s, u"praotes.lines"_s, u"0"_s, u"--reason"_s, u"x"_s, u"--as"_s, u"ana"_s});
        QCOMPARE(told.code, 1);
        QVERIFY2(told.err.contains(u"from 1 to 10000"_s), qPrintable(told.err));
        const auto word =
            ctl({u"policy"_s, u"set"_s, u"praotes.lines"_s, u"many"_s, u"--reason"_s, u"x"_s, u"--as"_s, u"ana"_s});
        QVERIFY2(word.err.contains(u"a whole number from 1 to 10000"_s), qPrintable(word.err));
    }

    void aRetrialNamesWhatIsMissing()
    {
        const auto nothing = ctl({u"canary"_s, u"judge"_s});
        QCOMPARE(nothing.code, 2);
        QVERIFY2(nothing.err.contains(u"--from-journal"_s), qPrintable(nothing.err));

        const auto unknown = ctl({u"canary"_s, u"judge"_s, u"--from-journal"_s, u"0000ffff"_s});
        QCOMPARE(unknown.code, 1);
        QVERIFY2(unknown.err.contains(u"there is no canary 0000ffff"_s), qPrintable(unknown.err));

        QVERIFY(ctl({u"canary"_s, u"judge"_s, u"--vector"_s}).code != 0);
    }

    void aTreeIsTriedInTheSandbox()
    {
        QTemporaryDir tree;
        const auto write = [&tree](const QString& name, const QByteArray& bytes) {
            QFile file(tree.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        write(u"service.toml"_s, "pool = 4\n");
        const auto named = ctl(
            {u"twin"_s, u"run"_s, u"--tree"_s, tree.path(), u"--json"_s, u"--"_s, u"sh"_s, u"-c"_s,
             u"grep -q pool service.toml && echo > made"_s});
        QVERIFY2(named.code == 0, qPrintable(named.out + named.err));
        QCOMPARE(named.json()[u"result"].toString(), u"passed"_s);
        QCOMPARE(named.json()[u"changes"].toArray().front()[u"path"].toString(), u"made"_s);
        QVERIFY(!QFile::exists(tree.filePath(u"made"_s)));

        const auto none = ctl({u"twin"_s, u"run"_s, u"--tree"_s, tree.path()});
        QVERIFY(none.code != 0);
        QVERIFY2(none.err.contains(u"penelope-service.json"_s), qPrintable(none.err));

        const auto failing = ctl({u"twin"_s, u"run"_s, u"--tree"_s, tree.path(), u"--"_s, u"false"_s});
        QCOMPARE(failing.code, 1);
        QVERIFY2(failing.out.contains(u"not passed"_s), qPrintable(failing.out));
    }

private:
    Ran ctl(const QStringList& arguments) const
    {
        QProcess process;
        process.start(
            QStringLiteral(PENELOPE_BINARIES "/penelopectl"), QStringList{u"--journal"_s, m_journal} + arguments);
        process.waitForFinished(-1);
        return {
            process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
    }

    QString fileOf(const QByteArray& content)
    {
        const auto path = m_folder.filePath(u"%1.diff"_s.arg(++m_files));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return path;
    }
    QString fileWith(const QString& content) { return fileOf(content.toUtf8()); }

    QTemporaryDir m_folder;
    QString m_journal;
    int m_files = 0;
};

QTEST_GUILESS_MAIN(CtlCommandsTest)
#include "tst_ctlcommands.moc"

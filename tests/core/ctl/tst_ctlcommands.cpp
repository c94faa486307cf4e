#include "core/base/instant.h"
#include "core/base/json.h"

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
        const auto made = ctl({u"journal"_s, u"generate"_s, u"--events"_s, u"3000"_s, u"--seed"_s, u"1"_s, m_journal});
        QVERIFY2(made.code == 0, qPrintable(made.err));
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
        const auto now = ctl({u"compliance"_s, u"--json"_s, u"--at"_s, newest(), u"--window"_s, u"4000d"_s});
        QVERIFY2(now.code == 0, qPrintable(now.out + now.err));
        QCOMPARE(now.json()[u"window_ms"].toInteger(), qint64{4000} * 86'400'000);
        QVERIFY(now.json().contains(u"total"));
        // Decisions of a signed journal verify: truth is measured offline too.
        const auto& truth = now.json()[u"principles"].toArray().back();
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
        const auto one = ctl({u"policy"_s, u"show"_s, u"breaker.failures"_s, u"--json"_s}).json()[u"items"].toArray();
        QCOMPARE(one.size(), std::size_t{1});
        QCOMPARE(one.front()[u"min"].toDouble(), 1.0);
        const auto keys = [this](const QStringList& words) {
            QStringList found;
            for (const auto& item :
                 ctl(QStringList{u"policy"_s, u"show"_s, u"--json"_s} + words).json()[u"items"].toArray())
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
        const auto told = ctl({u"policy"_s, u"set"_s, u"praotes.lines"_s, u"0"_s, u"--reason"_s, u"x"_s});
        QCOMPARE(told.code, 1);
        QVERIFY2(told.err.contains(u"from 1 to 10000"_s), qPrintable(told.err));
        const auto word = ctl({u"policy"_s, u"set"_s, u"praotes.lines"_s, u"many"_s, u"--reason"_s, u"x"_s});
        QVERIFY2(word.err.contains(u"a whole number from 1 to 10000"_s), qPrintable(word.err));
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

    QString newest() const
    {
        const auto found = ctl({u"query"_s, u"--limit"_s, u"1"_s, u"--json"_s}).json()[u"items"].toArray();
        return found.empty() ? QString() : QString::number(found.front()[u"time"].toInteger());
    }

    QTemporaryDir m_folder;
    QString m_journal;
    int m_files = 0;
};

QTEST_GUILESS_MAIN(CtlCommandsTest)
#include "tst_ctlcommands.moc"

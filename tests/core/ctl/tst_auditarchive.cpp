// links: penelope-sqlite SQLiteCpp sqlite3
#include "tests/support/auditedjournal.h"

#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/Database.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// `penelopectl journal export, import, salvage` and `verify` of a `.penelope-audit` file.
class AuditArchiveTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_journal = m_folder->filePath(u"journal.db"_s);
        m_archive = m_folder->filePath(u"all.penelope-audit"_s);
    }

    void tarListsTheMembersInTheirOrderWithoutTimes()
    {
        make(12);
        const auto listed = test::ran(u"tar"_s, {u"--full-time"_s, u"--utc"_s, u"-tvf"_s, m_archive});
        QVERIFY2(listed.code == 0, qPrintable(listed.text()));
        const auto lines = QString::fromUtf8(listed.out).trimmed().split(u'\n');
        const QStringList names{u"manifest.json"_s, u"keys.txt"_s, u"checkpoints.txt"_s, u"events-000001.jsonl"_s};
        QCOMPARE(lines.size(), names.size());
        for (qsizetype at = 0; at < lines.size(); ++at) {
            QVERIFY2(lines[at].startsWith(u"-rw-r--r-- 0/0 "_s), qPrintable(lines[at]));
            QVERIFY2(lines[at].contains(u"1970-01-01 00:00:00"_s), qPrintable(lines[at]));
            QVERIFY2(lines[at].endsWith(names[at]), qPrintable(lines[at]));
        }
    }

    void theSameContentGivesTheSameFile()
    {
        make(12);
        const auto again = m_folder->filePath(u"again.penelope-audit"_s);
        QCOMPARE(run({u"journal"_s, u"export"_s, again}).code, 0);
        QCOMPARE(test::contentOf(again), test::contentOf(m_archive));
        QCOMPARE(run({u"journal"_s, u"export"_s, again}).code, 1); // nothing is overwritten
    }

    void anImportedJournalHasTheSameRootsAndGivesTheSameArchive()
    {
        make(600);
        const auto imported = m_folder->filePath(u"imported.db"_s);
        const auto said = run({u"journal"_s, u"import"_s, m_archive, imported});
        QVERIFY2(said.code == 0, qPrintable(said.text()));
        const auto verdict = run({u"verify"_s, imported}).json();
        QVERIFY(verdict[u"ok"].toBool());
        QCOMPARE(verdict[u"root"].toString(), m_root);
        QCOMPARE(verdict[u"signed_to"].toInteger(), qint64{600});
        QVERIFY(verdict[u"warnings"].toArray().empty());
        const auto again = m_folder->filePath(u"again.penelope-audit"_s);
        QCOMPARE(test::ctl(imported, {u"journal"_s, u"export"_s, again}).code, 0);
        QCOMPARE(test::contentOf(again), test::contentOf(m_archive));
    }

    void anAlteredArchiveIsNotImported()
    {
        make(12);
        auto content = test::contentOf(m_archive);
        content.replace("note 5 is here", "note 6 is here");
        QVERIFY(test::writeContent(m_archive, content));
        const auto imported = m_folder->filePath(u"imported.db"_s);
        QCOMPARE(run({u"journal"_s, u"import"_s, m_archive, imported}).code, 4);
        QVERIFY(!QFile::exists(imported));
        QVERIFY(!QFile::exists(imported + u".part"_s));
    }

    void aRangeIsProvenInTheSignedRoot_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        QTest::newRow("beginning") << 1 << 7;
        QTest::newRow("middle") << 100 << 299;
        QTest::newRow("one event") << 257 << 257;
        QTest::newRow("end") << 513 << 600;
    }

    void aRangeIsProvenInTheSignedRoot()
    {
        QFETCH(int, first);
        QFETCH(int, last);
        make(600, {u"--from"_s, QString::number(first), u"--to"_s, QString::number(last)});
        const auto verdict = run({u"verify"_s, m_archive}).json();
        QVERIFY(verdict[u"ok"].toBool());
        QCOMPARE(verdict[u"root"].toString(), m_root);
        QCOMPARE(verdict[u"signed_to"].toInteger(), qint64{600});
        QCOMPARE(verdict[u"events"].toInteger(), qint64{last});
        const auto imported = m_folder->filePath(u"imported.db"_s);
        QCOMPARE(run({u"journal"_s, u"import"_s, m_archive, imported}).code, 1);
    }

    void anImpossibleRangeIsRefused()
    {
        make(12);
        const auto target = m_folder->filePath(u"none.penelope-audit"_s);
        QCOMPARE(run({u"journal"_s, u"export"_s, target, u"--from"_s, u"5"_s, u"--to"_s, u"4"_s}).code, 1);
        QCOMPARE(run({u"journal"_s, u"export"_s, target, u"--to"_s, u"13"_s}).code, 1);
        QVERIFY(!QFile::exists(target));
    }

    /// Every byte of the headers, padding and end, and of the rest too: the archive is small.
    void aFlippedBitAnywhereIsFound()
    {
        make(4);
        const auto content = test::contentOf(m_archive);
        const auto sample =
            qEnvironmentVariableIntValue("PENELOPE_FLIPS") > 0 ? qEnvironmentVariableIntValue("PENELOPE_FLIPS") : 300;
        const auto stride = std::max<qsizetype>(content.size() / sample, 1);
        int tried = 0;
        for (qsizetype at = 0; at < content.size(); at += stride, ++tried) {
            auto flipped = content;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << (tried % 8)));
            const auto path = m_folder->filePath(u"flipped.penelope-audit"_s);
            QVERIFY(test::writeContent(path, flipped));
            const auto verified = run({u"verify"_s, path});
            QVERIFY2(verified.code == 4, qPrintable(u"byte %1: %2"_s.arg(at).arg(verified.text())));
        }
        QVERIFY(tried >= std::min(sample, 200));
    }

    void aPinnedCheckpointOfAnotherHistoryIsFound()
    {
        make(12);
        const auto other = m_folder->filePath(u"other.db"_s);
        const auto store = test::auditedJournal(other, 13);
        QVERIFY(store);
        const auto note = m_folder->filePath(u"note.txt"_s);
        QVERIFY(test::writeContent(note, store->newestNote()));
        const auto verdict = run({u"verify"_s, m_archive, u"--checkpoint"_s, note});
        QCOMPARE(verdict.code, 4);
        QCOMPARE(verdict.json()[u"outcome"].toString(), u"truncated"_s);
    }

    void salvageKeepsWhatVerifiesAndProvesTheRootStill()
    {
        QVERIFY(test::auditedJournal(m_journal, 600));
        edit("UPDATE events SET body = replace(body, 'note 40 ', 'note 41 ') WHERE seq = 40");
        const auto before = test::contentOf(m_journal);
        const auto said = run({u"journal"_s, u"salvage"_s, m_journal, m_archive});
        QVERIFY2(said.code == 0, qPrintable(said.text()));
        QCOMPARE(test::contentOf(m_journal), before);
        const auto answer = said.json();
        QCOMPARE(answer[u"lost"].toArray().size(), std::size_t{1});
        QCOMPARE(answer[u"lost"].toArray()[0][u"first"].toInteger(), qint64{40});
        QCOMPARE(answer[u"lost"].toArray()[0][u"last"].toInteger(), qint64{40});
        const auto verified = run({u"verify"_s, m_archive});
        QCOMPARE(verified.code, 4); // an event is lost
        QCOMPARE(verified.json()[u"signed_to"].toInteger(), qint64{600});
        QCOMPARE(verified.json()[u"unproven"].toArray().size(), std::size_t{0});
    }

    void salvageProvesTheRootOverDeletedRowsFromTheStoredNode()
    {
        QVERIFY(test::auditedJournal(m_journal, 600));
        edit("DELETE FROM events WHERE seq BETWEEN 100 AND 120");
        const auto said = run({u"journal"_s, u"salvage"_s, m_journal, m_archive});
        QVERIFY2(said.code == 0, qPrintable(said.text()));
        const auto answer = run({u"verify"_s, m_archive}).json();
        QCOMPARE(answer[u"signed_to"].toInteger(), qint64{600});
        QCOMPARE(answer[u"unproven"].toArray()[0][u"first"].toInteger(), qint64{1});
        QCOMPARE(answer[u"unproven"].toArray()[0][u"last"].toInteger(), qint64{256});
        QCOMPARE(answer[u"damaged"].toArray()[0][u"first"].toInteger(), qint64{100});
        QCOMPARE(answer[u"damaged"].toArray()[0][u"last"].toInteger(), qint64{120});
        const auto imported = m_folder->filePath(u"imported.db"_s);
        QCOMPARE(run({u"journal"_s, u"import"_s, m_archive, imported}).code, 1);
    }

    void whatWasDoneIsSaidInOneSentence()
    {
        QVERIFY(test::auditedJournal(m_journal, 12));
        m_archive = m_folder->filePath(u"all %2.penelope-audit"_s); // a name is no place for a number
        const auto exported = test::ctl(m_journal, {u"journal"_s, u"export"_s, m_archive});
        QVERIFY2(
            exported.out.startsWith(m_archive.toUtf8() + " holds events 1 to 12 of a tree of 12"),
            exported.out.constData());
        QCOMPARE(exported.err, QString());
        const auto saved = m_folder->filePath(u"saved.penelope-audit"_s);
        const auto salvaged = test::ctl(m_journal, {u"journal"_s, u"salvage"_s, m_journal, saved});
        QVERIFY2(
            salvaged.out.startsWith(saved.toUtf8() + " holds what verifies of the events 1 to 12.\n"),
            salvaged.out.constData());
        QCOMPARE(salvaged.err, QString());
    }

    void aRowWhoseNumberIsDamagedLosesThatEventAlone_data()
    {
        QTest::addColumn<QByteArray>("number");
        QTest::newRow("a high bit") << QByteArray("600 | 1 << 40");
        QTest::newRow("the highest bit that there is") << QByteArray("600 | 1 << 62");
    }

    /// One flipped bit: everything up to that number is missing then.
    void aRowWhoseNumberIsDamagedLosesThatEventAlone()
    {
        QFETCH(QByteArray, number);
        QVERIFY(test::auditedJournal(m_journal, 600));
        edit("UPDATE events SET seq = " + number + " WHERE seq = 600");
        const auto said = run({u"journal"_s, u"salvage"_s, m_journal, m_archive});
        QVERIFY2(said.code == 0, qPrintable(said.text()));
        const auto lost = said.json()[u"lost"];
        QCOMPARE(lost.toArray().size(), std::size_t{1});
        QCOMPARE(lost.toArray()[0][u"first"].toInteger(), qint64{600});
        QCOMPARE(lost.toArray()[0][u"last"].toInteger(), qint64{600});
        QCOMPARE(run({u"verify"_s, m_archive}).json()[u"events"].toInteger(), qint64{600});
    }

    /// It may be true: nobody can say which of them there were.
    void aRowFarBehindTheOthersLosesAllBetweenAtOnce()
    {
        QVERIFY(test::auditedJournal(m_journal, 600));
        edit("UPDATE events SET seq = 1 << 50, body = 'nothing' WHERE seq = 600");
        const auto said = run({u"journal"_s, u"salvage"_s, m_journal, m_archive});
        QVERIFY2(said.code == 0, qPrintable(said.text()));
        const auto lost = said.json()[u"lost"].toArray();
        QCOMPARE(lost.front()[u"first"].toInteger(), qint64{600});
        QCOMPARE(lost.back()[u"last"].toInteger(), qint64{1} << 50);
        QCOMPARE(run({u"verify"_s, m_archive}).json()[u"events"].toInteger(), qint64{1} << 50);
    }

    void salvageWritesNothingBesideAnUnreadablePage()
    {
        QVERIFY(test::auditedJournal(m_journal, 600));
        edit("SELECT 1");
        auto content = test::contentOf(m_journal);
        content.replace(20 * 4096, 4096, QByteArray(4096, '\x55'));
        QVERIFY(test::writeContent(m_journal, content));
        const auto said = run({u"journal"_s, u"salvage"_s, m_journal, m_archive});
        QVERIFY2(said.code == 0, qPrintable(said.text()));
        QVERIFY(!said.json()[u"lost"].toArray().empty());
        QCOMPARE(test::contentOf(m_journal), content);
        QCOMPARE(run({u"verify"_s, m_archive}).json()[u"signed_to"].toInteger(), qint64{600});
    }

private:
    void make(qint64 events, const QStringList& more = {})
    {
        const auto store = test::auditedJournal(m_journal, events);
        QVERIFY(store);
        m_root = toHex(store->root());
        const auto said = run(QStringList{u"journal"_s, u"export"_s, m_archive} + more);
        QVERIFY2(said.code == 0, qPrintable(said.text()));
    }
    test::Ran run(const QStringList& words) const { return test::ctl(m_journal, QStringList{u"--json"_s} + words); }
    /// As somebody would who has the file.
    void edit(const QByteArray& sql)
    {
        SQLite::Database file(m_journal.toStdString(), SQLite::OPEN_READWRITE);
        file.exec("PRAGMA journal_mode=DELETE; DROP TRIGGER events_keep; DROP TRIGGER events_stay");
        file.exec(sql.constData());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_journal;
    QString m_archive;
    QString m_root;
};

QTEST_GUILESS_MAIN(AuditArchiveTest)
#include "tst_auditarchive.moc"

// links: penelope-sqlite SQLiteCpp sqlite3
#include "tests/support/auditedjournal.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/Database.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// `penelopectl journal backup`: one verified file of one moment, whatever the writer does meanwhile.
class JournalBackupTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_journal = m_folder->filePath(u"journal.db"_s);
        m_target = m_folder->filePath(u"backup.db"_s);
    }

    void aJournalInUseIsCopiedAsItIsNow()
    {
        const auto store = test::auditedJournal(m_journal);
        QVERIFY(store);
        QVERIFY(QFile(m_journal + u"-wal"_s).size() > 0); // what was appended is not in the file itself yet
        const auto root = store->root();
        const auto said = backUp();
        QVERIFY2(said.code == 0, qPrintable(said.text()));
        QVERIFY(store->append({test::noteOf(99, u"later"_s)})); // the writer goes on

        const auto manifest = said.json();
        QCOMPARE(manifest[u"size"].toInteger(), qint64{12});
        QCOMPARE(manifest[u"signed_to"].toInteger(), qint64{12});
        QCOMPARE(manifest[u"root"].toString(), toHex(root));
        QCOMPARE(manifest[u"journal_id"].toString(), test::auditedId);
        const auto verified = test::ran(test::ctlProgram(), {u"verify"_s, m_target, u"--json"_s});
        QCOMPARE(verified.code, 0);
        QCOMPARE(verified.json()[u"root"].toString(), toHex(root));
    }

    void aCopyIsOneMomentOfAJournalThatGrows()
    {
        const auto store = test::auditedJournal(m_journal);
        QVERIFY(store);
        QProcess process;
        process.start(test::ctlProgram(), {u"--journal"_s, m_journal, u"journal"_s, u"backup"_s, m_target});
        for (qint64 seq = 13; !process.waitForFinished(0) && process.error() != QProcess::FailedToStart; ++seq)
            QVERIFY(store->append({test::noteOf(seq, u"meanwhile"_s)}));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        const auto verified = test::ran(test::ctlProgram(), {u"verify"_s, m_target, u"--json"_s}).json();
        QVERIFY(verified[u"ok"].toBool());
        QVERIFY(verified[u"events"].toInteger() >= 12);
        QVERIFY(verified[u"events"].toInteger() <= store->lastSeq());
    }

    void itIsOneFileThatOnlyItsOwnerReads()
    {
        const auto store = test::auditedJournal(m_journal);
        QVERIFY(store);
        QCOMPARE(backUp().code, 0);
        for (const auto& path : {m_target, m_target + u".manifest.json"_s}) {
            constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
            QVERIFY2(QFile::exists(path), qPrintable(path));
            QCOMPARE(QFile::permissions(path) & others, QFile::Permissions{});
        }
        const auto content = test::contentOf(m_target);
        QCOMPARE(content.mid(18, 2), QByteArray("\x01\x01")); // no write-ahead log is asked for
        QCOMPARE(QDir(m_folder->path()).entryList({u"backup*"_s}, QDir::Files).size(), 2);

        const auto manifest = parseForeign(test::contentOf(m_target + u".manifest.json"_s));
        QVERIFY(manifest);
        QCOMPARE(
            (*manifest)[u"sha256"].toString().toLatin1(),
            QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
        QCOMPARE((*manifest)[u"bytes"].toInteger(), content.size());
    }

    void nothingIsOverwritten_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("the backup") << u"backup.db"_s;
        QTest::newRow("its manifest") << u"backup.db.manifest.json"_s;
        QTest::newRow("an unfinished one") << u"backup.db.part"_s;
    }
    void nothingIsOverwritten()
    {
        QFETCH(QString, name);
        QVERIFY(test::auditedJournal(m_journal));
        const auto path = m_folder->filePath(name);
        QVERIFY(test::writeContent(path, "mine"));
        const auto said = backUp();
        QCOMPARE(said.code, 1);
        QVERIFY2(said.text().contains(name), qPrintable(said.text()));
        QCOMPARE(test::contentOf(path), QByteArray("mine"));
        QCOMPARE(QDir(m_folder->path()).entryList({u"backup*"_s}, QDir::Files).size(), 1);
    }

    void aLinkThatLeadsNowhereIsNotFollowed()
    {
        QVERIFY(test::auditedJournal(m_journal));
        const auto elsewhere = m_folder->filePath(u"elsewhere"_s);
        QVERIFY(QFile::link(elsewhere, m_target));
        QCOMPARE(backUp().code, 1);
        QVERIFY(!QFile::exists(elsewhere));
    }

    void theJournalItselfIsNoTarget()
    {
        QVERIFY(test::auditedJournal(m_journal));
        const auto before = test::contentOf(m_journal);
        QCOMPARE(test::ctl(m_journal, {u"journal"_s, u"backup"_s, m_journal}).code, 1);
        QCOMPARE(test::contentOf(m_journal), before);
    }

    void aCopyThatDoesNotVerifyIsNotKept()
    {
        QVERIFY(test::auditedJournal(m_journal));
        {
            SQLite::Database database(m_journal.toStdString(), SQLite::OPEN_READWRITE);
            database.exec("DROP TRIGGER events_keep");
            database.exec("UPDATE events SET body = replace(body, 'note 5', 'note 0') WHERE seq = 5");
        }
        const auto said = backUp();
        QCOMPARE(said.code, 4);
        QVERIFY2(said.text().contains(u"Event 5"_s), qPrintable(said.text()));
        QVERIFY(QDir(m_folder->path()).entryList({u"backup*"_s}, QDir::Files).isEmpty());
    }

    void aJournalThatIsNotThereIsSaid()
    {
        const auto said = backUp();
        QCOMPARE(said.code, 3);
        QVERIFY(!QFile::exists(m_target));
    }

private:
    test::Ran backUp() const { return test::ctl(m_journal, {u"journal"_s, u"backup"_s, m_target, u"--json"_s}); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_journal;
    QString m_target;
};

QTEST_GUILESS_MAIN(JournalBackupTest)
#include "tst_journalbackup.moc"

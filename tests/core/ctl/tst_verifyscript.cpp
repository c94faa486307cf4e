// links: penelope-sqlite SQLiteCpp sqlite3
#include "tests/support/auditedjournal.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// The script that an auditor runs without any program of ours: what it says of a whole journal is what `verify` says,
/// and what was done to a file, it names.
class VerifyScriptTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_python = QStandardPaths::findExecutable(u"python3"_s);
        QVERIFY2(!m_python.isEmpty(), "python3 is not installed");
        m_journal = m_folder.filePath(u"journal.db"_s);
        QVERIFY(test::auditedJournal(m_journal));
    }

    void aWholeJournalIsValidWithTheRootThatVerifySays()
    {
        const auto said = script({m_journal});
        const auto ours = test::ran(test::ctlProgram(), {u"verify"_s, m_journal, u"--json"_s}).json();
        QVERIFY2(said.code == 0, qPrintable(said.text()));
        QVERIFY(said.out.endsWith("valid\n"));
        QVERIFY(ours[u"ok"].toBool());
        QVERIFY2(said.text().contains(u"root "_s + ours[u"root"].toString()), qPrintable(said.text()));
        QVERIFY2(
            said.text().contains(
                u"events %1, signed to %2\n"_s.arg(ours[u"events"].toInteger()).arg(ours[u"signed_to"].toInteger())),
            qPrintable(said.text()));
    }

    void theFingerprintIsTheOneThatPeopleCompare()
    {
        const auto info = test::ran(test::ctlProgram(), {u"journal"_s, u"info"_s, m_journal, u"--json"_s}).json();
        QVERIFY(!info[u"fingerprint"].toString().isEmpty());
        QVERIFY(script({m_journal}).text().contains(info[u"fingerprint"].toString()));
    }

    void aFlippedByteInABodyIsNamed()
    {
        auto content = test::contentOf(m_journal);
        const QByteArray text("note 5 is here");
        QCOMPARE(content.count(text), 1);
        content[content.indexOf(text)] = static_cast<char>(content[content.indexOf(text)] ^ 1);
        const auto copy = m_folder.filePath(u"flipped.db"_s);
        QVERIFY(test::writeContent(copy, content));
        const auto said = script({copy});
        QCOMPARE(said.code, 1);
        QVERIFY2(
            said.text().contains(u"event 5: its body does not match its stored hash\n"_s), qPrintable(said.text()));
        QVERIFY(!said.text().contains(u"event 4:"_s));
        QVERIFY(!said.text().contains(u"valid"_s));
    }

    void anEditIsNamed_data()
    {
        QTest::addColumn<QString>("edit");
        QTest::addColumn<QString>("finding");
        QTest::newRow("last event deleted")
            << u"DELETE FROM events WHERE seq = 12"_s
            << u"checkpoint of 12: it covers events that are not there: the end was cut off"_s;
        QTest::newRow("event in the middle deleted")
            << u"DELETE FROM events WHERE seq = 4"_s << u"events 4 to 4 are missing"_s;
        QTest::newRow("two events re-ordered")
            << u"UPDATE events SET seq = -3 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 4;"
               "UPDATE events SET seq = 4 WHERE seq = -3"_s
            << u"event 3: its row says [3, "_s;
        QTest::newRow("signature edited")
            << u"UPDATE checkpoints SET note = substr(note, 1, length(note) - 20) || 'AAAA' || "
               "substr(note, length(note) - 15) WHERE size = 12"_s
            << u"checkpoint of 12: its signature does not hold, or is another key's"_s;
        QTest::newRow("signature cut")
            << u"UPDATE checkpoints SET note = substr(note, 1, length(note) - 7) WHERE size = 12"_s
            << u"checkpoint of 12: it is malformed"_s;
        QTest::newRow("signed root edited")
            << u"UPDATE checkpoints SET note = replace(note, char(10) || '12' || char(10), char(10) || '11' || "
               "char(10)) WHERE size = 12"_s
            << u"checkpoint of 12: its signature does not hold, or is another key's"_s;
        QTest::newRow("plain column edited")
            << u"UPDATE events SET kind = 'NoteHidden' WHERE seq = 6"_s << u"event 6: its row says"_s;
        QTest::newRow("stored hash edited") << u"UPDATE events SET leaf = zeroblob(32) WHERE seq = 7"_s
                                            << u"event 7: its body does not match its stored hash"_s;
    }
    void anEditIsNamed()
    {
        QFETCH(QString, edit);
        QFETCH(QString, finding);
        const auto copy = edited(edit);
        const auto said = script({copy});
        QVERIFY2(said.code == 1, qPrintable(said.text()));
        QVERIFY2(said.text().contains(finding), qPrintable(said.text()));
        QCOMPARE(test::ran(test::ctlProgram(), {u"verify"_s, copy}).code, 4);
    }

    void anEditWithItsHashMadeAnewIsFoundByTheCheckpoint()
    {
        const auto body = QString::fromUtf8(bodyOf(9)).replace(u"note 9"_s, u"note 0"_s);
        const auto leaf = toHex(journal::leafHash(body.toUtf8()));
        const auto copy = edited(u"UPDATE events SET body = '%1', leaf = x'%2' WHERE seq = 9"_s.arg(body, leaf));
        const auto said = script({copy});
        QCOMPARE(said.code, 1);
        QVERIFY2(
            said.text().contains(u"checkpoint of 12: the events up to it are not what was signed"_s),
            qPrintable(said.text()));
        QVERIFY(!said.text().contains(u"checkpoint of 6"_s));
    }

    void anotherJournalUnderAnotherKeyIsFoundByACheckpointKeptElsewhere()
    {
        const auto forged = m_folder.filePath(u"forged.db"_s);
        QVERIFY(test::auditedJournal(forged, 14, test::keyOf(8)));
        QCOMPARE(script({forged}).code, 0); // it agrees with itself
        const auto anchors = m_folder.filePath(u"anchors"_s);
        QVERIFY(test::writeContent(anchors, noteOf(6) + '\n' + noteOf(12)));
        QCOMPARE(script({m_journal, anchors}).code, 0);
        const auto said = script({forged, anchors});
        QCOMPARE(said.code, 1);
        QVERIFY2(said.text().contains(u"checkpoint of 6: "_s), qPrintable(said.text()));
        QVERIFY2(said.text().contains(u"checkpoint of 12: "_s), qPrintable(said.text()));
    }

    void aCutWithItsCheckpointsIsFoundByACheckpointKeptElsewhere()
    {
        const auto copy = edited(u"DELETE FROM events WHERE seq > 6; DELETE FROM checkpoints WHERE size > 6"_s);
        QCOMPARE(script({copy}).code, 0);
        const auto anchors = m_folder.filePath(u"anchor"_s);
        QVERIFY(test::writeContent(anchors, noteOf(12)));
        const auto said = script({copy, anchors});
        QCOMPARE(said.code, 1);
        QVERIFY2(said.text().contains(u"the end was cut off"_s), qPrintable(said.text()));
    }

    void aJournalWhoseKeyWasChangedIsValid()
    {
        const auto path = m_folder.filePath(u"rotated.db"_s);
        auto store = test::auditedJournal(path);
        QVERIFY(store);
        const auto next = test::keyOf(9);
        const auto seq = store->lastSeq() + 1;
        const auto proof = next.sign(journal::rotationProofBytes(test::auditedId, next.publicKey(), seq));
        store->setNextKey(next);
        QVERIFY(store->append({test::entryOf(
            u"JournalKeyRotated"_s, u"system"_s, 1,
            Json::object(
                {{u"public_key"_s, ed25519::toBase64(next.publicKey())}, {u"proof"_s, ed25519::toBase64(proof)}}))}));
        QVERIFY(store->append({test::noteOf(14, u"after"_s)}));
        QVERIFY(store->checkpoint());
        QCOMPARE(store->signedTo(), qint64{14});
        store.reset();
        const auto said = script({path});
        QVERIFY2(said.code == 0, qPrintable(said.text()));
        QVERIFY(said.text().contains(u"events 14, signed to 14"_s));
    }

    void whatIsNoJournalCannotBeChecked()
    {
        const auto text = m_folder.filePath(u"text"_s);
        QVERIFY(test::writeContent(text, QByteArray(5000, 'x')));
        for (const auto& path : {text, m_folder.filePath(u"nothing.db"_s)}) {
            const auto said = script({path});
            QCOMPARE(said.code, 2);
            QVERIFY2(said.err.contains(u"cannot be checked"_s), qPrintable(said.err));
            QVERIFY(!said.err.contains(u"Traceback"_s));
        }
    }

    void anArchiveIsValidWithTheSameRoot_data()
    {
        QTest::addColumn<QStringList>("range");
        QTest::newRow("whole") << QStringList{};
        QTest::newRow("range") << QStringList{u"--from"_s, u"3"_s, u"--to"_s, u"7"_s};
        QTest::newRow("one event") << QStringList{u"--from"_s, u"12"_s};
    }

    void anArchiveIsValidWithTheSameRoot()
    {
        QFETCH(QStringList, range);
        const auto archive = archiveOf(range);
        const auto said = script({archive});
        const auto ours = test::ran(test::ctlProgram(), {u"verify"_s, archive, u"--json"_s}).json();
        QVERIFY2(said.code == 0, qPrintable(said.text()));
        QVERIFY(ours[u"ok"].toBool());
        QVERIFY2(said.text().contains(u"root "_s + ours[u"root"].toString()), qPrintable(said.text()));
        QVERIFY2(said.text().contains(u"signed to 12"_s), qPrintable(said.text()));
    }

    void aChangedArchiveIsNot_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("event") << QByteArray("note 5 is") << QByteArray("note 6 is");
        QTest::newRow("manifest") << QByteArray("\"complete\":true") << QByteArray("\"complete\":null");
        QTest::newRow("maker") << QByteArray("Penelope ") << QByteArray("penelope ");
        QTest::newRow("checkpoint") << QByteArray("\n12\n") << QByteArray("\n11\n");
    }

    void aChangedArchiveIsNot()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const auto archive = archiveOf({});
        auto content = test::contentOf(archive);
        QVERIFY(content.contains(before));
        QVERIFY(test::writeContent(archive, content.replace(before, after)));
        QVERIFY(script({archive}).code != 0);
    }

    void theHelpQuotesTheScriptAsItIs()
    {
        const auto page = QString::fromUtf8(test::contentOf(documents() + u"verification.md"_s));
        const auto text = QString::fromUtf8(test::contentOf(documents() + u"verify.py"_s));
        QVERIFY(!text.isEmpty());
        QVERIFY(page.contains(u"```python\n"_s + text + u"```"_s));
    }

    void theScriptNeedsNothingButTheStandardLibrary()
    {
        const auto lines = QString::fromUtf8(test::contentOf(documents() + u"verify.py"_s)).split(u'\n');
        const auto imports = lines.filter(QRegularExpression(u"^\\s*(import|from)\\b"_s));
        QCOMPARE(imports, QStringList{u"import base64, hashlib, json, pathlib, sqlite3, sys, tarfile"_s});
    }

private:
    static QString documents() { return QStringLiteral(PENELOPE_SOURCE "/resources/docs/"); }

    test::Ran script(const QStringList& arguments) const
    {
        return test::ran(m_python, QStringList{documents() + u"verify.py"_s} + arguments);
    }

    /// A copy, edited as somebody can who has the file and drops the triggers.
    QString edited(const QString& statements)
    {
        const auto copy = m_folder.filePath(u"edited-%1.db"_s.arg(++m_copies));
        if (!QFile::copy(m_journal, copy))
            return {};
        SQLite::Database database(copy.toStdString(), SQLite::OPEN_READWRITE);
        for (const auto* trigger : {"events_keep", "events_stay", "checkpoints_keep", "checkpoints_stay"})
            database.exec(std::string("DROP TRIGGER ") + trigger);
        database.exec(statements.toStdString());
        return copy;
    }

    QString archiveOf(const QStringList& range)
    {
        const auto archive = m_folder.filePath(u"%1.penelope-audit"_s.arg(++m_copies));
        const auto said = test::ctl(m_journal, QStringList{u"journal"_s, u"export"_s, archive} + range);
        return said.code == 0 ? archive : QString{};
    }

    QByteArray valueOf(const char* sql, qint64 at) const
    {
        SQLite::Database database(m_journal.toStdString(), SQLite::OPEN_READONLY);
        SQLite::Statement query(database, sql);
        query.bind(1, static_cast<int64_t>(at));
        return query.executeStep() ? QByteArray::fromStdString(query.getColumn(0).getString()) : QByteArray{};
    }
    QByteArray bodyOf(qint64 seq) const { return valueOf("SELECT body FROM events WHERE seq = ?", seq); }
    QByteArray noteOf(qint64 size) const { return valueOf("SELECT note FROM checkpoints WHERE size = ?", size); }

    QTemporaryDir m_folder;
    QString m_journal;
    QString m_python;
    int m_copies = 0;
};

QTEST_GUILESS_MAIN(VerifyScriptTest)
#include "tst_verifyscript.moc"

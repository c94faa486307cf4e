// links: penelope-sqlite SQLiteCpp sqlite3
#include "core/adapters/sqlite/fileverifier.h"
#include "core/adapters/sqlite/schema.h"
#include "core/base/base64.h"
#include "tests/support/shared.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// The damage vectors once more, on real files; and files that are no journal of ours.
class SqliteFileVector : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto file = parseForeign(test::sharedFile(u"vectors/journal.json"_s));
        QVERIFY(file);
        m_file = *file;
    }

    void damageInAFileIsFound_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& vector : m_file[u"vectors"].toArray()) {
            if (vector[u"kind"].toString() == u"damage"_s)
                QTest::newRow(qPrintable(vector[u"input"][u"case"].toString())) << index;
            ++index;
        }
        QVERIFY(index > 0);
    }
    void damageInAFileIsFound()
    {
        QFETCH(int, index);
        const auto& vector = m_file[u"vectors"].toArray()[static_cast<std::size_t>(index)];
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.db"_s);
        makeFile(path, m_file[u"fixtures"].toArray().front());
        edit(path, vector[u"input"][u"edits"]);
        journal::Pins pins;
        if (const auto note = vector[u"input"].text(u"checkpoint"))
            pins.notes.push_back(note->toUtf8());
        const auto verdict = sqlite::verifyFile(path, pins);
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
        const auto answer = journal::toJson(*verdict);
        for (const auto& [key, value] : vector[u"expected"].toObject())
            QCOMPARE(toJsonText(answer[key]), toJsonText(value));
    }

    void refusesWhatIsNoJournal_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QByteArray() << u"it is empty"_s;
        QTest::newRow("text") << QByteArray(5000, 'x') << u"not an SQLite file"_s;
    }
    void refusesWhatIsNoJournal()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, words);
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"journal.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto verdict = sqlite::verifyFile(file.fileName());
        QVERIFY(!verdict);
        QVERIFY2(verdict.error().message.contains(words), qPrintable(verdict.error().message));
        QVERIFY(verdict.error().message.contains(file.fileName()));
    }

    void refusesAnotherProgramsFile()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"other.db"_s);
        SQLite::Database(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t(a)");
        const auto verdict = sqlite::verifyFile(path);
        QVERIFY(!verdict);
        QVERIFY2(verdict.error().message.contains(u"another program"_s), qPrintable(verdict.error().message));
    }

    void refusesANewerFormatByName()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.db"_s);
        makeFile(path, m_file[u"fixtures"].toArray().front());
        SQLite::Database(path.toStdString(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version=2");
        const auto verdict = sqlite::verifyFile(path);
        QVERIFY(!verdict);
        QCOMPARE(verdict.error().code, ErrorCode::Unsupported);
        QVERIFY(verdict.error().message.contains(u"format 2"_s));
    }

    void saysThatAFileIsCutOff()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.db"_s);
        makeFile(path, m_file[u"fixtures"].toArray().front());
        QVERIFY(QFile::resize(path, QFileInfo(path).size() / 2));
        const auto verdict = sqlite::verifyFile(path);
        QVERIFY(!verdict);
        QVERIFY2(verdict.error().message.contains(u"cut off"_s), qPrintable(verdict.error().message));
    }

    void saysThatAFileIsLocked()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.db"_s);
        makeFile(path, m_file[u"fixtures"].toArray().front());
        SQLite::Database other(path.toStdString(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN EXCLUSIVE");
        const auto verdict = sqlite::verifyFile(path);
        QVERIFY(!verdict);
        QCOMPARE(verdict.error().code, ErrorCode::Unavailable);
    }

    void missingTriggerIsAWarning()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.db"_s);
        makeFile(path, m_file[u"fixtures"].toArray().front());
        SQLite::Database(path.toStdString(), SQLite::OPEN_READWRITE).exec("DROP TRIGGER events_keep");
        const auto verdict = sqlite::verifyFile(path);
        QVERIFY(verdict);
        QVERIFY(verdict->ok());
        const std::vector<journal::Warning> expected{{0, u"schema"_s}};
        QVERIFY(verdict->warnings == expected);
    }

    void editedIndexEntryIsFound()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.db"_s);
        makeFile(path, m_file[u"fixtures"].toArray().front());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto bytes = file.readAll();
        // The name stands in the row (twice: column and body) and in the index, in whatever order pages come.
        const QByteArray name("anomaly/38ab8f0f");
        int found = 0;
        for (auto at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
            ++found;
            auto edited = bytes;
            edited[at] = 'b';
            file.seek(0);
            file.write(edited);
            file.flush();
            const auto verdict = sqlite::verifyFile(path);
            QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
            QVERIFY(!verdict->ok());
            QCOMPARE(verdict->damaged.front().first, 2);
        }
        QCOMPARE(found, 3);
    }

    void brokenPageIsLocated()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.db"_s);
        makeFile(path, m_file[u"fixtures"].toArray().front());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const auto bytes = file.readAll();
        const auto page = bytes.indexOf("\"seq\":20,") / 4096;
        file.seek(page * 4096);
        file.write(QByteArray(64, '\xFF'));
        file.close();
        const auto verdict = sqlite::verifyFile(path);
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
        QVERIFY(!verdict->ok());
        QCOMPARE(verdict->damaged.front().reason, u"unreadable"_s);
        QVERIFY(verdict->damaged.front().first <= 20 && verdict->damaged.front().last >= 20);
        QVERIFY(verdict->damaged.front().last - verdict->damaged.front().first < 20);
        QCOMPARE(verdict->events, 40);
    }

    /// What is asked for after a broken page that is the last one has an end, whatever a note's number became.
    void brokenLastPageIsLocatedBesideAnImpossibleNumber()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.db"_s);
        makeFile(path, m_file[u"fixtures"].toArray().front());
        {
            SQLite::Database file(path.toStdString(), SQLite::OPEN_READWRITE);
            file.exec("DROP TRIGGER checkpoints_next; INSERT INTO checkpoints VALUES(1 << 40, '')");
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const auto page = file.readAll().lastIndexOf("\"seq\":40,") / 4096;
        file.seek(page * 4096);
        file.write(QByteArray(64, '\xFF'));
        file.close();
        const auto verdict = sqlite::verifyFile(path);
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
        QCOMPARE(verdict->damaged.front().reason, u"unreadable"_s);
        QVERIFY(verdict->damaged.front().first <= 40);
        QCOMPARE(verdict->damaged.back().last, qint64{1} << 40);
    }

private:
    static void makeFile(const QString& path, const Json& fixture)
    {
        auto connection = sqlite::Connection::open(path, sqlite::Connection::Mode::Create);
        QVERIFY(connection);
        sqlite::createSchema(**connection);
        auto& file = (*connection)->database();
        SQLite::Transaction whole(file);
        for (const auto& body : fixture[u"events"].toArray()) {
            const auto bytes = body.toString().toUtf8();
            const auto event = journal::decode(bytes);
            QVERIFY(event);
            const auto leaf = journal::leafHash(bytes);
            SQLite::Statement insert(file, "INSERT INTO events VALUES(?,?,?,?,?,?,?)");
            insert.bind(1, static_cast<int64_t>(event->seq));
            insert.bind(2, static_cast<int64_t>(toMs(event->time)));
            insert.bind(3, event->kind.toStdString());
            insert.bind(4, event->stream.toStdString());
            insert.bind(5, static_cast<int64_t>(event->streamVersion));
            insert.bind(6, leaf.data(), static_cast<int>(leaf.size()));
            insert.bind(7, bytes.toStdString());
            insert.exec();
        }
        for (const auto& note : fixture[u"notes"].toArray()) {
            SQLite::Statement insert(file, "INSERT INTO checkpoints VALUES(?,?)");
            insert.bind(1, static_cast<int64_t>(journal::parseNote(note.toString().toUtf8())->checkpoint.size));
            insert.bind(2, note.toString().toStdString());
            insert.exec();
        }
        whole.commit();
    }

    static void edit(const QString& path, const Json& edits)
    {
        SQLite::Database file(path.toStdString(), SQLite::OPEN_READWRITE);
        for (const auto* table : {"events", "nodes", "checkpoints"}) {
            for (const auto* trigger : {"next", "keep", "stay"})
                file.exec(std::string("DROP TRIGGER ") + table + "_" + trigger);
        }
        for (const auto& step : edits.toArray())
            editOnce(file, step);
    }

    static void editOnce(SQLite::Database& file, const Json& step)
    {
        const auto op = step[u"op"].toString();
        const auto number = [&step](const QString& key) { return static_cast<int64_t>(step[key].toInteger()); };
        if (op == u"set"_s) {
            const auto column = step[u"column"].toString();
            SQLite::Statement set(file, "UPDATE events SET " + column.toStdString() + " = ? WHERE seq = ?");
            const auto& value = step[u"value"];
            const auto hex = QByteArray::fromHex(value.toString().toLatin1());
            if (column == u"leaf"_s)
                set.bind(1, hex.constData(), static_cast<int>(hex.size()));
            else if (value.isNumber())
                set.bind(1, static_cast<int64_t>(value.toInteger()));
            else
                set.bind(1, value.toString().toStdString());
            set.bind(2, number(u"seq"_s));
            QCOMPARE(set.exec(), 1);
        } else if (op == u"rehash"_s) {
            const auto body =
                file.execAndGet("SELECT body FROM events WHERE seq = " + std::to_string(number(u"seq"_s)));
            const auto leaf = journal::leafHash(QByteArray::fromStdString(body.getString()));
            SQLite::Statement set(file, "UPDATE events SET leaf = ? WHERE seq = ?");
            set.bind(1, leaf.data(), static_cast<int>(leaf.size()));
            set.bind(2, number(u"seq"_s));
            QCOMPARE(set.exec(), 1);
        } else if (op == u"delete"_s) {
            SQLite::Statement remove(file, "DELETE FROM events WHERE seq BETWEEN ? AND ?");
            remove.bind(1, number(u"first"_s));
            remove.bind(2, number(u"last"_s));
            QVERIFY(remove.exec() > 0);
        } else if (op == u"swap"_s) {
            for (const auto& [from, to] :
                 {std::pair{number(u"a"_s), int64_t{-1}},
                  {number(u"b"_s), number(u"a"_s)},
                  {int64_t{-1}, number(u"b"_s)}}) {
                SQLite::Statement move(file, "UPDATE events SET seq = ? WHERE seq = ?");
                move.bind(1, to);
                move.bind(2, from);
                QCOMPARE(move.exec(), 1);
            }
        } else if (op == u"note"_s) {
            SQLite::Statement set(file, "UPDATE checkpoints SET note = ? WHERE size = ?");
            set.bind(1, step[u"value"].toString().toStdString());
            set.bind(2, number(u"size"_s));
            QCOMPARE(set.exec(), 1);
        } else if (op == u"drop_notes"_s) {
            SQLite::Statement remove(file, "DELETE FROM checkpoints WHERE size >= ?");
            remove.bind(1, number(u"from"_s));
            remove.exec();
        } else {
            QFAIL(qPrintable(u"unknown edit "_s + op));
        }
    }

    Json m_file;
};

QTEST_GUILESS_MAIN(SqliteFileVector)
#include "tst_sqlitefilevector.moc"

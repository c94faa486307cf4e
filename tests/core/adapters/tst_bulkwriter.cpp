// links: penelope-sqlite SQLiteCpp sqlite3
#include "core/adapters/sqlite/bulkwriter.h"
#include "core/adapters/sqlite/connection.h"
#include "core/adapters/sqlite/rowscan.h"
#include "core/journal/event.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

using Versions = std::vector<std::pair<const char*, qint64>>;

Status written(const QString& path, const Versions& versions)
{
    const auto writer = sqlite::BulkWriter::open({.path = path, .journalId = {}});
    if (!writer)
        return Failure{writer.error()};
    qint64 seq = 0;
    for (const auto& [stream, version] : versions) {
        if (auto added = (*writer)->add({++seq, seq, "NoteAdded", stream, version, "{}"}); !added)
            return added;
    }
    return (*writer)->finish();
}

} // namespace

class BulkWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void takesStreamsWhoseVersionsRunFromOne()
    {
        const auto path = m_folder.filePath(u"good.db"_s);
        QVERIFY(written(path, {{"note/1", 1}, {"note/10", 1}, {"note/1", 2}, {"note/2", 1}, {"note/10", 2}}));
        QVERIFY(QFile::exists(path));
    }

    void needsNoJournalBesideItsFile()
    {
        const auto writer = sqlite::BulkWriter::open({.path = m_folder.filePath(u"alone.db"_s), .journalId = {}});
        QVERIFY(writer);
        QVERIFY((*writer)->add({1, 1, "NoteAdded", "note/1", 1, "{}"}));
        const auto files = QDir(m_folder.path()).entryList({u"alone.db*"_s}, QDir::Files);
        QCOMPARE(files, QStringList{u"alone.db.part"_s});
    }

    void writesEveryRowWithItsLeafHoweverLargeItIs()
    {
        const auto path = m_folder.filePath(u"large.db"_s);
        QByteArrayList bodies;
        for (const int size : {2, 300, 70'000, 1, 65'000, 500, 200'000})
            bodies += QByteArray(size, 'b');
        while (bodies.size() < 1100)
            bodies += QByteArray(static_cast<qsizetype>(bodies.size()), 'a');
        auto writer = sqlite::BulkWriter::open({.path = path, .journalId = {}});
        journal::Digests leaves;
        for (const auto& body : bodies) {
            const auto seq = static_cast<qint64>(leaves.size()) + 1;
            // What is given is the caller's again when it is taken.
            const std::string given = body.toStdString();
            QVERIFY((*writer)->add({seq, seq, "NoteAdded", "note/1", seq, given}));
            QCOMPARE((*writer)->size(), seq);
            leaves.push_back(journal::leafHash(body));
        }
        QVERIFY((*writer)->finish());
        QCOMPARE((*writer)->root(), journal::rootOf(leaves));
        const auto connection = sqlite::Connection::open(path, sqlite::Connection::Mode::Read);
        sqlite::RowScan rows(**connection, "SELECT body, leaf FROM events ORDER BY seq");
        for (std::size_t row = 0; row < leaves.size(); ++row) {
            QVERIFY(rows.step());
            QCOMPARE(rows.bytes(0), bodies[static_cast<qsizetype>(row)]);
            QCOMPARE(rows.bytes(1), view(leaves[row]));
        }
        QVERIFY(!rows.step());
    }

    void refusesOthersByName_data()
    {
        QTest::addColumn<Versions>("versions");
        QTest::newRow("a gap") << Versions{{"note/1", 1}, {"note/2", 1}, {"note/2", 3}};
        QTest::newRow("twice") << Versions{{"note/1", 1}, {"note/2", 1}, {"note/2", 1}};
        QTest::newRow("no first") << Versions{{"note/1", 1}, {"note/2", 2}};
        QTest::newRow("below the first") << Versions{{"note/1", 1}, {"note/2", 0}, {"note/2", 1}};
        QTest::newRow("goes on with its neighbour's") << Versions{{"note/1", 1}, {"note/1", 2}, {"note/2", 3}};
        QTest::newRow("the very first") << Versions{{"note/2", 2}, {"note/3", 1}};
    }
    void refusesOthersByName()
    {
        QFETCH(const Versions, versions);
        const auto path = m_folder.filePath(u"bad.db"_s);
        const auto refused = written(path, versions);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Malformed);
        QCOMPARE(refused.error().message, u"the versions of stream note/2 are not gapless"_s);
        QVERIFY(!QFile::exists(path));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(BulkWriterTest)
#include "tst_bulkwriter.moc"

// links: penelope-sqlite SQLiteCpp sqlite3
#include "core/adapters/sqlite/fileverifier.h"
#include "tests/support/auditedjournal.h"

#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <thread>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using sqlite::Hands;

namespace {

constexpr qint64 many = 6'000; // more parts than are read ahead at once
constexpr qsizetype pageSize = 4096;

QByteArray verdictOf(const QString& path, Hands hands)
{
    const auto verdict = sqlite::verifyFile(path, {}, {}, hands);
    return verdict ? toJsonText(journal::toJson(*verdict), false) : verdict.error().message.toUtf8();
}

} // namespace

/// Two threads say of a journal what one says, whatever is wrong with it (journal.md 8).
class VerifyAheadTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_path = m_folder.filePath(u"journal.db"_s);
        auto store = sqlite::Store::open({.path = m_path, .create = true, .key = test::keyOf(7)});
        QVERIFY(store && (*store)->append({test::createdWith(test::keyOf(7))}));
        std::vector<JournalStore::Entry> batch;
        for (qint64 seq = 2; seq <= many; ++seq) {
            batch.push_back(test::noteOf(seq, u"note %1 is here"_s.arg(seq)));
            if (batch.size() < 250 && seq < many)
                continue;
            QVERIFY((*store)->append(std::exchange(batch, {})));
        }
        QVERIFY((*store)->checkpoint());
        store->reset();
        SQLite::Database(m_path.toStdString(), SQLite::OPEN_READWRITE).exec("PRAGMA journal_mode=DELETE");
        m_content = test::contentOf(m_path);
    }

    void init() { QVERIFY(test::writeContent(m_path, m_content)); }

    void aWholeJournalProvesItself()
    {
        const auto verdict = sqlite::verifyFile(m_path, {}, {}, Hands::Two);
        QVERIFY(verdict && verdict->ok());
        QCOMPARE(verdict->events, many);
        QCOMPARE(verdict->signedTo, many);
        QCOMPARE(verdictOf(m_path, Hands::Two), verdictOf(m_path, Hands::One));
    }

    void editedRowsAreJudgedAlike_data()
    {
        QTest::addColumn<QByteArray>("edit");
        for (const char* edit :
             {"UPDATE events SET body = replace(body, 'here', 'gone') WHERE seq IN (1, 512, 513, 3000)",
              "UPDATE events SET leaf = zeroblob(32) WHERE seq = 4097",
              "UPDATE events SET leaf = x'00' WHERE seq = 9",
              "UPDATE events SET kind = 'Other' WHERE seq % 1000 = 1",
              "UPDATE events SET time = 5 WHERE seq = 700",
              "UPDATE events SET stream = 'note/other' WHERE seq = 701",
              "UPDATE events SET stream_version = 7 WHERE seq = 6000",
              "DELETE FROM events WHERE seq = 1",
              "DELETE FROM events WHERE seq BETWEEN 500 AND 2100",
              "DELETE FROM events WHERE seq > 5000",
              "DELETE FROM events WHERE seq % 3 = 0",
              "DELETE FROM events",
              "UPDATE events SET seq = 6001 WHERE seq = 40",
              "UPDATE events SET seq = -1 WHERE seq = 40",
              "UPDATE events SET seq = 0 WHERE seq = 40",
              "UPDATE events SET seq = seq - 2000",
              "UPDATE events SET seq = 9000000000000000000 WHERE seq = 6000",
              "UPDATE events SET seq = 9223372036854775807 WHERE seq = 6000",
              "UPDATE events SET body = body || ' ' WHERE seq = 1025",
              "UPDATE events SET body = '' WHERE seq = 1024",
              "UPDATE events SET body = CAST(x'7bff7d' AS TEXT) WHERE seq = 77",
              "UPDATE events SET body = hex(zeroblob(3000000)) WHERE seq BETWEEN 100 AND 115",
              "UPDATE nodes SET hash = zeroblob(32) WHERE idx = 3",
              "DELETE FROM nodes",
              "DELETE FROM checkpoints",
              "UPDATE checkpoints SET note = 'x' WHERE size > 3000",
              "DROP INDEX events_stream",
              "UPDATE events SET body = replace(body, '\"version\":1', '\"version\":2') WHERE seq = 2000; "
              "UPDATE events SET body = replace(body, 'here', 'gone') WHERE seq = 2001; "
              "DELETE FROM events WHERE seq = 2002"})
            QTest::newRow(edit) << QByteArray(edit);
    }
    void editedRowsAreJudgedAlike()
    {
        QFETCH(QByteArray, edit);
        {
            SQLite::Database file(m_path.toStdString(), SQLite::OPEN_READWRITE);
            for (const char* trigger :
                 {"events_next", "events_keep", "events_stay", "nodes_keep", "nodes_stay", "checkpoints_keep",
                  "checkpoints_stay"})
                file.exec(std::string("DROP TRIGGER ") + trigger);
            file.exec(edit.toStdString());
        }
        const auto alone = verdictOf(m_path, Hands::One);
        QVERIFY2(!alone.contains("\"warnings\":[]"), alone.constData());
        QCOMPARE(verdictOf(m_path, Hands::Two), alone);
    }

    void brokenPagesAreJudgedAlike()
    {
        const auto pages = m_content.size() / pageSize;
        for (qsizetype page = 1; page < pages; page += std::max<qsizetype>(pages / 40, 1)) {
            auto content = m_content;
            content.replace(page * pageSize, pageSize, QByteArray(pageSize, '\xA5'));
            QVERIFY(test::writeContent(m_path, content));
            QCOMPARE(verdictOf(m_path, Hands::Two), verdictOf(m_path, Hands::One));
        }
    }

    /// The cells of pages that hold no rows themselves: a row is found in its turn, but not by its seq.
    void flippedBitsInTheTreeAreJudgedAlike()
    {
        int flipped = 0;
        for (qsizetype page = 1; page < m_content.size() / pageSize; ++page) {
            const auto begin = page * pageSize;
            if (m_content[begin] != 5) // an inner page of a table
                continue;
            for (qsizetype at = begin; at < begin + pageSize; at += 97) {
                auto content = m_content;
                content[at] = static_cast<char>(content[at] ^ (1 << (at % 8)));
                QVERIFY(test::writeContent(m_path, content));
                QCOMPARE(verdictOf(m_path, Hands::Two), verdictOf(m_path, Hands::One));
                ++flipped;
            }
        }
        QVERIFY(flipped > 40);
    }

    void progressGoesUpwards()
    {
        for (const auto hands : {Hands::One, Hands::Two}) {
            std::vector<qint64> rows;
            const journal::Progress progress{.stop = {}, .rows = [&rows](qint64 done) { rows.push_back(done); }};
            QVERIFY(sqlite::verifyFile(m_path, {}, progress, hands));
            QVERIFY(std::is_sorted(rows.begin(), rows.end()));
        }
    }

    void whoeverIsStoppedSaysNothing()
    {
        for (const auto hands : {Hands::One, Hands::Two}) {
            std::stop_source source;
            source.request_stop();
            const auto verdict = sqlite::verifyFile(m_path, {}, {.stop = source.get_token(), .rows = {}}, hands);
            QVERIFY(!verdict);
            QCOMPARE(verdict.error().code, ErrorCode::Unavailable);
        }
    }

    /// The writer goes on while two connections look for one state.
    void aWriterMayGoOn()
    {
        const auto path = m_folder.filePath(u"live.db"_s);
        QFile::remove(path);
        QVERIFY(test::writeContent(path, m_content));
        auto store = sqlite::Store::open({.path = path, .key = test::keyOf(7)});
        QVERIFY(store);
        std::jthread writer([&store](const std::stop_token& stop) {
            for (qint64 seq = many + 1; !stop.stop_requested(); ++seq) {
                if (!(*store)->append({test::noteOf(seq, u"more"_s)}))
                    return;
            }
        });
        for (int round = 0; round < 5; ++round) {
            const auto verdict = sqlite::verifyFile(path, {}, {}, Hands::Two);
            QVERIFY2(verdict && verdict->ok(), verdict ? journal::sentences(*verdict).join(u' ').toUtf8() : "error");
            QVERIFY(verdict->events >= many);
        }
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
    QByteArray m_content;
};

QTEST_GUILESS_MAIN(VerifyAheadTest)
#include "tst_verifyahead.moc"

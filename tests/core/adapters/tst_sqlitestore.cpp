// links: penelope-sqlite SQLiteCpp sqlite3
#include "core/adapters/sqlite/fileverifier.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/store.h"
#include "core/base/id.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/SQLiteCpp.h>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 t0 = 1'700'000'000'000;

ed25519::SigningKey testKey(std::uint8_t letter)
{
    ed25519::Seed seed{};
    seed.fill(letter);
    return ed25519::SigningKey{seed};
}

JournalStore::Entry entry(const QString& kind, const QString& stream, qint64 version, qint64 time, Json payload = {})
{
    return {
        {.kind = kind, .stream = stream, .payload = std::move(payload), .actor = u"core"_s},
        instantFromMs(time),
        version};
}

JournalStore::Entry created(const ed25519::SigningKey& key)
{
    return entry(
        u"JournalCreated"_s, u"system"_s, 0, t0,
        Json::object(
            {{u"journal_id"_s, u"000102030405060708090a0b0c0d0e0f"_s},
             {u"version"_s, 1},
             {u"public_key"_s, ed25519::toBase64(key.publicKey())}}));
}

/// Events of one stream each, from seq on.
std::vector<JournalStore::Entry> notes(qint64 from, int count, qint64 time = t0)
{
    std::vector<JournalStore::Entry> entries;
    for (qint64 seq = from; seq < from + count; ++seq)
        entries.push_back(entry(
            u"NoteAdded"_s, u"note/"_s + idFromSeq(seq), 0, time, Json::object({{u"text"_s, u"note %1"_s.arg(seq)}})));
    return entries;
}

} // namespace

class SqliteStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"journal.db"_s);
        m_store = opened();
        QVERIFY(m_store);
        QVERIFY(m_store->append({created(m_key)}));
    }
    void cleanup() { m_store.reset(); }

    void answersEventsAsWritten()
    {
        const auto written = m_store->append(notes(2, 3));
        QVERIFY(written);
        const auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        const auto read = (*reader)->read(2, 10);
        QVERIFY(read);
        QCOMPARE(read->size(), 3u);
        QVERIFY(*read == *written);
        QCOMPARE(m_store->lastSeq(), 4);
    }

    void aViewStaysWhatItWasWhenItBegan()
    {
        const auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        {
            const sqlite::OneView view(**reader);
            QCOMPARE(*(*reader)->lastSeq(), 1);
            QVERIFY(m_store->append(notes(2, 3)));
            QCOMPARE(*(*reader)->lastSeq(), 1);
        }
        QCOMPARE(*(*reader)->lastSeq(), 4);
    }

    void rootSurvivesReopening()
    {
        for (qint64 seq = 2; seq <= 600; seq += 50)
            QVERIFY(m_store->append(notes(seq, 50)));
        const auto root = m_store->root();
        m_store.reset();
        m_store = opened();
        QVERIFY(m_store);
        QCOMPARE(toHex(m_store->root()), toHex(root));
        QVERIFY(verified().ok());
    }

    void aLargeBatchIsWhatItsEventsAreOneByOne()
    {
        for (const int count : {1, 13, 16, 31, 32, 33, 100, 300})
            QVERIFY(m_store->append(notes(m_store->lastSeq() + 1, count)));
        const auto verdict = sqlite::verifyFile(m_path);
        QVERIFY(verdict && verdict->ok());
        const auto other = m_folder->filePath(u"single.db"_s);
        const auto singly = *sqlite::Store::open({.path = other, .create = true, .key = m_key});
        QVERIFY(singly->append({created(m_key)}));
        while (singly->lastSeq() < m_store->lastSeq())
            QVERIFY(singly->append(notes(singly->lastSeq() + 1, 1)));
        QCOMPARE(m_store->root(), singly->root());
    }

    void ofALargeBatchTheFirstThatIsWrongIsTold()
    {
        auto batch = [] {
            auto entries = notes(2, 80);
            entries[40].expectedStreamVersion = 3;
            return entries;
        };
        auto clash = batch();
        const auto stream = clash[40].draft.stream;
        clash[41].draft.stream = u"Note"_s;
        const auto refused = m_store->append(std::move(clash));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(refused.error().where, stream);
        auto malformed = batch();
        malformed[39].draft.stream = u"Note"_s;
        QCOMPARE(m_store->append(std::move(malformed)).error().code, ErrorCode::Malformed);
        QVERIFY(m_store->append(notes(2, 80)));
        QCOMPARE(m_store->lastSeq(), 81);
    }

    void namesThatAreNoPlainBytesAreWrittenAsTheyAre()
    {
        const auto odd = u"note/\"\\ä\U0001F602"_s;
        QVERIFY(m_store->append({entry(u"NoteAdded"_s, u"note/1"_s, 0, t0), entry(u"NoteAdded"_s, odd, 0, t0)}));
        QVERIFY(m_store->append({entry(u"NoteAdded"_s, odd, 1, t0)}));
        const auto verdict = sqlite::verifyFile(m_path);
        QVERIFY(verdict && verdict->ok());
        const auto reader = sqlite::Reader::open({.path = m_path});
        QCOMPARE((*reader)->read(3, 1)->front().stream, odd);
    }

    void fileIsOursAlone()
    {
        QCOMPARE(QFileInfo(m_path).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions{});
    }

    void staleDecisionIsAConflictNamingTheWinner()
    {
        QVERIFY(m_store->append({entry(u"ApprovalRequested"_s, u"approval/00000002"_s, 0, t0)}));
        QVERIFY(m_store->append({entry(u"ApprovalCancelled"_s, u"approval/00000002"_s, 1, t0)}));
        const auto late = m_store->append({entry(u"ApprovalExpired"_s, u"approval/00000002"_s, 1, t0)});
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Conflict);
        QVERIFY2(late.error().message.contains(u"event 3 by core"_s), qPrintable(late.error().message));
        QCOMPARE(m_store->lastSeq(), 3);
    }

    void aBatchThatOvertakesItselfIsAConflict()
    {
        auto batch = notes(2, 1);
        batch.push_back(batch.front());
        const auto twice = m_store->append(batch);
        QVERIFY(!twice);
        QCOMPARE(twice.error().code, ErrorCode::Conflict);
        QCOMPARE(
            twice.error().message, u"note/%1 is at version 1, the decision was made on version 0"_s.arg(idFromSeq(2)));
        QCOMPARE(m_store->lastSeq(), 1);
        QVERIFY(!m_store->needsReopen());
        QVERIFY(m_store->append(notes(2, 2)));
        QVERIFY(verified().ok());
    }

    void aStaleDecisionIsAConflictWhateverElseIsWrongWithIt()
    {
        QVERIFY(m_store->append(notes(2, 1, t0 + 5000)));
        auto stale = notes(2, 1, t0).front();
        stale.draft.kind = u"lower"_s;
        const auto late = m_store->append({stale});
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Conflict);
        QVERIFY(late.error().message.contains(u"event 2 by core came first"_s));
    }

    void aDecisionOnAVersionThatNeverWasIsAConflict()
    {
        const auto early = m_store->append({entry(u"NoteAdded"_s, u"note/x"_s, 7, t0)});
        QVERIFY(!early);
        QCOMPARE(early.error().message, u"note/x is at version 0, the decision was made on version 7"_s);
        QVERIFY(!m_store->needsReopen());
    }

    void whatIsRefusedLeavesTheStoreWriting()
    {
        auto batch = notes(2, 2);
        batch.back().draft.actor = u"a\nb"_s;
        const auto refused = m_store->append(batch);
        QVERIFY(!refused);
        QCOMPARE(refused.error().message, u"control_character: in actor"_s);
        QVERIFY(!m_store->needsReopen());
        const auto written = m_store->append(notes(2, 2));
        QVERIFY(written);
        QCOMPARE(written->front().seq, 2);
        QVERIFY(verified().ok());
    }

    void batchIsAllOrNothing()
    {
        auto batch = notes(2, 2);
        batch.push_back(entry(u"lower"_s, u"note/x"_s, 0, t0));
        QVERIFY(!m_store->append(batch));
        QCOMPARE(m_store->lastSeq(), 1);
        QVERIFY(m_store->append(notes(2, 1)));
    }

    void timeGoesBackOnlyInClockStepped()
    {
        QVERIFY(m_store->append(notes(2, 1, t0 + 5000)));
        QVERIFY(!m_store->append(notes(3, 1, t0 + 1000)));
        QVERIFY(m_store->append({entry(u"ClockStepped"_s, u"system"_s, 1, t0 + 1000)}));
        QVERIFY(m_store->append(notes(4, 1, t0 + 1000)));
    }

    void decisionsAreSignedInTheirTransaction()
    {
        QVERIFY(m_store->append(notes(2, 1)));
        QCOMPARE(m_store->signedTo(), 1);
        QVERIFY(m_store->append({entry(u"ApprovalGranted"_s, u"approval/00000003"_s, 0, t0)}));
        QCOMPARE(m_store->signedTo(), 3);
        QVERIFY(m_store->append(notes(4, 1)));
        QCOMPARE(m_store->signedTo(), 3);
    }

    void aMinuteOrAThousandEventsAreSigned()
    {
        QVERIFY(m_store->append(notes(2, 1, t0 + 59'999)));
        QCOMPARE(m_store->signedTo(), 1);
        QVERIFY(m_store->append(notes(3, 1, t0 + 60'000)));
        QCOMPARE(m_store->signedTo(), 3);
        for (qint64 seq = 4; seq <= 1002; ++seq)
            QVERIFY(m_store->append(notes(seq, 1, t0 + 60'001)));
        QCOMPARE(m_store->signedTo(), 3);
        QVERIFY(m_store->append(notes(1003, 1, t0 + 60'001)));
        QCOMPARE(m_store->signedTo(), 1003);
    }

    void withoutAKeyTheTailStaysUnsigned()
    {
        m_store.reset();
        auto store = sqlite::Store::open({.path = m_path});
        QVERIFY(store);
        QVERIFY(!(*store)->signing());
        QVERIFY((*store)->append({entry(u"ApprovalGranted"_s, u"approval/00000002"_s, 0, t0)}));
        QCOMPARE((*store)->signedTo(), 1);
        QVERIFY(!(*store)->checkpoint());
    }

    void rotationIsSignedByBothKeys()
    {
        const auto next = testKey(2);
        const auto proof =
            next.sign(journal::rotationProofBytes(m_store->journalId(), next.publicKey(), m_store->lastSeq() + 1));
        m_store->setNextKey(next);
        const auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        QVERIFY((*reader)->keys()->rotations().empty());
        QVERIFY(m_store->append({entry(
            u"JournalKeyRotated"_s, u"system"_s, 1, t0,
            Json::object(
                {{u"public_key"_s, ed25519::toBase64(next.publicKey())}, {u"proof"_s, ed25519::toBase64(proof)}}))}));
        const auto note = journal::parseNote(m_store->newestNote());
        QVERIFY(note);
        QCOMPARE(note->signatures.size(), 2u);
        QCOMPARE((*reader)->keys()->at(m_store->lastSeq()), next.publicKey());
        QCOMPARE((*reader)->keys()->rotations().size(), 1u);
        QVERIFY(m_store->append({entry(u"ApprovalGranted"_s, u"approval/00000003"_s, 0, t0)}));
        QCOMPARE(journal::parseNote(m_store->newestNote())->signatures.size(), 1u);
        const auto verdict = verified();
        QVERIFY(verdict.ok());
        QCOMPARE(verdict.signedTo, 3);
        QVERIFY(verdict.warnings.empty());
    }

    void secondWriterIsNoticed()
    {
        auto other = opened();
        QVERIFY(other);
        QVERIFY(other->append(notes(2, 1)));
        const auto late = m_store->append(notes(99, 1));
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Conflict);
        QVERIFY(m_store->needsReopen());
        QVERIFY(!m_store->append(notes(3, 1)));
        QVERIFY(m_store->reopen());
        QCOMPARE(m_store->lastSeq(), 2);
        QVERIFY(m_store->append(notes(3, 1)));
    }

    void killedWriterLosesNothingThatItAcknowledged()
    {
        m_store.reset();
        int channel[2];
        QCOMPARE(::pipe(channel), 0);
        const pid_t child = ::fork();
        if (child == 0)
            appendForEver(channel[1]);
        ::close(channel[1]);
        qint64 acknowledged = 0;
        qint64 seq = 0;
        while (acknowledged < 200 && ::read(channel[0], &seq, sizeof seq) == sizeof seq)
            acknowledged = seq;
        ::kill(child, SIGKILL);
        while (::read(channel[0], &seq, sizeof seq) == sizeof seq)
            acknowledged = seq;
        ::waitpid(child, nullptr, 0);
        ::close(channel[0]);
        QVERIFY(acknowledged >= 200);
        m_store = opened();
        QVERIFY(m_store);
        QVERIFY(m_store->lastSeq() >= acknowledged);
        QVERIFY(m_store->append(notes(m_store->lastSeq() + 1, 1)));
        QVERIFY(verified().ok());
    }

    void triggersRefuse_data()
    {
        QTest::addColumn<QString>("sql");
        const auto insert = u"INSERT OR REPLACE INTO events SELECT %1, time, kind, 'a/%1', 1, leaf, body FROM events"_s;
        QTest::newRow("replace an event") << insert.arg(1) + u" WHERE seq = 1"_s;
        QTest::newRow("skip a seq") << insert.arg(9) + u" WHERE seq = 1"_s;
        QTest::newRow("wrong stream version")
            << u"INSERT INTO events SELECT 3, time, kind, stream, 7, leaf, body FROM events WHERE seq = 2"_s;
        QTest::newRow("update an event") << u"UPDATE events SET time = 0"_s;
        QTest::newRow("delete an event") << u"DELETE FROM events"_s;
        QTest::newRow("skip a node") << u"INSERT INTO nodes VALUES(8, 5, x'00')"_s;
        QTest::newRow("update a node") << u"UPDATE nodes SET hash = x'00'"_s;
        QTest::newRow("delete a node") << u"DELETE FROM nodes"_s;
        QTest::newRow("checkpoint of the past") << u"INSERT INTO checkpoints VALUES(1, 'x')"_s;
        QTest::newRow("checkpoint of the future") << u"INSERT INTO checkpoints VALUES(99999, 'x')"_s;
        QTest::newRow("update a checkpoint") << u"UPDATE checkpoints SET note = 'x'"_s;
        QTest::newRow("delete a checkpoint") << u"DELETE FROM checkpoints"_s;
    }
    void triggersRefuse()
    {
        QFETCH(QString, sql);
        QVERIFY(m_store->append(notes(2, 300)));
        QVERIFY(m_store->checkpoint());
        m_store.reset();
        SQLite::Database file(m_path.toStdString(), SQLite::OPEN_READWRITE);
        file.exec("PRAGMA recursive_triggers=ON");
        try {
            file.exec(sql.toStdString());
            QFAIL("the statement was not refused");
        } catch (const SQLite::Exception& exception) {
            QVERIFY2(QByteArray(exception.what()).startsWith("penelope: "), exception.what());
        }
    }

    void editedNodeIsFound()
    {
        QVERIFY(m_store->append(notes(2, 600)));
        m_store.reset();
        {
            SQLite::Database file(m_path.toStdString(), SQLite::OPEN_READWRITE);
            file.exec("DROP TRIGGER nodes_keep; UPDATE nodes SET hash = zeroblob(32) WHERE idx = 1");
        }
        const auto verdict = verified();
        const std::vector<journal::Damage> expected{{257, 512, u"node"_s, {}}};
        QVERIFY(verdict.damaged == expected);
    }

    void epochStandsInTheEnvelope()
    {
        m_store->setEpoch(4);
        QVERIFY(m_store->append(notes(2, 1)));
        m_store.reset();
        m_store = opened();
        QCOMPARE(m_store->epoch(), 4);
    }

    void missingFileIsNotMade()
    {
        const auto store = sqlite::Store::open({.path = m_folder->filePath(u"other.db"_s)});
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::NotFound);
        QVERIFY(!QFile::exists(m_folder->filePath(u"other.db"_s)));
    }

    void greatestSeqNotAfterAMoment()
    {
        QVERIFY(m_store->append(notes(2, 1, t0 + 10)));
        QVERIFY(m_store->append(notes(3, 1, t0 + 20)));
        QVERIFY(m_store->append({entry(u"ClockStepped"_s, u"system"_s, 1, t0 + 5)}));
        QVERIFY(m_store->append(notes(5, 1, t0 + 30)));
        const auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        QCOMPARE((*reader)->seqAt(instantFromMs(t0 - 1)).value(), 0);
        QCOMPARE((*reader)->seqAt(instantFromMs(t0)).value(), 1);
        QCOMPARE((*reader)->seqAt(instantFromMs(t0 + 20)).value(), 4);
        QCOMPARE((*reader)->seqAt(instantFromMs(t0 + 30)).value(), 5);
    }

    void aStepOfTheClockIsSeenByWhoeverReadBeforeIt()
    {
        QVERIFY(m_store->append(notes(2, 1, t0 + 10)));
        const auto reader = sqlite::Reader::open({.path = m_path});
        QVERIFY(reader);
        QCOMPARE((*reader)->seqAt(instantFromMs(t0 + 10)).value(), 2);
        QCOMPARE((*reader)->seqsBetween(instantFromMs(t0 + 10), std::nullopt).value().first, 2);

        QVERIFY(m_store->append({entry(u"ClockStepped"_s, u"system"_s, 1, t0 + 2)}));
        QVERIFY(m_store->append(notes(4, 1, t0 + 5)));
        QCOMPARE((*reader)->seqAt(instantFromMs(t0 + 6)).value(), 4);
        QCOMPARE((*reader)->seqAt(instantFromMs(t0 + 10)).value(), 4);
        QCOMPARE((*reader)->seqsBetween(instantFromMs(t0 + 10), std::nullopt).value().first, 1);
    }

private:
    std::unique_ptr<sqlite::Store> opened() const
    {
        auto store = sqlite::Store::open({.path = m_path, .create = true, .key = m_key});
        if (!store) {
            qWarning("%s", qPrintable(store.error().message));
            return nullptr;
        }
        return std::move(*store);
    }

    journal::Verdict verified() const
    {
        auto verdict = sqlite::verifyFile(m_path);
        if (!verdict) {
            qWarning("%s", qPrintable(verdict.error().message));
            journal::Verdict none;
            none.pinsSatisfied = false;
            return none;
        }
        return *verdict;
    }

    [[noreturn]] void appendForEver(int channel)
    {
        const auto store = opened();
        while (store) {
            const auto written = store->append(notes(store->lastSeq() + 1, 3));
            if (!written)
                break;
            const qint64 seq = written->back().seq;
            if (::write(channel, &seq, sizeof seq) != sizeof seq)
                break;
        }
        ::_exit(1);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    ed25519::SigningKey m_key = testKey(1);
    std::unique_ptr<sqlite::Store> m_store;
};

QTEST_GUILESS_MAIN(SqliteStoreTest)
#include "tst_sqlitestore.moc"

// links: penelope-sqlite SQLiteCpp sqlite3
#include "core/adapters/sqlite/store.h"
#include "core/adapters/sqlite/tailverifier.h"
#include "core/base/id.h"

#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/SQLiteCpp.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 t0 = 1'700'000'000'000;
using Ranges = std::vector<compliance::Verified::Range>;

ed25519::SigningKey testKey()
{
    ed25519::Seed seed{};
    seed.fill(7);
    return ed25519::SigningKey{seed};
}

JournalStore::Entry entry(const QString& kind, const QString& stream, Json payload)
{
    return {{.kind = kind, .stream = stream, .payload = std::move(payload), .actor = u"core"_s}, instantFromMs(t0), 0};
}

} // namespace

class TailVerifierTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"journal.db"_s);
        auto store = sqlite::Store::open({.path = m_path, .create = true, .key = testKey()});
        QVERIFY(store);
        m_store = std::move(*store);
        QVERIFY(m_store->append({entry(
            u"JournalCreated"_s, u"system"_s,
            Json::object(
                {{u"journal_id"_s, u"000102030405060708090a0b0c0d0e0f"_s},
                 {u"version"_s, 1},
                 {u"public_key"_s, ed25519::toBase64(testKey().publicKey())}}))}));
        QVERIFY(m_store->checkpoint());
    }
    void cleanup() { m_store.reset(); }

    void onlyWhatIsSignedIsLookedAt()
    {
        add(5);
        sqlite::TailVerifier verifier(m_path);
        const auto signedBefore = m_store->signedTo();
        QCOMPARE(verifier.wholeFile().to, signedBefore);
        QVERIFY(m_store->checkpoint());
        QCOMPARE(verifier.wholeFile().to, qint64{6});
        QVERIFY(verifier.verified().damaged.empty());
        QVERIFY(verifier.verified().trouble.isEmpty());
    }

    void aGrowingJournalIsFollowed()
    {
        sqlite::TailVerifier verifier(m_path);
        for (int round = 0; round < 20; ++round) {
            add(7);
            QVERIFY(m_store->checkpoint());
            QCOMPARE(verifier.wholeFile().to, m_store->lastSeq());
        }
        QVERIFY(verifier.verified().damaged.empty());
    }

    void partsAddUpToTheWhole()
    {
        add(100);
        QVERIFY(m_store->checkpoint());
        sqlite::TailVerifier verifier(m_path);
        int looks = 0;
        for (bool more = true; more; ++looks) {
            const auto went = verifier.goOn(10);
            QVERIFY(went);
            more = *went;
        }
        QCOMPARE(looks, 11);
        QCOMPARE(verifier.verified().to, qint64{101});
    }

    void aChangedBodyDoesNotVerify()
    {
        add(9);
        QVERIFY(m_store->checkpoint());
        tamper(u"UPDATE events SET body = replace(body, 'note 4', 'note X') WHERE seq = 4"_s);
        sqlite::TailVerifier verifier(m_path);
        QCOMPARE(verifier.wholeFile().damaged, (Ranges{{4, 4}}));
        QCOMPARE(verifier.verified().to, qint64{10});
    }

    void aChangedLeafDoesNotVerifyAndLaterOnesDo()
    {
        add(9);
        QVERIFY(m_store->checkpoint());
        tamper(u"UPDATE events SET leaf = zeroblob(32) WHERE seq = 4"_s);
        sqlite::TailVerifier verifier(m_path);
        QCOMPARE(verifier.wholeFile().damaged, (Ranges{{4, 4}}));
        QCOMPARE(verifier.verified().to, qint64{10});
    }

    void aForgedEntryTakesItsWholeNoteAlong()
    {
        add(2);
        QVERIFY(m_store->checkpoint());
        const auto before = m_store->lastSeq();
        add(4);
        QVERIFY(m_store->checkpoint());
        // Body and leaf agree, the signed root does not: nobody can say which of the rows was changed.
        tamper(u"UPDATE events SET body = (SELECT body FROM events WHERE seq = 6), "
               "leaf = (SELECT leaf FROM events WHERE seq = 6) WHERE seq = 5"_s);
        sqlite::TailVerifier verifier(m_path);
        QCOMPARE(verifier.wholeFile().damaged, (Ranges{{before + 1, 7}}));
    }

    void aMissingEntryEndsTheProof()
    {
        add(2);
        QVERIFY(m_store->checkpoint());
        const auto before = m_store->lastSeq();
        add(4);
        QVERIFY(m_store->checkpoint());
        tamper(u"DELETE FROM events WHERE seq = 5"_s);
        sqlite::TailVerifier verifier(m_path);
        QCOMPARE(verifier.wholeFile().damaged, (Ranges{{before + 1, 7}}));
        QCOMPARE(verifier.verified().to, qint64{7});
    }

    void noFileIsTrouble()
    {
        sqlite::TailVerifier verifier(m_folder->filePath(u"none.db"_s));
        QVERIFY(!verifier.wholeFile().trouble.isEmpty());
        QCOMPARE(verifier.verified().to, qint64{0});
    }

private:
    void add(int count)
    {
        std::vector<JournalStore::Entry> entries;
        const auto last = m_store->lastSeq();
        for (qint64 seq = last + 1; seq <= last + count; ++seq)
            entries.push_back(
                entry(u"NoteAdded"_s, u"note/"_s + idFromSeq(seq), Json::object({{u"text"_s, u"note %1"_s.arg(seq)}})));
        QVERIFY(m_store->append(std::move(entries)));
    }

    /// As somebody with write access to the file would, past the triggers.
    void tamper(const QString& sql)
    {
        m_store.reset();
        SQLite::Database database(m_path.toStdString(), SQLite::OPEN_READWRITE);
        std::vector<std::string> triggers;
        SQLite::Statement query(database, "SELECT name FROM sqlite_master WHERE type = 'trigger'");
        while (query.executeStep())
            triggers.push_back(query.getColumn(0).getString());
        query.reset();
        for (const auto& trigger : triggers)
            database.exec("DROP TRIGGER \"" + trigger + "\"");
        database.exec(sql.toStdString());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<sqlite::Store> m_store;
    QString m_path;
};

QTEST_GUILESS_MAIN(TailVerifierTest)
#include "tst_tailverifier.moc"

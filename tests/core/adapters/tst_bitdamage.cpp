// links: penelope-sqlite SQLiteCpp sqlite3
#include "core/adapters/sqlite/fileverifier.h"
#include "tests/support/auditedjournal.h"

#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A value that stands in the file as it is, and the seqs that a flip in it concerns.
struct Place
{
    qsizetype offset = 0;
    qsizetype size = 0;
    qint64 first = 0;
    qint64 last = 0;
};

} // namespace

/// A flipped bit in an event, its index entry, a node or a checkpoint is found and located (journal.md 8, "Bits").
/// PENELOPE_DAMAGE_EVENTS and PENELOPE_DAMAGE_FLIPS choose the sizes.
class BitDamageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_path = m_folder.filePath(u"journal.db"_s);
        const auto events = number("PENELOPE_DAMAGE_EVENTS", 10'000);
        auto store = sqlite::Store::open({.path = m_path, .create = true, .key = test::keyOf(7)});
        QVERIFY(store && (*store)->append({test::createdWith(test::keyOf(7))}));
        std::vector<JournalStore::Entry> batch;
        for (qint64 seq = 2; seq <= events; ++seq) {
            batch.push_back(test::noteOf(seq, u"note %1 is here"_s.arg(seq)));
            if (batch.size() < 250 && seq < events)
                continue;
            QVERIFY((*store)->append(std::exchange(batch, {})));
        }
        QVERIFY((*store)->checkpoint());
        store->reset();
        SQLite::Database file(m_path.toStdString(), SQLite::OPEN_READWRITE);
        file.exec("PRAGMA journal_mode=DELETE");
        const auto verdict = sqlite::verifyFile(m_path);
        QVERIFY(verdict && verdict->ok());
        QCOMPARE(verdict->events, events);
        m_content = test::contentOf(m_path);
        m_flips = number("PENELOPE_DAMAGE_FLIPS", 100);
    }

    void inTheBodyOfAnEvent() { flip(placesOf("SELECT seq, seq, CAST(body AS BLOB) FROM events"), m_flips * 2 / 5); }
    void inTheLeafOfAnEvent() { flip(placesOf("SELECT seq, seq, leaf FROM events"), m_flips / 5); }
    void inTheIndexEntry()
    {
        // The stream stands twice outside the body: in the row, before the leaf, and in the index.
        std::vector<Place> places;
        for (const auto& row : valuesOf("SELECT seq, seq, CAST(stream AS BLOB) FROM events")) {
            for (auto at = m_content.indexOf(row.value); at >= 0; at = m_content.indexOf(row.value, at + 1)) {
                if (at + row.value.size() < m_content.size() &&
                    m_content.mid(at - 10, 10) != QByteArray("\"stream\":\""))
                    places.push_back({at, row.value.size(), row.first, row.last});
            }
            if (places.size() > static_cast<std::size_t>(m_flips))
                break;
        }
        flip(places, m_flips / 5);
    }
    void inANode() { flip(placesOf("SELECT (idx << level) + 1, (idx + 1) << level, hash FROM nodes"), m_flips / 10); }
    void inACheckpoint() { flip(placesOf("SELECT size, size, CAST(note AS BLOB) FROM checkpoints"), m_flips / 10); }

private:
    struct Value
    {
        qint64 first = 0;
        qint64 last = 0;
        QByteArray value;
    };

    static qint64 number(const char* name, qint64 otherwise)
    {
        const auto value = qEnvironmentVariableIntValue(name);
        return value > 0 ? value : otherwise;
    }

    /// An even sample of what the statement answers.
    std::vector<Value> valuesOf(const char* sql)
    {
        std::vector<Value> values;
        SQLite::Database file(m_path.toStdString(), SQLite::OPEN_READONLY);
        SQLite::Statement query(file, sql);
        while (query.executeStep()) {
            const auto column = query.getColumn(2);
            values.push_back(
                {query.getColumn(0).getInt64(), query.getColumn(1).getInt64(),
                 QByteArray(static_cast<const char*>(column.getBlob()), column.getBytes())});
        }
        const auto stride = std::max<std::size_t>(values.size() / 64, 1);
        std::vector<Value> sample;
        for (std::size_t at = 0; at < values.size(); at += stride)
            sample.push_back(values[at]);
        return sample;
    }

    std::vector<Place> placesOf(const char* sql)
    {
        std::vector<Place> places;
        for (const auto& row : valuesOf(sql)) {
            // A value of more than a page lies in pieces: its beginning is enough.
            const auto at = m_content.indexOf(row.value);
            if (at >= 0)
                places.push_back({at, row.value.size(), row.first, row.last});
        }
        return places;
    }

    void flip(const std::vector<Place>& places, qint64 wanted)
    {
        QVERIFY(!places.empty());
        auto content = m_content;
        for (qint64 tried = 0; tried < std::max<qint64>(wanted, 1); ++tried) {
            const auto& place = places[static_cast<std::size_t>(tried) % places.size()];
            const auto at = place.offset + (tried * 37) % place.size;
            content[at] = static_cast<char>(content[at] ^ (1 << (tried % 8)));
            QVERIFY(test::writeContent(m_path, content));
            const auto verdict = sqlite::verifyFile(m_path);
            content[at] = m_content[at];
            const auto where =
                u"byte %1, bit %2, events %3 to %4"_s.arg(at).arg(tried % 8).arg(place.first).arg(place.last);
            QVERIFY2(verdict, qPrintable(where));
            QVERIFY2(!verdict->ok(), qPrintable(where));
            const bool located =
                std::any_of(verdict->damaged.begin(), verdict->damaged.end(), [&](const journal::Damage& damage) {
                    return damage.first <= place.last && damage.last >= place.first;
                });
            QVERIFY2(located, qPrintable(where + journal::sentences(*verdict).join(u' ')));
        }
        QVERIFY(test::writeContent(m_path, m_content));
    }

    QTemporaryDir m_folder;
    QString m_path;
    QByteArray m_content;
    qint64 m_flips = 0;
};

QTEST_GUILESS_MAIN(BitDamageTest)
#include "tst_bitdamage.moc"

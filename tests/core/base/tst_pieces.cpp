// Values that are written down in pieces: each piece once, read when it is looked at, and damage is told.
#include "core/base/binaryvalue.h"
#include "core/base/derived.h"
#include "core/base/id.h"
#include "tests/support/shelf.h"

#include <QTest>

#include <limits>
#include <thread>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

using test::Shelf;

struct Row
{
    QString name;
    qint64 number = 0;
    bool operator==(const Row&) const = default;
};

/// Comes to an end at its number, if that is not 0.
struct Story
{
    qint64 number = 0;
    std::optional<Instant> overSince() const
    {
        return number == 0 ? std::nullopt : std::optional{instantFromMs(number)};
    }
    bool operator==(const Story&) const = default;
};

struct Value
{
    SharedMap<QString, Row> rows;
    SharedMap<QString, SharedMap<qint64, Row>> groups; ///< pieces within pieces
    SharedLog<qint64> log;
    SharedLog<std::shared_ptr<const Row>> shared;
};

QString keyOf(int at)
{
    return u"k%1"_s.arg(at, 5, 10, '0'_L1);
}

Value made()
{
    Value value;
    for (int at = 0; at < 1000; ++at) {
        value.rows.insert(keyOf(at), {u"row"_s, at});
        value.groups.update(keyOf(at % 20), [at](auto& group) { group.insert(at, Row{u"inner"_s, at}); });
        value.log.push_back(at);
        value.shared.push_back(std::make_shared<const Row>(Row{u"shared"_s, at}));
    }
    return value;
}

QByteArray written(const Value& value, Shelf& shelf)
{
    binary::Writer out(shelf);
    binary::put(out, value);
    return out.take();
}

Value readFrom(const QByteArray& bytes, const std::shared_ptr<Shelf>& shelf)
{
    binary::Reader in(bytes, shelf);
    Value value;
    binary::take(in, value);
    if (!in.atEnd())
        qFatal("the spine cannot be read");
    return value;
}

/// The same whatever the pieces are.
QByteArray flat(const Value& value)
{
    binary::Writer out;
    binary::put(out, value);
    return out.take();
}

} // namespace

class PiecesTest : public QObject
{
    Q_OBJECT

private slots:
    void whatWasWrittenComesBack()
    {
        const auto shelf = std::make_shared<Shelf>();
        const auto value = made();
        const auto back = readFrom(written(value, *shelf), shelf);
        QCOMPARE(shelf->reads.load(), 0);
        QCOMPARE(flat(back), flat(value));
        QCOMPARE(shelf->damages, 0);
    }

    void aNumberThatNoPieceCanHaveIsDamage()
    {
        binary::Writer out;
        out.number(2);
        for (int at = 0; at < 2; ++at) {
            out.number(256);
            out.integer(std::numeric_limits<qint64>::max());
        }
        const auto bytes = out.take();
        binary::Reader in(bytes, std::make_shared<Shelf>());
        SharedLog<qint64> log;
        binary::take(in, log);
        QVERIFY(in.failed());
    }

    void aLookReadsOnePiece()
    {
        const auto shelf = std::make_shared<Shelf>();
        const auto bytes = written(made(), *shelf);
        const auto back = readFrom(bytes, shelf);
        QCOMPARE(back.rows.find(keyOf(500))->number, qint64{500});
        QCOMPARE(back.rows.find(keyOf(500))->number, qint64{500});
        QCOMPARE(shelf->reads.load(), 1);
        QCOMPARE(back.log.back(), qint64{999});
        QCOMPARE(shelf->reads.load(), 2);
        QVERIFY(!back.rows.contains(u"nobody"_s));
        binary::readPieces(back);
        QCOMPARE(shelf->reads.load(), static_cast<int>(shelf->pieces.size()));
    }

    void aCheckReadsAllAndKeepsNothing()
    {
        const auto shelf = std::make_shared<Shelf>();
        const auto bytes = written(made(), *shelf);
        const auto back = readFrom(bytes, shelf);
        binary::checkPieces(back);
        QCOMPARE(shelf->reads.load(), static_cast<int>(shelf->pieces.size()));
        for (const auto& chunk : back.rows.chunks())
            QVERIFY(!chunk->entries.isThere());
        shelf->pieces.back() = "nonsense";
        binary::checkPieces(back);
        QCOMPARE(shelf->damages, 1);
    }

    void whatIsOverIsNotReadForWhatGoesOn()
    {
        SharedMap<QString, Story> stories;
        for (int at = 0; at < 1000; ++at)
            stories.insert(keyOf(at), {at == 990 ? 0 : 1 + at});
        const auto shelf = std::make_shared<Shelf>();
        binary::Writer out(*shelf);
        binary::put(out, stories);
        const auto bytes = out.take();
        binary::Reader in(bytes, shelf);
        SharedMap<QString, Story> back;
        binary::take(in, back);
        QVERIFY(in.atEnd());

        QStringList ongoing;
        back.forEachOngoing([&ongoing](const QString& key, const auto&) { ongoing.append(key); });
        QCOMPARE(ongoing, QStringList{keyOf(990)});
        QCOMPARE(shelf->reads.load(), 1);
        int seen = 0;
        back.forEachSince(instantFromMs(901), [&seen](const QString&, const auto&) { ++seen; });
        QCOMPARE(seen, 100); // from 900 on, whatever else their chunks have
        QVERIFY(shelf->reads.load() < 8);
        QStringList changed;
        SharedMap<QString, Story>::forEachChange(
            {}, back, [&changed](const QString& key, const auto&, const auto&) { changed.append(key); },
            instantFromMs(901));
        QVERIFY(changed.contains(keyOf(900)) && changed.contains(keyOf(990)) && !changed.contains(keyOf(100)));

        // What is known of a chunk is known no longer once one of its rows begins anew.
        back.insert(keyOf(5), {0});
        ongoing.clear();
        back.forEachOngoing([&ongoing](const QString& key, const auto&) { ongoing.append(key); });
        QCOMPARE(ongoing, (QStringList{keyOf(5), keyOf(990)}));
    }

    void aCopyApartKeepsToItselfWhatItReads()
    {
        const auto shelf = std::make_shared<Shelf>();
        const auto back = readFrom(written(made(), *shelf), shelf);
        QVERIFY(back.rows.find(keyOf(1)));
        const auto apart = back.rows.apart();
        QCOMPARE(apart.find(keyOf(1)), back.rows.find(keyOf(1))); // it was there already
        const auto reads = shelf->reads.load();
        QCOMPARE(apart.rows().size(), std::size_t{1000});
        QVERIFY(shelf->reads.load() > reads);
        QVERIFY(!back.rows.chunks().back()->entries.isThere());
        QVERIFY(apart == back.rows);
    }

    void aChangeWritesThePieceThatChanged()
    {
        const auto shelf = std::make_shared<Shelf>();
        const auto before = readFrom(written(made(), *shelf), shelf);
        const auto pieces = shelf->pieces.size();
        auto after = before;
        after.rows.update(keyOf(3), [](Row& row) { row.number = -3; });
        after.rows.erase(keyOf(900));
        after.log.push_back(1000);
        const auto bytes = written(after, *shelf);
        QCOMPARE(shelf->pieces.size(), pieces + 3);
        QCOMPARE(flat(readFrom(bytes, shelf)), flat(after));
        QCOMPARE(before.rows.find(keyOf(3))->number, qint64{3});
        QVERIFY(before.rows.contains(keyOf(900)));
    }

    void aPieceWithinAPieceIsWrittenAloneToo()
    {
        const auto shelf = std::make_shared<Shelf>();
        auto value = readFrom(written(made(), *shelf), shelf);
        const auto pieces = shelf->pieces.size();
        value.groups.update(keyOf(4), [](auto& group) { group.insert(5000, Row{u"new"_s, 1}); });
        const auto bytes = written(value, *shelf);
        QCOMPARE(shelf->pieces.size(), pieces + 2); // the inner chunk, and the chunk of groups that names it
        QCOMPARE(flat(readFrom(bytes, shelf)), flat(value));
    }

    void damageIsToldAndNothingBreaks()
    {
        for (const auto& wrong : {QByteArray{}, QByteArray("\x05nonsense"), QByteArray(3000, '\xff')}) {
            const auto shelf = std::make_shared<Shelf>();
            const auto bytes = written(made(), *shelf);
            for (auto& piece : shelf->pieces)
                piece = wrong;
            auto back = readFrom(bytes, shelf);
            binary::readPieces(back);
            QVERIFY(shelf->damages > 0);
            QVERIFY(!back.rows.contains(keyOf(1)));
            back.rows.insert(keyOf(1), {u"again"_s, 1});
            back.rows.update(keyOf(2), [](Row& row) { row.number = 2; });
            back.rows.erase(keyOf(2));
            QCOMPARE(back.log.size(), std::size_t{1000});
            QCOMPARE(back.log[5], qint64{0});
            for (const auto& row : back.shared)
                QVERIFY(row);
        }
    }

    void manyThreadsMayLook()
    {
        const auto shelf = std::make_shared<Shelf>();
        const auto bytes = written(made(), *shelf);
        const auto back = readFrom(bytes, shelf);
        std::vector<std::jthread> threads;
        std::atomic<int> found = 0;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&back, &found] {
                for (int at = 0; at < 1000; ++at)
                    found += back.rows.find(keyOf(at))->number == at ? 1 : 0;
            });
        }
        threads.clear();
        QCOMPARE(found.load(), 4000);
        QCOMPARE(shelf->reads.load(), static_cast<int>(back.rows.chunks().size()));
    }

    void theFrontOfALogGoesInWholeChunks()
    {
        SharedLog<qint64> log;
        for (int at = 0; at < 1000; ++at)
            log.push_back(at);
        std::vector<qint64> gone;
        QCOMPARE(log.dropFront(600, [&gone](qint64 each) { gone.push_back(each); }), std::size_t{512});
        QCOMPARE(gone.size(), std::size_t{512});
        QCOMPARE(log.front(), qint64{512});
        QVERIFY(std::is_sorted(log.begin(), log.end()));
        QCOMPARE(*log.rbegin(), qint64{999});
        QCOMPARE(std::distance(log.begin(), log.end()), std::ptrdiff_t{488});
        const auto copy = log;
        log.changeEach([](qint64& each) { each = -each; });
        QCOMPARE(log.front(), qint64{-512});
        QCOMPARE(copy.front(), qint64{512});
    }

    void whatFollowsIsMadeOnceAndKept()
    {
        Derived<std::vector<int>> sums;
        int made = 0;
        const auto make = [&made] {
            ++made;
            return std::vector<int>{1, 2};
        };
        sums.follow([](auto&) { QFAIL("nothing was made yet"); });
        QCOMPARE(sums.get(make).size(), std::size_t{2});
        const auto copy = sums;
        sums.follow([](std::vector<int>& all) { all.push_back(3); });
        QCOMPARE(sums.get(make).size(), std::size_t{3});
        QCOMPARE(copy.get(make).size(), std::size_t{2});
        QCOMPARE(made, 1);
    }
};

QTEST_GUILESS_MAIN(PiecesTest)
#include "tst_pieces.moc"

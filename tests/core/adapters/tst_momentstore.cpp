// links: penelope-snapshots SQLiteCpp sqlite3
#include "core/adapters/snapshots/momentstore.h"
#include "core/adapters/snapshots/packed.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/Database.h>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using snapshots::Moment;
using snapshots::MomentStore;

namespace {

constexpr int moments = 40;

/// Much like that of its neighbours, as a list of a state's pieces is, and too large to be packed well by itself.
QByteArray bytesOf(int number)
{
    QByteArray bytes;
    quint32 noise = 1;
    for (int at = 0; at < 20'000; ++at) {
        noise = noise * 1664525 + 1013904223; // Numerical Recipes
        bytes += static_cast<char>(noise >> 24);
    }
    bytes.replace(number * 100, 4, "abcd");
    return bytes;
}

Moment momentOf(int number)
{
    return {.size = number, .root = {}, .latest = instantFromMs(1000 * number), .bytes = {}};
}

} // namespace

class TestMomentStore : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file() const { return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())); }
    std::shared_ptr<MomentStore> open(MomentStore::Mode mode) const
    {
        auto store = MomentStore::open(file(), u"journal"_s, "format", mode);
        return store ? std::move(*store) : nullptr;
    }
    static void write(MomentStore& store, int from, int to)
    {
        for (int number = from; number <= to; ++number) {
            const auto written = store.write(momentOf(number), [&](PieceKeeper&) { return bytesOf(number); });
            QVERIFY2(written, qPrintable(written ? QString{} : written.error().message));
        }
    }

private slots:
    void whatIsLikeSomethingTakesNoRoom()
    {
        const auto bytes = bytesOf(1);
        const auto alone = snapshots::packed(bytes);
        const auto like = snapshots::packed(bytes, bytesOf(2));
        QVERIFY2(like.size() < alone.size() / 20, qPrintable(QString::number(like.size())));
        QCOMPARE(snapshots::unpacked(like, bytesOf(2)), std::optional{bytes});
        QVERIFY(!snapshots::unpacked(like, bytesOf(3)));
        QVERIFY(!snapshots::unpacked(like));
        QCOMPARE(snapshots::unpacked(snapshots::packed(bytes)), std::optional{bytes});
    }

    void eachMomentComesBack()
    {
        write(*open(MomentStore::Mode::Write), 1, moments / 2);
        write(*open(MomentStore::Mode::Write), moments / 2 + 1, moments); // another process goes on
        const auto store = open(MomentStore::Mode::Read);
        for (int number = 1; number <= moments; ++number) {
            const auto moment = store->nearest(number, {});
            QVERIFY(moment);
            QCOMPARE(moment->size, number);
            QCOMPARE(moment->latest, instantFromMs(1000 * number));
            QCOMPARE(moment->bytes, bytesOf(number));
        }
        QCOMPARE(store->nearest({}, instantFromMs(7500))->size, 7);
        QVERIFY(QFileInfo(file()).size() < moments * bytesOf(1).size() / 4);
    }

    void oneThatIsThereIsNotWrittenAgain()
    {
        const auto store = open(MomentStore::Mode::Write);
        write(*store, 1, 3);
        QVERIFY(store->write(momentOf(1), [](PieceKeeper&) { return bytesOf(9); }));
        QCOMPARE(store->nearest(1, {})->bytes, bytesOf(1));
        QCOMPARE(store->nearest(3, {})->bytes, bytesOf(3));
    }

    void withoutTheOneThatOthersAreLikeTheyAreNotAnswered()
    {
        write(*open(MomentStore::Mode::Write), 1, 3);
        SQLite::Database(file().toStdString(), SQLite::OPEN_READWRITE).exec("DELETE FROM moments WHERE size = 1");
        const auto store = open(MomentStore::Mode::Read);
        QVERIFY(!store->nearest(3, {}));
        QVERIFY(store->isDamaged());
        QVERIFY(!QFile::exists(file()));
    }
};

QTEST_GUILESS_MAIN(TestMomentStore)
#include "tst_momentstore.moc"

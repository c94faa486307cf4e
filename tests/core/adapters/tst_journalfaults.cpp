// links: penelope-sqlite sqlite3
// PENELOPE_KILLS: how often a writer is killed; 20 where it is absent.
#include "core/adapters/sqlite/fileverifier.h"
#include "core/adapters/sqlite/reader.h"
#include "tests/support/auditedjournal.h"
#include "tests/support/faultvfs.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <random>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using test::Fault;

namespace {

constexpr int perBatch = 3;

QString textOf(qint64 seq)
{
    return u"note %1 "_s.arg(seq) + u"x"_s.repeated(static_cast<qsizetype>(seq % 700));
}

std::vector<JournalStore::Entry> batchAfter(qint64 last)
{
    std::vector<JournalStore::Entry> entries;
    for (qint64 seq = last + 1; seq <= last + perBatch; ++seq)
        entries.push_back(test::noteOf(seq, textOf(seq)));
    return entries;
}

/// Appends until it is killed, and says each time what is on the disk.
int appendForEver(const QString& path)
{
    auto store = sqlite::Store::open({.path = path, .create = true, .key = test::keyOf(7)});
    if (!store)
        return 1;
    if ((*store)->lastSeq() == 0 && !(*store)->append({test::createdWith(test::keyOf(7))}))
        return 1;
    for (int batch = 1;; ++batch) {
        if (!(*store)->append(batchAfter((*store)->lastSeq())))
            return 1;
        if (batch % 4 == 0 && !(*store)->checkpoint())
            return 1;
        std::printf("%lld\n", static_cast<long long>((*store)->lastSeq()));
        std::fflush(stdout);
    }
}

/// Each event up to `last` is there as it was written.
bool holdsAll(const QString& path, qint64 first, qint64 last)
{
    const auto reader = sqlite::Reader::open({.path = path});
    const auto events = reader ? (*reader)->read(first, static_cast<int>(last - first + 1))
                               : Result<std::vector<journal::Event>>{Failure{reader.error()}};
    if (!events || static_cast<qint64>(events->size()) != last - first + 1)
        return false;
    return std::all_of(events->begin(), events->end(), [](const journal::Event& event) {
        return event.seq == 1 || event.payload.text(u"text") == textOf(event.seq);
    });
}

/// The files as a machine that lost its power would find them.
QString copyOf(const QString& path, const QString& folder)
{
    const auto target = folder + u"/crashed.db"_s;
    for (const auto* suffix : {"", "-wal"}) {
        QFile::remove(target + QLatin1String(suffix));
        QFile::copy(path + QLatin1String(suffix), target + QLatin1String(suffix));
    }
    QFile::remove(target + u"-shm"_s);
    return target;
}

} // namespace

class JournalFaultsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { test::installFaultVfs(); }

    void losesNothingThatWasAcknowledged_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("EIO") << Fault::WriteFails;
        QTest::newRow("ENOSPC") << Fault::DiskFull;
        QTest::newRow("short write") << Fault::ShortWrite;
        QTest::newRow("fsync") << Fault::SyncFails;
    }
    void losesNothingThatWasAcknowledged()
    {
        QFETCH(Fault, fault);
        constexpr int points = 60;
        int broken = 0;
        for (int point = 0; point < points; ++point) {
            const QTemporaryDir folder;
            const auto path = folder.filePath(u"journal.db"_s);
            auto opened = sqlite::Store::open({.path = path, .create = true, .key = test::keyOf(7)});
            QVERIFY(opened);
            auto& store = **opened;
            QVERIFY(store.append({test::createdWith(test::keyOf(7))}));
            test::faultPlan = {fault, point, 0};
            auto acknowledged = store.lastSeq();
            std::optional<Error> error;
            for (int batch = 0; batch < 12 && !error; ++batch) {
                const auto appended = store.append(batchAfter(store.lastSeq()));
                if (appended)
                    acknowledged = appended->back().seq;
                else
                    error = appended.error();
            }
            if (!error) { // the point lies behind the twelve batches
                test::faultPlan = {};
                continue;
            }
            ++broken;
            QCOMPARE(error->code, ErrorCode::Storage);
            QVERIFY2(error->message.contains(path), qPrintable(error->message));
            QVERIFY(store.needsReopen());
            QVERIFY(!store.append(batchAfter(store.lastSeq()))); // not before it was looked at again
            test::faultPlan = {};

            const auto crashed = copyOf(path, folder.path());
            QVERIFY2(holdsAll(crashed, 1, acknowledged), qPrintable(u"point %1"_s.arg(point)));
            const auto verdict = sqlite::verifyFile(crashed, {});
            QVERIFY2(verdict && verdict->ok(), qPrintable(u"point %1"_s.arg(point)));

            const auto again = store.reopen();
            QVERIFY2(again, again ? "" : qPrintable(again.error().message));
            QVERIFY(store.lastSeq() >= acknowledged);
            // All of a batch or nothing of it.
            QCOMPARE((store.lastSeq() - 1) % perBatch, 0);
            QVERIFY(store.append(batchAfter(store.lastSeq())));
            QVERIFY(holdsAll(path, 1, store.lastSeq()));
            const auto whole = sqlite::verifyFile(path, {});
            QVERIFY2(whole && whole->ok(), qPrintable(u"point %1"_s.arg(point)));
        }
        QVERIFY2(broken > 5, "hardly a fault was met: the test proves nothing");
    }

    void aDiskThatIsFullIsCalledSo()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.db"_s);
        const auto store = test::auditedJournal(path, 4);
        QVERIFY(store);
        test::faultPlan = {Fault::DiskFull, 0, 0};
        const auto appended = store->append({test::noteOf(5, textOf(5))});
        QVERIFY(!appended);
        QVERIFY2(appended.error().message.contains(u"the disk is full"_s), qPrintable(appended.error().message));
        QVERIFY(appended.error().message.contains(u"can still be read"_s));
        QVERIFY(!store->reopen() || store->lastSeq() >= 4); // still full
        test::faultPlan = {};
        QVERIFY(store->reopen());
        QVERIFY(store->append({test::noteOf(5, textOf(5))}));
    }

    void aKilledWriterLosesNothingItAcknowledged()
    {
        const int kills = qEnvironmentVariable("PENELOPE_KILLS", u"20"_s).toInt();
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.db"_s);
        std::mt19937 random{1234};
        qint64 acknowledged = 0;
        for (int kill = 0; kill < kills; ++kill) {
            QProcess writer;
            writer.start(QCoreApplication::applicationFilePath(), {u"append"_s, path});
            QVERIFY(writer.waitForStarted(-1));
            QByteArray said;
            const int batches = std::uniform_int_distribution(1, 10)(random);
            while (said.count('\n') < batches && writer.waitForReadyRead(-1))
                said += writer.readAllStandardOutput();
            // Somewhere within the next batch.
            volatile unsigned spin = std::uniform_int_distribution(0U, 400'000U)(random);
            while (spin > 0)
                spin = spin - 1;
            writer.kill();
            writer.waitForFinished(-1);
            said += writer.readAllStandardOutput();
            QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
            const auto before = acknowledged;
            const auto whole = said.left(said.lastIndexOf('\n'));
            acknowledged = whole.mid(whole.lastIndexOf('\n') + 1).toLongLong();
            QVERIFY(acknowledged > before);
            const auto store = sqlite::Store::open({.path = path, .key = test::keyOf(7)});
            QVERIFY2(store, store ? "" : qPrintable(store.error().message));
            QVERIFY2((*store)->lastSeq() >= acknowledged, qPrintable(u"kill %1"_s.arg(kill)));
            QCOMPARE(((*store)->lastSeq() - 1) % perBatch, 0);
            QVERIFY(holdsAll(path, std::max<qint64>(1, before), (*store)->lastSeq()));
        }
        const auto verdict = sqlite::verifyFile(path, {});
        QVERIFY(verdict && verdict->ok());
        qInfo("%d kills, %lld events, all there", kills, static_cast<long long>(verdict->events));
    }
};

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "append") == 0)
        return appendForEver(QString::fromLocal8Bit(argv[2]));
    JournalFaultsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_journalfaults.moc"

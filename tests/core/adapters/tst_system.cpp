// links: penelope-system
#include "core/adapters/system/journallock.h"
#include "core/adapters/system/keystore.h"
#include "core/adapters/system/log.h"
#include "core/adapters/system/paths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace penelope;
using namespace penelope::system;
using namespace Qt::Literals::StringLiterals;

class SystemTest : public QObject
{
    Q_OBJECT

private slots:
    void secondWriterIsToldWhoWrites()
    {
        const QTemporaryDir folder;
        const auto journal = folder.filePath(u"journal.db"_s);
        QVERIFY(!JournalLock::holder(journal));
        auto lock = JournalLock::take(journal, u"/run/s.sock"_s, instantFromMs(1'700'000'000'000));
        QVERIFY(lock);
        const auto second = JournalLock::take(journal, {}, {});
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Conflict);
        QVERIFY(second.error().message.contains(QString::number(::getpid())));
        const auto holder = JournalLock::holder(journal);
        QVERIFY(holder);
        QCOMPARE(holder->pid, static_cast<qint64>(::getpid()));
        QCOMPARE(holder->socket, u"/run/s.sock"_s);
        QCOMPARE(toMs(holder->startedAt), 1'700'000'000'000);
        lock->reset();
        QVERIFY(!JournalLock::holder(journal));
        QVERIFY(JournalLock::take(journal, {}, {}));
    }

    void deadWriterHoldsNothing()
    {
        const QTemporaryDir folder;
        const auto journal = folder.filePath(u"journal.db"_s);
        int channel[2];
        QCOMPARE(::pipe(channel), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto lock = JournalLock::take(journal, {}, {});
            const char done = lock ? 'y' : 'n';
            std::ignore = ::write(channel[1], &done, 1);
            ::pause();
            ::_exit(0);
        }
        char done = ' ';
        QCOMPARE(::read(channel[0], &done, 1), 1);
        QCOMPARE(done, 'y');
        QVERIFY(JournalLock::holder(journal));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QVERIFY(!JournalLock::holder(journal));
        QVERIFY(QFile::exists(journal + u".lock"_s));
    }

    void keyIsMadeOnceAndKeptPrivate()
    {
        const QTemporaryDir folder;
        const KeyStore keys(folder.filePath(u"journal.db"_s));
        QVERIFY(!keys.load(u"journal"_s).value());
        const auto made = keys.loadOrMake(u"journal"_s);
        QVERIFY(made);
        const auto again = keys.loadOrMake(u"journal"_s);
        QVERIFY(again->publicKey() == made->publicKey());
        QCOMPARE(QFileInfo(keys.path(u"journal"_s)).permissions() & QFile::Permissions(0x0077), QFile::Permissions{});
        QVERIFY(!keys.save(u"journal"_s, randomSeed()));
    }

    void brokenKeyFileIsAnErrorNotANewKey()
    {
        const QTemporaryDir folder;
        const KeyStore keys(folder.filePath(u"journal.db"_s));
        QVERIFY(keys.loadOrMake(u"journal"_s));
        QFile file(keys.path(u"journal"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("abc\n");
        file.close();
        QVERIFY(!keys.loadOrMake(u"journal"_s));
    }

    void placesFollowTheEnvironment()
    {
        qputenv("XDG_DATA_HOME", "/data");
        qputenv("XDG_STATE_HOME", "/state");
        qputenv("XDG_RUNTIME_DIR", "/run/user/7");
        QCOMPARE(defaultJournal(), u"/data/penelope/journal.db"_s);
        QCOMPARE(logFolder(), u"/state/penelope/log"_s);
        QVERIFY(controlSocket(u"/x/journal.db"_s).startsWith(u"/run/user/7/penelope/"_s));
        QCOMPARE(controlSocket(u"/x/journal.db"_s).section(u'/', -1).size(), 17);
        qunsetenv("XDG_RUNTIME_DIR");
        QVERIFY(controlSocket(u"/x/journal.db"_s).startsWith(u"/state/penelope/run/"_s));
    }

    void theControlSocketIsNamedByTheJournalsRealPath()
    {
        const QTemporaryDir folder;
        const auto make = [&folder](const QString& name) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly);
        };
        QVERIFY(QDir(folder.path()).mkpath(u"real"_s) && make(u"real/journal.db"_s));
        QVERIFY(QFile::link(folder.filePath(u"real"_s), folder.filePath(u"alias"_s)));
        QCOMPARE(
            controlSocket(folder.filePath(u"alias/journal.db"_s)),
            controlSocket(folder.filePath(u"real/journal.db"_s)));
        const auto before = controlSocket(folder.filePath(u"real/new.db"_s));
        QVERIFY(make(u"real/new.db"_s));
        QCOMPARE(controlSocket(folder.filePath(u"real/new.db"_s)), before);
    }

    void logIsOneJsonObjectALine()
    {
        const QTemporaryDir folder;
        {
            Log log(folder.path(), u"test"_s, LogLevel::Info);
            log.write(LogLevel::Debug, u"here"_s, u"not kept"_s);
            log.write(LogLevel::Warning, u"here"_s, u"two\nlines"_s, Json::object({{u"n"_s, 1}}));
        }
        QFile file(folder.filePath(u"test.log"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 1);
        const auto line = canonical::parse(lines[0]);
        QVERIFY(line);
        QCOMPARE((*line)[u"level"].toString(), u"warning"_s);
        QCOMPARE((*line)[u"message"].toString(), u"two\nlines"_s);
        QCOMPARE((*line)[u"detail"][u"n"].toInteger(), 1);
    }
};

QTEST_GUILESS_MAIN(SystemTest)
#include "tst_system.moc"

// links: penelope-desktop Qt6::Network
#include "app/desktop/singleinstance.h"
#include "core/base/worker.h"

#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::desktop;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A second start: it blocks, so it has a thread of its own, as it has a process of its own.
Taken startAgain(const QString& socket, const HandOver& wish, int patienceMs = 2000)
{
    const Mailbox mailbox;
    std::optional<Taken> taken;
    Worker second(u"second"_s);
    const auto task = second.run(
        mailbox, [=](const std::stop_token&) { return handOver(socket, wish, patienceMs); },
        [&taken](Taken answer) { taken = answer; });
    return QTest::qWaitFor([&taken] { return taken.has_value(); }, 20'000) ? *taken : Taken::Silent;
}

} // namespace

class TestSingleInstance : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_socket = m_folder->filePath(u"window.sock"_s);
    }

    void theSecondHandsItsLinkToTheFirst()
    {
        SingleInstance first;
        QVERIFY(first.listen(m_socket));
        QSignalSpy requested(&first, &SingleInstance::requested);
        const HandOver wish{u"penelope://approval/7f3a91c2"_s, u"token"_s};
        QCOMPARE(startAgain(m_socket, wish), Taken::Yes);
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested[0][0].value<HandOver>(), wish);
    }

    void aStartWithoutALinkComesToTheFront()
    {
        SingleInstance first;
        QVERIFY(first.listen(m_socket));
        QSignalSpy requested(&first, &SingleInstance::requested);
        QCOMPARE(startAgain(m_socket, {}), Taken::Yes);
        QCOMPARE(requested.size(), 1);
    }

    void nobodyListens() { QCOMPARE(startAgain(m_socket, {}), Taken::Nobody); }

    void aStaleSocketIsTakenAway()
    {
        {
            QLocalServer died;
            QVERIFY(died.listen(m_socket));
            // As after kill -9: the file stays and nobody is behind it.
            QVERIFY(QFile::rename(m_socket, m_socket + u".kept"_s));
        }
        QVERIFY(QFile::rename(m_socket + u".kept"_s, m_socket));
        QCOMPARE(startAgain(m_socket, {}), Taken::Nobody);
        SingleInstance first;
        QVERIFY(first.listen(m_socket));
        QCOMPARE(startAgain(m_socket, {}), Taken::Yes);
    }

    void theSocketIsTheUsersAlone()
    {
        SingleInstance first;
        QVERIFY(first.listen(m_socket));
        QCOMPARE(
            QFileInfo(m_socket).permissions() &
                (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions{});
    }

    void aSecondListenerIsRefused()
    {
        SingleInstance first;
        QVERIFY(first.listen(m_socket));
        SingleInstance second;
        QCOMPARE(second.listen(m_socket).error().code, ErrorCode::Conflict);
        QCOMPARE(startAgain(m_socket, {}), Taken::Yes); // the first still listens
    }

    void whoeverDoesNotAnswerIsNotWaitedForLong()
    {
        QLocalServer silent;
        QVERIFY(silent.listen(m_socket));
        QCOMPARE(startAgain(m_socket, {}, 100), Taken::Silent);
    }

    void nonsenseIsAnsweredAndAsksForNothing()
    {
        SingleInstance first;
        QVERIFY(first.listen(m_socket));
        QSignalSpy requested(&first, &SingleInstance::requested);
        for (const QByteArray& sent : {QByteArray("hello\n"), QByteArray("[1,2]\n"), QByteArray(100'000, 'x')}) {
            QLocalSocket caller;
            caller.connectToServer(m_socket);
            QVERIFY(caller.waitForConnected());
            caller.write(sent);
            QTRY_VERIFY(caller.state() == QLocalSocket::UnconnectedState);
            QVERIFY(!caller.readAll().startsWith("ok"));
        }
        QVERIFY(requested.isEmpty());
        QCOMPARE(startAgain(m_socket, {}), Taken::Yes);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_socket;
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"

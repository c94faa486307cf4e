// The whole program as a demonstration: nothing of the network, nothing of the person's own journal.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

QSet<QByteArray> socketsOf(qint64 pid)
{
    QSet<QByteArray> inodes;
    static const QRegularExpression socket(u"^socket:\\[(\\d+)\\]$"_s);
    QDirIterator each(u"/proc/%1/fd"_s.arg(pid), QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    while (each.hasNext()) {
        const auto target = QFile(each.next()).symLinkTarget();
        if (const auto match = socket.match(target.section(u'/', -1)); match.hasMatch())
            inodes.insert(match.captured(1).toLatin1());
    }
    return inodes;
}

/// Whether one of these sockets speaks IP.
bool anyOfTheNetwork(qint64 pid, const QSet<QByteArray>& inodes)
{
    for (const auto* table : {"tcp", "tcp6", "udp", "udp6"}) {
        QFile file(u"/proc/%1/net/%2"_s.arg(pid).arg(QLatin1StringView(table)));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const auto& line : file.readAll().split('\n')) {
            const auto columns = line.simplified().split(' ');
            if (columns.size() > 9 && inodes.contains(columns[9]))
                return true;
        }
    }
    return false;
}

} // namespace

class DemoRunTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_program = QStringLiteral(PENELOPE_BINARIES) + u"/penelope"_s;
        QVERIFY2(QFile::exists(m_program), "the console is not built");
    }

    void itTouchesNoNetworkAndNoJournalOfYours()
    {
        const QTemporaryDir home;
        QProcess console;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        environment.insert(u"HOME"_s, home.path());
        for (const auto* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
            environment.insert(QString::fromLatin1(name), home.filePath(QString::fromLatin1(name)));
        // A configured server would be asked at once by anything that reads the configuration.
        environment.insert(u"PENELOPE_PROMETHEUS_MAIN_URL"_s, u"http://127.0.0.1:9"_s);
        console.setProcessEnvironment(environment);
        console.start(
            m_program, {u"--demo"_s, u"--screenshots"_s, home.filePath(u"pictures"_s), u"--theme"_s, u"light"_s});
        QVERIFY(console.waitForStarted());
        bool spoke = false;
        while (!console.waitForFinished(20)) {
            spoke = spoke || anyOfTheNetwork(console.processId(), socketsOf(console.processId()));
            QVERIFY(console.state() == QProcess::Running);
        }
        QVERIFY2(console.exitCode() == 0, console.readAllStandardError().constData());
        QVERIFY(!spoke);
        QVERIFY(QFile::exists(home.filePath(u"XDG_DATA_HOME/penelope/demo/journal.db"_s)));
        QVERIFY(!QFile::exists(home.filePath(u"XDG_DATA_HOME/penelope/journal.db"_s)));
        QCOMPARE(QDir(home.filePath(u"pictures"_s)).entryList(QDir::Files).size(), 7);
    }

    void itExcludesWhatWouldBeYours()
    {
        QProcess console;
        console.start(m_program, {u"--demo"_s, u"--journal"_s, u"x.db"_s});
        QVERIFY(console.waitForFinished(60'000));
        QCOMPARE(console.exitCode(), 2);
    }

private:
    QString m_program;
};

QTEST_GUILESS_MAIN(DemoRunTest)
#include "tst_demorun.moc"

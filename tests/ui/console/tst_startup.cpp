// What the console has done by its first picture, counted: pages built, libraries loaded. Times are the benches'
// business (performance.md "Rules for benches").
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

/// The name without its version: "libQt6Core".
QString stemOf(const QString& library)
{
    return library.section(u".so"_s, 0, 0);
}

/// Of this process: what Qt's own window needs on this machine.
QSet<QString> loadedHere()
{
    QSet<QString> stems;
    QFile maps(u"/proc/self/maps"_s);
    if (!maps.open(QIODevice::ReadOnly))
        return stems;
    const QRegularExpression library(u"/([^/\\s]+\\.so[^/\\s]*)$"_s);
    for (const auto& line : maps.readAll().split('\n')) {
        const auto found = library.match(QString::fromUtf8(line));
        if (found.hasMatch())
            stems.insert(stemOf(found.captured(1)));
    }
    return stems;
}

/// What is linked beyond Qt's widgets and pictures, and what those bring along. Whoever adds one makes every start
/// slower: open it after the first paint, as a module (app/chartsmodule) or in the core's.
const QSet<QString>& known()
{
    static const QSet<QString> stems{
        u"libQt6Svg"_s, u"libQt6DBus"_s, u"libsqlite3"_s, u"libcrypto"_s, u"libsodium"_s, u"libsimdjson"_s,
        u"libtomlplusplus"_s, u"libzstd"_s,
        // of the bus
        u"libdbus-1"_s, u"libsystemd"_s, u"libcap"_s, u"libgcrypt"_s, u"libgpg-error"_s, u"liblzma"_s, u"liblz4"_s,
        u"linux-vdso"_s};
    return stems;
}

/// Loaded into this process with what the tests link, and not to be into the console by its first picture.
const QSet<QString>& late()
{
    static const QSet<QString> stems{u"libQt6Charts"_s,  u"libQt6OpenGL"_s,   u"libQt6OpenGLWidgets"_s,
                                     u"libQt6Network"_s, u"libqt6keychain"_s, u"libgssapi_krb5"_s,
                                     u"libproxy"_s};
    return stems;
}

} // namespace

class StartupTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_journal;
    QStringList m_said; ///< by a start that is not the first on its journal
    QStringList m_first;

    static QStringList start(const QString& journal)
    {
        QProcess console;
        console.start(
            QStringLiteral(PENELOPE_BINARIES) + u"/penelope"_s, {u"--offline"_s, journal, u"--startup-trace"_s});
        QByteArray said;
        while (!said.contains("first-paint") && console.waitForReadyRead())
            said += console.readAllStandardOutput();
        console.kill();
        console.waitForFinished();
        return QString::fromUtf8(said).split(u'\n', Qt::SkipEmptyParts);
    }

    static QString line(const QStringList& said, const QString& name)
    {
        for (const auto& line : said) {
            if (line.startsWith(name + u' '))
                return line.mid(name.size() + 1);
        }
        return {};
    }
    QString line(const QString& name) const { return line(m_said, name); }

private slots:
    void initTestCase()
    {
        for (const auto* name : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"})
            qputenv(name, m_folder.path().toLocal8Bit());
        const auto programs = QStringLiteral(PENELOPE_BINARIES);
        m_journal = m_folder.filePath(u"journal.db"_s);
        const int made = QProcess::execute(
            programs + u"/penelopectl"_s,
            {u"journal"_s, u"generate"_s, u"--events"_s, u"300"_s, u"--seed"_s, u"1"_s, m_journal});
        QCOMPARE(made, 0);
        m_first = start(m_journal);
        m_said = start(m_journal);
    }

    void everyStepIsTold()
    {
        for (const auto& step : {u"main"_s, u"application"_s, u"journal"_s, u"snapshot"_s, u"page"_s, u"first-paint"_s})
            QVERIFY2(line(step).endsWith(u" ms"_s), qPrintable(step + u" in "_s + m_said.join(u", "_s)));
    }

    void aKnownJournalIsShownByItsFront()
    {
        QCOMPARE(line(m_first, u"state"_s), u"whole"_s);
        QCOMPARE(line(u"state"_s), u"front"_s);
    }

    void aLongFileThatWasNeverOpenedShowsItsEventsFirst()
    {
        const auto journal = m_folder.filePath(u"long.db"_s);
        QCOMPARE(
            QProcess::execute(
                QStringLiteral(PENELOPE_BINARIES) + u"/penelopectl"_s,
                {u"journal"_s, u"generate"_s, u"--events"_s, u"100000"_s, u"--seed"_s, u"1"_s, journal}),
            0);
        const auto said = start(journal);
        QCOMPARE(line(said, u"state"_s), u"front"_s);
        QCOMPARE(line(said, u"pages"_s), u"1"_s);
    }

    void aDamagedFileShowsWhatIsWhole()
    {
        const auto journal = m_folder.filePath(u"damaged.db"_s);
        QVERIFY(QFile::copy(m_journal, journal));
        QFile file(journal);
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto bytes = file.readAll();
        const auto at = bytes.indexOf("\"reasoning\":\"");
        QVERIFY(at > 0);
        bytes[at + 14] = bytes[at + 14] == 'x' ? 'y' : 'x';
        QVERIFY(file.seek(0) && file.write(bytes) == bytes.size());
        file.close();
        qputenv("XDG_CACHE_HOME", m_folder.filePath(u"other"_s).toLocal8Bit()); // or what was read before is enough
        const auto said = start(journal);
        qputenv("XDG_CACHE_HOME", m_folder.path().toLocal8Bit());
        QCOMPARE(line(said, u"state"_s), u"front"_s);
        QCOMPARE(line(said, u"pages"_s), u"1"_s);
    }

    void onlyThePageInViewIsBuilt() { QCOMPARE(line(u"pages"_s), u"1"_s); }

    void nothingIsLoadedThatCanWait()
    {
        const auto here = loadedHere();
        QVERIFY(here.contains(u"libQt6Widgets"_s));
        auto loaded = line(u"libraries"_s).split(u' ');
        QVERIFY(loaded.size() > 20);
        loaded.removeFirst(); // their number
        QStringList strange;
        for (const auto& library : loaded) {
            const auto stem = stemOf(library);
            if (late().contains(stem) || (!here.contains(stem) && !known().contains(stem)))
                strange << library;
        }
        QVERIFY2(strange.isEmpty(), qPrintable(strange.join(u' ')));
    }

    void whatIsOpenedLaterIsFound()
    {
        QProcess console;
        console.start(
            QStringLiteral(PENELOPE_BINARIES) + u"/penelope"_s,
            {u"--offline"_s, m_journal, u"--page"_s, u"compliance"_s, u"--screenshots"_s,
             m_folder.filePath(u"pictures"_s)});
        QVERIFY(console.waitForFinished(-1));
        QCOMPARE(console.exitCode(), 0);
        const auto said = console.readAllStandardError();
        QVERIFY2(!said.contains("Charts have no grid"), said.constData());
    }
};

QTEST_MAIN(StartupTest)
#include "tst_startup.moc"

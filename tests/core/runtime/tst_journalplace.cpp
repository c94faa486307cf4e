// Where the journal is when no option says so.
// links: penelope-runtime penelope-config
#include "app/runtime/journalplace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

class TestJournalPlace : public QObject
{
    Q_OBJECT

private slots:
    void byDefaultItIsInTheDataFolder() { QCOMPARE(placed({}), u"/home/ana/.local/share/penelope/journal.db"_s); }

    void theSystemsConfigurationMayPlaceIt()
    {
        QCOMPARE(placed("[journal]\npath = \"/srv/penelope/journal.db\"\n"), u"/srv/penelope/journal.db"_s);
    }

    void aRelativePlaceStartsAtTheDataFolder()
    {
        QCOMPARE(placed("[journal]\npath = \"team.db\"\n"), u"/home/ana/.local/share/penelope/team.db"_s);
    }

    void aDatabaseIsRefusedAndNamed()
    {
        const auto answer = configured("[journal]\npath = \"postgres://db/x\"\n");
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unsupported);
        QVERIFY2(answer.error().message.contains(u"postgres://db/x"_s), qPrintable(answer.error().message));
        QVERIFY2(answer.error().where.endsWith(u"/penelope/penelope.toml"_s), qPrintable(answer.error().where));
    }

    void aMistakeInAFileIsNotPassedOver()
    {
        const auto answer = configured("[journal]\npaht = \"/srv/journal.db\"\n");
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Malformed);
    }

private:
    /// With this as the system's penelope.toml, for somebody without one of their own.
    static Result<QString> configured(const QByteArray& toml)
    {
        const QTemporaryDir folder;
        if (!QDir(folder.path()).mkpath(u"penelope"_s))
            qFatal("no folder");
        QFile file(folder.filePath(u"penelope/penelope.toml"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(toml) != toml.size())
            qFatal("cannot write the configuration");
        file.close();
        return runtime::configuredJournal({{{u"HOME"_s, u"/home/ana"_s}, {u"XDG_CONFIG_DIRS"_s, folder.path()}}, {}});
    }
    static QString placed(const QByteArray& toml)
    {
        const auto answer = configured(toml);
        return answer ? *answer : answer.error().message;
    }
};

QTEST_GUILESS_MAIN(TestJournalPlace)
#include "tst_journalplace.moc"

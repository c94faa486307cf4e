// links: penelope-lab-parts
#include "app/lab/files.h"
#include "app/lab/labfolder.h"
#include "app/lab/ports.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::lab;
using namespace Qt::Literals::StringLiterals;

class LabFolders : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>(u"/tmp/penelope-test-XXXXXX"_s);
        qputenv("TMPDIR", m_temporary->path().toUtf8());
    }
    void cleanup() { qunsetenv("TMPDIR"); }
    void aTemporaryFolderGoesWithItsLab();
    void aKeptFolderStays();
    void aDeadLabsFolderIsRemoved();
    void aLivingLabsFolderStays();
    void aFolderOfSomethingElseStays();
    void twoLabsShareNoPort();

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
};

void LabFolders::aTemporaryFolderGoesWithItsLab()
{
    QString path;
    {
        const auto folder = LabFolder::make({});
        QVERIFY(folder);
        path = folder->path();
        QVERIFY(QDir{path}.exists());
    }
    QVERIFY(!QDir{path}.exists());
}

void LabFolders::aKeptFolderStays()
{
    const auto path = m_temporary->filePath(u"kept"_s);
    {
        const auto folder = LabFolder::make(path);
        QVERIFY(folder);
    }
    QVERIFY(QDir{path}.exists());
}

void LabFolders::aDeadLabsFolderIsRemoved()
{
    const auto dead = m_temporary->filePath(u"penelope-lab-dead"_s);
    QVERIFY(makeFolder(dead));
    QVERIFY(writeFile(dead + u"/lab.lock"_s, {}));

    const auto folder = LabFolder::make({});

    QVERIFY(folder);
    QVERIFY(!QDir{dead}.exists());
}

void LabFolders::aLivingLabsFolderStays()
{
    const auto first = LabFolder::make({});
    QVERIFY(first);

    const auto second = LabFolder::make({});

    QVERIFY(second);
    QVERIFY(QDir{first->path()}.exists());
    QVERIFY(first->path() != second->path());
}

void LabFolders::aFolderOfSomethingElseStays()
{
    const auto other = m_temporary->filePath(u"penelope-lab-notes"_s);
    QVERIFY(makeFolder(other));

    const auto folder = LabFolder::make({});

    QVERIFY(folder);
    QVERIFY(QDir{other}.exists());
}

void LabFolders::twoLabsShareNoPort()
{
    const auto first = Ports::take();
    const auto second = Ports::take();

    QVERIFY(first && second);
    QVERIFY(std::abs(first->at(0) - second->at(0)) >= Ports::count);
}

QTEST_GUILESS_MAIN(LabFolders)
#include "tst_labfolder.moc"

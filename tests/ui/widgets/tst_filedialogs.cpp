// links: penelope-ui
#include "ui/widgets/filedialogs.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QPointer>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace penelope::ui;

namespace {

const std::vector<FileForm> twoForms{{u"Spreadsheet (*.csv)"_s, u"csv"_s}, {u"Markdown table (*.md)"_s, u"md"_s}};

struct Desk
{
    QTemporaryDir home;
    QWidget window;
    FileFolder::OpenSettings settings = [this] {
        return std::make_unique<QSettings>(home.filePath(u"console.ini"_s), QSettings::IniFormat);
    };
};

} // namespace

class FileDialogsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }
    void beginsWithTheDocumentsAndNotWhereTheProgramWasStarted()
    {
        Desk desk;
        QVERIFY(QDir::setCurrent(desk.home.path()));
        auto* files = new FileFolder(desk.window, desk.settings);
        QCOMPARE(files->folder(), FileFolder::documents());
        QPointer<QFileDialog> dialog = saveDialog(&desk.window, u"Save"_s, twoForms, u"night.csv"_s);
        QCOMPARE(dialog->directory().absolutePath(), QDir(FileFolder::documents()).absolutePath());
        QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), u"night.csv"_s);
        delete dialog;
    }
    void theFolderChosenLastIsTheNextOne()
    {
        Desk desk;
        QVERIFY(QDir(desk.home.path()).mkdir(u"reports"_s));
        const auto reports = desk.home.filePath(u"reports"_s);
        {
            auto* files = new FileFolder(desk.window, desk.settings);
            files->keep(reports + u"/night.csv"_s);
            delete files;
        }
        QWidget another; // as after the next start
        new FileFolder(another, desk.settings);
        auto* part = new QWidget(&another);
        const std::unique_ptr<QFileDialog> dialog(openDialog(part, u"Open"_s, {u"Any file (*)"_s}));
        QCOMPARE(dialog->directory().absolutePath(), QDir(reports).absolutePath());
    }
    void aChosenFileIsRemembered()
    {
        Desk desk;
        auto* files = new FileFolder(desk.window, desk.settings);
        const std::unique_ptr<QFileDialog> dialog(saveDialog(&desk.window, u"Save"_s, twoForms, u"night.csv"_s));
        emit dialog->fileSelected(desk.home.filePath(u"night.csv"_s));
        QCOMPARE(files->folder(), desk.home.path());
    }
    void aFolderThatIsGoneIsLeft()
    {
        Desk desk;
        auto* files = new FileFolder(desk.window, desk.settings);
        files->keep(desk.home.filePath(u"gone/night.csv"_s));
        QCOMPARE(files->folder(), FileFolder::documents());
    }
    void theSuffixFollowsTheForm()
    {
        Desk desk;
        const std::unique_ptr<QFileDialog> dialog(saveDialog(&desk.window, u"Save"_s, twoForms, u"night.csv"_s));
        QCOMPARE(dialog->defaultSuffix(), u"csv"_s);
        emit dialog->filterSelected(twoForms[1].words);
        QCOMPARE(dialog->defaultSuffix(), u"md"_s);
    }
};

QTEST_MAIN(FileDialogsTest)
#include "tst_filedialogs.moc"

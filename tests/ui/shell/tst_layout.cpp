// The window's place over restarts and screens. The screens are the offscreen platform's, from a file: this program
// starts itself as a console that saves, and as one that restores.
#include "tests/support/demowindow.h"
#include "ui/shell/layoutkeeper.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

LayoutKeeper::OpenSettings settingsIn(const QString& folder)
{
    return [folder] { return std::make_unique<QSettings>(folder + u"/console.ini"_s, QSettings::IniFormat); };
}

QList<int> firstSplit(const QWidget& window)
{
    return window.findChildren<QSplitter*>().front()->sizes();
}

/// child save FOLDER X Y W H SPLIT | child restore FOLDER
int child(const QStringList& arguments)
{
    test::DemoWindow console;
    LayoutKeeper layout(console.window, settingsIn(arguments.at(2)));
    if (arguments.at(1) == u"save"_s) {
        console.window.setGeometry(
            arguments.at(3).toInt(), arguments.at(4).toInt(), arguments.at(5).toInt(), arguments.at(6).toInt());
        QTest::qWait(20);
        auto* split = console.window.findChildren<QSplitter*>().front();
        split->setSizes({arguments.at(7).toInt(), split->width() - arguments.at(7).toInt() - split->handleWidth()});
        layout.save();
    } else {
        layout.restore();
    }
    QTest::qWait(20);
    const QRect place = console.window.geometry();
    bool onScreen = false;
    for (const QScreen* screen : QGuiApplication::screens())
        onScreen = onScreen || screen->availableGeometry().contains(place);
    std::printf(
        "%d %d %d %d %d %d %d\n", place.x(), place.y(), place.width(), place.height(), firstSplit(console.window).at(0),
        onScreen ? 1 : 0, static_cast<int>(QGuiApplication::screens().size()));
    return 0;
}

QJsonObject screen(const QString& name, int x, int width, int height, int ratio)
{
    return {{u"name"_s, name},         {u"x"_s, x},           {u"y"_s, 0},
            {u"width"_s, width},       {u"height"_s, height}, {u"logicalDpi"_s, 96},
            {u"logicalBaseDpi"_s, 96}, {u"dpr"_s, ratio}};
}

struct Place
{
    QRect window;
    int split = 0;
    bool onScreen = false;
    int screens = 0;
};

Place run(const QString& folder, const QJsonArray& screens, const QStringList& arguments)
{
    QFile file(folder + u"/screens.json"_s);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(QJsonDocument(QJsonObject{{u"screens"_s, screens}}).toJson());
    file.close();
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen:configfile="_s + file.fileName());
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), QStringList{u"child"_s} + arguments);
    if (!process.waitForFinished(120'000))
        return {};
    const auto words = QString::fromUtf8(process.readAllStandardOutput()).trimmed().split(u'\n').last().split(u' ');
    if (words.size() != 7)
        return {};
    return {
        QRect(words[0].toInt(), words[1].toInt(), words[2].toInt(), words[3].toInt()), words[4].toInt(),
        words[5] == u"1"_s, words[6].toInt()};
}

const QJsonArray& two()
{
    static const QJsonArray screens{screen(u"left"_s, 0, 1920, 1080, 1), screen(u"right"_s, 1920, 1920, 1080, 2)};
    return screens;
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private slots:
    void whatWasSavedIsRestored() // U-27
    {
        QTemporaryDir folder;
        const auto saved =
            run(folder.path(), two(), {u"save"_s, folder.path(), u"2100"_s, u"40"_s, u"1500"_s, u"900"_s, u"700"_s});
        QCOMPARE(saved.screens, 2);
        QCOMPARE(saved.window, QRect(2100, 40, 1500, 900));
        const auto restored = run(folder.path(), two(), {u"restore"_s, folder.path()});
        QCOMPARE(restored.window, saved.window);
        QCOMPARE(restored.split, saved.split);
    }

    void withoutTheSecondScreenTheWindowIsOnTheFirst() // U-27
    {
        QTemporaryDir folder;
        run(folder.path(), two(), {u"save"_s, folder.path(), u"2100"_s, u"40"_s, u"1500"_s, u"900"_s, u"700"_s});
        const QJsonArray one{screen(u"left"_s, 0, 1920, 1080, 1)};
        const auto alone = run(folder.path(), one, {u"restore"_s, folder.path()});
        QCOMPARE(alone.screens, 1);
        QVERIFY(alone.onScreen);
        // And the desk at home is as it was.
        QCOMPARE(run(folder.path(), two(), {u"restore"_s, folder.path()}).window, QRect(2100, 40, 1500, 900));
    }

    void theSameScreensSmallerStillHoldTheWindow()
    {
        QTemporaryDir folder;
        const QJsonArray small{screen(u"left"_s, 0, 1280, 800, 1)};
        const auto restored = run(folder.path(), small, {u"restore"_s, folder.path()});
        QVERIFY(restored.onScreen);
        QVERIFY(restored.window.width() >= 1024 && restored.window.height() >= 700);
    }

    void theHeadIsAlwaysInReach()
    {
        const std::vector<QRect> areas{{0, 0, 1920, 1080}, {1920, 0, 1280, 800}};
        const QSize least(1024, 700);
        QCOMPARE(onScreens(QRect(100, 100, 1200, 800), areas, least), QRect(100, 100, 1200, 800));
        QCOMPARE(onScreens(QRect(5000, 5000, 1200, 800), areas, least), QRect(720, 280, 1200, 800));
        QCOMPARE(onScreens(QRect(-1190, 0, 1200, 800), areas, least), QRect(0, 0, 1200, 800));
        QCOMPARE(onScreens(QRect(100, -300, 1200, 800), areas, least), QRect(100, 0, 1200, 800));
        QCOMPARE(onScreens(QRect(1930, 10, 4000, 4000), areas, least), QRect(1920, 0, 1280, 800));
        QCOMPARE(onScreens(QRect(10, 10, 10, 10), areas, least).size(), least);
    }

    void resetGoesBackToHowItCame()
    {
        QTemporaryDir folder;
        test::DemoWindow console;
        LayoutKeeper layout(console.window, settingsIn(folder.path()));
        const auto first = firstSplit(console.window);
        const QSize size = console.window.size();
        console.window.resize(1100, 750);
        console.window.findChildren<QSplitter*>().front()->setSizes({800, 300});
        layout.save();
        layout.reset();
        QTest::qWait(20);
        QCOMPARE(
            console.window.size(),
            size.boundedTo(console.window.screen()->availableSize()).expandedTo(console.window.minimumSize()));
        if (console.window.size() == size)
            QCOMPARE(firstSplit(console.window), first);
        QVERIFY(settingsIn(folder.path())()->allKeys().isEmpty());
    }

    void whatCannotBeReadIsLeftAlone()
    {
        QTemporaryDir folder;
        test::DemoWindow console;
        LayoutKeeper layout(console.window, settingsIn(folder.path()));
        layout.save();
        const auto settings = settingsIn(folder.path())();
        for (const QString& key : settings->allKeys())
            settings->setValue(key, u"nonsense"_s);
        settings->sync();
        const auto before = firstSplit(console.window);
        layout.restore();
        QCOMPARE(firstSplit(console.window), before);
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    Theme::apply(application, Theme{Scheme::Light, 1});
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.value(0) == u"child"_s)
        return child(arguments);
    TestLayout test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_layout.moc"

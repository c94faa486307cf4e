#include "ui/attention/trayicon.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace penelope::ui;
using namespace penelope::ui::attention;
using namespace Qt::Literals::StringLiterals;

namespace {

QIcon plain()
{
    QPixmap picture(64, 64);
    picture.fill(Qt::transparent);
    return picture;
}

QImage drawn(int count, bool grave = false)
{
    return withCount(plain(), count, grave).pixmap(64, 64).toImage();
}

} // namespace

class TestTrayIcon : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void theCountStandsOnTheIcon()
    {
        QCOMPARE(drawn(0), plain().pixmap(64, 64).toImage());
        QVERIFY(drawn(3) != drawn(0));
        QVERIFY(drawn(3) != drawn(4));
        QVERIFY(drawn(3, true) != drawn(3));
        QCOMPARE(drawn(100), drawn(1000)); // "99+"
    }

    void theTipIsTheTitle()
    {
        TrayIcon tray(plain());
        tray.showState(u"(3) PENELOPE — prod"_s, 3, false);
        QCOMPARE(tray.toolTip(), u"(3) PENELOPE — prod"_s);
    }

    void itsMenuDecidesNothing()
    {
        TrayIcon tray(plain());
        QSignalSpy window(&tray, &TrayIcon::windowRequested);
        QSignalSpy mute(&tray, &TrayIcon::muteRequested);
        QSignalSpy quit(&tray, &TrayIcon::quitRequested);
        QStringList words;
        for (auto* action : tray.contextMenu()->actions()) {
            if (action->isSeparator())
                continue;
            words << action->text();
            action->trigger();
        }
        QCOMPARE(words, (QStringList{u"Show the window"_s, u"Mute sound for 30 minutes, or end it"_s, u"Quit"_s}));
        QCOMPARE(window.size() + mute.size() + quit.size(), 3);
    }
};

QTEST_MAIN(TestTrayIcon)
#include "tst_trayicon.moc"

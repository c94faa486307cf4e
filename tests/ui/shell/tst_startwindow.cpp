// While a long journal is read: how far it is, and a way out.
#include "ui/shell/startwindow.h"

#include <QProgressBar>
#include <QPushButton>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

class TestStartWindow : public QObject
{
    Q_OBJECT

private slots:
    void itSaysHowFarReadingIs()
    {
        QCOMPARE(ui::eventsRead(3'100'000, 10'000'000), u"3.1 of 10.0 M events"_s);
        QVERIFY(ui::eventsRead(300, 900).contains("300"_L1));
        ui::StartWindow window(u"journal.db"_s, [] {});
        auto* bar = window.findChild<QProgressBar*>();
        QVERIFY(bar && !bar->accessibleName().isEmpty());
        window.showProgress(5'000, 10'000);
        QCOMPARE(bar->value() * 2, bar->maximum());
    }

    void cancelAndClosingGiveUpOnce()
    {
        int given = 0;
        ui::StartWindow window(u"journal.db"_s, [&given] { ++given; });
        window.show();
        window.findChild<QPushButton*>()->click();
        window.close();
        QCOMPARE(given, 1);
        QVERIFY(window.isVisible()); // until reading has stopped
    }
};

QTEST_MAIN(TestStartWindow)
#include "tst_startwindow.moc"

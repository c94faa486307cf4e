// The first run, by keys alone.
// links: penelope-ui
#include "tests/support/demowindow.h"
#include "tests/support/fakedesk.h"
#include "ui/settings/preferences.h"
#include "ui/welcome/keycard.h"
#include "ui/welcome/welcomewindow.h"
#include "ui/widgets/keybutton.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

struct FirstRun
{
    FirstRun()
    {
        window.show();
        window.activateWindow();
        active = QTest::qWaitForWindowActive(&window);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(window.focusWidget() ? window.focusWidget() : &window, key, modifiers);
    }
    void next() { press(Qt::Key_Return, Qt::ControlModifier); }

    QTemporaryDir folder;
    test::FakeDesk desk;
    Preferences preferences{folder.filePath(u"console.ini"_s)};
    WelcomeWindow window{desk, preferences, [](const Theme& theme) { Theme::apply(*qApp, theme); }};
    bool active = false;
};

} // namespace

class WelcomeTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void threePagesByKeysAlone()
    {
        FirstRun run;
        run.press(Qt::Key_1);
        run.next();
        QCOMPARE(run.window.page(), 1);
        QTest::keyClicks(run.window.focusWidget(), u"http://127.0.0.1:9090"_s);
        run.next();
        QCOMPARE(run.window.page(), 2);
        run.press(Qt::Key_Down); // the next language
        run.next();
        QCOMPARE(run.window.result(), int(QDialog::Accepted));
        QCOMPARE(run.window.use(), WelcomeWindow::Use::OnCall);
        QCOMPARE(run.desk.kept.front().url, u"http://127.0.0.1:9090"_s);
        QCOMPARE(run.preferences.language(), u"en"_s);
        QCOMPARE(run.preferences.startPage(), u"approvals"_s);
    }

    void skippingKeepsNothingOfAConnection()
    {
        FirstRun run;
        run.press(Qt::Key_Escape);
        QCOMPARE(run.window.result(), int(QDialog::Accepted));
        QCOMPARE(run.window.use(), WelcomeWindow::Use::OnCall);
        QCOMPARE(run.desk.writes, 0);
    }

    void enterAloneDoesNotGoOn()
    {
        FirstRun run;
        run.press(Qt::Key_Return);
        QCOMPARE(run.window.page(), 0);
        QVERIFY(run.window.isVisible());
    }

    void theDemonstrationNeedsNoConnection()
    {
        FirstRun run;
        run.press(Qt::Key_4);
        run.next();
        QCOMPARE(run.window.page(), 2);
        run.next();
        QCOMPARE(run.window.use(), WelcomeWindow::Use::Demo);
    }

    void anAuditAsksForItsFile()
    {
        FirstRun run;
        QSignalSpy asked(&run.window, &WelcomeWindow::fileWanted);
        run.press(Qt::Key_3);
        run.next();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(run.window.page(), 0);
        run.window.takeFile(u"/data/old.db"_s);
        QCOMPARE(run.window.page(), 2);
        run.window.next();
        QCOMPARE(run.window.use(), WelcomeWindow::Use::Audit);
        QCOMPARE(run.window.auditFile(), u"/data/old.db"_s);
    }

    void anAuditWithoutAFileIsNotSkippedInto()
    {
        FirstRun run;
        run.press(Qt::Key_3);
        run.press(Qt::Key_Escape);
        QCOMPARE(run.window.use(), WelcomeWindow::Use::OnCall);
    }

    void whatCannotBeKeptIsToldAndThePageStays()
    {
        FirstRun run;
        run.desk.trouble = u"the disk is full"_s;
        run.next();
        QTest::keyClicks(run.window.focusWidget(), u"http://127.0.0.1:9090"_s);
        run.next();
        QCOMPARE(run.window.page(), 1);
        QVERIFY(run.window.isVisible());
    }

    void theWayBackLeadsOverTheSamePages()
    {
        FirstRun run;
        run.next();
        run.next();
        QCOMPARE(run.window.page(), 2);
        run.window.back();
        QCOMPARE(run.window.page(), 1);
        run.window.back();
        QCOMPARE(run.window.page(), 0);
    }

    void anyKeyPutsTheCardAwayAndIsHeardByThePage()
    {
        test::DemoWindow demo;
        demo.open(u"approvals"_s);
        auto* card = new KeyCard(demo.window);
        QSignalSpy gone(card, &KeyCard::dismissed);
        QVERIFY(card->isVisible());
        QTest::keyClick(demo.window.focusWidget(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(gone.size(), 1);
        QVERIFY(!card->isVisible());
        QCOMPARE(demo.window.currentPage()->name(), u"breakers"_s);
    }

    void theCardStaysInsideTheSmallestWindow()
    {
        test::DemoWindow demo(test::demoNight(), QSize(1024, 700));
        const KeyCard card(demo.window);
        QVERIFY(demo.window.rect().contains(card.geometry()));
    }
};

QTEST_MAIN(WelcomeTest)
#include "tst_welcome.moc"

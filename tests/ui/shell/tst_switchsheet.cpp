#include "tests/support/demosession.h"
#include "tests/support/pictures.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/helddecision.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/switchsheet.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = Session::KeyKind;

struct Desk
{
    Desk()
    {
        session.choices = {
            {OperatorName{u"ana"_s}, Role::Approver, Kind::Plain},
            {OperatorName{u"bruno"_s}, Role::Approver, Kind::Sealed}};
        window = std::make_unique<MainWindow>(
            session, held, std::vector<PagePlan>{new SettingsPage(session)},
            [](const Theme& theme) { Theme::apply(*qApp, theme); });
        window->show();
        QApplication::setActiveWindow(window.get());
        window->openPage(u"settings"_s);
    }
    SwitchSheet& sheet() const { return *window->switchSheet(); }
    QComboBox& who() const { return *sheet().findChild<QComboBox*>(); }
    QLineEdit& passphrase() const { return *sheet().findChild<QLineEdit*>(); }
    void commit() const { QTest::keyClick(&who(), Qt::Key_Return, Qt::ControlModifier); }

    test::DemoSession session;
    HeldDecision held{session};
    std::unique_ptr<MainWindow> window;
};

} // namespace

class SwitchSheetTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void theCellOfTheOperatorOpensIt()
    {
        Desk desk;
        StatusCell* you = nullptr;
        for (auto* cell : desk.window->findChildren<StatusCell*>()) {
            if (cell->property("dataSource").toString() == "you"_L1)
                you = cell;
        }
        QVERIFY(you);
        you->click();
        QVERIFY(desk.window->switchSheet());
        QVERIFY(desk.sheet().isVisible());
        // The other one is chosen already: who opens this wants to hand over.
        QCOMPARE(desk.who().currentIndex(), 1);
    }

    void aSealedKeyNeedsItsPassphrase()
    {
        Desk desk;
        desk.window->openSwitchSheet();
        QVERIFY(desk.passphrase().isVisible());
        QVERIFY(test::isDrawn(test::pictureOf(*desk.window, u"switch-operator"_s)));
        QCOMPARE(desk.passphrase().echoMode(), QLineEdit::Password);
        desk.commit();
        QVERIFY(!desk.session.answerSwitch);
        desk.passphrase().setText(u"correct horse"_s);
        desk.commit();
        QCOMPARE(desk.session.asked.first.value(), u"bruno"_s);
        QCOMPARE(desk.session.asked.second, QByteArray("correct horse"));
        QVERIFY(desk.passphrase().text().isEmpty());
        desk.session.answerSwitch({});
        QVERIFY(!desk.window->switchSheet());
        QVERIFY(desk.window->currentPage());
    }

    void aWrongPassphraseSaysSoAndStays()
    {
        Desk desk;
        desk.window->openSwitchSheet();
        desk.passphrase().setText(u"wrong"_s);
        desk.commit();
        desk.session.answerSwitch(failure(ErrorCode::NotPermitted, u"the passphrase is wrong"_s));
        QVERIFY(desk.window->switchSheet());
        bool told = false;
        for (const auto* label : desk.sheet().findChildren<Label*>())
            told = told || label->text().contains(u"the passphrase is wrong"_s);
        QVERIFY(told);
        QVERIFY(desk.passphrase().isEnabled());
    }

    void aPlainKeyAsksNothing()
    {
        Desk desk;
        desk.window->openSwitchSheet();
        desk.who().setCurrentIndex(0);
        QVERIFY(!desk.passphrase().isVisible());
        desk.commit();
        QCOMPARE(desk.session.asked.first.value(), u"ana"_s);
    }

    void escapeGoesBackToThePage()
    {
        Desk desk;
        desk.window->openSwitchSheet();
        QTest::keyClick(&desk.sheet(), Qt::Key_Escape);
        QVERIFY(!desk.window->switchSheet());
        QCOMPARE(desk.window->currentPage()->name(), u"settings"_s);
    }

    void notWhileADecisionIsHeld()
    {
        Desk desk;
        HeldDecision::Request request;
        request.approval = ApprovalId{u"7f3a91c2"_s};
        request.deadline = test::demoNow() + std::chrono::minutes{11};
        QVERIFY(desk.held.commit(request));
        desk.window->openSwitchSheet();
        QVERIFY(!desk.window->switchSheet());
    }

    void anOpenKeyIsWarnedAboutInSettings()
    {
        Desk desk;
        desk.session.notice = u"The key of ana lies without a passphrase"_s;
        desk.session.setOperator(u"ana"_s);
        bool warned = false;
        for (const auto* label : desk.window->findChildren<Label*>())
            warned = warned || (label->isVisible() && label->text().contains(desk.session.notice));
        QVERIFY(warned);
    }
};

QTEST_MAIN(SwitchSheetTest)
#include "tst_switchsheet.moc"

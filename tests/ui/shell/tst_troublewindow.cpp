// Started from a menu, a console that cannot start says why on the screen.
#include "ui/shell/troublewindow.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

class TestTroubleWindow final : public QObject
{
    Q_OBJECT

private slots:
    void itSaysWhyAndWhere()
    {
        const ui::TroubleWindow window(
            {ErrorCode::Storage, u"the folder <b>cannot</b> be written"_s, u"/var/lib"_s}, false);
        QStringList texts;
        for (const auto* label : window.findChildren<ui::Label*>()) {
            texts.append(label->text());
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QVERIFY(texts.contains(u"the folder <b>cannot</b> be written"_s));
        QVERIFY(texts.contains(u"/var/lib"_s));
        QCOMPARE(window.findChildren<ui::KeyButton*>().size(), 1);
    }
    void aDamagedFileIsBrowsedWithEnterAndLeftWithEscape()
    {
        ui::TroubleWindow window({ErrorCode::Damaged, u"journal.db is damaged"_s, u"journal.db"_s}, true);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTest::keyClick(&window, Qt::Key_Return);
        QCOMPARE(window.result(), int(ui::TroubleWindow::Browse));
        window.show();
        QTest::keyClick(&window, Qt::Key_Escape);
        QCOMPARE(window.result(), int(ui::TroubleWindow::Close));
    }
};

QTEST_MAIN(TestTroubleWindow)
#include "tst_troublewindow.moc"

#include "tests/support/demosession.h"
#include "ui/canaries/canariespage.h"
#include "ui/theme/theme.h"

#include <QTest>

using namespace penelope;

class TestCanariesPage : public QObject
{
    Q_OBJECT

private slots:
    void draws()
    {
        ui::Theme::apply(*qApp, ui::Theme(ui::Scheme::Light, 1));
        test::DemoSession session;
        ui::canaries::CanariesPage page(session);
        page.resize(1440 - 176, 900 - 96);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.takeFocus();
        page.grab().save(QStringLiteral("/tmp/scratch/canaries.png"));
    }
};

QTEST_MAIN(TestCanariesPage)
#include "tst_canariespage.moc"

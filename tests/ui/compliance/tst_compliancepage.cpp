#include "tests/support/demosession.h"
#include "ui/compliance/compliancepage.h"
#include "ui/theme/theme.h"

#include <QTest>

using namespace penelope;

class TestCompliancePage : public QObject
{
    Q_OBJECT

private slots:
    void draws()
    {
        ui::Theme::apply(*qApp, ui::Theme(ui::Scheme::Light, 1));
        test::DemoSession session;
        ui::compliance_page::CompliancePage page(session);
        page.resize(1440 - 176, 900 - 96);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.takeFocus();
        page.grab().save(QStringLiteral("/tmp/scratch/compliance.png"));
    }
};

QTEST_MAIN(TestCompliancePage)
#include "tst_compliancepage.moc"

// links: penelope-ui
#include "ui/approvals/gaterow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;
using namespace penelope::ui;
using namespace penelope::ui::approvals;

/// A gate's words are seen whatever room its row has.
class GateRowTest : public QObject
{
    Q_OBJECT

    /// Pixels that are not paper below or right of the gate's name.
    static int ink(const GateRow& row)
    {
        const auto image = const_cast<GateRow&>(row).grab().toImage();
        const auto paper = image.pixel(image.width() - 1, image.height() / 2);
        int count = 0;
        for (int y = 2; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += (y > 26 || x > 160) && image.pixel(x, y) != paper;
        }
        return count;
    }

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void theWordsAreSeenBesideTheNameOrBelowIt_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("beside it") << 900;
        QTest::newRow("beside it, the detail under them") << 560;
        QTest::newRow("below it") << 330;
        QTest::newRow("below it, narrow") << 400;
        QTest::newRow("on three lines") << 300;
    }
    void theWordsAreSeenBesideTheNameOrBelowIt()
    {
        QFETCH(int, width);
        // As in the sheet: in a column with rows that need one line.
        QWidget page;
        auto* column = new QVBoxLayout(&page);
        column->setContentsMargins({});
        column->setSpacing(0);
        auto* row = new GateRow(&page);
        row->show(
            {GateId::Quorum,
             true,
             u"Approvals"_s,
             u"Yours is the only one needed"_s,
             u"Proposed by the remedy catalogue"_s,
             {}});
        auto* other = new GateRow(&page);
        other->show({GateId::Patch, true, u"Patch"_s, u"Unchanged"_s, {}, {}});
        column->addWidget(row);
        column->addWidget(other);
        column->addStretch(1);
        page.resize(width, 300);
        page.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QVERIFY(row->height() >= row->heightForWidth(row->width()));
        QVERIFY2(ink(*row) > 300, qPrintable(QString::number(ink(*row))));
    }
};

QTEST_MAIN(GateRowTest)
#include "tst_gaterow.moc"

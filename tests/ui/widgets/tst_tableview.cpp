// The keys of a table: rows are chosen, not cells.
#include "ui/theme/theme.h"
#include "ui/widgets/tableview.h"

#include <QStandardItemModel>
#include <QTest>

using namespace penelope::ui;

class TestTableView : public QObject
{
    Q_OBJECT

private slots:
    void homeAndEndGoToTheFirstAndTheLastRow()
    {
        Theme::apply(*qApp, Theme{Scheme::Light, 1});
        QStandardItemModel rows(300, 3);
        TableView table;
        table.setModel(&rows);
        table.show();
        table.setCurrentIndex(rows.index(150, 1));
        QTest::keyClick(&table, Qt::Key_End);
        QCOMPARE(table.currentIndex().row(), 299);
        QTest::keyClick(&table, Qt::Key_Home);
        QCOMPARE(table.currentIndex().row(), 0);
    }

    void aLetterIsAKeyOfThePage()
    {
        QStandardItemModel rows;
        for (const auto* name : {"alpha", "kilo"})
            rows.appendRow(new QStandardItem(QString::fromLatin1(name)));
        TableView table;
        table.setModel(&rows);
        table.show();
        table.setCurrentIndex(rows.index(0, 0));
        QTest::keyClick(&table, Qt::Key_K);
        QCOMPARE(table.currentIndex().row(), 0);
    }
};

QTEST_MAIN(TestTableView)
#include "tst_tableview.moc"

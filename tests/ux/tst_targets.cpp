// What ux.md promises of targets and charts: large enough to hit, also at twice the size; a chart says itself in words
// and has a table.
#include "tests/support/places.h"
#include "ui/breakers/ribbon.h"
#include "ui/charts/timeserieschart.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"

#include <QAction>
#include <QLabel>
#include <QTabBar>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using test::DemoWindow;

namespace {

void addSizes()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<int>("sheet");
    QTest::addColumn<double>("zoom");
    for (const double zoom : {1.0, 2.0}) {
        for (const auto& place : test::places())
            QTest::newRow(qPrintable(u"%1 %2"_s.arg(test::labelOf(place)).arg(zoom)))
                << place.page << (place.sheet ? int(*place.sheet) : 0) << zoom;
    }
}

bool isMainVerb(const QWidget& widget)
{
    const auto size = widget.property(property::size);
    return qobject_cast<const KeyButton*>(&widget) && size.isValid() &&
           size.toInt() == static_cast<int>(ButtonSize::Main);
}

} // namespace

class TargetsTest : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void everyTargetIsLargeEnough_data() { addSizes(); }
    void everyTargetIsLargeEnough() // U-18
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        QFETCH(double, zoom);
        Theme::apply(*qApp, Theme{Scheme::Light, zoom});
        DemoWindow console(test::demoNight(), QSize(1440, 900) * zoom);
        test::openPlace(console, page, sheet);
        QStringList small;
        for (const auto* control : test::controlsOf(&console.window)) {
            if (qobject_cast<const QLabel*>(control)) // text that can be selected is no target
                continue;
            const int least = isMainVerb(*control) ? 36 : 24;
            if (control->width() < 24 || control->height() < least)
                small << u"%1×%2 "_s.arg(control->width()).arg(control->height()) + test::whereOf(control);
        }
        QVERIFY2(small.isEmpty(), qPrintable(small.join(u'\n')));
    }

    void everyChartSaysItselfInWordsAndHasATable_data()
    {
        QTest::addColumn<QString>("page");
        QTest::newRow("canaries") << u"canaries"_s;
        QTest::newRow("compliance") << u"compliance"_s;
    }
    void everyChartSaysItselfInWordsAndHasATable() // U-16
    {
        QFETCH(QString, page);
        DemoWindow console;
        auto* shown = console.open(page);
        int charts = 0;
        for (auto* chart : shown->findChildren<charts::TimeSeriesChart*>()) {
            if (!chart->isVisible())
                continue;
            ++charts;
            QVERIFY(!chart->accessibleName().isEmpty());
            const auto words = chart->accessibleDescription();
            QVERIFY2(
                std::any_of(words.begin(), words.end(), [](QChar each) { return each.isDigit(); }), qPrintable(words));
        }
        QVERIFY(charts > 0);
        bool table = false;
        for (const auto* action : console.window.actionsHere())
            table = table || action->text().contains(u"able"_s);
        for (const auto* tabs : shown->findChildren<QTabBar*>()) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                table = table || tabs->tabText(tab) == "Raw series"_L1;
        }
        QVERIFY(table);
    }
    void theRibbonSaysItselfInWords() // U-16
    {
        DemoWindow console;
        auto* shown = console.open(u"breakers"_s);
        const auto* ribbon = shown->findChild<breakers::Ribbon*>();
        QVERIFY(ribbon && ribbon->isVisible());
        QVERIFY(!ribbon->accessibleName().isEmpty());
        QVERIFY2(ribbon->accessibleDescription().contains(u"03:24:40Z"_s), qPrintable(ribbon->accessibleDescription()));
    }
};

QTEST_MAIN(TargetsTest)
#include "tst_targets.moc"

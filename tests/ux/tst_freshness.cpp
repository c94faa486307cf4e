// U-10: what is old is shown as old, on time, on every page, and to those who do not see.
#include "tests/support/goals.h"
#include "tests/support/pictures.h"
#include "tests/support/places.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;
using test::DemoWindow;

namespace {

const auto source = u"prometheus/main"_s;

/// The visible widgets that say how old a source is.
std::vector<QWidget*> boundTo(const QWidget& window, const QString& key)
{
    std::vector<QWidget*> bound;
    for (auto* widget : window.findChildren<QWidget*>()) {
        if (widget->isVisible() && widget->property("dataSource").toString() == key)
            bound.push_back(widget);
    }
    return bound;
}

void silence(DemoWindow& console, Milliseconds age)
{
    auto live = test::demoLive();
    live.sources[source].lastSampleAt = test::demoNow() - age;
    console.session.showLive(live);
}

/// Pixels of the upper edge, above every text, that are not of its usual colour: lines of a hatch.
int hatched(QWidget& widget)
{
    constexpr int edge = 3;
    const auto image = test::pictureOf(widget, u"freshness"_s);
    QHash<QRgb, int> colors;
    for (int y = 0; y < edge; ++y) {
        for (int x = 0; x < image.width() - 1; ++x)
            ++colors[image.pixel(x, y)];
    }
    const auto usual = std::max_element(colors.begin(), colors.end());
    return edge * (image.width() - 1) - *usual;
}

} // namespace

class FreshnessTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void everyPageShowsAStaleSource_data()
    {
        QTest::addColumn<QString>("page");
        for (const auto& page : test::pageNames())
            QTest::newRow(qPrintable(page)) << page;
    }
    void everyPageShowsAStaleSource()
    {
        QFETCH(QString, page);
        DemoWindow console;
        console.open(page);
        const auto interval = test::demoLive().sources[source].interval;
        silence(console, 4 * interval);
        const auto bound = boundTo(console.window, source);
        QVERIFY(!bound.empty());
        for (auto* widget : bound) {
            QVERIFY(widget->property("freshness").toString() != "stale"_L1);
            QCOMPARE(hatched(*widget), 0);
        }
        silence(console, 4 * interval + 1s);
        for (auto* widget : boundTo(console.window, source)) {
            const auto* interface = QAccessible::queryAccessibleInterface(widget);
            const auto spoken = interface->text(QAccessible::Name) + interface->text(QAccessible::Description);
            QCOMPARE(widget->property("freshness").toString(), u"stale"_s);
            QVERIFY2(spoken.contains(u"01:01"_s), qPrintable(test::whereOf(widget) + u' ' + spoken));
            QVERIFY2(hatched(*widget) > 20, qPrintable(test::whereOf(widget)));
        }
    }
    void aCoreThatIsSilentForThreeBeatsIsLost()
    {
        DemoWindow console;
        console.open(u"approvals"_s);
        auto live = test::demoLive();
        live.heartbeat = test::demoNow() - 3s;
        console.session.showLive(live);
        for (auto* widget : boundTo(console.window, u"core"_s))
            QVERIFY(widget->property("freshness").toString() != "lost"_L1);
        live.heartbeat -= 1ms;
        console.session.showLive(live);
        const auto bound = boundTo(console.window, u"core"_s);
        QVERIFY(!bound.empty());
        for (auto* widget : bound) {
            QCOMPARE(widget->property("freshness").toString(), u"lost"_s);
            QVERIFY(hatched(*widget) > 20);
        }
        test::measured("U-10", u"STALE 1 s after 4 intervals, LOST after 3 beats, on all pages"_s);
    }
};

QTEST_MAIN(FreshnessTest)
#include "tst_freshness.moc"

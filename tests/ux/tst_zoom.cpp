// Text size is changed while one works: a window that was zoomed looks like one that was opened at that size.
#include "tests/support/pictures.h"
#include "tests/support/places.h"

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using test::DemoWindow;

namespace {

constexpr double large = 1.5;
/// A shade of an edge may differ; a line of text that stands elsewhere is more.
constexpr double mostChanged = 0.001;

/// Path, kind and place of each widget that is seen, in the order of creation.
QStringList placesIn(const QWidget& window)
{
    QStringList lines;
    for (const auto* child : window.findChildren<QWidget*>()) {
        if (!child->isVisibleTo(&window))
            continue;
        const QRect place(child->mapTo(&window, QPoint(0, 0)), child->size());
        lines << u"%1 at %2,%3 of %4x%5"_s.arg(test::whereOf(child))
                     .arg(place.x())
                     .arg(place.y())
                     .arg(place.width())
                     .arg(place.height());
    }
    lines.sort();
    return lines;
}

struct Seen
{
    QImage picture;
    QStringList places;
};

Seen look(DemoWindow& console, const QString& name)
{
    // The parts fit themselves, then the window, then what it gave another size: a slow machine may need a turn for
    // each.
    constexpr int turns = 4;
    for (int turn = 0; turn < turns; ++turn)
        QTest::qWait(20);
    return {test::pictureOf(console.window, name), placesIn(console.window)};
}

double shareDifferent(const QImage& left, const QImage& right)
{
    if (left.size() != right.size())
        return 1;
    qint64 different = 0;
    for (int y = 0; y < left.height(); ++y) {
        const auto* one = reinterpret_cast<const QRgb*>(left.constScanLine(y));
        const auto* other = reinterpret_cast<const QRgb*>(right.constScanLine(y));
        for (int x = 0; x < left.width(); ++x)
            different += one[x] != other[x];
    }
    return static_cast<double>(different) / (static_cast<double>(left.width()) * left.height());
}

/// What stands elsewhere, a few of it.
QString differenceOf(const Seen& live, const Seen& begun)
{
    QStringList told;
    for (const auto& line : live.places) {
        if (!begun.places.contains(line))
            told << u"zoomed: "_s + line;
    }
    for (const auto& line : begun.places) {
        if (!live.places.contains(line))
            told << u"opened: "_s + line;
    }
    constexpr int most = 24;
    return told.mid(0, most).join(u"\n  "_s);
}

} // namespace

class ZoomTest : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void whatIsZoomedLooksAsIfOpenedSo_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("sheet");
        for (const auto& place : test::places()) {
            // What these two show comes when it has been read, a moment sooner or later, so that two of their pictures
            // are never of the same moment.
            if (!place.page.endsWith(u"audit"_s) && place.page != u"review"_s)
                QTest::newRow(qPrintable(test::labelOf(place))) << place.page << (place.sheet ? int(*place.sheet) : 0);
        }
    }
    void whatIsZoomedLooksAsIfOpenedSo()
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        const auto name = QString::fromLatin1(QTest::currentDataTag()).replace(u'/', u'-').replace(u' ', u'-');
        const QSize size(1600, 1000);
        Seen live;
        {
            Theme::apply(*qApp, Theme{Scheme::Light, 1});
            DemoWindow console(test::demoNight(), size);
            test::openPlace(console, page, sheet);
            Theme::apply(*qApp, Theme{Scheme::Light, large});
            live = look(console, u"zoomed-"_s + name);
        }
        Theme::apply(*qApp, Theme{Scheme::Light, large});
        DemoWindow console(test::demoNight(), size);
        test::openPlace(console, page, sheet);
        const auto begun = look(console, u"opened-"_s + name);
        const double share = shareDifferent(live.picture, begun.picture);
        if (share > mostChanged)
            qInfo("%s", qPrintable(differenceOf(live, begun))); // longer than a failure may be
        QVERIFY2(
            share <= mostChanged,
            qPrintable(u"%1 % of the pixels differ; PENELOPE_PICTURES=FOLDER keeps both"_s.arg(share * 100)));
    }
};

QTEST_MAIN(ZoomTest)
#include "tst_zoom.moc"

// What ux.md promises of contrast, measured on what is drawn: every text against what is behind it, the focus against
// what it is drawn over; and that no state is told by its colour alone.
#include "tests/support/drawntext.h"
#include "tests/support/places.h"
#include "ui/breakers/breakermodel.h"
#include "ui/widgets/badge.h"

#include <QPainter>

#include <cmath>
#include <map>
#include <set>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using test::DemoWindow;

namespace {

/// Relative luminance and contrast ratio of WCAG 2.2.
double luminance(const QColor& color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

/// What most of an area is: letters cover less of their line than what they stand on.
QColor groundOf(const QImage& image, const QRect& area)
{
    std::map<QRgb, int> counts;
    const auto inside = area & image.rect();
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = inside.left(); x <= inside.right(); ++x)
            ++counts[line[x]];
    }
    const auto most = std::max_element(
        counts.begin(), counts.end(), [](const auto& left, const auto& right) { return left.second < right.second; });
    return most == counts.end() ? QColor() : QColor::fromRgb(most->first);
}

QImage picture(QWidget& widget)
{
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

void addPlacesInThemes()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<int>("sheet");
    QTest::addColumn<QString>("theme");
    for (const auto scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
        for (const auto& place : test::places())
            QTest::newRow(qPrintable(test::labelOf(place) + u' ' + toWord(scheme)))
                << place.page << (place.sheet ? int(*place.sheet) : 0) << toWord(scheme);
    }
}

} // namespace

class ContrastTest : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void everyTextStandsOut_data() { addPlacesInThemes(); }
    void everyTextStandsOut() // U-12
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        QFETCH(QString, theme);
        const auto scheme = *schemeFromWord(theme);
        Theme::apply(*qApp, Theme{scheme, 1});
        DemoWindow console;
        test::openPlace(console, page, sheet);
        const auto image = picture(console.window);
        const double least = scheme == Scheme::HighContrast ? 7 : 4.5;
        const auto texts = test::textsOn(console.window);
        QVERIFY(texts.size() > 20);
        QStringList faint;
        for (const auto& drawn : texts) {
            const auto ground = groundOf(image, drawn.seen.toAlignedRect());
            const double ratio = contrast(drawn.color, ground);
            if (ratio < least)
                faint << u"%1: %2 on %3 is %4, "_s.arg(drawn.text, drawn.color.name(), ground.name())
                                 .arg(ratio, 0, 'f', 2) +
                             test::whereOf(console.window.childAt(drawn.seen.center().toPoint())).section(u'/', -3);
        }
        faint.removeDuplicates();
        QVERIFY2(faint.isEmpty(), qPrintable(faint.join(u'\n')));
    }

    void theFocusStandsOut_data() { addPlacesInThemes(); }
    void theFocusStandsOut() // U-17
    {
        QFETCH(QString, page);
        QFETCH(int, sheet);
        QFETCH(QString, theme);
        Theme::apply(*qApp, Theme{*schemeFromWord(theme), 1});
        DemoWindow console;
        test::openPlace(console, page, sheet);
        constexpr int far = 40;
        std::set<QWidget*> seen;
        QStringList weak;
        for (int step = 0; step < far; ++step) {
            auto* stop = QApplication::focusWidget();
            if (!stop || !seen.insert(stop).second)
                break;
            const auto with = picture(*stop);
            test::press(Qt::Key_Tab);
            if (!stop->isVisible() || stop->hasFocus())
                continue;
            const auto without = picture(*stop);
            int strong = 0;
            for (int y = 0; y < with.height(); ++y) {
                for (int x = 0; x < with.width(); ++x) {
                    if (with.pixel(x, y) != without.pixel(x, y))
                        strong += contrast(with.pixelColor(x, y), without.pixelColor(x, y)) >= 3;
                }
            }
            // One pixel of the two all around, or of a row's or a caret's own height, is the least that can be seen.
            constexpr int leastPixels = 14;
            if (strong < leastPixels)
                weak << test::whereOf(stop) + u' ' + test::nameOf(stop) + u": %1"_s.arg(strong);
        }
        QVERIFY(seen.size() > 3);
        QVERIFY2(weak.isEmpty(), qPrintable(weak.join(u'\n')));
    }

    void severitiesDifferWithoutColour() // U-13
    {
        const auto shapeOf = [](Severity severity) {
            QImage image(24, 24, QImage::Format_Grayscale8);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintShape(painter, QRectF(2, 2, 20, 20), severity, Qt::black);
            painter.end();
            return image;
        };
        std::vector<QImage> shapes;
        for (const auto severity : {Severity::P0, Severity::P1, Severity::P2, Severity::P3}) {
            const auto shape = shapeOf(severity);
            for (const auto& other : shapes)
                QVERIFY(shape != other);
            shapes.push_back(shape);
        }
    }
    void statesOfABreakerDifferByTheirWord() // U-13
    {
        QStringList words;
        for (const auto view :
             {breaker::View::NeverUsed, breaker::View::Closed, breaker::View::Open, breaker::View::OpenReady,
              breaker::View::HalfOpen}) {
            breakers::BreakerRow row;
            row.view = view;
            words << breakers::stateWord(row);
        }
        breakers::BreakerRow silent;
        silent.silentSince = test::demoNow();
        words << breakers::stateWord(silent);
        QCOMPARE(words.removeDuplicates(), 0);
    }
};

QTEST_MAIN(ContrastTest)
#include "tst_contrast.moc"

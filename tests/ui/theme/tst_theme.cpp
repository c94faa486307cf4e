#include "ui/theme/paint.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGlyphRun>
#include <QRawFont>
#include <QTest>
#include <QTextLayout>

#include <cmath>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

double channel(int value)
{
    const double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * channel(color.red()) + 0.7152 * channel(color.green()) + 0.0722 * channel(color.blue());
}

double contrast(const QColor& left, const QColor& right)
{
    const double a = luminance(left);
    const double b = luminance(right);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

const std::vector<Scheme> schemes{Scheme::Light, Scheme::Dark, Scheme::HighContrast};

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme(Scheme::Light, 1)); }

    void textIsReadableOnEverySurface()
    {
        for (const Scheme scheme : schemes) {
            const Tokens& t = tokensOf(scheme);
            const double least = scheme == Scheme::HighContrast ? 7 : 4.5;
            for (const QColor& surface : {t.window, t.panel, t.base, t.ctl}) {
                QVERIFY(contrast(t.text, surface) >= least);
                QVERIFY(contrast(t.muted, surface) >= least);
            }
            QVERIFY(contrast(t.onSel, t.sel) >= least);
            QVERIFY(contrast(t.mutedOnSel, t.sel) >= least);
            QVERIFY(contrast(t.onInv, t.inv) >= least);
            for (const QColor& tint : {t.add, t.remove})
                QVERIFY(contrast(t.text, tint) >= least);
        }
    }

    void badgeWordsAreReadable()
    {
        for (const Scheme scheme : schemes) {
            const Tokens& t = tokensOf(scheme);
            for (const auto severity : {Severity::P0, Severity::P1, Severity::P2, Severity::P3})
                QVERIFY(contrast(t.onFill(severity), t.fill(severity)) >= 5.4);
        }
    }

    void edgesAndFocusStandOut()
    {
        for (const Scheme scheme : schemes) {
            const Tokens& t = tokensOf(scheme);
            for (const QColor& surface : {t.window, t.panel, t.base}) {
                QVERIFY(contrast(t.border, surface) >= 3);
                QVERIFY(contrast(t.focus, surface) >= 3);
            }
        }
    }

    void fontsAreTheBundledOnes()
    {
        const Theme theme;
        QCOMPARE(QFontInfo(theme.font(Type::Body)).family(), u"Penelope Sans"_s);
        QCOMPARE(QFontInfo(theme.font(Type::Mono)).family(), u"JetBrains Mono"_s);
        QCOMPARE(QFontInfo(theme.font(Type::Body)).pixelSize(), 13);
    }

    void figuresDoNotDance()
    {
        const QFontMetricsF metrics(Theme{}.font(Type::Body));
        QCOMPARE(metrics.horizontalAdvance(u"1111"_s), metrics.horizontalAdvance(u"0000"_s));
    }

    void codeIsDrawnLetterByLetter() // a ">=" that looks like one sign is not what was typed
    {
        const QFont font = Theme{}.font(Type::Mono);
        const auto raw = QRawFont::fromFont(font);
        for (const auto& text : {u">="_s, u"!="_s, u"->"_s, u"--- a"_s, u"||"_s, u"//"_s}) {
            QTextLayout layout(text, font);
            layout.beginLayout();
            layout.createLine();
            layout.endLayout();
            QList<quint32> drawn;
            for (const auto& run : layout.glyphRuns())
                drawn += run.glyphIndexes();
            QCOMPARE(drawn, raw.glyphIndexesForString(text));
        }
    }

    void everyIconDrawsSomething()
    {
        for (int i = 0; i <= static_cast<int>(Icon::Cross); ++i) {
            const QImage image = iconPixmap(static_cast<Icon>(i), 16, 1, Qt::black).toImage();
            bool drawn = false;
            for (int y = 0; y < 16; ++y) {
                for (int x = 0; x < 16; ++x)
                    drawn = drawn || image.pixelColor(x, y).alpha() > 128;
            }
            QVERIFY2(drawn, qPrintable(QString::number(i)));
        }
    }

    void shapesDifferWithoutColour()
    {
        std::vector<QImage> shapes;
        for (const auto severity : {Severity::P0, Severity::P1, Severity::P2, Severity::P3}) {
            QImage image(10, 10, QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintShape(painter, QRectF(0, 0, 10, 10), severity, Qt::black);
            painter.end();
            for (const QImage& other : shapes)
                QVERIFY(image != other);
            shapes.push_back(image);
        }
    }

    void buttonsHaveTheirHeights()
    {
        QCOMPARE(KeyButton(u"Approve…"_s, u"A"_s, ButtonSize::Main).sizeHint().height(), 36);
        QCOMPARE(KeyButton(u"Run"_s, {}, ButtonSize::Tool).sizeHint().height(), 28);
        QCOMPARE(KeyButton(u"Open"_s, {}, ButtonSize::Strip).sizeHint().height(), 24);
    }

    void labelsFollowTheTheme()
    {
        Label label(u"x"_s, Type::Small, Tone::Muted);
        label.ensurePolished();
        QCOMPARE(label.palette().color(QPalette::WindowText), tokensOf(Scheme::Light).muted);
        Theme::apply(*qApp, Theme(Scheme::Dark, 1.5));
        QCOMPARE(label.palette().color(QPalette::WindowText), tokensOf(Scheme::Dark).muted);
        QCOMPARE(label.font().pointSizeF(), 13.5);
        Theme::apply(*qApp, Theme(Scheme::Light, 1));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"

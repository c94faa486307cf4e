// A text that is painted a part at a time looks like one that is painted at once.
#include "ui/theme/paint.h"

#include <QImage>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope::ui;

namespace {

constexpr QSize size(400, 30);

QImage blank()
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    return image;
}

QImage atOnce(const QString& text, int room)
{
    auto image = blank();
    QPainter painter(&image);
    paintText(painter, {10, 0, room, size.height()}, text, Theme{}.font(Type::Body), Qt::black);
    return image;
}

QImage byParts(const QString& text, int room, KeptLines* kept)
{
    auto image = blank();
    QPainter painter(&image);
    constexpr int part = 57;
    for (int left = 0; left < size.width(); left += part) {
        painter.setClipRect(QRect(left, 0, part, size.height()));
        paintText(
            painter, {10, 0, room, size.height()}, text, Theme{}.font(Type::Body), Qt::black,
            Qt::AlignLeft | Qt::AlignVCenter, kept);
    }
    return image;
}

} // namespace

class TestPaintText final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{}); }
    void aLineByPartsIsTheLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("room");
        QTest::newRow("whole") << u"Raise the connection pool from 4 to 32"_s << 380;
        QTest::newRow("elided") << u"Raise the connection pool from 4 to 32, and give up slow calls sooner"_s << 200;
        QTest::newRow("right to left") << QString::fromUtf8("\u05e9\u05dc\u05d5\u05dd") << 380;
        QTest::newRow("no room") << u"Raise"_s << 0;
    }
    void aLineByPartsIsTheLine()
    {
        QFETCH(QString, text);
        QFETCH(int, room);
        KeptLines kept;
        QCOMPARE(byParts(text, room, &kept), atOnce(text, room));
        QCOMPARE(byParts(text, room, nullptr), atOnce(text, room));
    }
    void anotherTextOrRoomIsAnotherLine()
    {
        KeptLines kept;
        for (const auto* text : {"one", "two", "three", "four", "five", "one"}) {
            const auto line = QString::fromLatin1(text).repeated(12);
            for (const int room : {380, 120, 60})
                QCOMPARE(byParts(line, room, &kept), atOnce(line, room));
        }
    }
};

QTEST_MAIN(TestPaintText)
#include "tst_painttext.moc"

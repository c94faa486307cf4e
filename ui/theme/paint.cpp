#include "ui/theme/paint.h"

#include <QFile>
#include <QFontMetricsF>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString iconFile(Icon icon)
{
    switch (icon) {
    case Icon::Approvals: return u"approvals"_s;
    case Icon::Breakers: return u"breakers"_s;
    case Icon::Canaries: return u"canaries"_s;
    case Icon::Compliance: return u"compliance"_s;
    case Icon::Audit: return u"audit"_s;
    case Icon::Review: return u"review"_s;
    case Icon::Settings: return u"settings"_s;
    case Icon::Clock: return u"clock"_s;
    case Icon::Unknown: return u"unknown"_s;
    case Icon::Search: return u"search"_s;
    case Icon::Filter: return u"filter"_s;
    case Icon::Copy: return u"copy"_s;
    case Icon::Check: return u"check"_s;
    case Icon::Play: return u"play"_s;
    case Icon::User: return u"user"_s;
    case Icon::Next: return u"next"_s;
    case Icon::Previous: return u"prev"_s;
    case Icon::Down: return u"down"_s;
    case Icon::Up: return u"up"_s;
    case Icon::Right: return u"right"_s;
    case Icon::Cross: return u"cross"_s;
    }
    Q_UNREACHABLE();
}

QPixmap drawIcon(const QString& name, int size, qreal ratio, const QColor& color)
{
    QFile file(u":/penelope/icons/%1.svg"_s.arg(name));
    const int side = static_cast<int>(std::ceil(size * ratio));
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    if (file.open(QIODevice::ReadOnly)) {
        QSvgRenderer renderer(file.readAll().replace("currentColor", color.name(QColor::HexRgb).toLatin1()));
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF(0, 0, side, side));
    }
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

qreal ratioOf(const QPainter& painter)
{
    return painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
}

/// Rounds to whole device pixels, so that edges stay crisp at fractional ratios.
QRectF snapped(const QRectF& area, qreal ratio)
{
    const auto snap = [ratio](qreal value) { return std::round(value * ratio) / ratio; };
    return QRectF(QPointF(snap(area.left()), snap(area.top())), QPointF(snap(area.right()), snap(area.bottom())));
}

QPolygonF shapePolygon(const QRectF& square, Severity severity)
{
    const QPointF center = square.center();
    switch (severity) {
    case Severity::P0: return QPolygonF(square);
    case Severity::P1: return QPolygonF{{QPointF(center.x(), square.top()), square.bottomRight(), square.bottomLeft()}};
    case Severity::P2:
        return QPolygonF{
            {QPointF(center.x(), square.top()), QPointF(square.right(), center.y()),
             QPointF(center.x(), square.bottom()), QPointF(square.left(), center.y())}};
    case Severity::P3: return {};
    }
    Q_UNREACHABLE();
}

} // namespace

QPixmap iconPixmap(Icon icon, int size, qreal ratio, const QColor& color)
{
    const QString name = iconFile(icon);
    const QString key = u"icon:%1:%2:%3:%4"_s.arg(name).arg(size).arg(ratio).arg(color.rgba(), 0, 16);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = drawIcon(name, size, ratio, color);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

void paintIcon(QPainter& painter, QPointF topLeft, Icon icon, const QColor& color, int size)
{
    painter.drawPixmap(topLeft, iconPixmap(icon, size, ratioOf(painter), color));
}

void paintShape(QPainter& painter, const QRectF& square, Severity severity, const QColor& fill, const QColor& outline)
{
    painter.save();
    const bool outlined = outline.alpha() > 0;
    // A square's own edges fall on pixels; slanted edges need smoothing.
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(fill);
    painter.setPen(outlined ? QPen(outline, 1, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin) : QPen(Qt::NoPen));
    const QRectF inner = outlined ? square.adjusted(0.5, 0.5, -0.5, -0.5) : square;
    if (severity == Severity::P3)
        painter.drawEllipse(inner);
    else
        painter.drawPolygon(shapePolygon(inner, severity));
    painter.restore();
}

QBrush hatchBrush(const Theme& theme, qreal ratio)
{
    const QColor color = theme->hatch;
    const QString key = u"hatch:%1:%2"_s.arg(color.rgba(), 0, 16).arg(ratio);
    QPixmap tile;
    if (!QPixmapCache::find(key, &tile)) {
        const int side = static_cast<int>(std::lround(8 * ratio));
        tile = QPixmap(side, side);
        tile.fill(Qt::transparent);
        QPainter painter(&tile);
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(QPen(color, ratio, Qt::SolidLine, Qt::SquareCap));
        for (const int shift : {-side, 0, side})
            painter.drawLine(QPointF(shift, side), QPointF(shift + side, 0));
        painter.end();
        tile.setDevicePixelRatio(ratio);
        QPixmapCache::insert(key, tile);
    }
    return QBrush(tile);
}

void paintHatch(QPainter& painter, const Theme& theme, const QRectF& area)
{
    painter.save();
    painter.setBrushOrigin(0, 0);
    painter.fillRect(area, hatchBrush(theme, ratioOf(painter)));
    painter.restore();
}

void paintLine(QPainter& painter, const QRectF& area, Qt::Edge edge, const QColor& color)
{
    const qreal pixel = 1.0 / ratioOf(painter);
    QRectF line = snapped(area, ratioOf(painter));
    switch (edge) {
    case Qt::TopEdge: line.setHeight(pixel); break;
    case Qt::BottomEdge: line.setTop(line.bottom() - pixel); break;
    case Qt::LeftEdge: line.setWidth(pixel); break;
    case Qt::RightEdge: line.setLeft(line.right() - pixel); break;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(line, color);
    painter.restore();
}

void paintBox(
    QPainter& painter, const QRectF& area, const QColor& edge, const QColor& fill, double radius, double width)
{
    painter.save();
    const qreal ratio = ratioOf(painter);
    const qreal pen = std::max(1.0, std::floor(width * ratio)) / ratio;
    const QRectF inner = snapped(area, ratio).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(edge.alpha() > 0 ? QPen(edge, pen, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin) : QPen(Qt::NoPen));
    painter.setBrush(fill.alpha() > 0 ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (radius > 0)
        painter.drawRoundedRect(inner, radius, radius);
    else
        painter.drawRect(inner);
    painter.restore();
}

void paintRing(QPainter& painter, const Theme& theme, const QRectF& area, double radius)
{
    paintBox(painter, area, theme->focus, QColor(Qt::transparent), radius, theme.ring());
}

namespace {

/// A text over several cells of a table is painted with each of them, and seen in those that it reaches.
bool isClippedAway(const QPainter& painter, const QRect& area, int width, Qt::Alignment alignment)
{
    constexpr int overhang = 8; // of the first and the last letter
    if (!painter.hasClipping())
        return false;
    QRect inked = area;
    if (alignment & Qt::AlignLeft)
        inked.setWidth(width);
    return !painter.clipBoundingRect().intersects(QRectF(inked.adjusted(-overhang, -overhang, overhang, overhang)));
}

/// Whether it is one line of one direction, in its own size: what KeptLines::Shaped places as QPainter does.
bool isPlain(const QPainter& painter, const QString& text)
{
    const auto isSpecial = [](QChar letter) {
        return letter < u' ' || letter == QChar::LineSeparator || letter == QChar::ParagraphSeparator;
    };
    return painter.layoutDirection() != Qt::RightToLeft && !text.isRightToLeft() &&
           painter.transform().type() <= QTransform::TxTranslate && std::none_of(text.begin(), text.end(), isSpecial);
}

/// Advances are fractional: a width rounded down to pixels must not cost the last letter.
bool fits(double width, int room)
{
    return width <= room + 1;
}

} // namespace

/// A text shaped once, for its width and for its picture: shaping is most of what a table costs to paint.
class KeptLines::Shaped
{
public:
    Shaped(QPainter& painter, const QString& text, const QFont& font)
        : m_layout(text, font, painter.device())
    {
        constexpr qreal endless = 0x01000000;
        QTextOption option(Qt::AlignLeft);
        option.setTextDirection(Qt::LeftToRight);
        option.setFlags(QTextOption::IncludeTrailingSpaces);
        m_layout.setTextOption(option);
        m_layout.setCacheEnabled(true);
        m_layout.beginLayout();
        m_line = m_layout.createLine();
        m_line.setLineWidth(endless);
        m_line.setPosition({});
        m_layout.endLayout();
    }
    double width() const { return m_line.horizontalAdvance(); }
    /// As QPainter::drawText places it, to the pixel.
    void draw(QPainter& painter, const QRect& area, Qt::Alignment alignment) const
    {
        const double free = area.height() - (m_line.ascent() + m_line.descent());
        const double spare = area.width() - width();
        const double down = alignment & Qt::AlignBottom ? free : alignment & Qt::AlignVCenter ? free / 2 : 0;
        const double along = alignment & Qt::AlignRight ? spare : alignment & Qt::AlignHCenter ? spare / 2 : 0;
        m_line.draw(&painter, QPointF(area.x() + along, area.y() + down));
    }

private:
    QTextLayout m_layout;
    QTextLine m_line;
};

struct KeptLines::Line
{
    Line(QPainter& painter, const QString& whole, const QString& shown, const QFont& itsFont, int itsRoom, int itsDpi)
        : text(whole)
        , font(itsFont)
        , room(itsRoom)
        , dpi(itsDpi)
        , shaped(painter, shown, itsFont)
    {}

    QString text;
    QFont font;
    int room;
    int dpi;
    Shaped shaped; ///< of as much of the text as there is room for
};

KeptLines::KeptLines() = default;
KeptLines::~KeptLines() = default;

/// Paints lines of one direction.
class LinePainter
{
public:
    LinePainter(QPainter& painter, const QFont& font, int room)
        : m_painter(painter)
        , m_font(font)
        , m_room(room)
        , m_dpi(painter.device()->logicalDpiX())
    {}

    int paint(const QRect& area, const QString& text, const QColor& color, Qt::Alignment alignment, KeptLines& kept)
    {
        const auto& line = lineOf(text, kept).shaped;
        const int width = static_cast<int>(std::ceil(line.width()));
        if (isClippedAway(m_painter, area, width, alignment))
            return width;
        m_painter.setFont(m_font);
        m_painter.setPen(color);
        line.draw(m_painter, area, alignment);
        return width;
    }

private:
    const KeptLines::Line& lineOf(const QString& text, KeptLines& kept)
    {
        auto& lines = kept.m_lines;
        const auto same = [&](const auto& line) {
            return line->room == m_room && line->dpi == m_dpi && line->text == text && line->font == m_font;
        };
        const auto known = std::find_if(lines.begin(), lines.end(), same);
        if (known != lines.end())
            return **known;
        if (lines.size() == KeptLines::most)
            lines.erase(lines.begin());
        lines.push_back(shape(text));
        return *lines.back();
    }
    std::unique_ptr<KeptLines::Line> shape(const QString& text)
    {
        auto whole = make(text, text);
        if (fits(whole->shaped.width(), m_room))
            return whole;
        return make(text, QFontMetricsF(m_font).elidedText(text, Qt::ElideRight, m_room));
    }
    std::unique_ptr<KeptLines::Line> make(const QString& text, const QString& shown)
    {
        return std::make_unique<KeptLines::Line>(m_painter, text, shown, m_font, m_room, m_dpi);
    }

    QPainter& m_painter;
    const QFont& m_font;
    int m_room;
    int m_dpi;
};

int paintText(
    QPainter& painter, const QRect& area, const QString& text, const QFont& font, const QColor& color,
    Qt::Alignment alignment, KeptLines* kept)
{
    if (area.width() <= 0 || text.isEmpty())
        return 0;
    if (isPlain(painter, text)) {
        KeptLines once;
        return LinePainter(painter, font, area.width()).paint(area, text, color, alignment, kept ? *kept : once);
    }
    const QFontMetricsF metrics(font);
    const double whole = metrics.horizontalAdvance(text);
    const bool isWhole = fits(whole, area.width());
    const QString shown = isWhole ? text : metrics.elidedText(text, Qt::ElideRight, area.width());
    const int width = static_cast<int>(std::ceil(isWhole ? whole : metrics.horizontalAdvance(shown)));
    if (isClippedAway(painter, area, width, alignment))
        return width;
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(area, static_cast<int>(alignment) | Qt::TextSingleLine | Qt::TextDontClip, shown);
    return width;
}

} // namespace penelope::ui

#include "ui/charts/plotlayer.h"

#include "ui/charts/lineshapes.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace penelope::ui::charts {
namespace {

constexpr std::size_t mostMarkers = 40;
constexpr std::size_t mostRound = 300; ///< points of a piece whose joins are round
constexpr double dense = 1.5;          ///< points a pixel column, from which a curve is what each column spans

QPen roundPen(const QColor& color, double width)
{
    QPen pen(color, width);
    pen.setCapStyle(Qt::RoundCap);
    return pen;
}

} // namespace

PlotLayer::PlotLayer(QGraphicsItem* parent)
    : QGraphicsItem(parent)
{
    constexpr double aboveTheAxes = 20;
    setZValue(aboveTheAxes);
}

void PlotLayer::setContent(const Plot& plot, const TimeRange& range, const ValueScale& scale)
{
    m_plot = &plot;
    m_range = range;
    m_scale = scale;
    update();
}

void PlotLayer::setGeometry(const QRectF& plotArea, double rightGutter)
{
    if (m_area == plotArea && m_gutter == rightGutter)
        return;
    prepareGeometryChange();
    m_area = plotArea;
    m_gutter = rightGutter;
}

void PlotLayer::setTheme(const Theme& theme)
{
    m_theme = theme;
    update();
}

QRectF PlotLayer::boundingRect() const
{
    return m_area.adjusted(-m_area.left(), -8, m_gutter, 8);
}

double PlotLayer::x(Instant at) const
{
    const auto span = static_cast<double>(std::max<qint64>(1, m_range.span().count()));
    return m_area.left() + static_cast<double>((at - m_range.from).count()) / span * m_area.width();
}

double PlotLayer::y(double value) const
{
    return m_area.bottom() - (value - m_scale.low) / (m_scale.high - m_scale.low) * m_area.height();
}

std::vector<Points> PlotLayer::piecesOf(const Points& points) const
{
    const auto columns = std::max(1, static_cast<int>(m_area.width()));
    return traced(points, m_range.from, m_range.to, columns, longestStep(*m_plot, points));
}

std::vector<QPointF> PlotLayer::placed(const Points& points) const
{
    std::vector<QPointF> line;
    line.reserve(points.size());
    for (const auto& point : points)
        line.emplace_back(x(point.at), y(*point.value));
    return line;
}

void PlotLayer::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (!m_plot || m_area.width() < 2 || m_range.span().count() <= 0)
        return;
    painter->save();
    painter->setClipRect(m_area);
    paintMissing(*painter);
    paintBand(*painter);
    paintVerticals(*painter);
    // A curve at 0 or 100 % runs on the frame, a lone point lies on it: their outer halves must not be cut.
    painter->setClipRect(m_area.adjusted(0, -3, 0, 3));
    constexpr double thin = 1.5;
    const auto control = piecesOf(m_plot->control);
    paintSeries(*painter, control, m_plot->control.size() < mostMarkers, m_theme->control, thin);
    if (m_plot->steps) {
        paintSteps(*painter);
    } else {
        const auto canary = piecesOf(m_plot->canary);
        paintSeries(*painter, canary, m_plot->canary.size() < mostMarkers, m_theme->text, 2);
        paintBreaches(*painter, canary);
    }
    paintMissingPlate(*painter);
    if (m_plot->named) {
        const auto named = [](const QString& own, const char* usual) {
            return own.isEmpty() ? QCoreApplication::translate("PlotLayer", usual) : own;
        };
        paintName(
            *painter, m_plot->control, named(m_plot->controlName, QT_TRANSLATE_NOOP("PlotLayer", "control")),
            ui::Type::Small, End::First);
        paintName(
            *painter, m_plot->canary, named(m_plot->canaryName, QT_TRANSLATE_NOOP("PlotLayer", "canary")),
            ui::Type::Badge, End::Last);
    }
    painter->restore();
    paintLabels(*painter);
    if (m_plot->limit)
        paintLevel(*painter, {m_plot->limit->value, m_plot->limit->label, false});
    for (const auto& level : m_plot->levels)
        paintLevel(*painter, level);
}

void PlotLayer::paintLabels(QPainter& painter) const
{
    constexpr int height = 16;
    constexpr int gap = 8;
    const auto font = m_theme.font(ui::Type::Small);
    constexpr int ownDecimals = 2;
    const int decimals = m_plot->ticks.empty() ? m_scale.decimals : ownDecimals;
    const auto suffix = m_plot->shownAs == 100.0 ? QStringLiteral(" %") : QString();
    for (const double tick : m_plot->ticks.empty() ? m_scale.ticks() : m_plot->ticks) {
        const QRect area(
            0, static_cast<int>(std::lround(y(tick))) - height / 2, static_cast<int>(m_area.left()) - gap, height);
        paintText(
            painter, area, format::number(tick * m_plot->shownAs, decimals) + suffix, font, m_theme->muted,
            Qt::AlignRight | Qt::AlignVCenter);
    }
}

void PlotLayer::paintVerticals(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(m_theme->border, 1));
    for (const auto moment : m_plot->verticals) {
        const double at = std::floor(x(moment));
        painter.drawLine(QPointF(at, m_area.top()), QPointF(at, m_area.bottom()));
    }
}

void PlotLayer::paintMissing(QPainter& painter) const
{
    if (!m_plot->missing)
        return;
    const double left = std::max(m_area.left(), std::floor(x(m_plot->missing->since)));
    const QRectF area(QPointF(left, m_area.top()), m_area.bottomRight());
    paintHatch(painter, m_theme, area);
    paintLine(painter, area, Qt::LeftEdge, m_theme->border);
}

void PlotLayer::paintMissingPlate(QPainter& painter) const
{
    if (!m_plot->missing)
        return;
    const double left = std::max(m_area.left(), x(m_plot->missing->since));
    const auto font = m_theme.font(ui::Type::Unknown);
    const double width = QFontMetricsF(font).horizontalAdvance(m_plot->missing->word) + 12;
    if (m_area.right() - left < width + 8)
        return;
    constexpr double height = 20;
    const QRectF plate(
        (left + m_area.right() - width) / 2, std::floor(m_area.center().y() - height / 2), width, height);
    paintBox(painter, plate, m_theme->border, m_theme->base, 2);
    paintText(painter, plate.toRect(), m_plot->missing->word, font, m_theme->text, Qt::AlignCenter);
}

/// Flat, below the curves. An open end lies on the frame: what is not known is not drawn as a value.
void PlotLayer::paintBand(QPainter& painter) const
{
    const auto& band = m_plot->band;
    const auto before = [](const Interval& interval, Instant at) { return interval.at < at; };
    auto begin = std::lower_bound(band.begin(), band.end(), m_range.from, before);
    auto end = std::lower_bound(begin, band.end(), m_range.to, before);
    if (begin != band.begin())
        --begin;
    if (end != band.end())
        ++end;
    if (end - begin < 2)
        return;
    QPolygonF shape;
    int column = std::numeric_limits<int>::min();
    std::vector<QPointF> lows;
    for (auto interval = begin; interval != end; ++interval) {
        const double at = x(interval->at);
        // One corner a pixel column: neighbouring intervals hardly differ.
        if (static_cast<int>(at) == column && interval + 1 != end)
            continue;
        column = static_cast<int>(at);
        shape.append({at, interval->high ? y(*interval->high) : m_area.top()});
        lows.emplace_back(at, interval->low ? y(*interval->low) : m_area.bottom());
    }
    for (auto low = lows.rbegin(); low != lows.rend(); ++low)
        shape.append(*low);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(m_theme->band.alpha() == 0 ? QPen(m_theme->border, 1, Qt::DashLine) : QPen(Qt::NoPen));
    painter.setBrush(m_theme->band);
    painter.drawPolygon(shape);
}

void PlotLayer::paintSeries(
    QPainter& painter, const std::vector<Points>& pieces, bool markers, const QColor& color, double width) const
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (const auto& piece : pieces) {
        const auto line = placed(piece);
        const double across = line.empty() ? 0 : line.back().x() - line.front().x();
        if (across > 1 && static_cast<double>(line.size()) > dense * across) {
            painter.setRenderHint(QPainter::Antialiasing, false);
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawRects(columnSpans(line, static_cast<int>(width)));
            painter.setRenderHint(QPainter::Antialiasing, true);
            continue;
        }
        auto pen = roundPen(color, width);
        // A round cap makes a path of each segment; among hundreds of them nobody sees it.
        if (line.size() > mostRound)
            pen.setCapStyle(Qt::SquareCap);
        painter.setPen(pen);
        painter.drawLines(lineSegments(line));
        if (!markers && line.size() > 1)
            continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        for (const auto& point : line)
            painter.drawEllipse(point, width, width);
    }
}

void PlotLayer::paintSteps(QPainter& painter) const
{
    std::vector<QPointF> line;
    for (const auto& point : m_plot->canary) {
        if (!point.value)
            continue;
        if (!line.empty())
            line.emplace_back(x(point.at), line.back().y());
        line.emplace_back(x(point.at), y(*point.value));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(m_theme->text, 2));
    painter.drawLines(lineSegments(line));
}

void PlotLayer::paintBreaches(QPainter& painter, const std::vector<Points>& pieces) const
{
    if (!m_plot->limit)
        return;
    painter.setRenderHint(QPainter::Antialiasing, true);
    const auto& fill = m_theme->fill(m_plot->breachSeverity);
    for (const auto& run : pieces) {
        for (const auto& piece : breaches(run, *m_plot->limit)) {
            const auto line = placed(piece);
            painter.setPen(roundPen(m_theme->text, 5));
            painter.drawLines(lineSegments(line));
            painter.setPen(roundPen(fill, 3));
            painter.drawLines(lineSegments(line));
            // The mark of a breach at the edge of the picture is still a whole one.
            const double left = std::max(m_area.left(), std::min(line.front().x() - 6, m_area.right() - 12));
            const double top = std::max(m_area.top(), std::min(line.front().y() - 6, m_area.bottom() - 12));
            const QRectF mark(left, top, 12, 12);
            paintShape(painter, mark, m_plot->breachSeverity, fill, m_theme->text);
        }
    }
}

void PlotLayer::paintLevel(QPainter& painter, const Level& level) const
{
    const double at = std::floor(y(level.value));
    if (at < m_area.top() - 1 || at > m_area.bottom() + 1)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    QPen pen(m_theme->text, 1);
    if (!level.solid)
        pen.setDashPattern({6, 4});
    painter.setPen(pen);
    painter.drawLine(QPointF(m_area.left(), at), QPointF(m_area.right() + 4, at));
    const QRect label(
        static_cast<int>(m_area.right()) + 8, static_cast<int>(at) - 10, static_cast<int>(m_gutter) - 8, 20);
    paintText(painter, label, level.label, m_theme.font(ui::Type::Small), m_theme->text);
}

int PlotLayer::clearTop(const std::vector<double>& lines, const Row& row)
{
    constexpr int gap = 3;
    const auto isCrossed = [&](int top) {
        return std::any_of(
            lines.begin(), lines.end(), [&](double at) { return at > top - gap && at < top + row.height + gap; });
    };
    if (!isCrossed(row.wanted))
        return row.wanted;
    std::optional<int> best;
    for (const double at : lines) {
        for (const int top : {static_cast<int>(std::ceil(at)) + gap, static_cast<int>(at) - row.height - gap}) {
            const bool nearer = !best || std::abs(top - row.wanted) < std::abs(*best - row.wanted);
            if (top >= row.least && top <= row.most && !isCrossed(top) && nearer)
                best = top;
        }
    }
    return best.value_or(row.wanted);
}

void PlotLayer::paintName(QPainter& painter, const Points& points, const QString& word, ui::Type type, End end) const
{
    // The control is named where it begins and the canary where it ends, so that the names never meet.
    const auto font = m_theme.font(type);
    const int width = QFontMetrics(font).horizontalAdvance(word);
    const auto inside = [&](const Point& point) {
        return point.value && point.at >= m_range.from && point.at <= m_range.to;
    };
    const auto first = std::find_if(points.begin(), points.end(), inside);
    if (first == points.end())
        return;
    const auto last = std::find_if(points.rbegin(), points.rend(), inside);
    const double begin = x(first->at);
    const double finish = x(last->at);
    constexpr int height = 16;
    constexpr int halo = 4;
    constexpr double roomForBoth = 180;
    // A name never hides the curve it names.
    if (finish - begin < (end == End::Last ? roomForBoth : width + 2 * (8 + halo)))
        return;
    // Beside the beginning of a curve it covers nothing; else under it, or above its end.
    const bool beside = end == End::First && begin - m_area.left() >= width + 2 * (8 + halo);
    const double left = beside ? begin - width - 8 - halo : end == End::First ? begin + 8 : finish - width - 8;
    const double value = end == End::First ? *first->value : *last->value;
    const int curve = static_cast<int>(y(value));
    const int least = static_cast<int>(m_area.top()) + 4;
    const int most = static_cast<int>(m_area.bottom()) - height - 4;
    const int above = curve - height - 10;
    const int below = curve + 6;
    // On the other side where the edge would push it onto the curve.
    const int wanted = end == End::First ? (below <= most ? below : above) : (above >= least ? above : below);
    std::vector<double> lines;
    if (m_plot->limit)
        lines.push_back(y(m_plot->limit->value));
    for (const auto& level : m_plot->levels)
        lines.push_back(y(level.value));
    const int top = std::clamp(beside ? curve - height / 2 : wanted, least, std::max(least, most));
    const QRect area(
        static_cast<int>(std::clamp(left, m_area.left() + 8, m_area.right() - width - 8)),
        clearTop(lines, {top, height, least, most}), width, height);
    painter.fillRect(area.adjusted(-halo, 0, halo, 0), m_theme->base);
    paintText(painter, area, word, font, type == ui::Type::Badge ? m_theme->text : m_theme->muted);
}

} // namespace penelope::ui::charts

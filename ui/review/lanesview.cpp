#include "ui/review/lanesview.h"

#include "ui/review/reviewwords.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/widgets/badge.h"

#include <QMouseEvent>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <map>

namespace penelope::ui::review {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int laneLabel = 112;
constexpr int laneRight = 16;
constexpr int axisRow = 32;
constexpr int laneRow = 26;
constexpr int laneBar = 20;
constexpr int lanePadding = 8;
constexpr int mostRows = 3; ///< of one lane; more are counted
constexpr int scoreRow = 72;
constexpr int scoreLow = 0;
constexpr int scoreHigh = 100;
constexpr int scoreLimit = 70; ///< below it the score is poor

/// The least of the steps that people count in which is not smaller.
Milliseconds roundStep(Milliseconds least)
{
    for (const auto step : std::initializer_list<Milliseconds>{
             1s, 2s, 5s, 10s, 15s, 30s, 1min, 2min, 5min, 10min, 15min, 30min, 1h, 2h, 3h, 6h, 12h}) {
        if (step >= least)
            return step;
    }
    constexpr Milliseconds day = 24h;
    return day * std::max<qint64>(1, (least + day - 1ms) / day);
}

template <typename Each> QStringList idsOf(const std::vector<Each>& all)
{
    QStringList ids;
    for (const auto& each : all) {
        if (!ids.contains(each.id))
            ids << each.id;
    }
    return ids;
}

} // namespace

LanesView::LanesView(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("What lasted"));
}

void LanesView::show(engine::Lanes lanes)
{
    m_lanes = std::move(lanes);
    layOut();
    setAccessibleDescription(said());
    updateGeometry();
    update();
}

void LanesView::setMoment(Instant at)
{
    m_at = at;
    update();
}

void LanesView::layOut()
{
    int top = axisRow;
    const auto lane = [&top](const QString& title, const QStringList& ids) {
        Lane made{.title = title, .top = top, .height = 0, .rows = {}, .leftOut = 0};
        for (const auto& id : ids) {
            if (static_cast<int>(made.rows.size()) == mostRows)
                ++made.leftOut;
            else
                made.rows.push_back({id, top + lanePadding + static_cast<int>(made.rows.size()) * laneRow});
        }
        made.height = 2 * lanePadding + std::max(1, static_cast<int>(made.rows.size())) * laneRow;
        top += made.height;
        return made;
    };
    m_anomalies = lane(tr("Anomalies"), idsOf(m_lanes.anomalies));
    m_approvals = lane(tr("Approvals"), idsOf(m_lanes.approvals));
    m_breakers = lane(tr("Breakers"), idsOf(m_lanes.breakers));
    m_canaries = lane(tr("Canaries"), idsOf(m_lanes.canaries));
    m_score = {.title = tr("Compliance"), .top = top, .height = scoreRow, .rows = {}, .leftOut = 0};
    m_height = top + scoreRow;
}

/// The same facts in sentences, for those who do not see the bars.
QString LanesView::said() const
{
    QStringList sentences;
    for (const auto* bars : {&m_lanes.anomalies, &m_lanes.breakers, &m_lanes.canaries}) {
        for (const auto& bar : *bars)
            //: %1 is what lasted, %2 and %3 are times
            sentences << tr("%1 from %2 to %3.").arg(barWords(bar), format::utcTime(bar.from), format::utcTime(bar.to));
    }
    for (const auto& tick : m_lanes.approvals)
        sentences << tickWords(tick, true) + u' ' + format::utcTime(tick.at) + u'.';
    for (const auto& gap : m_lanes.gaps)
        //: %1 is a source, %2 and %3 are times
        sentences
            << tr("%1 not known from %2 to %3.").arg(gap.source, format::utcTime(gap.from), format::utcTime(gap.to));
    for (const auto& off : m_lanes.off)
        //: %1 and %2 are times
        sentences << tr("The core was stopped from %1 to %2.").arg(format::utcTime(off.from), format::utcTime(off.to));
    return sentences.isEmpty() ? tr("Nothing lasted in this stretch.") : sentences.join(u' ');
}

QSize LanesView::sizeHint() const
{
    return {Theme::of(this).px(640), Theme::of(this).px(m_height)};
}

QSize LanesView::minimumSizeHint() const
{
    return {Theme::of(this).px(480), Theme::of(this).px(m_height)};
}

int LanesView::leftOf() const
{
    return Theme::of(this).px(16 + laneLabel);
}

int LanesView::plotWidth() const
{
    return std::max(1, width() - leftOf() - Theme::of(this).px(laneRight));
}

double LanesView::xOf(Instant at) const
{
    const auto whole = std::max<qint64>(1, (m_lanes.span.to - m_lanes.span.from).count());
    const double share = static_cast<double>((at - m_lanes.span.from).count()) / static_cast<double>(whole);
    return leftOf() + plotWidth() * std::clamp(share, 0.0, 1.0);
}

void LanesView::choose(double x)
{
    const double share = std::clamp((x - leftOf()) / plotWidth(), 0.0, 1.0);
    const auto whole = static_cast<double>((m_lanes.span.to - m_lanes.span.from).count());
    emit chosen(m_lanes.span.from + Milliseconds{std::llround(whole * share)});
}

void LanesView::mousePressEvent(QMouseEvent* event)
{
    if (event->position().x() >= leftOf())
        choose(event->position().x());
}

void LanesView::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        choose(event->position().x());
}

void LanesView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::of(this)->panel);
    paintAxis(painter);
    paintBars(painter, m_anomalies, m_lanes.anomalies);
    paintTicks(painter, m_approvals);
    paintBars(painter, m_breakers, m_lanes.breakers);
    paintBars(painter, m_canaries, m_lanes.canaries);
    paintScore(painter, m_score);
    paintMoment(painter);
}

void LanesView::paintAxis(QPainter& painter) const
{
    const Theme theme = Theme::of(this);
    const auto small = theme.font(Type::Small);
    const int label = theme.px(72);
    const auto plate = xOf(m_at);
    const auto step = roundStep((m_lanes.span.to - m_lanes.span.from) / std::max(1, plotWidth() / theme.px(110)));
    const auto first = Instant{(m_lanes.span.from.time_since_epoch() / step + 1) * step};
    for (auto at = first; at <= m_lanes.span.to; at += step) {
        const double x = xOf(at);
        painter.fillRect(QRectF(std::round(x), theme.px(axisRow), 1, height()), theme->grid);
        // The plate of the moment covers its neighbours' labels.
        if (std::abs(x - plate) < label)
            continue;
        const int left = std::min(static_cast<int>(x) - label / 2, width() - label);
        paintText(
            painter, QRect(left, 0, label, theme.px(axisRow)), format::utcTime(at).chopped(1), small, theme->muted,
            Qt::AlignHCenter | Qt::AlignVCenter);
    }
    for (const auto* lane : {&m_anomalies, &m_approvals, &m_breakers, &m_canaries, &m_score}) {
        const QRect area(theme.px(16), theme.px(lane->top), theme.px(laneLabel - 8), theme.px(lane->height));
        paintText(painter, area, lane->title, small, theme->text);
        paintLine(
            painter, QRect(theme.px(16), theme.px(lane->top), width() - theme.px(32), theme.px(lane->height)),
            Qt::BottomEdge, theme->line);
        if (lane->leftOut > 0)
            paintText(
                painter, area.adjusted(0, theme.px(28), 0, 0), tr("and %n more", nullptr, lane->leftOut), small,
                theme->muted);
    }
}

void LanesView::paintBars(QPainter& painter, const Lane& lane, const std::vector<engine::LaneBar>& bars) const
{
    for (const auto& bar : bars) {
        const auto row =
            std::find_if(lane.rows.begin(), lane.rows.end(), [&bar](const Row& each) { return each.id == bar.id; });
        if (row != lane.rows.end())
            paintBar(painter, bar, Theme::of(this).px(row->top));
    }
}

void LanesView::paintBar(QPainter& painter, const engine::LaneBar& bar, int top) const
{
    const Theme theme = Theme::of(this);
    const double left = xOf(bar.from);
    const QRectF area(left, top, std::max(2.0, xOf(bar.to) - left), theme.px(laneBar));
    const bool open = bar.code == "open"_L1;
    const bool half = bar.code == "half_open"_L1;
    const auto severity = open ? std::optional{Severity::P0} : half ? std::optional{Severity::P2} : std::nullopt;
    const QColor fill = severity ? theme->fill(*severity) : bar.severity ? theme->sel : theme->base;
    const QColor ink = severity ? theme->onFill(*severity) : bar.severity ? theme->onSel : theme->text;
    paintBox(painter, area, severity ? theme->text : theme->border, fill);
    int x = static_cast<int>(area.left()) + theme.px(8);
    const int side = theme.px(10);
    const auto shape = severity ? severity : bar.severity;
    const bool room = area.width() > side + theme.px(12);
    if (shape && room) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        paintShape(
            painter, QRectF(x - theme.px(2), top + (theme.px(laneBar) - side) / 2.0, side, side), *shape,
            severity ? ink : theme->fill(*shape), severity ? QColor(Qt::transparent) : theme->text);
        painter.restore();
        x += side + theme.px(4);
    }
    const QRect words(x, top, static_cast<int>(area.right()) - x - theme.px(4), theme.px(laneBar));
    if (words.width() > theme.px(24))
        paintText(painter, words, barWords(bar), theme.font(Type::Small), ink);
}

void LanesView::paintTicks(QPainter& painter, const Lane& lane) const
{
    const Theme theme = Theme::of(this);
    const auto small = theme.font(Type::Small);
    std::map<QString, double> free;
    for (auto here = m_lanes.approvals.begin(); here != m_lanes.approvals.end(); ++here) {
        const auto& tick = *here;
        const auto row =
            std::find_if(lane.rows.begin(), lane.rows.end(), [&tick](const Row& each) { return each.id == tick.id; });
        if (row == lane.rows.end())
            continue;
        const int top = theme.px(row->top);
        const double x = std::round(xOf(tick.at));
        painter.fillRect(QRectF(x, top + theme.px(3), 2, theme.px(14)), theme->text);
        const auto words = tickWords(tick, !free.count(tick.id));
        const int wide = QFontMetrics(small).horizontalAdvance(words);
        const auto next =
            std::find_if(here + 1, m_lanes.approvals.end(), [&tick](const auto& other) { return other.id == tick.id; });
        const double end =
            next == m_lanes.approvals.end() ? width() : std::min<double>(width(), xOf(next->at) - theme.px(4));
        // Words stand behind their tick, or before it where they would touch the next. What has room on neither side
        // is left out: Events tells them all.
        const bool before = x + theme.px(6) + wide > end;
        const int left = before ? static_cast<int>(x) - theme.px(4) - wide : static_cast<int>(x) + theme.px(6);
        const double least = free.count(tick.id) ? free[tick.id] : before ? leftOf() : 0;
        if (left < least)
            continue;
        paintText(painter, QRect(left, top, wide + 2, theme.px(laneBar)), words, small, theme->text);
        free[tick.id] = std::max<double>(x, left + wide) + theme.px(8);
    }
}

void LanesView::paintScore(QPainter& painter, const Lane& lane) const
{
    const Theme theme = Theme::of(this);
    const double top = theme.px(lane.top + lanePadding);
    const double tall = theme.px(lane.height - 2 * lanePadding);
    const auto y = [&](double points) { return top + tall * (scoreHigh - points) / (scoreHigh - scoreLow); };
    const auto paintGap = [&](Instant from, Instant to, const QString& word) {
        const QRectF area(xOf(from), theme.px(lane.top) + 1, xOf(to) - xOf(from), theme.px(lane.height) - 2);
        paintHatch(painter, theme, area);
        if (area.width() >= unknownBadgeWidth(theme, word) + theme.px(8))
            paintUnknownBadge(
                painter, theme, QPointF(area.left() + theme.px(4), top + (tall - badgeHeight(theme)) / 2), word,
                Icon::Clock);
    };
    for (const auto& gap : m_lanes.gaps)
        paintGap(gap.from, gap.to, tr("STALE"));
    for (const auto& off : m_lanes.off)
        paintGap(off.from, off.to, tr("STOPPED"));
    painter.save();
    painter.setPen(QPen(theme->text, 1, Qt::CustomDashLine));
    QPen dash(theme->text, 1);
    dash.setDashPattern({6, 4});
    painter.setPen(dash);
    painter.drawLine(
        QPointF(leftOf(), std::round(y(scoreLimit)) + 0.5),
        QPointF(leftOf() + plotWidth(), std::round(y(scoreLimit)) + 0.5));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme->text, 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    QPainterPath path;
    bool drawing = false;
    for (const auto& point : m_lanes.score) {
        if (!point.total) { // a gap is a gap, not a line
            drawing = false;
            continue;
        }
        const QPointF place(xOf(point.at), y(*point.total));
        if (drawing)
            path.lineTo(place);
        else
            path.moveTo(place);
        drawing = true;
    }
    painter.drawPath(path);
    painter.restore();
    paintText(
        painter,
        QRect(theme.px(16), static_cast<int>(y(scoreLimit)) - theme.px(8), leftOf() - theme.px(24), theme.px(16)),
        QString::number(scoreLimit), theme.font(Type::Small), theme->muted, Qt::AlignRight | Qt::AlignVCenter);
}

void LanesView::paintMoment(QPainter& painter) const
{
    const Theme theme = Theme::of(this);
    const double x = std::round(xOf(m_at));
    auto veil = theme->panel;
    veil.setAlphaF(0.6F);
    painter.fillRect(QRectF(x + 1, theme.px(axisRow), leftOf() + plotWidth() - x, height() - theme.px(axisRow)), veil);
    painter.fillRect(QRectF(x - 1, theme.px(axisRow - 6), 2, height()), theme->text);
    const auto badge = theme.font(Type::Badge);
    const auto words = format::utcTime(m_at);
    const int wide = QFontMetrics(badge).horizontalAdvance(words) + theme.px(12);
    const int left = std::clamp(static_cast<int>(x) - wide / 2, leftOf() - theme.px(16), std::max(0, width() - wide));
    const QRect plate(left, theme.px(6), wide, theme.px(20));
    painter.fillRect(plate, theme->inv);
    paintText(painter, plate, words, badge, theme->onInv, Qt::AlignCenter);
}

} // namespace penelope::ui::review

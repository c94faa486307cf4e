#include "ui/audit/minimap.h"

#include "ui/audit/mapticks.h"
#include "ui/text/format.h"
#include "ui/theme/paint.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mapHeight = 60;
constexpr int axisHeight = 16;
constexpr int labelWidth = 88;
constexpr int markHeight = 10;
constexpr int columnWidth = 3;
/// Marks nearer than this would run into one another: the worst of them is drawn.
constexpr int markSpacing = 14;

Milliseconds lengthOf(const AuditReader::Timeline& timeline)
{
    return timeline.days ? Milliseconds{std::chrono::hours{24}} : Milliseconds{std::chrono::minutes{1}};
}

} // namespace

MiniMap::MiniMap(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Events over time"));
    setCursor(Qt::CrossCursor);
}

QSize MiniMap::sizeHint() const
{
    return {Theme::of(this).px(240), Theme::of(this).px(mapHeight)};
}

void MiniMap::show(AuditReader::Timeline timeline)
{
    m_timeline = std::move(timeline);
    arrange();
}

void MiniMap::showBookmarks(std::vector<Instant> bookmarks)
{
    m_bookmarks = std::move(bookmarks);
    update();
}

void MiniMap::showRange(std::optional<Instant> from, std::optional<Instant> to)
{
    m_from = from;
    m_to = to;
    update();
}

void MiniMap::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// Each bucket in the column of its middle; a column is never shorter than a bucket, so that no gap is drawn where
/// there is none.
void MiniMap::arrange()
{
    m_columns.clear();
    const auto length = lengthOf(m_timeline);
    if (m_timeline.buckets.empty() || width() < columnWidth) {
        describe();
        update();
        return;
    }
    const auto start = instantFromMs(m_timeline.buckets.front().start);
    const auto end = instantFromMs(m_timeline.buckets.back().start) + length;
    const auto all = (end - start) / length;
    const auto most = std::max(1, width() / Theme::of(this).px(columnWidth));
    const auto each = (all + most - 1) / most;
    const auto count = static_cast<std::size_t>((all + each - 1) / each);
    for (std::size_t at = 0; at < count; ++at)
        m_columns.push_back(
            {0, 0, start + length * (each * static_cast<qint64>(at)),
             start + length * (each * static_cast<qint64>(at + 1))});
    for (const auto& bucket : m_timeline.buckets) {
        const auto at = static_cast<std::size_t>((instantFromMs(bucket.start) - start) / (length * each));
        m_columns[at].count += bucket.count;
        m_columns[at].breaches += bucket.breaches;
    }
    m_cursor = std::min(m_cursor, static_cast<int>(m_columns.size()) - 1);
    m_anchor = std::min(m_anchor, m_cursor);
    describe();
    update();
}

QString MiniMap::sentence(int column) const
{
    if (column < 0 || column >= static_cast<int>(m_columns.size()))
        return {};
    const auto& shown = m_columns[static_cast<std::size_t>(column)];
    //: %1 and %2 are moments
    const QString span = tr("%1 to %2").arg(format::utcDateTime(shown.from), format::utcDateTime(shown.to));
    const QString events = tr("%n event(s)", nullptr, static_cast<int>(std::min<qint64>(shown.count, INT_MAX)));
    if (shown.breaches == 0)
        return span + u": "_s + events;
    return span + u": "_s + events + u", "_s + tr("%n breach(es)", nullptr, static_cast<int>(shown.breaches));
}

void MiniMap::describe()
{
    if (m_columns.empty()) {
        setAccessibleDescription(tr("no events"));
        return;
    }
    const auto busiest =
        std::max_element(m_columns.begin(), m_columns.end(), [](const Column& left, const Column& right) {
            return left.count < right.count;
        });
    qint64 breaches = 0;
    for (const auto& column : m_columns)
        breaches += column.breaches;
    const QString whole =
        tr("%1 to %2").arg(format::utcDateTime(m_columns.front().from), format::utcDateTime(m_columns.back().to));
    //: %1 is a range of time, %2 what happened in its busiest part
    QString words = tr("%1; busiest %2").arg(whole, sentence(static_cast<int>(busiest - m_columns.begin())));
    words += u"; "_s + tr("%n breach(es) in all", nullptr, static_cast<int>(breaches));
    if (m_cursor >= 0)
        words = sentence(m_cursor) + u". "_s + words;
    setAccessibleDescription(words);
}

double MiniMap::left(int column) const
{
    return width() * static_cast<double>(column) / static_cast<double>(m_columns.size());
}

int MiniMap::columnAt(double x) const
{
    const auto count = static_cast<int>(m_columns.size());
    return std::clamp(static_cast<int>(x * count / std::max(1, width())), 0, std::max(0, count - 1));
}

int MiniMap::columnOf(Instant moment) const
{
    const auto found =
        std::find_if(m_columns.begin(), m_columns.end(), [moment](const Column& column) { return moment < column.to; });
    return static_cast<int>(found - m_columns.begin());
}

void MiniMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    const int floor = height() - theme.px(axisHeight);
    painter.fillRect(0, 0, width(), floor, theme->base);
    if (m_columns.empty())
        return;
    const auto most = std::max_element(m_columns.begin(), m_columns.end(), [](const Column& one, const Column& other) {
                          return one.count < other.count;
                      })->count;
    const double room = floor - theme.px(markHeight) - 2;
    const auto count = static_cast<int>(m_columns.size());
    const auto first = std::min(m_cursor, m_anchor);
    const auto last = std::max(m_cursor, m_anchor);
    for (int at = 0; at < count; ++at) {
        const auto& column = m_columns[static_cast<std::size_t>(at)];
        const bool asked = (!m_from || column.to > *m_from) && (!m_to || column.from < *m_to);
        const bool chosen = m_cursor >= 0 && at >= first && at <= last && (m_dragging || hasFocus());
        const QRectF whole(left(at), 0, left(at + 1) - left(at), floor);
        if (chosen)
            painter.fillRect(whole, theme->line);
        if (column.count == 0)
            continue;
        // By the root: beside one burst the ordinary days are still told apart.
        const double share = static_cast<double>(column.count) / static_cast<double>(most);
        const double tall = std::max(1.0, room * std::sqrt(share));
        const QRectF bar(whole.left(), floor - 1 - tall, std::max(1.0, whole.width() - 1), tall);
        painter.fillRect(bar, asked ? theme->muted : theme->line);
    }
    paintMarks(painter);
    paintLine(painter, QRectF(0, 0, width(), floor), Qt::BottomEdge, theme->border);
    paintAxis(painter);
    if (hasFocus())
        paintRing(painter, theme, rect());
}

void MiniMap::paintAxis(QPainter& painter) const
{
    const Theme theme = Theme::of(this);
    const int floor = height() - theme.px(axisHeight);
    const int label = theme.px(labelWidth);
    const auto from = m_columns.front().from;
    const auto span = static_cast<double>((m_columns.back().to - from).count());
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const auto& tick : mapTicks(from, m_columns.back().to, std::max(1, width() / (2 * label)))) {
        const auto at = static_cast<int>(static_cast<double>((tick.at - from).count()) / span * width());
        painter.setPen(QPen(theme->border, 1));
        painter.drawLine(at, floor, at, floor + 3);
        const QRect place(std::clamp(at - label / 2, 0, std::max(0, width() - label)), floor, label, height() - floor);
        const auto beside = at < label / 2             ? Qt::AlignLeft
                            : at > width() - label / 2 ? Qt::AlignRight
                                                       : Qt::AlignHCenter;
        paintText(painter, place, tick.text, theme.font(Type::Small), theme->muted, beside | Qt::AlignVCenter);
    }
}

void MiniMap::paintMarks(QPainter& painter) const
{
    const Theme theme = Theme::of(this);
    const int floor = height() - theme.px(axisHeight);
    const int side = theme.px(8);
    const int spacing = theme.px(markSpacing);
    int worst = -1;
    double group = 0;
    const auto draw = [&] {
        if (worst >= 0)
            paintIcon(painter, QPointF((left(worst) + left(worst + 1) - side) / 2, 1), Icon::Cross, theme->text, side);
        worst = -1;
    };
    for (int at = 0; at < static_cast<int>(m_columns.size()); ++at) {
        if (left(at) >= group + spacing) {
            draw();
            group = left(at);
        }
        const auto breaches = m_columns[static_cast<std::size_t>(at)].breaches;
        if (breaches > 0 && (worst < 0 || breaches > m_columns[static_cast<std::size_t>(worst)].breaches))
            worst = at;
    }
    draw();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto bookmark : m_bookmarks) {
        const auto at = columnOf(bookmark);
        if (at >= static_cast<int>(m_columns.size()) || bookmark < m_columns.front().from)
            continue;
        const double x = (left(at) + left(at + 1)) / 2;
        QPainterPath flag(QPointF(x, floor - 1));
        flag.lineTo(x - side / 2.0, floor - 1 - side);
        flag.lineTo(x + side / 2.0, floor - 1 - side);
        flag.closeSubpath();
        painter.fillPath(flag, theme->text);
    }
}

void MiniMap::choose()
{
    if (m_cursor < 0 || m_columns.empty())
        return;
    const auto first = static_cast<std::size_t>(std::min(m_cursor, m_anchor));
    const auto last = static_cast<std::size_t>(std::max(m_cursor, m_anchor));
    emit rangeChosen(m_columns[first].from, m_columns[last].to);
}

void MiniMap::moveTo(int column, bool extend)
{
    if (m_columns.empty())
        return;
    m_cursor = std::clamp(column, 0, static_cast<int>(m_columns.size()) - 1);
    if (!extend || m_anchor < 0)
        m_anchor = m_cursor;
    describe();
    update();
}

void MiniMap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_columns.empty())
        return;
    m_dragging = true;
    moveTo(columnAt(event->position().x()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void MiniMap::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragging)
        moveTo(columnAt(event->position().x()), true);
}

void MiniMap::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && std::exchange(m_dragging, false))
        choose();
}

void MiniMap::keyPressEvent(QKeyEvent* event)
{
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    const int last = static_cast<int>(m_columns.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left: moveTo(m_cursor < 0 ? last : m_cursor - 1, extend); break;
    case Qt::Key_Right: moveTo(m_cursor + 1, extend); break;
    case Qt::Key_PageUp: moveTo(m_cursor - 10, extend); break;
    case Qt::Key_PageDown: moveTo(m_cursor + 10, extend); break;
    case Qt::Key_Home: moveTo(0, extend); break;
    case Qt::Key_End: moveTo(last, extend); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(); break;
    case Qt::Key_Escape:
        m_cursor = m_anchor = -1;
        describe();
        update();
        emit rangeCleared();
        break;
    default: QWidget::keyPressEvent(event);
    }
}

void MiniMap::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

bool MiniMap::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), sentence(columnAt(help->pos().x())), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace penelope::ui

#include "ui/charts/readoutview.h"

#include "ui/widgets/badge.h"

#include <QFontMetrics>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace penelope::ui::charts {
namespace {

constexpr int valueLeft = 60;
constexpr int valueRight = 144; ///< values end here, notes at the edge
constexpr int valueWidth = 96;
constexpr int firstTop = 4;
constexpr int leastLine = 15;
constexpr int mostLine = 20;
constexpr int stateGap = 2; ///< above the state

/// Where the state stands: under the lines, or where a low plot has no room for that, at the right of the title.
bool isStateInTitle(const Readout& readout, const Theme& theme, int height)
{
    const int lines = static_cast<int>(readout.lines.size()) + 1;
    return firstTop + lines * theme.px(leastLine) + stateGap + badgeHeight(theme) > height;
}

/// Title, lines and state have room in the plot's height, whatever it is.
int lineHeightOf(const Readout& readout, const Theme& theme, int height)
{
    const int lines = static_cast<int>(readout.lines.size()) + 1;
    const int room =
        isStateInTitle(readout, theme, height) ? height - firstTop : height - firstTop - stateGap - badgeHeight(theme);
    return std::clamp(room / lines, theme.px(leastLine), theme.px(mostLine));
}

int badgeWidthOf(const Readout& readout, const Theme& theme)
{
    if (readout.unknown)
        return unknownBadgeWidth(theme, readout.badge);
    return readout.severity ? severityBadgeWidth(theme, readout.badge) : 0;
}

} // namespace

void ReadoutView::show(const Readout& readout)
{
    if (m_readout == readout)
        return;
    auto before = std::exchange(m_readout, readout);
    before.lines = readout.lines;
    QStringList words{readout.title};
    for (const auto& line : readout.lines)
        words.append(line.name + u' ' + line.value);
    words.append(readout.badge + u' ' + readout.state);
    setAccessibleName(words.join(QStringLiteral(", ")));
    // A crosshair changes values only: names, title and state stay as they are painted.
    const int lineHeight = lineHeightOf(readout, Theme::of(this), height());
    if (before == readout)
        update(
            Theme::of(this).px(valueLeft), firstTop + lineHeight, width() - Theme::of(this).px(valueLeft),
            lineHeight * static_cast<int>(readout.lines.size()));
    else
        update();
}

void ReadoutView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const auto theme = Theme::of(this);
    const int nameWidth = theme.px(valueLeft);
    const int valueEnd = theme.px(valueRight);
    const bool names = event->rect().left() < nameWidth;
    const int lineHeight = lineHeightOf(m_readout, theme, height());
    const bool inTitle = isStateInTitle(m_readout, theme, height());
    int top = firstTop;
    if (event->rect().top() < top + lineHeight) {
        const QRect row(0, top, width(), lineHeight);
        const int words = paintTitle(painter, theme, row);
        if (inTitle)
            paintStateInTitle(painter, theme, row.adjusted(words + 8, 0, 0, 0));
    }
    for (std::size_t index = 0; index < m_readout.lines.size(); ++index) {
        const auto& line = m_readout.lines[index];
        top += lineHeight;
        if (names)
            paintText(painter, QRect(0, top, nameWidth, lineHeight), line.name, theme.font(Type::Small), theme->muted);
        const auto type = line.unknown ? Type::Unknown : index == 0 ? Type::Strong : Type::Body;
        paintText(
            painter, QRect(valueEnd - theme.px(valueWidth), top, theme.px(valueWidth), lineHeight), line.value,
            theme.font(type), theme->text, Qt::AlignRight | Qt::AlignVCenter);
        paintText(
            painter, QRect(valueEnd + 4, top, width() - valueEnd - 4, lineHeight), line.note, theme.font(Type::Small),
            theme->muted, Qt::AlignRight | Qt::AlignVCenter);
    }
    if (!inTitle && event->rect().bottom() >= top + lineHeight)
        paintState(painter, theme, top + lineHeight + stateGap);
}

int ReadoutView::paintTitle(QPainter& painter, const Theme& theme, const QRect& row) const
{
    const int titleWidth = paintText(painter, row, m_readout.title, theme.font(Type::Strong), theme->text);
    const QRect rest = row.adjusted(titleWidth + 6, 0, 0, 0);
    return titleWidth + 6 + paintText(painter, rest, m_readout.unit, theme.font(Type::Body), theme->muted);
}

/// The badge whole, and its words where they have room too; the limit they tell stands at its line.
void ReadoutView::paintStateInTitle(QPainter& painter, const Theme& theme, const QRect& area) const
{
    const int badge = badgeWidthOf(m_readout, theme);
    const int words = QFontMetrics(theme.font(Type::Body)).horizontalAdvance(m_readout.state);
    const bool both = badge == 0 || badge + 8 + words <= area.width();
    const int left = area.right() + 1 - (badge == 0 ? words : both ? badge + 8 + words : badge);
    // Higher than a line of a low plot: it reaches into the margin above and never into the numbers below.
    const int over = badgeHeight(theme) - area.height();
    const QPointF corner(left, over > 0 ? std::max(0, area.top() - over) : area.top() - over / 2.0);
    if (m_readout.unknown)
        paintUnknownBadge(painter, theme, corner, m_readout.badge, Icon::Unknown);
    else if (m_readout.severity)
        paintSeverityBadge(painter, theme, corner, *m_readout.severity, m_readout.badge);
    if (both)
        paintText(
            painter, QRect(area.right() + 1 - words, area.top(), words + 1, area.height()), m_readout.state,
            theme.font(Type::Body), m_readout.severity ? theme->text : theme->muted);
}

void ReadoutView::paintState(QPainter& painter, const Theme& theme, int top) const
{
    int left = 0;
    if (m_readout.unknown)
        left = paintUnknownBadge(painter, theme, QPointF(0, top), m_readout.badge, Icon::Unknown) + 8;
    else if (m_readout.severity)
        left = paintSeverityBadge(painter, theme, QPointF(0, top), *m_readout.severity, m_readout.badge) + 8;
    paintText(
        painter, QRect(left, top, width() - left, badgeHeight(theme)), m_readout.state, theme.font(Type::Body),
        m_readout.severity ? theme->text : theme->muted);
}

} // namespace penelope::ui::charts

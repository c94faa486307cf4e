#include "ui/widgets/badge.h"

#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QAccessible>
#include <QFontMetrics>

namespace penelope::ui {

namespace {

constexpr int badgePadding = 6;
constexpr int badgeShape = 9;
constexpr int badgeGap = 4;
constexpr int badgeIcon = 12;

int textWidth(const Theme& theme, Type type, const QString& text)
{
    return QFontMetrics(theme.font(type)).horizontalAdvance(text);
}

/// Behind an outline: nothing, but where a selected row is as bright as the text the badge brings its own ground.
QColor groundOf(const Theme& theme)
{
    return theme->sel == theme->text ? theme->base : QColor(Qt::transparent);
}

} // namespace

int badgeHeight(const Theme& theme)
{
    return theme.px(20);
}

int severityBadgeWidth(const Theme& theme, const QString& text)
{
    return theme.px(2 * badgePadding + badgeShape + badgeGap) + textWidth(theme, Type::Badge, text);
}

int unknownBadgeWidth(const Theme& theme, const QString& text)
{
    return theme.px(2 * badgePadding + badgeIcon + badgeGap) + textWidth(theme, Type::Unknown, text) + 1;
}

int paintSeverityBadge(
    QPainter& painter, const Theme& theme, QPointF topLeft, Severity severity, const QString& text, bool frozen)
{
    const int width = severityBadgeWidth(theme, text);
    const int height = badgeHeight(theme);
    const QRectF area(topLeft, QSizeF(width, height));
    const QColor ink = frozen ? theme->muted : theme->onFill(severity);
    paintBox(
        painter, area, frozen ? theme->border : theme->text, frozen ? groundOf(theme) : theme->fill(severity), 2,
        frozen ? 1 : 1.5);
    const int shape = theme.px(badgeShape);
    const qreal top = topLeft.y() + (height - shape) / 2.0;
    paintShape(painter, QRectF(topLeft.x() + theme.px(badgePadding), std::floor(top), shape, shape), severity, ink);
    const int left = theme.px(badgePadding + badgeShape + badgeGap);
    paintText(
        painter, QRectF(topLeft.x() + left, topLeft.y(), width - left, height).toRect(), text, theme.font(Type::Badge),
        ink);
    return width;
}

int paintNeutralBadge(QPainter& painter, const Theme& theme, QPointF topLeft, const QString& text)
{
    const int width = theme.px(2 * badgePadding) + textWidth(theme, Type::Label, text);
    const QRectF area(topLeft, QSizeF(width, badgeHeight(theme)));
    paintBox(painter, area, theme->border, groundOf(theme), 2);
    paintText(painter, area.toRect(), text, theme.font(Type::Label), theme->text, Qt::AlignCenter);
    return width;
}

int paintUnknownBadge(QPainter& painter, const Theme& theme, QPointF topLeft, const QString& text, Icon icon)
{
    const int width = unknownBadgeWidth(theme, text);
    const int height = badgeHeight(theme);
    paintBox(painter, QRectF(topLeft, QSizeF(width, height)), theme->border, theme->base, 2);
    const int side = theme.px(badgeIcon);
    const QPoint within(theme.px(badgePadding), (height - side) / 2);
    paintIcon(painter, topLeft + within, icon, theme->text, side);
    const int left = theme.px(badgePadding + badgeIcon + badgeGap);
    paintText(
        painter, QRectF(topLeft.x() + left, topLeft.y(), width - left, height).toRect(), text,
        theme.font(Type::Unknown), theme->text);
    return width;
}

Badge::Badge(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Badge::show(std::optional<Severity> severity, const QString& text)
{
    if (!m_unknown && m_severity == severity && m_text == text)
        return;
    m_unknown = false;
    m_severity = severity;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Badge::showUnknown(const QString& text, Icon icon)
{
    if (m_unknown && m_text == text && m_icon == icon)
        return;
    m_unknown = true;
    m_icon = icon;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    const Theme theme = Theme::of(this);
    const int width = m_unknown    ? unknownBadgeWidth(theme, m_text)
                      : m_severity ? severityBadgeWidth(theme, m_text)
                                   : theme.px(2 * badgePadding) + textWidth(theme, Type::Label, m_text);
    return {width, badgeHeight(theme)};
}

void Badge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    if (m_unknown)
        paintUnknownBadge(painter, theme, {0, 0}, m_text, m_icon);
    else if (m_severity)
        paintSeverityBadge(painter, theme, {0, 0}, *m_severity, m_text);
    else
        paintNeutralBadge(painter, theme, {0, 0}, m_text);
}

FreshnessBadge::FreshnessBadge(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setProperty("freshness", toWord(m_freshness));
}

void FreshnessBadge::setSource(const QString& source)
{
    setProperty("dataSource", source);
}

void FreshnessBadge::show(Freshness freshness, std::optional<Milliseconds> age)
{
    const QString before = text();
    const bool same = m_freshness == freshness;
    m_freshness = freshness;
    m_age = age;
    if (same && before == text())
        return;
    setProperty("freshness", toWord(freshness));
    setAccessibleName(text());
    updateGeometry();
    update();
}

QString FreshnessBadge::text() const
{
    QString age = m_age ? format::age(*m_age) : format::absent();
    switch (m_freshness) {
    case Freshness::Fresh:
    case Freshness::Late: return age;
    case Freshness::Stale:
    case Freshness::Lost: return words::freshness(m_freshness) + QChar(u' ') + age;
    }
    Q_UNREACHABLE();
}

QSize FreshnessBadge::sizeHint() const
{
    const Theme theme = Theme::of(this);
    switch (m_freshness) {
    case Freshness::Fresh: return {textWidth(theme, Type::Small, text()), badgeHeight(theme)};
    case Freshness::Late: return {theme.px(16) + textWidth(theme, Type::Small, text()), badgeHeight(theme)};
    case Freshness::Stale:
    case Freshness::Lost: return {unknownBadgeWidth(theme, text()) + theme.px(16), badgeHeight(theme)};
    }
    Q_UNREACHABLE();
}

void FreshnessBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    switch (m_freshness) {
    case Freshness::Fresh: paintText(painter, rect(), text(), theme.font(Type::Small), theme->muted); return;
    case Freshness::Late: {
        const int side = theme.px(12);
        paintIcon(painter, QPoint(0, (height() - side) / 2), Icon::Clock, theme->muted, side);
        paintText(painter, rect().adjusted(theme.px(16), 0, 0, 0), text(), theme.font(Type::Small), theme->muted);
        return;
    }
    case Freshness::Stale:
    case Freshness::Lost:
        paintHatch(painter, theme, rect());
        paintUnknownBadge(painter, theme, QPointF(theme.px(8), 0), text(), Icon::Clock);
        return;
    }
    Q_UNREACHABLE();
}

} // namespace penelope::ui

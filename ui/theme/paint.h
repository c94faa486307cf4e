#pragma once

#include "ui/theme/theme.h"

#include <QBrush>
#include <QPainter>
#include <QRect>

#include <memory>
#include <vector>

namespace penelope::ui {

/// The line icons of look.md 5.
enum class Icon {
    Approvals,
    Breakers,
    Canaries,
    Compliance,
    Audit,
    Review,
    Settings,
    Clock,
    Unknown,
    Search,
    Filter,
    Copy,
    Check,
    Play,
    User,
    Next,
    Previous,
    Down,
    Up,
    Right,
    Cross
};

/// Draws an icon tinted with one colour, in a square of `size` at `topLeft`. Cached by size, device ratio and colour.
void paintIcon(QPainter& painter, QPointF topLeft, Icon icon, const QColor& color, int size = 16);
QPixmap iconPixmap(Icon icon, int size, qreal ratio, const QColor& color);

/// The shape of a severity (square, triangle, diamond, circle) inside a square. `outline` as in a list alone: 1 px in
/// text colour; without it as in a badge.
void paintShape(
    QPainter& painter, const QRectF& square, Severity severity, const QColor& fill,
    const QColor& outline = QColor(Qt::transparent));

/// The 45° hatch of stale, lost, unknown. Set the brush origin to the widget's (0,0) in the painter's coordinates.
QBrush hatchBrush(const Theme& theme, qreal ratio);
/// Fills with the hatch aligned to the painter's origin.
void paintHatch(QPainter& painter, const Theme& theme, const QRectF& area);

/// One crisp device pixel, at any ratio, along the inner edge given.
void paintLine(QPainter& painter, const QRectF& area, Qt::Edge edge, const QColor& color);
/// An edge of one device pixel inside `area` with a corner radius, filled.
void paintBox(
    QPainter& painter, const QRectF& area, const QColor& edge, const QColor& fill, double radius = 0, double width = 1);
/// The focus ring inside `area`.
void paintRing(QPainter& painter, const Theme& theme, const QRectF& area, double radius = 0);

/// The lines that were shaped last. A text over several cells of a table is painted a part at a time, with each of
/// them: who does so keeps one of these, and has it shaped once. GUI thread.
class KeptLines
{
public:
    KeptLines();
    ~KeptLines();
    KeptLines(const KeptLines&) = delete;
    KeptLines& operator=(const KeptLines&) = delete;

private:
    friend class LinePainter;
    class Shaped;
    struct Line;
    static constexpr std::size_t most = 4;
    std::vector<std::unique_ptr<Line>> m_lines; ///< the oldest first
};

/// One line, elided at the right with "…", vertically centred. Answers the width it took.
int paintText(
    QPainter& painter, const QRect& area, const QString& text, const QFont& font, const QColor& color,
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, KeptLines* kept = nullptr);

} // namespace penelope::ui

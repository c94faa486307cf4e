#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/diffview.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace penelope::ui {

/// Every letter of the row is as wide as any other in the mono font; other scripts come from other fonts.
inline bool isEven(QStringView row)
{
    constexpr char16_t latin = 0x24F;
    return std::all_of(row.begin(), row.end(), [](QChar each) { return each.unicode() <= latin; });
}

/// What every painted line needs, found once for each paint.
struct DiffView::Draw
{
    QPainter& painter;
    Theme theme;
    QFont mono;
    QFont strong;
    int charWidth = 8;
    double advance = 8; ///< of one letter, as it is drawn
    int columns = 0;    ///< characters of one row while wrapping

    /// The place of a letter from the left of its row.
    double xOf(QStringView row, int letter) const
    {
        return isEven(row) ? letter * advance : QFontMetricsF(mono).horizontalAdvance(row.first(letter).toString());
    }
};

} // namespace penelope::ui

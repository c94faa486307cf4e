#pragma once

#include <QSplitter>

namespace penelope::ui {

/// A screen reader reads children in the order of their parent's list, where QSplitter::addWidget puts each new one
/// first. Call it when all parts are in.
inline void setReadingOrder(QSplitter& splitter)
{
    for (int at = splitter.count() - 1; at >= 0; --at)
        splitter.widget(at)->lower();
}

} // namespace penelope::ui

#pragma once

#include "core/base/vocabulary.h"

#include <QColor>

namespace penelope::ui {

enum class Scheme { Light, Dark, HighContrast };

/// The colours of one scheme (look.md 1, ux.md 0). Nothing on a screen is drawn in any other colour.
struct Tokens
{
    QColor window; ///< frame and navigation
    QColor panel;  ///< page, pane, strip
    QColor base;   ///< rows, fields, plots
    QColor text;
    QColor muted;  ///< also of disabled controls
    QColor border; ///< edges of controls, badges, axes
    QColor line;   ///< hairlines between rows and panes; never the only edge of a control
    QColor focus;
    QColor sel;   ///< selected row
    QColor onSel; ///< text on it
    QColor mutedOnSel;
    QColor hover; ///< row or button under the pointer; transparent = a dashed edge instead
    QColor ctl;   ///< face of buttons
    QColor inv;   ///< the one committing button
    QColor onInv;
    QColor control; ///< control series
    QColor band;    ///< interval of the control; transparent = outline only
    QColor elapsed; ///< filled part of bars
    QColor grid;    ///< plot grid; transparent = none
    QColor hatch;   ///< stale, lost, no data, unmeasured
    QColor add;     ///< tint of added lines
    QColor remove;  ///< tint of removed lines
    QColor severity[4];
    QColor onSeverity[4];

    const QColor& fill(Severity level) const { return severity[static_cast<int>(level)]; }
    const QColor& onFill(Severity level) const { return onSeverity[static_cast<int>(level)]; }
};

const Tokens& tokensOf(Scheme scheme);

} // namespace penelope::ui

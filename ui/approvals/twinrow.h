#pragma once

#include "ui/theme/paint.h"

#include <QWidget>

namespace penelope::ui::approvals {

/// One thing that was measured of both versions: before, after and what they differ by, each right-aligned in a column
/// of its own, so that rows stand under one another.
class TwinRow : public QWidget
{
    Q_OBJECT

public:
    struct Cells
    {
        QString before;
        QString after;
        QString difference;
    };
    /// `strong`: this is what the verdict is about. `spoken`: the three as one sentence.
    TwinRow(
        const Cells& cells, const QString& spoken, bool strong = false, Tone tone = Tone::Text,
        QWidget* parent = nullptr);
};

} // namespace penelope::ui::approvals

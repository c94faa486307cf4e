#include "ui/approvals/twinrow.h"

#include "ui/theme/eachzoom.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>

namespace penelope::ui::approvals {

TwinRow::TwinRow(const Cells& cells, const QString& spoken, bool strong, Tone tone, QWidget* parent)
    : QWidget(parent)
{
    constexpr int columnWidth = 104;
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const auto* text : {&cells.before, &cells.after, &cells.difference}) {
        const bool isVerdict = strong && text == &cells.difference;
        auto* label = new Label(*text, isVerdict ? Type::Strong : Type::Body, tone, this);
        atEachZoom(label, [label](const Theme& theme) { label->setFixedWidth(theme.px(columnWidth)); });
        label->setAlignment(Qt::AlignRight | Qt::AlignTop);
        row->addWidget(label);
    }
    row->addStretch();
    setAccessibleName(spoken);
}

} // namespace penelope::ui::approvals

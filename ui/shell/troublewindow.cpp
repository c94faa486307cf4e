#include "ui/shell/troublewindow.h"

#include "ui/text/coresentences.h"
#include "ui/widgets/diffindex.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace penelope::ui {

TroubleWindow::TroubleWindow(const Error& error, bool canBrowse)
{
    const Theme theme = Theme::of(this);
    //: the name of the product
    setWindowTitle(tr("Penelope"));
    setMinimumWidth(theme.px(480));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(16));
    column->setSpacing(theme.px(8));
    column->addWidget(new Label(tr("Penelope cannot start"), Type::Title, Tone::Text, this));
    auto* why = new Label(words::told(error.message), Type::Body, Tone::Text, this);
    auto* where = new Label(visibleText(error.where), Type::Body, Tone::Muted, this);
    for (auto* label : {why, where}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        column->addWidget(label);
    }
    where->setVisible(!error.where.isEmpty() && !error.message.contains(error.where));
    column->addSpacing(theme.px(16));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    if (canBrowse) {
        auto* browse = new KeyButton(tr("Browse its records"), tr("Enter"), ButtonSize::Tool, this);
        browse->setDefault(true);
        buttons->addWidget(browse);
        connect(browse, &QPushButton::clicked, this, &QDialog::accept);
    }
    auto* close = new KeyButton(tr("Close"), QStringLiteral("Esc"), ButtonSize::Tool, this);
    buttons->addWidget(close);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
}

} // namespace penelope::ui

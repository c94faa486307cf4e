#pragma once

#include "ui/shell/session.h"

#include <QDialog>

namespace penelope::ui {

/// Ends one freeze, or with an empty id all of them, with a reason; says first what stands and what will go on.
class UnfreezeDialog : public QDialog
{
    Q_OBJECT

public:
    UnfreezeDialog(Session& session, const QString& id, QWidget* parent = nullptr);
};

/// "everything", "service payments", "label cluster=eu", in the user's language.
QString scopeText(const freeze::Scope& scope);

} // namespace penelope::ui

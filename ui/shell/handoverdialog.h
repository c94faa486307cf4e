#pragma once

#include "ui/shell/session.h"

#include <QDialog>

namespace penelope::ui {

/// The notes of the shift whole, and a field for what the next one should know. The strip under the navigation shows
/// only the newest of them, and in a small window none.
class HandoverDialog : public QDialog
{
    Q_OBJECT

public:
    explicit HandoverDialog(Session& session, QWidget* parent = nullptr);

    /// Whether a note can be written now, by who sits here.
    static bool canWrite(const Session& session);
    /// Each with its time and its writer, the newest first; one sentence where there is none.
    static QStringList notes(const Session& session);
};

} // namespace penelope::ui

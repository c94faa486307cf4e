#pragma once

#include "core/base/result.h"

#include <QDialog>

namespace penelope::ui {

/// Why the console does not start, for somebody who started it from a menu and sees no terminal. GUI thread.
class TroubleWindow : public QDialog
{
    Q_OBJECT

public:
    enum Answer { Close = QDialog::Rejected, Browse = QDialog::Accepted };

    /// `canBrowse`: the records of the file can be looked at all the same.
    TroubleWindow(const Error& error, bool canBrowse);
};

} // namespace penelope::ui

#pragma once

#include <QDialog>

namespace penelope::ui {

/// The help of one screen: Markdown from the resources, in a window of its own.
class HelpWindow : public QDialog
{
    Q_OBJECT

public:
    /// `page` is a page's name; without a text of its own the overview is shown.
    HelpWindow(const QString& page, QWidget* parent);
};

} // namespace penelope::ui

#pragma once

#include <QDialog>

class QTextBrowser;
class QUrl;

namespace penelope::ui {

/// The help of one screen: Markdown from the resources, in a window of its own. Its links lead to other texts of the
/// resources and nowhere else.
class HelpWindow : public QDialog
{
    Q_OBJECT

public:
    /// `page` is a page's name; without a text of its own the overview is shown.
    HelpWindow(const QString& page, QWidget* parent);

private:
    void read(const QString& page);
    void follow(const QUrl& link);

    QTextBrowser* m_text;
};

} // namespace penelope::ui

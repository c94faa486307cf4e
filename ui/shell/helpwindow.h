#pragma once

#include <QDialog>
#include <QStringList>

class QAction;
class QTextBrowser;
class QUrl;

namespace penelope::ui {

/// The text of resources/docs for one page, with links to the others. Nothing outside the program is ever opened.
class HelpWindow : public QDialog
{
    Q_OBJECT

public:
    /// A page without a text of its own shows the overview.
    HelpWindow(const QString& page, QWidget* parent);

private:
    void turnTo(const QString& page);
    void goBack();
    void read();
    void follow(const QUrl& link);

    QTextBrowser* m_text;
    QAction* m_back;
    QStringList m_pages; ///< those that were read; the last one is shown
};

} // namespace penelope::ui

#pragma once

#include <QDialog>

#include <vector>

class QAction;
class QBoxLayout;
class QLineEdit;
class QTextBrowser;
class QUrl;

namespace penelope::ui {

class Label;

/// The text of resources/docs for one page, with links to the others. Nothing outside the program is ever opened.
class HelpWindow : public QDialog
{
    Q_OBJECT

public:
    /// A page without a text of its own shows the overview.
    HelpWindow(const QString& page, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Read
    {
        QString page;
        int scrolled = 0; ///< where it was left
    };
    void buildSearch(QBoxLayout& bar);
    void turnTo(const QString& page);
    void goBack();
    void read();
    void follow(const QUrl& link);
    void goToHeading(const QString& anchor);
    void find(bool backwards);
    bool findOnwards(bool backwards);

    QTextBrowser* m_text;
    QLineEdit* m_sought;
    Label* m_found; ///< that it stands nowhere
    QAction* m_back;
    std::vector<Read> m_pages; ///< those that were read; the last one is shown
};

} // namespace penelope::ui

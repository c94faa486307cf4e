#pragma once

#include "ui/review/replaysession.h"

#include <QWidget>

class QAction;
class QTextBrowser;
class QTextDocument;

namespace penelope::ui {
class Label;
}

namespace penelope::ui::review {

/// The report of the range as it would be written. Made only while somebody looks.
class ReportPane : public QWidget
{
    Q_OBJECT

public:
    ReportPane(ReplaySession& replay, QAction* exporting, QWidget* parent = nullptr);
    ~ReportPane() override;

    void setSpan(engine::Span span);
    void setShown(bool shown);
    void tell(const QString& sentence);

private:
    void make();

    ReplaySession& m_replay;
    engine::Span m_span;
    bool m_shown = false;
    bool m_due = true;
    std::unique_ptr<QTextDocument> m_document;
    QTextBrowser* m_text;
    Label* m_told;
    Task m_making;
};

} // namespace penelope::ui::review

#pragma once

#include "ui/review/replaysession.h"

#include <QWidget>

namespace penelope::ui {
class Label;
class QueryField;
class TableView;
class TextTable;
} // namespace penelope::ui

namespace penelope::ui::review {

/// Which decisions of the range would have been others under another policy.
class WhatIfPane : public QWidget
{
    Q_OBJECT

public:
    explicit WhatIfPane(ReplaySession& replay, QWidget* parent = nullptr);
    /// Another range: the answer shown is of the old one, and goes.
    void setSpan(engine::Span span);

signals:
    /// A decision was opened.
    void recordRequested(const QString& seq);

private:
    void ask();
    void show(const Result<engine::WhatIf>& answer);
    void showWhole();

    ReplaySession& m_replay;
    engine::Span m_span;
    QueryField* m_field;
    Label* m_sentence;
    TextTable* m_model;
    TableView* m_view;
    Label* m_whole; ///< of the selected line, which the columns cut
    std::vector<engine::Otherwise> m_otherwise;
    Task m_asking;
};

} // namespace penelope::ui::review

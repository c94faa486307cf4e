#pragma once

#include "ui/audit/auditmodel.h"
#include "ui/shell/page.h"

namespace penelope::ui {

class AuditDetail;
class EmptyState;
class QueryField;
class KeyButton;
class Label;
class TableView;

/// "Who decided what, when, why?": the journal, newest first, each record with its proof.
class AuditPage : public Page
{
    Q_OBJECT

public:
    /// `reader` outlives the page.
    AuditPage(Session& session, AuditReader& reader, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    QString question() const override;
    QString selectedItem() const override;
    void takeFocus() override;
    void open(const QString& item) override;

private:
    void build();
    QWidget* withFooter(QWidget* parent);
    void showFooter(int first, int last);
    void buildActions();
    void refresh();
    void readVisible();
    void showCount();
    void runFilter();
    void checkFilter();
    void select(int row);
    void showSelected();
    void step(int by);
    bool isAtTop() const;

    AuditReader& m_reader;
    AuditModel* m_model;
    QueryField* m_field = nullptr;
    Label* m_count = nullptr;
    Label* m_footer = nullptr;
    KeyButton* m_newer = nullptr;
    TableView* m_table = nullptr;
    AuditDetail* m_detail = nullptr;
    QString m_trouble;
    qint64 m_wanted = 0; ///< a seq to select once it is read
};

} // namespace penelope::ui

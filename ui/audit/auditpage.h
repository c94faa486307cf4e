#pragma once

#include "ui/audit/auditmodel.h"
#include "ui/audit/auditshelf.h"
#include "ui/shell/page.h"

#include <QTimer>

namespace penelope::ui {

class AuditDetail;
class AuditOverview;
class AuditQueryBar;
class EmptyState;
class ExportStrip;
class GoToField;
class KeyButton;
class Label;
class TableView;

/// "Who decided what, when, why?": the journal, newest first, each record with its proof.
class AuditPage : public Page
{
    Q_OBJECT

public:
    /// `reader` outlives the page.
    AuditPage(Session& session, AuditReader& reader, AuditShelf shelf = {}, QWidget* parent = nullptr);

    static QString ownName();
    static QString ownTitle();
    QString name() const override { return ownName(); }
    QString title() const override { return ownTitle(); }
    QString question() const override;
    QString selectedItem() const override;
    void takeFocus() override;
    void open(const QString& item) override;

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build(AuditShelf shelf);
    QWidget* buildTable();
    QWidget* withFooter(QWidget* parent);
    void showFooter(int first, int last);
    void buildActions();
    void refresh();
    void readVisible();
    void showCount();
    void filter(const std::optional<query::Filter>& filter);
    void takeMatches();
    void takeIndex();
    void showBookmarks();
    void bookmark();
    /// All that belongs to the same anomaly, or patch, as the record in view.
    void showStory();
    QString countWords() const;
    void select(int row);
    void showSelected();
    void step(int by);
    bool isAtTop() const;

    AuditReader& m_reader;
    AuditModel* m_model;
    AuditQueryBar* m_query = nullptr;
    AuditOverview* m_overview = nullptr;
    ExportStrip* m_export = nullptr;
    GoToField* m_goTo = nullptr;
    Label* m_count = nullptr;
    Label* m_footer = nullptr;
    KeyButton* m_newer = nullptr;
    TableView* m_table = nullptr;
    AuditDetail* m_detail = nullptr;
    QString m_trouble;
    std::optional<query::Filter> m_filter;
    std::optional<qint64> m_exact; ///< matches, counted by the index
    QString m_whyEmpty;
    Task m_counting;
    Task m_explaining;
    Task m_values;
    QTimer m_settled; ///< then the selected record is shown
};

} // namespace penelope::ui

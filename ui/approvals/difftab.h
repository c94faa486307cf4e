#pragma once

#include <QWidget>

#include <vector>

namespace penelope::ui {
class DiffView;
class KeyButton;
class Label;
class QueryField;
struct DiffNote;
} // namespace penelope::ui

class QAction;

namespace penelope::ui::approvals {

/// The diff with the line above it: file, hunk, tools.
class DiffTab : public QWidget
{
    Q_OBJECT

public:
    explicit DiffTab(QWidget* parent);
    void setDiff(const QByteArray& diff);
    /// Of the diff that is shown.
    void setNotes(std::vector<DiffNote> notes);
    DiffView& view() const { return *m_view; }
    /// The keys of this tab; the page gives them their reach.
    QAction& split() const { return *m_split; }
    QAction& wrap() const { return *m_wrap; }
    QAction& spaces() const { return *m_spaces; }
    QAction& previous() const { return *m_previous; }
    QAction& next() const { return *m_next; }
    QAction& find() const { return *m_find; }
    QAction& findPrevious() const { return *m_findPrevious; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildBar();
    void buildSearch();
    void describe();
    /// Opens the field, or goes to the next place of what stands in it.
    void findNext();
    void showFound();
    void leaveSearch();

    DiffView* m_view;
    std::vector<KeyButton*> m_tools; ///< of split, wrap and spaces
    Label* m_file;
    Label* m_hunk;
    QAction* m_split;
    QAction* m_wrap;
    QAction* m_spaces;
    QAction* m_previous;
    QAction* m_next;
    QAction* m_find;
    QAction* m_findPrevious;
    QWidget* m_searchBar;
    QueryField* m_search;
};

} // namespace penelope::ui::approvals

#pragma once

#include <QWidget>

#include <vector>

namespace penelope::ui {
class DiffView;
class KeyButton;
class Label;
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
    DiffView& view() const { return *m_view; }
    /// The keys of this tab; the page gives them their reach.
    QAction& split() const { return *m_split; }
    QAction& wrap() const { return *m_wrap; }
    QAction& spaces() const { return *m_spaces; }
    QAction& previous() const { return *m_previous; }
    QAction& next() const { return *m_next; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void describe();

    DiffView* m_view;
    std::vector<KeyButton*> m_tools; ///< of split, wrap and spaces
    Label* m_file;
    Label* m_hunk;
    QAction* m_split;
    QAction* m_wrap;
    QAction* m_spaces;
    QAction* m_previous;
    QAction* m_next;
};

} // namespace penelope::ui::approvals

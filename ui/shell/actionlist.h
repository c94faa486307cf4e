#pragma once

#include <QDialog>

#include <vector>

class QAction;
class QLineEdit;
class QStandardItemModel;

namespace penelope::ui {

class TableView;

/// A list of what can be done here, with its keys: the palette (with a field to type in) and the overlay of keys.
class ActionList : public QDialog
{
    Q_OBJECT

public:
    enum class Kind { Palette, Overlay };

    ActionList(Kind kind, const std::vector<QAction*>& actions, QWidget* parent);
    /// The action that was chosen; null = none.
    QAction* chosen() const { return m_chosen; }

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fill(const QString& words);
    void choose();

    std::vector<QAction*> m_actions;
    std::vector<QAction*> m_matches;
    QAction* m_chosen = nullptr;
    QLineEdit* m_field = nullptr;
    QStandardItemModel* m_model;
    TableView* m_table;
};

} // namespace penelope::ui

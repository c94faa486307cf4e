#pragma once

#include "ui/shell/palette.h"

#include <QDialog>

#include <functional>

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

    /// What else can be gone to, for the words of the palette's field.
    using Places = std::function<std::vector<PalettePlace>(const QString& words)>;

    ActionList(Kind kind, const std::vector<QAction*>& actions, QWidget* parent, Places places = {});
    /// The action that was chosen; null = none.
    QAction* chosen() const { return m_chosen; }
    /// Or the place that was chosen.
    const std::optional<PalettePlace>& chosenPlace() const { return m_chosenPlace; }

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void fill(const QString& words);
    void addRow(const QString& text, const QString& hint);
    void choose();

    std::vector<QAction*> m_actions;
    std::vector<QAction*> m_matches;
    Places m_places;
    std::vector<PalettePlace> m_found; ///< below the actions
    QAction* m_chosen = nullptr;
    std::optional<PalettePlace> m_chosenPlace;
    QLineEdit* m_field = nullptr;
    QStandardItemModel* m_model;
    TableView* m_table;
};

} // namespace penelope::ui

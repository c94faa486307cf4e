#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>

#include <vector>

namespace penelope::ui {

/// What the shell itself can do. Pages bring their own actions.
enum class Act {
    Palette,
    Overlay,
    Help,
    NextPane,
    PreviousPane,
    Strip,
    Refresh,
    BackToPresent,
    Undo,
    Freeze,
    Unfreeze,
    Reflection,
    Handover,
    ThemeCycle,
    ClockOrder,
    Larger,
    Smaller,
    NormalSize,
    Settings,
    CopyLink,
    Mute,
    ResetLayout,
    SwitchOperator,
    Quit
};
enum class MenuOf { File, View, Decision, Time, Tools, Help };

/// Every QAction of the shell in one table: words, keys, menu.
class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QObject* parent = nullptr);

    QAction* action(Act act) const;
    std::vector<QAction*> all() const;
    std::vector<QAction*> ofMenu(MenuOf menu) const;
    /// Adds "Ctrl+N title" for a page; kept in the same table.
    QAction* addPage(int index, const QString& name, const QString& title);

private:
    struct Entry
    {
        std::optional<Act> act;
        MenuOf menu;
        QAction* action;
    };
    /// `name` is what the settings file calls it.
    QAction*
    add(std::optional<Act> act, const QString& name, MenuOf menu, const QString& text, const QList<QKeySequence>& keys);

    std::vector<Entry> m_entries;
};

} // namespace penelope::ui

#include "ui/shell/actions.h"

#include <algorithm>

namespace penelope::ui {

namespace {

QList<QKeySequence> keys(std::initializer_list<const char*> names)
{
    QList<QKeySequence> list;
    for (const char* name : names)
        list << QKeySequence(QString::fromLatin1(name));
    return list;
}

} // namespace

Actions::Actions(QObject* parent)
    : QObject(parent)
{
    add(Act::Palette, MenuOf::Tools, tr("Find or run a command"), keys({"Ctrl+K"}));
    add(Act::Refresh, MenuOf::Tools, tr("Reconnect and read again"), keys({"Ctrl+R"}));
    add(Act::BackToPresent, MenuOf::Time, tr("Back to live"), keys({"Ctrl+Shift+L"}));
    add(Act::Undo, MenuOf::Decision, tr("Undo the held decision"), keys({"Ctrl+Z"}));
    add(Act::Freeze, MenuOf::Decision, tr("Freeze healing…"), keys({"Ctrl+Shift+F"}));
    add(Act::Unfreeze, MenuOf::Decision, tr("End the freeze…"), {});
    add(Act::Reflection, MenuOf::View, tr("Reflection of the last rest day"), {});
    add(Act::Strip, MenuOf::View, tr("Go to the attention strip"), keys({"Alt+Home"}));
    add(Act::NextPane, MenuOf::View, tr("Next pane"), keys({"F6"}));
    add(Act::PreviousPane, MenuOf::View, tr("Previous pane"), keys({"Shift+F6"}));
    add(Act::ThemeCycle, MenuOf::View, tr("Next theme"), keys({"Ctrl+Shift+D"}));
    add(Act::Larger, MenuOf::View, tr("Larger text"), keys({"Ctrl++", "Ctrl+="}));
    add(Act::Smaller, MenuOf::View, tr("Smaller text"), keys({"Ctrl+-"}));
    add(Act::NormalSize, MenuOf::View, tr("Normal text size"), keys({"Ctrl+0"}));
    add(Act::Settings, MenuOf::File, tr("Settings"), keys({"Ctrl+,"}));
    add(Act::SwitchOperator, MenuOf::File, tr("Switch operator…"), {});
    add(Act::Quit, MenuOf::File, tr("Quit"), keys({"Ctrl+Q"}));
    add(Act::Help, MenuOf::Help, tr("Help for this screen"), keys({"F1"}));
    add(Act::Overlay, MenuOf::Help, tr("Keys of this screen"), keys({"Ctrl+/", "?"}));
}

QAction* Actions::add(std::optional<Act> act, MenuOf menu, const QString& text, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    m_entries.push_back({act, menu, action});
    return action;
}

QAction* Actions::addPage(int index, const QString& title)
{
    return add(std::nullopt, MenuOf::View, title, keys({}) << QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + index)));
}

QAction* Actions::action(Act act) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [act](const Entry& entry) { return entry.act == act; });
    Q_ASSERT(found != m_entries.end());
    return found->action;
}

std::vector<QAction*> Actions::all() const
{
    std::vector<QAction*> actions;
    for (const Entry& entry : m_entries)
        actions.push_back(entry.action);
    return actions;
}

std::vector<QAction*> Actions::ofMenu(MenuOf menu) const
{
    std::vector<QAction*> actions;
    for (const Entry& entry : m_entries) {
        if (entry.menu == menu)
            actions.push_back(entry.action);
    }
    return actions;
}

} // namespace penelope::ui

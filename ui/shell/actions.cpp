#include "ui/shell/actions.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

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
    add(Act::Palette, u"palette"_s, MenuOf::Tools, tr("Find or run a command"), keys({"Ctrl+K"}));
    add(Act::Refresh, u"refresh"_s, MenuOf::Tools, tr("Reconnect and read again"), keys({"Ctrl+R"}));
    add(Act::BackToPresent, u"back-to-live"_s, MenuOf::Time, tr("Back to live"), keys({"Ctrl+Shift+L"}));
    add(Act::ClockOrder, u"clock-order"_s, MenuOf::Time, tr("UTC or local time first"), keys({"Ctrl+U"}));
    add(Act::Undo, u"undo"_s, MenuOf::Decision, tr("Undo the held decision"), keys({"Ctrl+Z"}));
    add(Act::Freeze, u"freeze"_s, MenuOf::Decision, tr("Freeze healing…"), keys({"Ctrl+Shift+F"}));
    add(Act::Unfreeze, u"unfreeze"_s, MenuOf::Decision, tr("End the freeze…"), {});
    add(Act::Reflection, u"reflection"_s, MenuOf::View, tr("Reflection of the last rest day"), {});
    add(Act::Handover, u"handover"_s, MenuOf::View, tr("Handover, shift notes…"), {});
    add(Act::Strip, u"attention-strip"_s, MenuOf::View, tr("Go to the attention strip"), keys({"Alt+Home"}));
    add(Act::NextPane, u"next-pane"_s, MenuOf::View, tr("Next pane"), keys({"F6"}));
    add(Act::PreviousPane, u"previous-pane"_s, MenuOf::View, tr("Previous pane"), keys({"Shift+F6"}));
    add(Act::ThemeCycle, u"next-theme"_s, MenuOf::View, tr("Next theme"), keys({"Ctrl+Shift+D"}));
    add(Act::Larger, u"larger-text"_s, MenuOf::View, tr("Larger text"), keys({"Ctrl++", "Ctrl+="}));
    add(Act::Smaller, u"smaller-text"_s, MenuOf::View, tr("Smaller text"), keys({"Ctrl+-"}));
    add(Act::NormalSize, u"normal-text"_s, MenuOf::View, tr("Normal text size"), keys({"Ctrl+0"}));
    add(Act::Settings, u"settings"_s, MenuOf::File, tr("Settings"), keys({"Ctrl+,"}));
    add(Act::CopyLink, u"copy-permalink"_s, MenuOf::File, tr("Copy permalink"), keys({"Ctrl+Shift+C"}));
    add(Act::Mute, u"mute"_s, MenuOf::Tools, tr("Mute sound for 30 minutes, or end it"), keys({"Ctrl+M"}));
    add(Act::ResetLayout, u"reset-layout"_s, MenuOf::View, tr("Reset layout"), {});
    add(Act::SwitchOperator, u"switch-operator"_s, MenuOf::File, tr("Switch operator…"), {});
    add(Act::Quit, u"quit"_s, MenuOf::File, tr("Quit"), keys({"Ctrl+Q"}));
    add(Act::Help, u"help"_s, MenuOf::Help, tr("Help for this screen"), keys({"F1"}));
    add(Act::Overlay, u"keys"_s, MenuOf::Help, tr("Keys of this screen"), keys({"Ctrl+/", "?"}));
}

QAction* Actions::add(
    std::optional<Act> act, const QString& name, MenuOf menu, const QString& text, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    m_entries.push_back({act, menu, action});
    return action;
}

QAction* Actions::addPage(int index, const QString& name, const QString& title)
{
    return add(
        std::nullopt, u"open-"_s + name, MenuOf::View, title,
        keys({}) << QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + index)));
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
    actions.reserve(m_entries.size());
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

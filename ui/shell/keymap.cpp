#include "ui/shell/keymap.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool actTogether(const QString& left, const QString& right)
{
    return left == right || left == "shell"_L1 || right == "shell"_L1;
}

/// One chord: a second one after it would wait for a key that the list pages act on.
bool isUsable(const QKeySequence& key)
{
    return key.count() == 1;
}

} // namespace

void KeyMap::add(const QString& place, const QString& title, const std::vector<QAction*>& actions)
{
    for (auto* action : actions) {
        const auto usual = action->shortcuts();
        if (usual.isEmpty())
            continue;
        const auto id = place + u'.' + usual.first().toString(QKeySequence::PortableText);
        if (!find(id))
            m_entries.push_back({id, place, title, action, usual});
    }
}

KeyMap::Entry* KeyMap::find(const QString& id)
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&id](const Entry& entry) { return entry.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

const KeyMap::Entry* KeyMap::find(const QString& id) const
{
    return const_cast<KeyMap*>(this)->find(id);
}

const KeyMap::Entry* KeyMap::conflict(const QString& id, const QKeySequence& key) const
{
    const auto* own = find(id);
    if (!own || key.isEmpty())
        return nullptr;
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& other) {
        return &other != own && other.action && actTogether(own->place, other.place) &&
               other.action->shortcuts().contains(key);
    });
    return found == m_entries.end() ? nullptr : &*found;
}

bool KeyMap::set(const QString& id, const QKeySequence& key)
{
    auto* entry = find(id);
    if (!entry || !entry->action || (!key.isEmpty() && !isUsable(key)) || conflict(id, key))
        return false;
    entry->action->setShortcuts(key.isEmpty() ? QList<QKeySequence>{} : QList<QKeySequence>{key});
    emit changed();
    return true;
}

void KeyMap::reset(const QString& id)
{
    auto* entry = find(id);
    if (!entry || !entry->action)
        return;
    auto keys = entry->usual;
    // What another action has been given meanwhile stays with it.
    keys.removeIf([this, &id](const QKeySequence& key) { return conflict(id, key) != nullptr; });
    entry->action->setShortcuts(keys);
    emit changed();
}

void KeyMap::resetAll()
{
    for (auto& entry : m_entries) {
        if (entry.action)
            entry.action->setShortcuts(entry.usual);
    }
    emit changed();
}

std::map<QString, QString> KeyMap::changes() const
{
    std::map<QString, QString> changes;
    for (const auto& entry : m_entries) {
        if (!entry.action || entry.action->shortcuts() == entry.usual)
            continue;
        changes[entry.id] = entry.action->shortcut().toString(QKeySequence::PortableText);
    }
    return changes;
}

QStringList KeyMap::apply(const std::map<QString, QString>& changes)
{
    resetAll();
    QStringList leftOut;
    // First what is taken away: two actions may have changed places.
    for (const auto& [id, text] : changes) {
        if (auto* entry = find(id); entry && entry->action)
            entry->action->setShortcuts(QList<QKeySequence>{});
    }
    for (const auto& [id, text] : changes) {
        const auto key = QKeySequence::fromString(text, QKeySequence::PortableText);
        if ((key.isEmpty() && !text.isEmpty()) || !set(id, key)) {
            leftOut << id + u'=' + text;
            reset(id);
        }
    }
    emit changed();
    return leftOut;
}

} // namespace penelope::ui

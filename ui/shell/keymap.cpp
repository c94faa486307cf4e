#include "ui/shell/keymap.h"

#include "ui/widgets/usualkey.h"

#include <QSettings>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Sheets, fields and lists need these whatever is done.
const QStringList& reservedKeys()
{
    static const QStringList keys{u"Esc"_s, u"Tab"_s,  u"Shift+Tab"_s,   u"Return"_s,    u"Enter"_s,
                                  u"Up"_s,  u"Down"_s, u"Ctrl+Return"_s, u"Ctrl+Enter"_s};
    return keys;
}

QString wordsOfKey(const QAction& action)
{
    return QString(action.text()).remove(u'&');
}

/// One chord: a second one after it would wait for a key that the list pages act on.
bool isUsableKey(const QKeySequence& key)
{
    return key.count() == 1 && key[0].key() != Qt::Key_unknown;
}

/// A page's keys hold on that page, the shell's on all of them.
bool actTogether(const QString& left, const QString& right)
{
    return left == right || left == "shell"_L1 || right == "shell"_L1;
}

/// A key's name holds slashes and signs that a file of settings reads otherwise.
QString writtenKeyId(const QString& id)
{
    return QString::fromLatin1(id.toUtf8().toPercentEncoding("+,."));
}

QString readKeyId(const QString& key)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(key.toLatin1()));
}

KeyMap::Keys keysOfText(const QString& text)
{
    // Qt makes one empty key of an empty text.
    return text.trimmed().isEmpty() ? KeyMap::Keys{} : QKeySequence::listFromString(text, QKeySequence::PortableText);
}

} // namespace

void KeyMap::add(const QString& place, const QString& title, const std::vector<QAction*>& actions)
{
    for (QAction* action : actions) {
        const Keys usual = action->shortcuts();
        setUsualKeys(*action, usual);
        QString name = action->objectName();
        if (name.isEmpty() && !usual.isEmpty())
            name = usual.front().toString(QKeySequence::PortableText);
        if (!name.isEmpty() && !find(place + u'.' + name))
            m_entries.push_back({place + u'.' + name, place, title, action, usual});
    }
}

void KeyMap::sort(const QStringList& places)
{
    std::stable_sort(m_entries.begin(), m_entries.end(), [&places](const Entry& left, const Entry& right) {
        return places.indexOf(left.place) < places.indexOf(right.place);
    });
}

const KeyMap::Entry* KeyMap::find(const QString& id) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&id](const Entry& entry) { return entry.id == id; });
    return found == m_entries.end() || !found->action ? nullptr : &*found;
}

const KeyMap::Entry* KeyMap::conflict(const QString& id, const QKeySequence& key) const
{
    const Entry* own = find(id);
    if (!own || key.isEmpty())
        return nullptr;
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& other) {
        return &other != own && other.action && actTogether(own->place, other.place) &&
               other.action->shortcuts().contains(key);
    });
    return found == m_entries.end() ? nullptr : &*found;
}

std::vector<KeyMap::Conflict> KeyMap::conflicts() const
{
    std::vector<Conflict> all;
    for (auto first = m_entries.begin(); first != m_entries.end(); ++first) {
        for (auto second = std::next(first); second != m_entries.end(); ++second) {
            if (!first->action || !second->action || !actTogether(first->place, second->place))
                continue;
            for (const QKeySequence& key : first->action->shortcuts()) {
                if (second->action->shortcuts().contains(key))
                    all.push_back({key, first->id, second->id});
            }
        }
    }
    return all;
}

Status KeyMap::check(const Entry& entry, const Keys& keys) const
{
    const QString own = wordsOfKey(*entry.action);
    for (const QKeySequence& key : keys) {
        const QString name = key.toString(QKeySequence::NativeText);
        if (!isUsableKey(key))
            //: %1 is what an action does, such as "Next theme"
            return failure(ErrorCode::Malformed, tr("What was given to “%1” is not a key.").arg(own), entry.id);
        if (reservedKeys().contains(key.toString(QKeySequence::PortableText)))
            //: %1 is a key, %2 what an action does
            return failure(
                ErrorCode::Conflict, tr("%1 cannot be given to “%2”: lists and sheets need it.").arg(name, own),
                entry.id);
        if (const Entry* other = conflict(entry.id, key))
            //: %1 is a key, %2 and %3 are what two actions do
            return failure(
                ErrorCode::Conflict,
                tr("%1 cannot be given to “%2”: “%3” has it.").arg(name, own, wordsOfKey(*other->action)), entry.id);
    }
    return {};
}

Status KeyMap::assign(const QString& id, const Keys& keys)
{
    const Entry* entry = find(id);
    if (!entry)
        //: %1 is the name of an action in the settings file
        return failure(ErrorCode::NotFound, tr("No action is called %1.").arg(id), id);
    if (auto possible = check(*entry, keys); !possible)
        return possible;
    m_refused.erase(id);
    if (entry->action->shortcuts() == keys)
        return {};
    entry->action->setShortcuts(keys);
    emit changed();
    return {};
}

bool KeyMap::set(const QString& id, const QKeySequence& key)
{
    return assign(id, key.isEmpty() ? Keys{} : Keys{key}).has_value();
}

void KeyMap::reset(const QString& id)
{
    const Entry* entry = find(id);
    if (!entry)
        return;
    Keys keys = entry->usual;
    keys.removeIf([this, &id](const QKeySequence& key) { return conflict(id, key) != nullptr; });
    entry->action->setShortcuts(keys);
    m_refused.erase(id);
    emit changed();
}

void KeyMap::resetAll()
{
    for (const Entry& entry : m_entries) {
        if (entry.action)
            entry.action->setShortcuts(entry.usual);
    }
    m_refused.clear();
    emit changed();
}

std::map<QString, QString> KeyMap::changes() const
{
    std::map<QString, QString> changes;
    for (const Entry& entry : m_entries) {
        if (entry.action && entry.action->shortcuts() != entry.usual)
            changes[entry.id] = QKeySequence::listToString(entry.action->shortcuts(), QKeySequence::PortableText);
    }
    return changes;
}

QStringList KeyMap::apply(const std::map<QString, QString>& changes)
{
    QStringList sentences;
    std::set<QString> refused;
    resetAll();
    // First what is taken away: two actions may have changed places.
    for (const auto& [id, text] : changes) {
        if (const Entry* entry = find(id))
            entry->action->setShortcuts(Keys{});
    }
    for (const auto& [id, text] : changes) {
        if (const auto taken = assign(id, keysOfText(text)); !taken) {
            sentences << taken.error().message;
            refused.insert(id);
            reset(id);
        }
    }
    m_refused = std::move(refused);
    emit changed();
    return sentences;
}

QStringList KeyMap::load(QSettings& settings)
{
    std::map<QString, QString> changes;
    settings.beginGroup(u"keys"_s);
    for (const QString& key : settings.childKeys())
        changes[readKeyId(key)] = settings.value(key).toStringList().join(u"; "_s);
    settings.endGroup();
    return apply(changes);
}

void KeyMap::save(QSettings& settings) const
{
    const auto now = changes();
    settings.beginGroup(u"keys"_s);
    for (const Entry& entry : m_entries) {
        const auto found = now.find(entry.id);
        if (m_refused.contains(entry.id))
            continue;
        if (found != now.end())
            settings.setValue(writtenKeyId(entry.id), found->second);
        else
            settings.remove(writtenKeyId(entry.id));
    }
    settings.endGroup();
}

} // namespace penelope::ui

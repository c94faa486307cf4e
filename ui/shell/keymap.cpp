#include "ui/shell/keymap.h"

#include <QAction>
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

QString wordsOf(const QAction& action)
{
    return QString(action.text()).remove(u'&');
}

bool isKey(const QKeySequence& key)
{
    for (int at = 0; at < key.count(); ++at) {
        if (key[static_cast<uint>(at)].key() == Qt::Key_unknown)
            return false;
    }
    return key.count() > 0;
}

/// A page's keys hold on that page, the shell's on all of them.
bool meet(const QString& left, const QString& right)
{
    return left == right || left.isEmpty() || right.isEmpty();
}

} // namespace

QString toText(const KeyMap::Keys& keys)
{
    QStringList names;
    for (const QKeySequence& key : keys)
        names << key.toString(QKeySequence::PortableText);
    return names.join(u", "_s);
}

KeyMap::Keys keysFromText(const QString& text)
{
    KeyMap::Keys keys;
    for (const QString& name : text.split(u", "_s, Qt::SkipEmptyParts))
        keys << QKeySequence::fromString(name, QKeySequence::PortableText);
    return keys;
}

void KeyMap::add(const QString& place, const QString& title, const std::vector<QAction*>& actions)
{
    for (QAction* action : actions) {
        const Keys keys = action->shortcuts();
        const QString name = !action->objectName().isEmpty() ? action->objectName() : toText(keys.mid(0, 1));
        if (!name.isEmpty())
            m_known.push_back({(place.isEmpty() ? u"shell"_s : place) + u'.' + name, place, title, action, keys});
    }
}

std::vector<KeyMap::Entry> KeyMap::list() const
{
    std::vector<Entry> entries;
    for (const Known& known : m_known) {
        if (known.action)
            entries.push_back(
                {known.id, known.place, known.title, wordsOf(*known.action), known.action->shortcuts(),
                 known.defaults});
    }
    return entries;
}

std::vector<KeyMap::Conflict> KeyMap::conflicts() const
{
    std::vector<Conflict> found;
    for (std::size_t left = 0; left < m_known.size(); ++left) {
        for (std::size_t right = left + 1; right < m_known.size(); ++right) {
            const Known& first = m_known[left];
            const Known& second = m_known[right];
            if (!first.action || !second.action || !meet(first.place, second.place))
                continue;
            for (const QKeySequence& key : first.action->shortcuts()) {
                if (second.action->shortcuts().contains(key))
                    found.push_back({key, first.id, second.id});
            }
        }
    }
    return found;
}

const KeyMap::Known* KeyMap::find(const QString& id) const
{
    const auto found = std::find_if(
        m_known.begin(), m_known.end(), [&id](const Known& known) { return known.id == id && known.action; });
    return found == m_known.end() ? nullptr : &*found;
}

Status KeyMap::check(const Known& known, const Keys& keys) const
{
    const QString own = wordsOf(*known.action);
    for (const QKeySequence& key : keys) {
        const QString name = key.toString(QKeySequence::PortableText);
        if (!isKey(key))
            //: %1 is what an action does, such as "Next theme"
            return failure(ErrorCode::Malformed, tr("What was given to “%1” is not a key.").arg(own), known.id);
        if (reservedKeys().contains(name))
            //: %1 is a key, %2 what an action does
            return failure(
                ErrorCode::Conflict, tr("%1 cannot be given to “%2”: lists and sheets need it.").arg(name, own),
                known.id);
        for (const Known& other : m_known) {
            if (other.action && &other != &known && meet(known.place, other.place) &&
                other.action->shortcuts().contains(key))
                //: %1 is a key, %2 and %3 are what two actions do
                return failure(
                    ErrorCode::Conflict,
                    tr("%1 cannot be given to “%2”: “%3” has it.").arg(name, own, wordsOf(*other.action)), known.id);
        }
    }
    return {};
}

Status KeyMap::possible(const QString& id, const Keys& keys) const
{
    const Known* known = find(id);
    if (!known)
        //: %1 is the name of an action in the settings file
        return failure(ErrorCode::NotFound, tr("No action is called %1.").arg(id), id);
    return check(*known, keys);
}

Status KeyMap::assign(const QString& id, const Keys& keys)
{
    if (auto may = possible(id, keys); !may)
        return may;
    const Known* known = find(id);
    m_refused.erase(id);
    if (known->action->shortcuts() == keys)
        return {};
    known->action->setShortcuts(keys);
    emit changed();
    return {};
}

Status KeyMap::reset(const QString& id)
{
    const Known* known = find(id);
    return assign(id, known ? known->defaults : Keys{});
}

void KeyMap::resetAll()
{
    for (const Known& known : m_known) {
        if (known.action)
            known.action->setShortcuts(known.defaults);
    }
    emit changed();
}

std::map<QString, QString> KeyMap::changes() const
{
    std::map<QString, QString> changed;
    for (const Entry& entry : list()) {
        if (entry.isChanged())
            changed[entry.id] = toText(entry.keys);
    }
    return changed;
}

QStringList KeyMap::apply(const std::map<QString, QString>& changes)
{
    resetAll();
    std::vector<std::pair<QString, Keys>> wishes;
    for (const auto& [id, keys] : changes)
        wishes.emplace_back(id, keysFromText(keys));
    QStringList left;
    for (const Error& trouble : take(wishes))
        left << trouble.where;
    emit changed();
    return left;
}

std::vector<Error> KeyMap::take(const std::vector<std::pair<QString, Keys>>& wishes)
{
    // Two actions may have changed places: first everything that is named gives its keys away.
    for (const auto& wish : wishes) {
        if (const Known* known = find(wish.first))
            known->action->setShortcuts({});
    }
    std::vector<Error> troubles;
    for (const auto& [id, keys] : wishes) {
        if (auto taken = assign(id, keys); !taken) {
            troubles.push_back(taken.error());
            // Its own key, unless somebody else was given that one.
            [[maybe_unused]] const auto kept = reset(id);
            m_refused.insert(id);
        }
    }
    return troubles;
}

std::vector<Error> KeyMap::load(QSettings& settings)
{
    std::vector<std::pair<QString, Keys>> wishes;
    settings.beginGroup(u"keys"_s);
    for (const QString& id : settings.childKeys())
        wishes.emplace_back(id, keysFromText(settings.value(id).toStringList().join(u", "_s)));
    settings.endGroup();
    return take(wishes);
}

void KeyMap::save(QSettings& settings) const
{
    settings.beginGroup(u"keys"_s);
    for (const Entry& entry : list()) {
        if (!entry.isChanged()) {
            if (!m_refused.contains(entry.id))
                settings.remove(entry.id);
            continue;
        }
        QStringList names;
        for (const QKeySequence& key : entry.keys)
            names << key.toString(QKeySequence::PortableText);
        settings.setValue(entry.id, names.isEmpty() ? QVariant(QString{}) : QVariant(names));
    }
    settings.endGroup();
}

} // namespace penelope::ui

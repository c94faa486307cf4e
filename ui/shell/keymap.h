#pragma once

#include "core/base/result.h"

#include <QKeySequence>
#include <QObject>
#include <QPointer>

#include <map>
#include <set>
#include <vector>

class QAction;
class QSettings;

namespace penelope::ui {

/// The keys of every action of the console: what they are, which are changed, and that none means two things. The
/// changed ones stand in console.ini under [keys], by the action's id. GUI thread; an action that is gone is left out.
///
/// An action's id is its place and its name there, or the key it was made with: "shell.palette", "approvals.A".
class KeyMap : public QObject
{
    Q_OBJECT

public:
    using Keys = QList<QKeySequence>;
    struct Entry
    {
        QString id;
        QString place; ///< name of a page; empty = everywhere
        QString title; ///< of the place, in the person's language
        QString words; ///< of the action, as the menus show them
        Keys keys;
        Keys defaults;
        bool isChanged() const { return keys != defaults; }
    };
    struct Conflict
    {
        QKeySequence key;
        QString first; ///< ids
        QString second;
        bool operator==(const Conflict&) const = default;
    };

    using QObject::QObject;

    /// Takes actions with the keys they have now as their defaults. `place` is empty for what holds on every page,
    /// `title` is what a person calls it.
    void add(const QString& place, const QString& title, const std::vector<QAction*>& actions);

    std::vector<Entry> list() const;
    /// Keys that mean two things in one place. Empty unless an action was given a key behind this class's back.
    std::vector<Conflict> conflicts() const;

    /// NotFound: no such action. Malformed: not a key. Conflict: another action has it, or a sheet needs it; names the
    /// key and both actions. Nothing changes then.
    Status assign(const QString& id, const Keys& keys);
    /// What assign would answer.
    Status possible(const QString& id, const Keys& keys) const;
    /// Back to what the program came with. Refused like `assign` where another action was given one of those keys.
    Status reset(const QString& id);
    void resetAll();

    /// What differs from the defaults: id → keys as text, empty = none. For carrying to another desk, and back.
    std::map<QString, QString> changes() const;
    /// All defaults, then these. Answers the ids that could not be taken.
    QStringList apply(const std::map<QString, QString>& changes);

    /// Takes the changed keys of the file. What cannot be taken is answered, one sentence each, and keeps its default.
    std::vector<Error> load(QSettings& settings);
    /// Writes what differs from the defaults, and nothing else. What `load` did not take stays as it is written.
    void save(QSettings& settings) const;

signals:
    void changed();

private:
    struct Known
    {
        QString id;
        QString place;
        QString title;
        QPointer<QAction> action;
        Keys defaults;
    };

    const Known* find(const QString& id) const;
    Status check(const Known& known, const Keys& keys) const;
    /// Gives each of these its keys, also where two change places. Answers those that could not be taken.
    std::vector<Error> take(const std::vector<std::pair<QString, Keys>>& wishes);

    std::vector<Known> m_known;
    std::set<QString> m_refused; ///< ids of the file that were not taken
};

/// As written in a file and shown in an error: "Ctrl+M"; several with ", " between them.
QString toText(const KeyMap::Keys& keys);
KeyMap::Keys keysFromText(const QString& text);

} // namespace penelope::ui

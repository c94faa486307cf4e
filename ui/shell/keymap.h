#pragma once

#include "core/base/result.h"

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QPointer>

#include <map>
#include <set>
#include <vector>

class QSettings;

namespace penelope::ui {

/// Which key does what, and what a person has made of it: no key means two things in one place. GUI thread; an action
/// that is gone is left out.
///
/// An action is known by where it acts and its name there, or the key it came with: "shell.mute", "approvals.A". So a
/// settings file stays right in any language. The changed ones stand in console.ini under [keys].
class KeyMap : public QObject
{
    Q_OBJECT

public:
    using Keys = QList<QKeySequence>;
    struct Entry
    {
        QString id;
        QString place; ///< "shell" = everywhere, or a page's name
        QString title; ///< of the place, in the person's language
        QPointer<QAction> action;
        Keys usual; ///< what it came with
    };
    struct Conflict
    {
        QKeySequence key;
        QString first; ///< ids
        QString second;
        bool operator==(const Conflict&) const = default;
    };

    using QObject::QObject;

    /// Takes actions with the keys they have now as their usual ones. What has neither key nor name is left out.
    void add(const QString& place, const QString& title, const std::vector<QAction*>& actions);
    /// In the order of these places, whenever each was added.
    void sort(const QStringList& places);
    const std::vector<Entry>& entries() const { return m_entries; }

    /// The action that answers to the same key, in the same place or everywhere. Null = none.
    const Entry* conflict(const QString& id, const QKeySequence& key) const;
    /// Every key that means two things. Empty unless an action was given a key behind this class's back.
    std::vector<Conflict> conflicts() const;

    /// NotFound: no such action. Malformed: not one key that a keyboard has. Conflict: another action has it, or sheets
    /// need it; names the key and both actions. Nothing changes then. No keys at all = by the palette only.
    Status assign(const QString& id, const Keys& keys);
    /// The same for one key, empty = none. False: nothing changed.
    bool set(const QString& id, const QKeySequence& key);
    /// Back to the usual keys; one that another action has been given meanwhile stays with it.
    void reset(const QString& id);
    void resetAll();

    /// What differs from the usual keys: id → key, several with "; " between them, empty = none.
    std::map<QString, QString> changes() const;
    /// Takes such a list over the usual keys. What cannot be taken keeps its usual key and is answered, a sentence
    /// each.
    QStringList apply(const std::map<QString, QString>& changes);

    /// The same from the file and into it. What `load` did not take stays in the file as a person wrote it.
    QStringList load(QSettings& settings);
    void save(QSettings& settings) const;

signals:
    void changed();

private:
    Status check(const Entry& entry, const Keys& keys) const;
    const Entry* find(const QString& id) const;

    std::vector<Entry> m_entries;
    std::set<QString> m_refused; ///< ids of `apply` that were not taken
};

} // namespace penelope::ui

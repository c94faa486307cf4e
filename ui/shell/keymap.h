#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QPointer>

#include <map>
#include <optional>
#include <vector>

namespace penelope::ui {

/// Which key does what, and what a person has made of it. An action is known by where it acts and its usual key
/// ("shell.Ctrl+K", "approvals.A"), so that a settings file stays right in any language; what has no usual key is
/// reached by the palette only. GUI thread.
class KeyMap : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        QString id;
        QString place; ///< "shell", or a page's name
        QString title; ///< of the place, in the person's language
        QPointer<QAction> action;
        QList<QKeySequence> usual;
    };

    using QObject::QObject;

    void add(const QString& place, const QString& title, const std::vector<QAction*>& actions);
    const std::vector<Entry>& entries() const { return m_entries; }

    /// The action that would answer to the same key: in the same place, or everywhere. Null = none.
    const Entry* conflict(const QString& id, const QKeySequence& key) const;
    /// Gives an action another key, empty = none. False, and nothing changes: the key is taken.
    bool set(const QString& id, const QKeySequence& key);
    void reset(const QString& id);
    void resetAll();

    /// What differs from the usual keys, for the settings file.
    std::map<QString, QString> changes() const;
    /// Takes such a list over the usual keys. Answers what was left out because the key is taken, no key, or unknown.
    QStringList apply(const std::map<QString, QString>& changes);

signals:
    void changed();

private:
    Entry* find(const QString& id);
    const Entry* find(const QString& id) const;

    std::vector<Entry> m_entries;
};

} // namespace penelope::ui

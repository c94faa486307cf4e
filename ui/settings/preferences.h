#pragma once

#include "ui/theme/theme.h"

#include <QObject>
#include <QSettings>

#include <map>

namespace penelope::ui {

class KeyMap;

/// How one person likes to see things: never policy, never evidence. Kept at once, in the file of contracts.md 1
/// (console.ini). GUI thread.
class Preferences : public QObject
{
    Q_OBJECT

public:
    explicit Preferences(const QString& file, QObject* parent = nullptr);

    /// Scheme and text size; light and 100 % where nothing is kept.
    Theme theme() const;
    void setTheme(const Theme& theme);
    /// en, pt_BR; empty = as the system.
    QString language() const;
    void setLanguage(const QString& language);
    /// Keys that differ from the usual ones: id of the action → key, empty = none.
    std::map<QString, QString> keys() const;
    void saveKeys(const KeyMap& keys);
    /// Whether the card of keys was put away.
    bool isCardSeen() const;
    void setCardSeen(bool seen);
    /// The page that the first run was left for; empty = the usual one.
    QString startPage() const;
    void setStartPage(const QString& page);

    /// All of it, for carrying to another desk, and back. What is unknown is left alone, and keys are KeyMap's to take.
    std::map<QString, QString> portable() const;
    /// Returns the names that are no setting of this version: they are left out.
    QStringList take(const std::map<QString, QString>& portable);
    QString file() const { return m_settings.fileName(); }

signals:
    void changed();

private:
    void keep(const QString& key, const QVariant& value);

    QSettings m_settings;
};

/// Of what was carried here: the keys, as KeyMap::apply wants them.
std::map<QString, QString> keysIn(const std::map<QString, QString>& portable);

} // namespace penelope::ui

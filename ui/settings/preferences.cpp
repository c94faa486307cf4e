#include "ui/settings/preferences.h"

#include "ui/shell/keymap.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double smallestText = 0.8;
constexpr double largestText = 2.0;
const QString themeKey = u"view/theme"_s;
const QString zoomKey = u"view/zoom"_s;
const QString localFirstKey = u"view/local_first"_s;
const QString languageKey = u"view/language"_s;
const QStringList portableKeys{themeKey, zoomKey, localFirstKey, languageKey};
const QString startKey = u"view/start"_s;
const QString cardKey = u"view/card_seen"_s;
const QString keysGroup = u"keys"_s;

} // namespace

Preferences::Preferences(const QString& file, QObject* parent)
    : QObject(parent)
    , m_settings(file, QSettings::IniFormat)
{}

void Preferences::keep(const QString& key, const QVariant& value)
{
    if (m_settings.value(key) == value)
        return;
    m_settings.setValue(key, value);
    emit changed();
}

Theme Preferences::theme() const
{
    const auto scheme = schemeFromWord(m_settings.value(themeKey).toString()).value_or(Scheme::Light);
    return Theme(
        scheme, std::clamp(m_settings.value(zoomKey, 1.0).toDouble(), smallestText, largestText),
        m_settings.value(localFirstKey, false).toBool());
}

void Preferences::setTheme(const Theme& theme)
{
    keep(themeKey, toWord(theme.scheme()));
    keep(zoomKey, theme.zoom());
    keep(localFirstKey, theme.isLocalFirst());
}

QString Preferences::language() const
{
    const auto language = m_settings.value(languageKey).toString();
    return language == "en"_L1 || language == "pt_BR"_L1 ? language : QString();
}

void Preferences::setLanguage(const QString& language)
{
    keep(languageKey, language);
}

std::map<QString, QString> Preferences::keys() const
{
    std::map<QString, QString> keys;
    for (const auto& key : m_settings.allKeys()) {
        if (key.startsWith(keysGroup + u'/'))
            keys[QString::fromUtf8(QByteArray::fromPercentEncoding(key.mid(keysGroup.size() + 1).toLatin1()))] =
                m_settings.value(key).toString();
    }
    return keys;
}

void Preferences::saveKeys(const KeyMap& keys)
{
    keys.save(m_settings);
    emit changed();
}

bool Preferences::isCardSeen() const
{
    return m_settings.value(cardKey).toBool();
}

void Preferences::setCardSeen(bool seen)
{
    keep(cardKey, seen);
}

QString Preferences::startPage() const
{
    return m_settings.value(startKey).toString();
}

void Preferences::setStartPage(const QString& page)
{
    keep(startKey, page);
}

std::map<QString, QString> Preferences::portable() const
{
    std::map<QString, QString> all;
    for (const auto& key : portableKeys) {
        if (m_settings.contains(key))
            all[key] = m_settings.value(key).toString();
    }
    for (const auto& [id, key] : keys())
        all[keysGroup + u'/' + id] = key;
    return all;
}

QStringList Preferences::take(const std::map<QString, QString>& portable)
{
    QStringList unknown;
    for (const auto& [key, value] : portable) {
        if (portableKeys.contains(key))
            m_settings.setValue(key, value);
        else if (!key.startsWith(keysGroup + u'/'))
            unknown.append(key);
    }
    emit changed();
    return unknown;
}

std::map<QString, QString> keysIn(const std::map<QString, QString>& portable)
{
    std::map<QString, QString> keys;
    for (const auto& [key, value] : portable) {
        if (key.startsWith(keysGroup + u'/'))
            keys[key.mid(keysGroup.size() + 1)] = value;
    }
    return keys;
}

} // namespace penelope::ui

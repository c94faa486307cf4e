#include "app/console/translations.h"

#include <QApplication>
#include <QLocale>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

QString languageOf(const Options& options, const ui::Preferences& preferences)
{
    if (!options.lang.isEmpty())
        return options.lang;
    if (!preferences.language().isEmpty() && options.screenshots.isEmpty())
        return preferences.language();
    return QLocale::system().language() == QLocale::Portuguese ? u"pt_BR"_s : u"en"_s;
}

Translations::Translations(QApplication& application, const QString& language)
{
    // English has a catalogue too: its plurals.
    if (m_words.load(u":/penelope/i18n/penelope_%1.qm"_s.arg(language)))
        application.installTranslator(&m_words);
}

} // namespace penelope::console

#include "app/console/translations.h"

#include <QApplication>
#include <QLocale>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

QString languageOf(const QString& wanted)
{
    if (!wanted.isEmpty())
        return wanted;
    return QLocale::system().language() == QLocale::Portuguese ? u"pt_BR"_s : u"en"_s;
}

Translations::Translations(QApplication& application, const QString& wanted)
{
    // English has a catalogue too: its plurals.
    if (m_words.load(u":/penelope/i18n/penelope_%1.qm"_s.arg(languageOf(wanted))))
        application.installTranslator(&m_words);
}

} // namespace penelope::console

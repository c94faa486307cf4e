#pragma once

#include "app/console/options.h"
#include "ui/settings/preferences.h"

#include <QTranslator>

class QApplication;

namespace penelope::console {

/// en or pt_BR: the one of the command line, else the one kept, else the system's. Pictures are in English unless
/// asked.
QString languageOf(const Options& options, const ui::Preferences& preferences);

/// The words of the screens in a language, for as long as it lives.
class Translations
{
public:
    Translations(QApplication& application, const QString& language);

private:
    QTranslator m_words;
};

} // namespace penelope::console

#pragma once

#include <QTranslator>

class QApplication;

namespace penelope::console {

/// en or pt_BR: the one asked for, else the system's.
QString languageOf(const QString& wanted);

/// The words of the screens in a language, for as long as it lives.
class Translations
{
public:
    Translations(QApplication& application, const QString& wanted);

private:
    QTranslator m_words;
};

} // namespace penelope::console

#include "ui/text/keynames.h"

#include <QCoreApplication>

#include <array>

namespace penelope::ui::words {

QStringList keyNames()
{
    static constexpr std::array names{
        QT_TRANSLATE_NOOP("QShortcut", "Space"), QT_TRANSLATE_NOOP("QShortcut", "Esc"),
        QT_TRANSLATE_NOOP("QShortcut", "Tab"),   QT_TRANSLATE_NOOP("QShortcut", "Backtab"),
        QT_TRANSLATE_NOOP("QShortcut", "Enter"), QT_TRANSLATE_NOOP("QShortcut", "Return"),
        QT_TRANSLATE_NOOP("QShortcut", "Ins"),   QT_TRANSLATE_NOOP("QShortcut", "Del"),
        QT_TRANSLATE_NOOP("QShortcut", "Pause"), QT_TRANSLATE_NOOP("QShortcut", "Print"),
        QT_TRANSLATE_NOOP("QShortcut", "Home"),  QT_TRANSLATE_NOOP("QShortcut", "End"),
        QT_TRANSLATE_NOOP("QShortcut", "Left"),  QT_TRANSLATE_NOOP("QShortcut", "Up"),
        QT_TRANSLATE_NOOP("QShortcut", "Right"), QT_TRANSLATE_NOOP("QShortcut", "Down"),
        QT_TRANSLATE_NOOP("QShortcut", "PgUp"),  QT_TRANSLATE_NOOP("QShortcut", "PgDown"),
        QT_TRANSLATE_NOOP("QShortcut", "Menu"),  QT_TRANSLATE_NOOP("QShortcut", "Backspace")};
    QStringList all;
    for (const auto* name : names)
        all << QString::fromLatin1(name);
    return all;
}

} // namespace penelope::ui::words

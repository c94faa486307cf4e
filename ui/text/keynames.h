#pragma once

#include <QStringList>

namespace penelope::ui::words {

/// The names of keys that a screen may show, as QKeySequence writes them portably. Qt asks the application's own
/// translation for them, in its context QShortcut: once they stand in the catalogue every NativeText is in the language
/// of the screens. Keys of one letter and F1 to F35 have no name in it.
QStringList keyNames();

} // namespace penelope::ui::words

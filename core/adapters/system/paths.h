#pragma once

#include <QString>

/// The places of contracts.md 1. They are read from the environment when asked; nothing is created.
namespace penelope::system {

QString defaultJournal();                      ///< $XDG_DATA_HOME/penelope/journal.db
QString configFolder();                        ///< $XDG_CONFIG_HOME/penelope
QString cacheFolder(const QString& journalId); ///< $XDG_CACHE_HOME/penelope/<journal id>
QString logFolder();                           ///< $XDG_STATE_HOME/penelope/log
/// <12 hex of SHA-256 of the journal's real path>.sock in $XDG_RUNTIME_DIR/penelope or $XDG_STATE_HOME/penelope/run.
QString controlSocket(const QString& journal);
/// Makes the folder and its parents, 0700 where new. False where that fails.
bool makeFolder(const QString& path);
QString hostName();
QString loginName();

} // namespace penelope::system

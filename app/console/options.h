#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace penelope::console {

/// The command line of `penelope` (design.md).
struct Options
{
    QString journal;           ///< file; empty = where the configuration has it
    QString config;            ///< file; empty = the usual layers
    QString offline;           ///< a journal file to read only; empty = live
    std::optional<Instant> at; ///< the moment to show
    QString page;
    QString theme;
    QString lang;
    QString link;        ///< penelope://…, unchecked; empty = none
    QString screenshots; ///< folder; empty = show a window
    bool startupTrace = false;
    bool demo = false; ///< an invented evening; `journal` is its own then

    /// Nothing is written and no core runs.
    bool readsOnly() const { return !offline.isEmpty() || at.has_value() || !screenshots.isEmpty(); }
    /// The file that is read: `offline`, else `journal`.
    QString journalFile() const;
};

/// Reads the arguments; prints help and mistakes. Without a value the process is to end with `exitCode` (0 or 2).
std::optional<Options> readOptions(int argc, char** argv, int& exitCode);

/// Fills `journal` from the configuration where neither it nor `offline` names a file. What the configuration's reader
/// refuses is refused here.
Status placeJournal(Options& options);

} // namespace penelope::console

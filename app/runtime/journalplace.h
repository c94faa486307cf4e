#pragma once

#include "core/adapters/config/config.h"

namespace penelope::runtime {

/// The journal file where no option names one: `journal.path` of the configuration, by default journal.db in the data
/// folder. What `config::load` refuses is refused here, and the address of a database is Unsupported. Any thread;
/// blocks on files.
Result<QString> configuredJournal(const config::Surroundings& where);

} // namespace penelope::runtime

#pragma once

#include "core/patch/service.h"

namespace penelope::config {

/// penelope-service.json (contracts.md 7). Relative paths start at the file's folder. NotFound where there is none.
Result<patch::Registration> readServiceFile(const QString& path);

} // namespace penelope::config

#pragma once

#include "core/patch/remedy.h"

namespace penelope::config {

/// A remedies folder: NAME.toml beside NAME.diff (contracts.md 8), by name. One that cannot be read spoils only itself.
struct Catalogue
{
    std::vector<patch::Remedy> remedies;
    std::vector<Error> troubles; ///< Malformed or NotFound, with "file:line:column" or the file
};

/// NotFound where there is no such folder. Any thread; blocks on files.
Result<Catalogue> readRemedies(const QString& folder);

} // namespace penelope::config

#pragma once

#include "core/adapters/sandbox/scratch.h"

/// What tells two trees from one another. Blocking: called on the sandbox's worker only.
namespace penelope::sandbox {

/// Regular files and links whose bytes, kind or rights differ, or that only one of the trees has; .git is no part of
/// either. Errors: Malformed (no tree), Unavailable; `where` names the file.
struct Difference
{
    QStringList former; ///< those of the former tree
    QStringList later;  ///< those of the later one
};
Result<Difference> differenceOf(const QString& former, const QString& later);

/// Makes `folder` with the former ones below `folder`/old and the later ones below `folder`/new. Answers the folder.
Result<QString>
copyDifference(const QString& former, const QString& later, const QString& folder, const std::optional<Owner>& owner);

} // namespace penelope::sandbox

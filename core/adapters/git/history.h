#pragma once

#include "core/adapters/git/handles.h"
#include "core/ports/patchrepository.h"

#include <functional>
#include <optional>

/// What commits say about themselves. For the files of this adapter only.
namespace penelope::git {

using Trailers = PatchRepository::Trailers;

/// "Penelope-Journal: …" lines at the end of a message.
Trailers trailersOf(const git_commit& commit);
/// The id in "This reverts commit ID.", empty where there is none.
QString revertedBy(const git_commit& commit);

/// Subject, paragraphs (empty ones left out) and trailers.
QByteArray message(const QString& subject, const QStringList& paragraphs, const Trailers& trailers);

/// The newest commit of the branch, no revert, that carries the first two trailers. Empty where there is none.
Result<QString> findCommit(const Opened& opened, const Trailers& trailers);

struct Revert
{
    QString commit; ///< of the revert
    Trailers trailers;
};
/// The revert of `commit` that still stands (was not reverted in its turn), if any.
Result<std::optional<Revert>> standingRevert(const Opened& opened, const QString& commit);

/// Visits commits from the head, newest first, until `visit` answers false.
Status walk(const Opened& opened, const std::function<bool(const git_commit&)>& visit);

} // namespace penelope::git

#pragma once

#include "core/patch/diff.h"
#include "core/patch/patch.h"

#include <QStringList>

#include <optional>

namespace penelope::patch {

/// What domain.md 3 ("Where a patch comes from") says of the files a diff touches.
struct FileVerdict
{
    std::optional<Refusal> refusal; ///< stage file_policy; rule: empty, escapes_tree, git_folder, hidden_characters,
                                    ///< name_too_long, symlink, submodule, mode, binary
    QStringList asks; ///< "ci: .github/workflows/x.yml", "build: CMakeLists.txt", "hook: .husky/pre-push",
                      ///< "hidden characters: a.py, line 7" (text whose order or presence a person cannot see)
    bool operator==(const FileVerdict&) const = default;
};

FileVerdict checkFiles(const Diff& diff);
/// "ci", "build" or "hook" where a change of the file needs a person; empty otherwise.
QString sensitiveKind(const QString& path);

} // namespace penelope::patch

#pragma once

#include "core/ports/sandbox.h"

#include <map>
#include <optional>

/// The copy of a tree that a sandboxed program works in. Blocking: called on the sandbox's worker only.
namespace penelope::sandbox {

/// What a file of the copy was before the program ran. Links are told by what they say.
struct Print
{
    qint64 size = 0;
    QByteArray sha256;
    bool operator==(const Print&) const = default;
};
using Prints = std::map<QString, Print>;

/// Who owns the copy, where that is not this process's own user.
struct Owner
{
    unsigned user = 0;
    unsigned group = 0;
};

struct Copied
{
    QString work; ///< the copy
    Prints prints;
};
/// What lies in a copy now.
Prints printsOf(const QString& work);
/// Copies the tree without its .git to `folder`/`name`, links as links. Where the copy is. Errors name the file.
Result<QString> copyTree(
    const QString& tree, const QString& folder, const std::optional<Owner>& owner,
    const QString& name = QStringLiteral("work"));
/// Copies one file or link of the tree to the same place below `to`, which is there.
Status copyOne(const QString& tree, const QString& path, const QString& to, const std::optional<Owner>& owner);
/// A copy of nothing: an empty folder.
Result<QString>
emptyTree(const QString& folder, const std::optional<Owner>& owner, const QString& name = QStringLiteral("work"));
/// Where the sandbox's user can read and run the program: where it is, or else a copy below `folder`/tools.
Result<QString> reachableProgram(const QString& program, const QString& folder, const std::optional<Owner>& owner);
/// Whether what lies below the folder takes more room than `most` bytes, a file at least a block, or is deeper than
/// 100 folders.
bool takesMoreThan(const QString& folder, qint64 most);
/// What is not as it was, by path; nothing outside of the copy is read, whatever links it holds by then.
std::vector<Sandbox::Change> changesOf(const QString& work, const Prints& before);
/// However deep it is, and whatever rights its program took away.
void removeTree(const QString& folder);
/// Scratch folders below `parent` whose process is gone: "penelope-sandbox-PID-…".
void removeLeftovers(const QString& parent);
QString scratchName();

} // namespace penelope::sandbox

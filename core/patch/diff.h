#pragma once

#include "core/base/result.h"
#include "core/base/vocabulary.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace penelope::patch {

/// The largest diff that may become an event (contracts.md 4), in UTF-8 bytes.
constexpr qsizetype maxDiffBytes = qsizetype{4} * 1024 * 1024;

enum class LineKind { Context, Added, Removed };

struct DiffLine
{
    LineKind kind = LineKind::Context;
    QString text;           ///< without the sign
    int oldNumber = 0;      ///< from 1; 0 for an added line
    int newNumber = 0;      ///< from 1; 0 for a removed line
    bool noNewline = false; ///< "\ No newline at end of file" follows
    bool operator==(const DiffLine&) const = default;
};

struct Hunk
{
    int oldStart = 0;
    int oldCount = 0;
    int newStart = 0;
    int newCount = 0;
    QString heading; ///< what stands after the second @@
    std::vector<DiffLine> lines;
    bool operator==(const Hunk&) const = default;
};

enum class FileChange { Modified, Added, Deleted, Renamed, Copied };

struct FileDiff
{
    QString oldPath; ///< without a/; empty for a new file
    QString newPath; ///< without b/; empty for a deleted file
    FileChange change = FileChange::Modified;
    QString oldMode; ///< octal digits; empty = not said
    QString newMode;
    bool binary = false;
    std::vector<Hunk> hunks;
    int added = 0;
    int removed = 0;

    const QString& path() const { return newPath.isEmpty() ? oldPath : newPath; }
    bool operator==(const FileDiff&) const = default;
};

struct Diff
{
    std::vector<FileDiff> files;
    int added = 0;
    int removed = 0;

    int lines() const { return added + removed; } ///< headers and context do not count
    QStringList paths() const;                    ///< each once, in order
    bool operator==(const Diff&) const = default;
};

/// The bytes of a file as the text of a diff. Malformed with its line where they are no UTF-8 (nothing is replaced: a
/// changed byte would be another patch); Refused where they are more than maxDiffBytes.
Result<QString> diffText(const QByteArray& bytes);

/// Strict reading of unified diffs, git and plain. Malformed: `where` is "line N", the message says what was expected.
/// Text before the first file header is skipped, as mails and `git show` have it. A diff without files is empty, no
/// error. Combined diffs (of merges) and plain binary differences are refused with a sentence. Time and memory are
/// linear in the text.
Result<Diff> parseDiff(const QString& text);

/// Policy values: the most lines of a level.
struct LevelLines
{
    int surgical = 5;
    int moderate = 25;
    bool operator==(const LevelLines&) const = default;
};
/// Only configuration files → Config; else by lines changed: Surgical, Moderate, more is Redesign.
Level levelOf(const Diff& diff, const LevelLines& most = {});
/// By its name: toml, yaml, ini, conf, cfg, properties, json, env and the like.
bool isConfiguration(const QString& path);
/// Lower-case hex of the UTF-8 bytes, the name by which a diff is approved.
QString diffSha256(const QString& diff);

} // namespace penelope::patch

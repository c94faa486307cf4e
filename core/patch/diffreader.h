#pragma once

#include "core/patch/diff.h"

#include <QList>
#include <QSet>
#include <QStringList>
#include <QStringView>

#include <optional>

namespace penelope::patch {

/// One reading of a unified diff, line by line. Used through parseDiff().
class DiffReader
{
public:
    explicit DiffReader(const QString& text);
    Result<Diff> read();

private:
    /// What the headers of one file said so far.
    struct Header
    {
        bool git = false;
        bool bodySeen = false; ///< ---/+++ or binary
        QStringList seen;      ///< the extended lines so far, by their first words
        QString gitNames;      ///< after "diff --git "
        QString renamedFrom;
        QString renamedTo;
    };

    bool atEnd() const { return m_at >= m_lines.size(); }
    QStringView line() const { return m_lines[m_at]; }
    Failure wrong(const QString& message) const;

    penelope::Status readFile();
    penelope::Status readGitHeader(FileDiff& file, Header& header);
    penelope::Status readExtended(FileDiff& file, Header& header, bool& known);
    penelope::Status readSingle(FileDiff& file, Header& header, bool& known);
    penelope::Status readRename(FileDiff& file, Header& header, bool& known);
    penelope::Status checkHeader(const FileDiff& file, const Header& header) const;
    penelope::Status nameFromGit(FileDiff& file, const Header& header) const;
    penelope::Status readNames(FileDiff& file, const Header& header);
    penelope::Status readHunks(FileDiff& file);
    Result<Hunk> readHunkHead() const;
    penelope::Status readHunkLines(Hunk& hunk, FileDiff& file);
    penelope::Status readHunkLine(Hunk& hunk, FileDiff& file, int& oldLeft, int& newLeft);
    penelope::Status checkHunk(const Hunk& hunk, const FileDiff& file) const;
    penelope::Status finish(FileDiff file);
    penelope::Status readNoNewline(Hunk& hunk, int oldLeft, int newLeft) const;
    penelope::Status skipBetween();

    QList<QStringView> m_lines;
    qsizetype m_at = 0;
    QSet<QString> m_seen;
    Diff m_diff;
};

/// The name in a header: C-style quotes undone, a plain diff's timestamp cut off. Nothing for bad quoting.
std::optional<QString> headerName(QStringView text);
/// Both names of a "diff --git" line, or nothing where they cannot be told apart.
std::optional<std::pair<QString, QString>> gitNames(QStringView text);

} // namespace penelope::patch

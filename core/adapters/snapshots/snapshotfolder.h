#pragma once

#include "core/base/hash.h"
#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

/// Snapshots of one journal's state as files of a folder (journal.md 7): derived data, which anybody may delete at any
/// time. Several processes may use one folder.
namespace penelope::snapshots {

/// What a file says before its state.
struct Heading
{
    QString path;
    qint64 size = 0;  ///< events of the journal that are folded in it
    Digest root{};    ///< of the journal's first `size` events
    Instant latest{}; ///< of those events
    qint64 bytes = 0; ///< of the file
};

/// A state to be written.
struct Snapshot
{
    qint64 size = 0;  ///< events of the journal that are folded in it
    Digest root{};    ///< of the journal's first `size` events
    Instant latest{}; ///< of those events
    QByteArray bytes;
};

/// How many files a folder may have, and how large they may be together. The newest is always kept.
struct Bounds
{
    qint64 bytes = qint64{1} << 30;
    /// Distance of files from one another: `spacing` among the newest, growing to about a fortieth of the journal.
    qint64 spacing = 16'384;
};

class SnapshotFolder
{
public:
    /// `format` names what the bytes mean: files of another one are of no use.
    SnapshotFolder(QString folder, QString journalId, QByteArray format, Bounds bounds = {});

    /// Newest first. Files of another build or of another journal are removed, and what cannot be read is.
    std::vector<Heading> headings() const;
    /// Malformed where the file is not what it was when it was written; it is removed then.
    Result<QByteArray> read(const Heading& heading) const;
    /// Writes beside, syncs, renames, and removes what the bounds leave no room for.
    Status write(const Snapshot& snapshot) const;
    void drop(const Heading& heading) const;
    /// Removes the folder and all that is in it.
    void clear() const;

    /// Which of the sizes (descending) stay, by their distances: of each stretch the oldest, so that one that stays now
    /// stays later too. `factor` widens all distances.
    static std::vector<bool> staying(const std::vector<qint64>& sizes, qint64 spacing, qint64 factor);

private:
    void thin() const;

    QString m_folder;
    QString m_journalId;
    QByteArray m_format;
    Bounds m_bounds;
};

} // namespace penelope::snapshots

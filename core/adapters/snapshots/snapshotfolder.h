#pragma once

#include "core/base/hash.h"
#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

/// A state of one journal as a file of a folder, read at once: derived data, which anybody may delete at any time.
/// Several processes may use one folder.
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

class SnapshotFolder
{
public:
    /// `format` names what the bytes mean: files of another one are of no use.
    SnapshotFolder(QString folder, QString journalId, QByteArray format);

    /// Newest first. Files of another build or of another journal are removed, and what cannot be read is.
    std::vector<Heading> headings() const;
    /// Malformed where the file is not what it was when it was written; it is removed then.
    Result<QByteArray> read(const Heading& heading) const;
    /// Writes beside, syncs, renames, and removes all but the newest.
    Status write(const Snapshot& snapshot) const;
    void drop(const Heading& heading) const;

private:
    void dropOlder() const;

    QString m_folder;
    QString m_journalId;
    QByteArray m_format;
};

} // namespace penelope::snapshots
